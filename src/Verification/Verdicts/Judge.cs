using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Verification.Field;
using MatrixDiff.Verification.Sampling;

namespace MatrixDiff.Verification.Verdicts;

/// <summary>The first tier: true where two expressions have one canonical form, null where nothing is known.</summary>
internal delegate bool? CanonicalEqual(Expr left, Expr right, Scope scope);

/// <summary>A claim judged: true by a certificate, false, or unknown (null) for a reason.</summary>
internal sealed record Judgement(bool? True, Certificate? Certificate, double? ErrorBound, string? Reason, Model? Where = null, PointComparison? Difference = null)
{
    /// <summary>Is it true wherever both sides have values, and at too few sizes to say more?</summary>
    public bool IsThin { get; init; }
}

/// <summary>
/// Asks the tiers: exact evaluation over a field, which refutes what is rational; a few floating-point points; then proofs by
/// canonical forms or by the field; and floating point alone where nothing else decides.
/// </summary>
internal sealed class Judge(CanonicalEqual? canonical, ulong seed)
{
    private const int Draws = 14;
    private const int CrossChecks = 2;
    private const int LeastAssignments = 3;

    /// <summary>Is a claim true?</summary>
    public Judgement Decide(Claim claim)
    {
        if (ReferenceEquals(claim.Left, claim.Right) && !claim.IsDerived)
        {
            return new(true, Certificate.Canonical, null, null);
        }

        var written = claim.AsWritten();
        if (Claim.HasDerivative(claim.Left) || Claim.HasDerivative(claim.Right))
        {
            return ByNumbers(new Sampler(written, seed));
        }

        var sampler = new Sampler(claim, seed);
        var field = FieldTest.Run(claim, sampler.Sizes, seed);
        if (field.Answer == FieldAnswer.Different && !claim.IsDerived)
        {
            return Refuted(sampler);
        }

        // A few points that share nothing with the proofs come first: they end most questions, and proofs are checked by them.
        var glance = NumericTest.Run(new Sampler(written, seed + 77), CrossChecks);
        return glance.Differ > 0 ? Contradicted(claim, field, glance)
            : ByForm(claim) ? new(true, Certificate.Canonical, null, null)
            : field.Answer == FieldAnswer.Equal ? new(true, Certificate.Field, field.ErrorBound, null)
            : ByNumbers(claim.IsDerived ? new Sampler(written, seed) : sampler);
    }

    // As the sides stand, or with what the names in them mean put in.
    private bool ByForm(Claim claim)
    {
        if (ReferenceEquals(claim.Left, claim.Right) || canonical?.Invoke(claim.Left, claim.Right, claim.Scope) == true)
        {
            return true;
        }

        if (canonical is null)
        {
            return false;
        }

        var (left, right) = (Meanings.WrittenOut(claim.Left, claim.Scope), Meanings.WrittenOut(claim.Right, claim.Scope));
        bool same = ReferenceEquals(left, claim.Left) && ReferenceEquals(right, claim.Right);
        return !same && (ReferenceEquals(left, right) || canonical(left, right, claim.Scope) == true);
    }

    // Where derivatives were worked out, what was written counts; otherwise two tiers say two things.
    private static Judgement Contradicted(Claim claim, FieldReport field, NumericReport glance) =>
        field.Answer == FieldAnswer.Equal && !claim.IsDerived
            ? new(null, null, null, "exact and floating-point evaluation disagree", glance.Where, glance.Difference)
            : new(false, Certificate.Numeric, null, null, glance.Where, glance.Difference);

    // False for certain; a floating-point point to show it is welcome, not needed.
    private static Judgement Refuted(Sampler sampler)
    {
        var report = NumericTest.Run(sampler, Draws);
        return new(false, Certificate.Field, null, null, report.Where, report.Difference);
    }

    private static Judgement ByNumbers(Sampler sampler)
    {
        var report = NumericTest.Run(sampler, Draws);
        int least = sampler.Sizes.Names.Count == 0 ? 1 : LeastAssignments;
        return report.Differ > 0 ? new(false, Certificate.Numeric, null, null, report.Where, report.Difference)
            : report.Holds && report.Agree >= Draws - 2 && report.Assignments >= least ? new(true, Certificate.Numeric, null, null)
            : new(null, null, null, report.Holds ? "too few sizes at which both sides have a value" : report.Why) { IsThin = report.Holds };
    }
}
