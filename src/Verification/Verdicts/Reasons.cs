using System.Globalization;
using MatrixDiff.Verification.Sampling;

namespace MatrixDiff.Verification.Verdicts;

/// <summary>How two sides differ, in words, as it is seen at a point.</summary>
internal static class Reasons
{
    private const double Near = 1e-9;

    /// <summary>The words for a difference.</summary>
    public static string Of(PointComparison? difference)
    {
        if (difference is not { Left: { } a, Right: { } b })
        {
            return "the two sides differ";
        }

        double scale = Math.Max(Greatest(a), Greatest(b));
        if (Ratio(a, b, scale) is { } ratio)
        {
            return ratio == -1 ? "the two sides have opposite signs" : string.Create(CultureInfo.InvariantCulture, $"the right side is {Fraction(ratio)} times the left");
        }

        if (a.Rows != a.Columns || a.Rows == 1)
        {
            return Greatest(a) <= Near * scale ? "the left side is zero, the right is not" : Greatest(b) <= Near * scale ? "the right side is zero, the left is not" : "the two sides differ";
        }

        bool turned = true, diagonal = true, beside = true;
        for (int i = 0; i < a.Rows; i++)
        {
            for (int j = 0; j < a.Rows; j++)
            {
                bool same = Math.Abs(a[i, j].Value - b[i, j].Value) <= Near * scale;
                turned &= Math.Abs(a[i, j].Value - b[j, i].Value) <= Near * scale;
                diagonal &= same || i != j;
                beside &= same || i == j;
            }
        }

        return turned ? "the right side is the transpose of the left"
            : diagonal ? "the two sides differ off the diagonal"
            : beside ? "the two sides differ on the diagonal"
            : "the two sides differ";
    }

    // The number that takes the left side to the right one.
    private static double? Ratio(Numeric.Witness.Matrix<Bounded> a, Numeric.Witness.Matrix<Bounded> b, double scale)
    {
        double? ratio = null;
        for (int i = 0; i < a.Entries.Length; i++)
        {
            var (x, y) = (a.Entries[i].Value, b.Entries[i].Value);
            if (Math.Abs(x) <= Near * scale && Math.Abs(y) <= Near * scale)
            {
                continue;
            }

            double own = y / x;
            if (!double.IsFinite(own) || (ratio is { } r && Math.Abs(own - r) > Near * Math.Abs(r)))
            {
                return null;
            }

            ratio ??= own;
        }

        // Only simple numbers are no accident.
        return ratio is { } found && a.Entries.Length > 1 ? Simple(found) : ratio is { } one ? Simple(one) : null;
    }

    private static double? Simple(double ratio)
    {
        foreach (double k in new[] { -1.0, 2, 0.5, -2, -0.5, 3, 1 / 3.0, 4, 0.25 })
        {
            if (Math.Abs(ratio - k) <= Near)
            {
                return k;
            }
        }

        return null;
    }

    private static string Fraction(double k) => Math.Abs(k) >= 1 ? k.ToString(CultureInfo.InvariantCulture)
        : (k < 0 ? "-1/" : "1/") + Math.Round(1 / Math.Abs(k)).ToString(CultureInfo.InvariantCulture);

    private static double Greatest(Numeric.Witness.Matrix<Bounded> a) => a.Entries.Max(e => Math.Abs(e.Value));
}
