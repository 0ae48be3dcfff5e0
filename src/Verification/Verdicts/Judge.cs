using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Verification.Field;
using MatrixDiff.Verification.Sampling;

namespace MatrixDiff.Verification.Verdicts;

/// <summary>The first tier: true where two expressions have one canonical form, null where nothing is known.</summary>
internal delegate bool? CanonicalEqual(Expr left, Expr right, Scope scope);

/// <summary>A claim judged: true by a certificate, false, or unknown (null) for a reason.</summary>
internal sealed record Judgement(bool? True, Certificate? Certificate, double? ErrorBound, string? Reason, Model? Where = null, PointComparison? Difference = null);

/// <summary>Asks the tiers in turn: canonical forms, exact evaluation over a field, floating point.</summary>
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
        if (canonical?.Invoke(claim.Left, claim.Right, claim.Scope) == true || ReferenceEquals(claim.Left, claim.Right))
        {
            return Confirmed(written, new(true, Certificate.Canonical, null, null));
        }

        var field = FieldTest.Run(claim, sampler.Sizes, seed);
        return field.Answer switch
        {
            FieldAnswer.Equal => Confirmed(written, new(true, Certificate.Field, field.ErrorBound, null)),
            FieldAnswer.Different when !claim.IsDerived => Refuted(sampler),
            _ => ByNumbers(claim.IsDerived ? new Sampler(written, seed) : sampler),
        };
    }

    // What is proved is looked at once more by means that share nothing with the proof.
    private Judgement Confirmed(Claim written, Judgement proved)
    {
        var sampler = new Sampler(written, seed + 77);
        var report = NumericTest.Run(sampler, CrossChecks);
        return report.Differ == 0 ? proved
            : written.Moving.Count > 0 || Claim.HasDerivative(written.Left) || Claim.HasDerivative(written.Right) ? ByNumbers(sampler)
            : new(null, null, null, "a proof and a floating-point check disagree", report.Where, report.Difference);
    }

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
            : new(null, null, null, report.Holds ? "too few sizes at which both sides have a value" : report.Why);
    }
}
