using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Verification;

/// <summary>
/// Verdicts where equations are assumed of values: the sides have equal values at points that satisfy it, and they are equal
/// by a certificate of the other tiers once what is assumed has been used.
/// </summary>
internal static class UnderFacts
{
    private const int Points = 14;

    // The second and third where values are too great to be enlarged by the first.
    private static readonly int[] Scales = [1_000_000_000, 1_000_000, 1_000];

    /// <summary>Are there such equations? Other assumptions, f'' = 0 and structures, points have by themselves.</summary>
    public static bool Apply(Scope scope) => scope.Assumptions.Any(a => a is not (VanishingDerivative or AssumedStructure));

    /// <summary>A claim with what is assumed of functions and structures put in.</summary>
    public static Claim Use(Claim claim) => claim.Scope.Assumptions.Count == 0 || Apply(claim.Scope) ? claim : claim.WithDerived(e => Structured(claim.Scope.Assumptions.Aggregate(e, (x, a) => a.Use(x)), claim.Scope));

    /// <summary>The judgement of a claim in a scope with assumptions.</summary>
    public static Judgement Decide(Claim claim, Judge judge, int seed)
    {
        var facts = claim.Scope.Assumptions;
        string assuming = $"assuming {string.Join(", ", facts.Select(a => a.Text))}";
        var report = WitnessCheck.Equal(claim.WrittenLeft, claim.WrittenRight, claim.Moving, claim.Scope, Points, seed);
        if (!report.Passed)
        {
            return report.Samples == 0 ? new(null, null, null, report.Failure) : new(false, Certificate.Numeric, null, $"{report.Failure}, {assuming}");
        }

        var used = claim.With(e => Used(e, claim.Scope));
        if (judge.Decide(new Claim(used.Left, used.Right, Without(claim.Scope)) { Moving = claim.Moving }) is { True: true } proved)
        {
            return proved with { Reason = assuming };
        }

        // What is nearly 0 is not yet 0: the points satisfy the equations only so far.
        foreach (int scale in Scales)
        {
            var enlarged = WitnessCheck.Equal(Product.Of(scale, claim.WrittenLeft), Product.Of(scale, claim.WrittenRight), claim.Moving, claim.Scope, Points, seed);
            if (enlarged.Passed)
            {
                return new(true, Certificate.Numeric, null, assuming);
            }

            if (enlarged.Samples > 0)
            {
                break;
            }
        }

        return new(null, null, null, $"the two sides are too small to be compared, {assuming}");
    }

    private static Expr Used(Expr e, Scope scope) => Structured(new Shortening(scope).Run(e).Result, scope);

    // Structure stays with the symbols, so that values are drawn with it.
    private static Expr Structured(Expr e, Scope scope) =>
        scope.Assumptions.OfType<AssumedStructure>().Aggregate(e, (x, a) => Rewrite.Substitute(x, a.Symbol, a.Structured));

    private static Scope Without(Scope scope)
    {
        var copy = scope.Copy();
        copy.Assumptions.Clear();
        return copy;
    }
}
