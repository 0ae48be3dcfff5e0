using MatrixDiff.Numeric.Witness;
using MatrixDiff.Verification.Sampling;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Verification.Conditions;

/// <summary>Finds the first condition under which a false claim holds, each verified at several points and sizes.</summary>
internal sealed class ConditionSearch(Claim claim, Question? question, PointComparison? difference, ulong seed)
{
    private const int Glance = 1;
    private const int Draws = 10;
    private const int Least = 6;
    private const int MostSizes = 4;
    private const int MostPairs = 60;

    /// <summary>May the claim itself be its condition, told as one: A B = B A under A*B = B*A? One symbol that is another is none.</summary>
    public bool MayRepeat { get; init; }

    /// <summary>
    /// A condition that makes the claim true without making both sides zero; null if none is found. Where one is the claim itself, those after it are
    /// special cases of it, and the claim has no condition.
    /// </summary>
    public Condition? Find()
    {
        var sampler = new Sampler(claim, seed);
        var candidates = Candidates.Of(claim, sampler).ToList();
        int repeated = MayRepeat ? -1 : candidates.FindIndex(Repeats);
        if (repeated >= 0)
        {
            return candidates.Take(repeated).FirstOrDefault(Suffices);
        }

        return candidates.FirstOrDefault(Suffices)
            ?? (question is null ? null : Readings.Of(question).FirstOrDefault(Suffices))
            ?? Candidates.Pairs(sampler).Take(MostPairs).FirstOrDefault(Suffices);
    }

    /// <summary>Does a condition make the claim true at all points that are tried? With both sides zero at all of them, it does so trivially.</summary>
    public bool Suffices(Condition condition, out bool trivially)
    {
        trivially = false;
        if (Repeats(condition))
        {
            return false;
        }

        var sampler = new Sampler(claim, seed + 5, condition);
        if (NumericTest.Run(sampler, Glance) is not { Holds: true })
        {
            return false;
        }

        var report = NumericTest.Run(new Sampler(claim, seed + 6, condition), Draws);
        int possible = new Sampler(claim, seed + 6, condition).TakeSizes(MostSizes).Count;
        trivially = report.AllZero && !HasZeroSide();
        return report.Holds && report.Agree >= Least && report.Assignments >= Math.Min(possible, 2)
            && condition.Extremes.All(e => NumericTest.Run(new Sampler(claim, seed + 7, e), Glance).Differ == 0)
            && (!claim.IsDerived || HoldsAsWritten(condition));
    }

    /// <summary>Is a condition the claim itself, as it is written?</summary>
    public bool Repeats(Condition condition) => (!MayRepeat || condition is AreEqual) && condition.Repeats(claim.AsWritten());

    private bool Suffices(Condition condition) => Suffices(condition, out bool trivially) && !trivially;

    // What the rules made of a derivative may have a value in fewer places than the derivative itself.
    private bool HoldsAsWritten(Condition condition) =>
        NumericTest.Run(new Sampler(condition is Reading ? claim : claim.AsWritten(), seed + 8, condition), Least) is { Holds: true };

    // A side that is zero anyway may be met by another that is zero under the condition.
    private bool HasZeroSide() => claim.Left.IsZero || claim.Right.IsZero
        || (difference is { Left: { } a, Right: { } b } && (IsZero(a) || IsZero(b)));

    private static bool IsZero(Matrix<Bounded> a) => a.Entries.All(x => Math.Abs(x.Value) <= 32 * x.Error + 1e-300);
}
