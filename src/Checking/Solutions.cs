using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Checking;

/// <summary>Stationary points: ŵ = (XᵀX)⁻¹Xᵀy after ∇_w J = 0. The gradient is evaluated there.</summary>
internal static class Solutions
{
    /// <summary>Holds where the gradient vanishes; fails where the text puts it to zero and it does not; null where nothing is said.</summary>
    public static Judged? Judge(DerivationChecker checker, ReadStep step, Defined defined)
    {
        var scope = checker.Scope;
        if (Point(checker, step, defined) is not var (w, value))
        {
            return null;
        }

        var said = checker.StationaryPoints.Where(s => ReferenceEquals(s.Wrt, w)).Select(s => s.Of).ToList();
        var functions = said.Concat(checker.Differentiated.Where(d => ReferenceEquals(d.Wrt, w) && d.Of.IsScalar).Select(d => d.Of)).Distinct();
        foreach (var f in functions)
        {
            if (!scope.Definitions.ContainsKey(f) || Vanishes(f, w, value, scope) is not { } judgement)
            {
                continue;
            }

            var verdict = new Verdict
            {
                Left = w.Name.Text,
                Right = value.ToString() ?? "",
                Kind = judgement ? VerdictKind.Holds : VerdictKind.Fails,
                Certificate = Certificate.Numeric,
                Reason = judgement ? null : $"the gradient of {f.Name.Text} by {w.Name.Text} is not zero there",
            };
            if (judgement)
            {
                return new(verdict, [$"the gradient of {f.Name.Text} by {w.Name.Text} is zero there"], []);
            }

            if (said.Contains(f))
            {
                return new(verdict, [], []);
            }
        }

        return null;
    }

    // The variable and where it is said to be.
    private static (Symbol Variable, Expr Value)? Point(DerivationChecker checker, ReadStep step, Defined defined)
    {
        var scope = checker.Scope;
        if (defined.Point is { } variable && defined.Clash is null)
        {
            var sides = ExpressionReader.Guard(checker.Source, () => ExpressionReader.Infer([step.Left!, step.Right!], scope.Copy(), checker.Source, SideRules.AllDeclared));
            return (variable, sides[1]);
        }

        return defined.Symbol is { } point && Decoration.BaseOf(point.Name) is { } plain && scope.Symbols.TryGetValue(plain, out var w)
            && point.Shape == w.Shape && scope.Definitions.TryGetValue(point, out var value) ? (w, value) : null;
    }

    private static bool? Vanishes(Symbol f, Symbol w, Expr value, Scope scope)
    {
        try
        {
            var gradient = Meanings.WrittenOut(Differentiator.Derive(DerivationKind.Gradient, f, [w], Layout.Gradient, scope), scope);
            var there = Rewrite.Substitute(gradient, w, Meanings.WrittenOut(value, scope));
            return Equality.Decide(new Claim(there, Make.Zero(w.Shape), scope), 0).True;
        }
        catch (NotDifferentiableException)
        {
            return null;
        }
    }
}
