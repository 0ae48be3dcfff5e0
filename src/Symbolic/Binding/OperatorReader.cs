using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Symbolic.Binding;

/// <summary>An operator that a document defines: its parameters and its body, with the text that this stands in.</summary>
internal sealed record OperatorDeclaration(UserOperator Operator, IReadOnlyList<string> Parameters, Syntax Body, SourceText Source)
{
    /// <summary>The definition as it was written, for an operator that the running text defines.</summary>
    public string? Written { get; init; }
}

/// <summary>Reads the lines of <c>operators</c>: <c>quad(x, A) = x'*A*x</c>, <c>elementwise g(x) = x/(1 + exp(-x))</c>.</summary>
internal static class OperatorReader
{
    private const string Elementwise = "elementwise ";
    private const string Form = "swish(x) = x .* sigmoid(x), or elementwise g(x) = x/(1 + exp(-x))";

    /// <summary>Adds the operators of a text to a scope, in order; each may use those before it.</summary>
    public static void Read(Scope scope, SourceText source)
    {
        foreach (var line in DefinitionReader.Lines(source))
        {
            ExpressionReader.Guard(source, () => Read(scope, source, line));
        }
    }

    private static bool Read(Scope scope, SourceText source, Span line)
    {
        var errors = new BindErrors(source);
        bool elementwise = source.Text.AsSpan(line.Start, line.Length).StartsWith(Elementwise, StringComparison.Ordinal);
        int start = line.Start + (elementwise ? Elementwise.Length : 0);
        int equals = source.Text.IndexOf('=', start, line.End - start);
        if (equals < 0)
        {
            throw errors.BadLine(line, "this defines no operator", Form);
        }

        var left = Parser.ParseRelation(source, new(start, equals - start), static _ => true).Sides[0];
        if (left is not CallSyntax { Primes: 0 } call || !call.Function.Indices.IsEmpty || Parameters(call) is not { } parameters)
        {
            throw errors.BadLine(new(start, equals - start), "an operator has a name and different names as parameters", Form);
        }

        string name = call.Function.Text;
        if (FunctionTable.Contains(name) || scope.Operators.ContainsKey(name) || scope.Functions.ContainsKey(new(name)) || scope.Symbols.ContainsKey(new(name)))
        {
            throw errors.BadLine(call.Function.Span, $"'{name}' has a meaning already", "choose another name");
        }

        var isFunction = ExpressionReader.IsFunction(scope);
        var sides = Parser.ParseRelation(source, new(equals + 1, line.End - equals - 1), n => !parameters.Contains(n) && isFunction(n)).Sides;
        if (sides.Length != 1)
        {
            throw errors.BadLine(line, "an operator has one equals sign", Form);
        }

        if (SyntaxNames.Derivative(sides[0]) is { } derivative)
        {
            throw errors.BadLine(derivative.Span, "an operator is defined without derivatives", null);
        }

        if (parameters.FirstOrDefault(p => !SyntaxNames.Of(sides[0]).Any(s => s is NameSyntax n && n.Text == p)) is { } unused)
        {
            throw errors.BadLine(call.Span, $"the parameter '{unused}' does not occur in the definition", null);
        }

        if (elementwise)
        {
            DeclareElementwise(scope, errors, parameters, call, sides[0]);
        }
        else
        {
            Declare(scope, errors, name, parameters, sides[0]);
        }

        return true;
    }

    private static void Declare(Scope scope, BindErrors errors, string name, IReadOnlyList<string> parameters, Syntax body)
    {
        var bound = BodyBinder.Convention(scope, errors, parameters, [body]);
        var captured = Rewrite.Symbols(bound.Sides[0]).Where(s => !bound.Parameters.Contains(s)).ToList();
        IReadOnlyList<string> names = [.. parameters, .. captured.Select(c => c.Name.Text)];
        var source = errors.Source;
        var @operator = new UserOperator(name, parameters.Count, captured, arguments => BodyBinder.Instance(scope, source, body, names, arguments));
        var shown = bound.Parameters.Select((p, i) => (Expr)Symbol.Of(new(parameters[i]), p.Shape)).ToList();
        scope.Operators[name] = new(@operator, parameters, body, source);
        scope.OperatorDefinitions.Add(new(@operator.Of([.. shown]), BodyBinder.Instance(scope, source, body, parameters, shown)));
    }

    private static void DeclareElementwise(Scope scope, BindErrors errors, IReadOnlyList<string> parameters, CallSyntax call, Syntax body)
    {
        var function = ElementwiseOf(scope, errors, call, parameters, body);
        scope.Declare(function);
        var shown = Symbol.Of(new(parameters[0]), Shape.Scalar);
        scope.OperatorDefinitions.Add(new(function.At(shown), function.Definition!(shown)));
    }

    /// <summary>The function f of f(x) = body, for a body made of x and numbers entry by entry.</summary>
    /// <exception cref="DiagnosticException">The body is something else.</exception>
    public static ElementwiseFunction ElementwiseOf(Scope scope, BindErrors errors, CallSyntax call, IReadOnlyList<string> parameters, Syntax body)
    {
        if (parameters.Count != 1)
        {
            throw errors.BadLine(call.Span, "an elementwise function has one parameter", "leave out 'elementwise' for an operator of several");
        }

        var t = Symbol.Of(new("t°"), Shape.Scalar);
        var value = BodyBinder.Instance(scope, errors.Source, body, parameters, [t]);
        if (Rewrite.Symbols(value).Any(s => !ReferenceEquals(s, t)) || !value.IsScalar || !Pointwise.IsOf(value, t))
        {
            throw errors.BadLine(body.Span, "an elementwise function is made of its parameter and numbers by + - * /, powers with constant exponents and elementwise functions", Form);
        }

        var slope = Simplification.Simplifier.Simplify(ElementwiseFunction.Differentiate(value, t));
        return new ElementwiseFunction(new(call.Function.Text), (x, _) => Pointwise.At(slope, t, x), Primes: false) { Definition = x => Pointwise.At(value, t, x) };
    }

    /// <summary>
    /// Declares the function f of f(x) = body with other numbers in it, a slope α say, and its first two derivatives as f' and f'': they are
    /// operators that act entry by entry, with the other numbers as arguments that are not written.
    /// </summary>
    /// <exception cref="DiagnosticException">The body is something else.</exception>
    public static void DeclareWithNumbers(Scope scope, SourceText source, CallSyntax call, NameSyntax parameter, Syntax body, string written)
    {
        var t = Symbol.Of(new("t°"), Shape.Scalar);
        var value = BodyBinder.Instance(scope, source, body, [parameter.Text], [t]);
        IReadOnlyList<Symbol> others = [.. Rewrite.Symbols(value).Where(s => !ReferenceEquals(s, t))];
        if (others.Any(s => !s.IsScalar) || !value.IsScalar || !Pointwise.IsOf(value, t))
        {
            throw new BindErrors(source).BadLine(body.Span, "a function of numbers is made of its parameter and numbers by + - * /, powers with constant exponents and elementwise functions", Form);
        }

        for (string name = call.Function.Text; name.Length <= call.Function.Text.Length + 2; name += "'")
        {
            var (formula, shown) = (value, name);
            var @operator = new UserOperator(shown, 1, others, arguments => Pointwise.At(others.Select((o, i) => (o, i)).Aggregate(formula, (e, p) => Rewrite.Substitute(e, p.o, arguments[p.i + 1])), t, arguments[0]));
            scope.Operators[name] = new(@operator, [parameter.Text], parameter, source) { Written = written };
            value = Simplification.Simplifier.Simplify(ElementwiseFunction.Differentiate(value, t));
        }
    }

    // The parameters, if they are different names.
    private static IReadOnlyList<string>? Parameters(CallSyntax call)
    {
        var names = call.Arguments.Select(a => a is NameSyntax { Indices.IsEmpty: true } n ? n.Text : "").ToList();
        return names.Contains("") || names.Distinct().Count() < names.Count || names.Count > BodyBinder.MostParameters ? null : names;
    }
}
