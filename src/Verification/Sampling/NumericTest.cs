using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Verification.Sampling;

/// <summary>What floating-point points say of a claim.</summary>
internal sealed record NumericReport(int Agree, int Assignments, int Unclear, int Differ, bool AllZero, Model? Where, PointComparison? Difference, string? Why)
{
    /// <summary>Do enough points agree, and none disagree?</summary>
    public bool Holds => Agree > 0 && Differ == 0 && Unclear <= Agree / 3;
}

/// <summary>
/// Floating-point points, one after the other: at first of both signs, then with ranges mixed from symbol to symbol, each
/// symbol being of both signs wherever the others allow it, and some with scales far apart.
/// </summary>
internal sealed class NumericTest
{
    private const int Assignments = 8;
    private const int Tries = 160;
    private const int MostTargets = 8;
    private const int Wild = 3;

    private readonly Sampler sampler;
    private readonly Expr left;
    private readonly Expr right;
    private readonly List<Dictionary<Name, int>> sizes;
    private readonly HashSet<int> used = [];
    private int agree;
    private int unclear;
    private int differ;
    private bool nonzero;
    private string? why;
    private Model? where;
    private PointComparison? difference;
    private Range[]? good;

    private NumericTest(Sampler sampler, int draws)
    {
        this.sampler = sampler;
        (left, right) = (sampler.Claim.Left, sampler.Claim.Right);
        sizes = sampler.TakeSizes(draws <= Wild ? draws + 1 : Assignments);
    }

    /// <summary>Points until so many are valid, or one differs.</summary>
    public static NumericReport Run(Sampler sampler, int draws)
    {
        var test = new NumericTest(sampler, draws);
        test.Run(draws);
        return new(test.agree, test.used.Count, test.unclear, test.differ, test.agree > 0 && !test.nonzero, test.where, test.difference, test.why ?? "no point was found where both sides have a value");
    }

    private void Run(int draws)
    {
        if (sizes.Count == 0)
        {
            why = "no small sizes fit";
            return;
        }

        for (int t = 0; t < Tries && agree + unclear < draws && differ == 0; t++)
        {
            // What has no value of both signs has one elsewhere; of what has been found, every other point is near it.
            bool plain = t < 2 * sizes.Count && (t < sizes.Count || agree > 0);
            var noise = new Noise(Noise.Key("ranges", sampler.Seed + (ulong)t));
            var ranges = plain ? new Range[sampler.Free.Count] : Mixed(ref noise);
            Try(t, ranges, t % sizes.Count, wild: false);
        }

        // Every symbol is to be of both signs where that is possible at all.
        for (int s = 0; good is not null && s < Math.Min(MostTargets, sampler.Free.Count) && differ == 0; s++)
        {
            for (int k = 0; k < 3 && good[s] != Range.Normal && differ == 0; k++)
            {
                Range[] ranges = [.. good];
                ranges[s] = k == 2 ? Range.Negative : Range.Normal;
                Try(Tries + (3 * s) + k, ranges, (s + k) % sizes.Count, wild: false);
            }
        }

        for (int t = 0; t < Wild && good is not null && differ == 0 && draws > Wild && !sampler.HasSeries && sampler.Slack == 0; t++)
        {
            Try(2 * Tries + t, good, t % sizes.Count, wild: true);
        }
    }

    private Range[] Mixed(ref Noise noise)
    {
        var ranges = new Range[sampler.Free.Count];
        bool alike = noise.Below(3) == 0;
        var all = (Range)noise.Below(7);
        for (int i = 0; i < ranges.Length; i++)
        {
            ranges[i] = alike ? all : good is not null && noise.Below(2) == 0 ? good[i] : (Range)noise.Below(7);
        }

        return ranges;
    }

    private void Try(int number, Range[] ranges, int assignment, bool wild)
    {
        Model point;
        try
        {
            point = wild ? Scaled(ranges, sizes[assignment], number)
                : sampler.Draw(sizes[assignment], s => RangeOf(s, ranges), (ulong)number);
        }
        catch (WitnessException e)
        {
            why = e.Message;
            return;
        }

        var comparison = PointComparison.At(point, left, right, sampler.Slack);
        switch (comparison.Outcome)
        {
            case Outcome.Undefined:
                why ??= comparison.Why;
                break;
            case Outcome.Differ:
                differ++;
                (where, difference) = (point, comparison);
                break;
            case Outcome.Unclear when !wild:
                unclear++;
                why = "rounding errors are too large to tell";
                break;
            case Outcome.Agree when !wild:
                agree++;
                nonzero |= !comparison.IsZero;
                good = ranges;
                used.Add(assignment);
                break;
        }
    }

    private Range RangeOf(Symbol s, Range[] ranges)
    {
        for (int i = 0; i < ranges.Length; i++)
        {
            if (ReferenceEquals(sampler.Free[i], s))
            {
                return ranges[i] == Range.Normal && sampler.IsNearIdentity(s) ? Range.NearIdentity : ranges[i];
            }
        }

        return Range.Normal;
    }

    // Every symbol made smaller by a power of 2, so that small terms are seen beside large ones.
    private Model Scaled(Range[] ranges, Dictionary<Name, int> assignment, int number)
    {
        var noise = new Noise(Noise.Key("scales", sampler.Seed + (ulong)number));
        var given = new Dictionary<Symbol, Matrix<Real>>();
        foreach (var s in sampler.Free)
        {
            var value = sampler.Value(s, s.Attributes, RangeOf(s, ranges), assignment, (ulong)number);
            double scale = (s.Attributes & Attributes.Orthogonal) != 0 ? 1 : Math.Pow(2, -noise.Below(60));
            given[s] = new Real(scale) * value;
        }

        return sampler.At(assignment, given, (ulong)number);
    }
}
