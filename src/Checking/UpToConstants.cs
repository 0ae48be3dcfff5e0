using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Checking;

/// <summary>Equations with "+ const": both sides have the same gradient by every variable of the document that stands in them.</summary>
internal static class UpToConstants
{
    private const string Constant = "const";

    /// <summary>Does const stand on a side?</summary>
    public static bool Occur(Syntax left, Syntax right) => SyntaxNames.Of(left).Concat(SyntaxNames.Of(right)).Any(IsConstant);

    /// <summary>The verdict; undecided where no variable of the document occurs, or the sides agree by some of them alone.</summary>
    public static Judged Decide(SourceText source, Scope scope, Syntax left, Syntax right, IReadOnlySet<Name> variables, EqualityOptions options)
    {
        IReadOnlyList<Expr> sides;
        try
        {
            sides = ExpressionReader.Guard(source, () => ExpressionReader.Infer([Without(left), Without(right)], scope.Copy(), source, SideRules.AllDeclared));
        }
        catch (DiagnosticException)
        {
            // The message is about the sides as they stand.
            return new(Equality.Decide(new Question(source, left, right, scope), options), [], []);
        }

        var moving = variables.Select(n => scope.Symbols.GetValueOrDefault(n)).OfType<Symbol>().Where(v => new Dependence(scope, [v]) is var on && sides.Any(on.On)).ToList();
        var verdict = new Verdict { Left = SyntaxPrinter.Print(left), Right = SyntaxPrinter.Print(right), Kind = VerdictKind.Undecided, Reason = "by what it is constant is not said: no derivative by a name that stands here is taken" };
        if (moving.Count == 0 || !sides[0].IsScalar || !sides[1].IsScalar)
        {
            return new(verdict, [], []);
        }

        var same = moving.Where(v => Agree(sides, v, scope, options.Seed) == true).ToList();
        string by = string.Join(", ", moving.Except(same).Select(v => v.Name.Text));
        return same.Count == moving.Count
            ? new(verdict with { Kind = VerdictKind.Holds, Certificate = Certificate.Numeric, Reason = null }, [$"up to what does not depend on {string.Join(", ", same.Select(v => v.Name.Text))}"], [])
            : new(verdict with { Kind = same.Count == 0 ? VerdictKind.Fails : VerdictKind.Undecided, Reason = $"the gradients of the two sides by {by} differ" }, [], []);
    }

    private static bool? Agree(IReadOnlyList<Expr> sides, Symbol variable, Scope scope, int seed)
    {
        try
        {
            var gradients = sides.Select(s => Differentiator.Derive(DerivationKind.Gradient, s, [variable], Layout.Gradient, scope)).ToList();
            return Equality.Decide(new Claim(gradients[0], gradients[1], scope), seed).True;
        }
        catch (NotDifferentiableException)
        {
            return null;
        }
    }

    private static bool IsConstant(Syntax s) => s is NameSyntax { Text: Constant, Indices.IsEmpty: true };

    private static Syntax Without(Syntax s) => IsConstant(s) ? new NumberSyntax(Rational.Zero, s.Span) : SyntaxTree.WithChildren(s, [.. SyntaxTree.Children(s).Select(Without)]);
}
