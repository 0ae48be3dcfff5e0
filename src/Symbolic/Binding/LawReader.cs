using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Symbolic.Binding;

/// <summary>What is to be proved of a law: its two sides, and the symbols that move under d(…).</summary>
internal sealed record LawClaim(Expr Left, Expr Right, IReadOnlyList<Symbol> Moving, Scope Scope);

/// <summary>Whether a claim holds, how that was found out, and if it does not why.</summary>
internal sealed record LawFinding(bool Holds, string Proof, string? Why);

/// <summary>
/// Reads the lines of <c>laws</c>: differentials of operators, <c>d(swish(x)) = … .* dx</c>, and others, <c>tr(A*B) = tr(B*A)</c>.
/// Each is proved, or refused with a message.
/// </summary>
internal sealed class LawReader(Scope scope, SourceText source, Func<LawClaim, LawFinding> prove)
{
    private readonly BindErrors errors = new(source);

    /// <summary>Adds the laws of a text to a scope.</summary>
    public static void Read(Scope scope, SourceText source, Func<LawClaim, LawFinding> prove)
    {
        var reader = new LawReader(scope, source, prove);
        foreach (var line in DefinitionReader.Lines(source))
        {
            ExpressionReader.Guard(source, () =>
            {
                reader.Read(line);
                return true;
            });
        }
    }

    private void Read(Span line)
    {
        var isFunction = ExpressionReader.IsFunction(scope);
        var sides = Parser.ParseRelation(source, line, isFunction).Sides;
        if (sides.Length != 2)
        {
            throw errors.BadLine(line, "a law has one equals sign", "LEFT = RIGHT");
        }

        if ((SyntaxNames.Derivative(sides[1]) ?? (sides[0] is CallSyntax { Function.Text: "d", Arguments: [CallSyntax inner] } ? SyntaxNames.Derivative(inner) : SyntaxNames.Derivative(sides[0]))) is { } derivative)
        {
            throw errors.BadLine(derivative.Span, "a law has no derivatives but the differential of an operator on its left", "d(swish(x)) = … .* dx");
        }

        string text = source.Text.Substring(line.Start, line.Length);
        if (sides[0] is not CallSyntax { Function.Text: "d", Primes: 0, Arguments: [CallSyntax { Primes: 0 } call] })
        {
            General(line, text, sides[0], sides[1]);
        }
        else if (scope.Operators.TryGetValue(call.Function.Text, out var declared))
        {
            OfOperator(line, text, declared, Arguments(call, declared.Parameters.Count), call, sides[1]);
        }
        else if (scope.Functions.TryGetValue(new(call.Function.Text), out var function) && function.Definition is not null)
        {
            OfFunction(line, text, function, Arguments(call, 1)[0], call, sides[1]);
        }
        else
        {
            throw errors.Unknown(call.Function.Span, call.Function.Text, "an operator of this document");
        }
    }

    // d(op(x, A)) = …: proved for every kind of shapes for which it conforms.
    private void OfOperator(Span line, string text, OperatorDeclaration declared, IReadOnlyList<string> names, CallSyntax call, Syntax right)
    {
        IReadOnlyList<int> covered = [.. Enumerable.Range(0, names.Count).Where(i => Mentions(right, "d" + names[i]))];
        IReadOnlyList<string> all = [.. names, .. names.Select(n => "d" + n)];
        var law = new Law("declared-law", $"differential of {declared.Operator.Name}", "", "", "", "the document");
        var differential = new DeclaredDifferential(law, [.. covered], (arguments, moving) => BodyBinder.Instance(scope, source, right, all, [.. arguments, .. moving]));
        var usual = BodyBinder.Convention(scope, errors, names, [call, right]);
        var finding = Proved(usual);
        if (!finding.Holds)
        {
            throw errors.Refused(line, finding.Why);
        }

        foreach (var body in BodyBinder.All(scope, errors, names, [call, right]))
        {
            if (Proved(body) is { Holds: true } proof)
            {
                differential.Proofs[ShapeKinds.Of(body.Parameters)] = proof.Proof;
            }
        }

        declared.Operator.Declared = differential;
        Keep(text, names, call, right, finding.Proof, null);

        LawFinding Proved(BoundBody body) => prove(new(
            Apply.Raw(PendingDifferential.Instance, body.Sides[0]), body.Sides[1], [.. covered.Select(i => body.Parameters[i])], scope));
    }

    // d(g(x)) = g'(x) .* dx, where the derivative is what is left for dx = 1.
    private void OfFunction(Span line, string text, ElementwiseFunction function, string name, CallSyntax call, Syntax right)
    {
        var usual = BodyBinder.Convention(scope, errors, [name], [call, right]);
        var finding = prove(new(Apply.Raw(PendingDifferential.Instance, usual.Sides[0]), usual.Sides[1], usual.Parameters, scope));
        if (!finding.Holds)
        {
            throw errors.Refused(line, finding.Why);
        }

        var t = Symbol.Of(new("t°"), Shape.Scalar);
        var slope = BodyBinder.Instance(scope, source, right, [name, "d" + name], [t, Number.One]);
        if (!Pointwise.IsOf(slope, t))
        {
            throw errors.BadLine(right.Span, "the derivative of an elementwise function is made of its argument entry by entry", $"d({function.Name}({name})) = … .* d{name}");
        }

        var law = new Law("declared-law", $"differential of {function.Name}", "", "", "", "the document");
        scope.Declare(function with { First = (x, _) => Pointwise.At(slope, t, x), Rule = law });
        Keep(text, [name], call, right, finding.Proof, null);
    }

    private void General(Span line, string text, Syntax left, Syntax right)
    {
        var names = Variables(line, left, right);
        var body = BodyBinder.Convention(scope, errors, names, [left, right]);
        if (names.FirstOrDefault(n => !Mentions(left, n)) is { } free)
        {
            throw errors.BadLine(right.Span, $"'{free}' does not occur on the left", "a law replaces its left side by its right side");
        }

        var finding = prove(new(body.Sides[0], body.Sides[1], [], scope));
        if (!finding.Holds)
        {
            throw errors.Refused(line, finding.Why);
        }

        var pattern = new LawPattern(body.Sides[0], body.Parameters, values => new(
            BodyBinder.Instance(scope, source, left, names, values), BodyBinder.Instance(scope, source, right, names, values)));
        Keep(text, names, left, right, finding.Proof, pattern);
    }

    // For readers the variables have their own names.
    private void Keep(string text, IReadOnlyList<string> names, Syntax left, Syntax right, string proof, LawPattern? pattern)
    {
        var body = BodyBinder.Convention(scope, errors, names, [left, right]);
        var put = body.Parameters.Select((p, i) => (From: p, To: Symbol.Of(new(names[i]), p.Shape))).ToList();
        var shown = put.ToDictionary(p => (Expr)p.From, p => (Expr)p.To);
        foreach (var (from, to) in put)
        {
            shown[Differential.For(from)] = Differential.For(to);
        }

        var sides = body.Sides.Select(s => Rewrite.Substitute(s, shown)).ToList();
        var statement = pattern is null ? new Statement(Apply.Raw(PendingDifferential.Instance, sides[0]), sides[1]) : new(sides[0], sides[1]);
        scope.Laws.Add(new(text, statement, proof, pattern));
    }

    private IReadOnlyList<string> Arguments(CallSyntax call, int count)
    {
        var names = call.Arguments.Select(a => a is NameSyntax { Indices.IsEmpty: true } n ? n.Text : "").ToList();
        return names.Count != count ? throw errors.ArgumentCount(call.Span, call.Function.Text, count == 1 ? "one argument" : $"{count} arguments", names.Count)
            : names.Contains("") || names.Distinct().Count() < names.Count ? throw errors.BadLine(call.Span, "the differential of an operator is declared for different names", $"d({call.Function.Text}(x)) = … .* dx")
            : names;
    }

    // All names of a law stand for anything, also those that the document declares.
    private List<string> Variables(Span line, Syntax left, Syntax right)
    {
        var names = SyntaxNames.Of(left).Concat(SyntaxNames.Of(right)).OfType<NameSyntax>().Where(n => n.Text is not ("I" or "pi" or "π") && !scope.Dimensions.Contains(new(n.Text)));
        var found = names.Select(n => n.Indices.IsEmpty ? n.Text : throw errors.BadLine(n.Span, "a name in a law has no index", null)).Distinct().ToList();
        return found.Count is > 0 and <= BodyBinder.MostParameters ? found : throw errors.BadLine(line, $"a law has one to {BodyBinder.MostParameters} names", null);
    }

    private static bool Mentions(Syntax syntax, string name) => SyntaxNames.Of(syntax).Any(s => s is NameSyntax n && n.Text == name);
}
