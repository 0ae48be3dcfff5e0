using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Verification.Sampling;

/// <summary>What a point says.</summary>
internal enum Outcome
{
    /// <summary>A side has no value there, or the point is too near a kink or a singular matrix.</summary>
    Undefined,

    /// <summary>The sides agree within their rounding errors, which are small.</summary>
    Agree,

    /// <summary>The sides differ by more than rounding can explain.</summary>
    Differ,

    /// <summary>Rounding errors are too large, or the difference too near to them.</summary>
    Unclear,
}

/// <summary>The sides of a claim at one point.</summary>
internal sealed record PointComparison(Outcome Outcome, Matrix<Bounded>? Left, Matrix<Bounded>? Right, int Entry, double RelativeDifference, string? Why = null)
{
    private const double Greatest = 1e12;

    /// <summary>The greatest rounding error, relative to the greatest entry, with which agreement says something.</summary>
    private const double Sharp = 1e-10;

    /// <summary>Are both sides zero?</summary>
    public bool IsZero => Left!.Entries.All(x => Math.Abs(x.Value) <= 1e-9) && Right!.Entries.All(x => Math.Abs(x.Value) <= 1e-9);

    /// <summary>Compares two expressions at a point.</summary>
    public static PointComparison At(Model model, Expr left, Expr right, double slack = 0) => At(new Evaluator<Bounded>(model), model, left, right, slack);

    /// <summary>Compares two expressions with an evaluator that may know parts of them.</summary>
    public static PointComparison At(Evaluator<Bounded> evaluator, Model model, Expr left, Expr right, double slack = 0, bool ignoreWatch = false)
    {
        try
        {
            var a = evaluator.Value(left);
            var b = evaluator.Value(right);
            return !IsUsable(a) || !IsUsable(b) ? new(Outcome.Undefined, a, b, 0, 0, "a side has no finite value")
                : !ignoreWatch && !model.Watch.IsSafe ? new(Outcome.Undefined, a, b, 0, 0, "the point is near a kink or a singular matrix")
                : Compare(a, b, slack);
        }
        catch (WitnessException e)
        {
            return new(Outcome.Undefined, null, null, 0, 0, e.Message);
        }
    }

    private static PointComparison Compare(Matrix<Bounded> a, Matrix<Bounded> b, double slack)
    {
        if (a.Rows != b.Rows || a.Columns != b.Columns)
        {
            return new(Outcome.Undefined, a, b, 0, 0, "the sides have other shapes");
        }

        double scale = 0, error = 0, worst = 0, farthest = 0;
        int entry = 0;
        bool agree = true, differ = false;
        for (int i = 0; i < a.Entries.Length; i++)
        {
            var (x, y) = (a.Entries[i], b.Entries[i]);
            double distance = Math.Abs(x.Value - y.Value);
            double bound = x.Error + y.Error;
            scale = Math.Max(scale, Math.Max(Math.Abs(x.Value), Math.Abs(y.Value)));
            error = Math.Max(error, bound);
            farthest = Math.Max(farthest, distance);
            agree &= distance <= (8 * bound) + 1e-290;
            differ |= distance > (32 * bound) + 1e-290;
            double excess = distance - (32 * bound);
            (worst, entry) = excess > worst ? (excess, i) : (worst, entry);
        }

        double relative = scale == 0 ? 0 : farthest / scale;
        agree |= relative <= slack;
        var outcome = differ && relative > 1e-13 + (100 * slack) ? Outcome.Differ
            : agree && error <= Sharp * scale ? Outcome.Agree
            : agree && scale == 0 ? Outcome.Agree
            : agree && error <= 1e-13 ? Outcome.Agree
            : Blurred(relative, error, scale);
        return new(outcome, a, b, entry, relative);
    }

    // Where bounds are too pessimistic to say anything, the difference speaks by itself.
    private static Outcome Blurred(double relative, double error, double scale) =>
        error <= Sharp * scale ? Outcome.Unclear
        : relative <= 1e-9 ? Outcome.Agree
        : relative > 1e-3 && error < scale ? Outcome.Differ
        : Outcome.Unclear;

    private static bool IsUsable(Matrix<Bounded> a)
    {
        foreach (var entry in a.Entries)
        {
            if (!(Math.Abs(entry.Value) <= Greatest))
            {
                return false;
            }
        }

        return true;
    }
}
