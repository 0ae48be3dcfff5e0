using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Verification.Counterexamples;

/// <summary>Matrices of small numbers with the declared structure.</summary>
internal static class SmallValues
{
    private static readonly double[][] Pools = [[0, 1], [0, 1, 2], [-1, 0, 1, 2], [1, 2, 3], [-2, -1, 1, 2], [0.2, 0.5, 0.7], [0.25, 0.5, 2], [-0.5, 0.5, 1, 1.5]];

    /// <summary>How many kinds of numbers there are.</summary>
    public static int Kinds => Pools.Length;

    /// <summary>A value of a kind.</summary>
    public static Matrix<Real> Of(Symbol symbol, int rows, int columns, int kind, ref Noise noise)
    {
        double[] pool = Pools[kind];
        var a = new Matrix<Real>(rows, columns);
        for (int i = 0; i < a.Entries.Length; i++)
        {
            a.Entries[i] = new(pool[noise.Below(pool.Length)]);
        }

        return rows == columns ? Structured(a, symbol.Attributes, ref noise)
            : symbol.Attributes.HasFlag(Attributes.Positive) ? a.Map(x => new Real(Math.Max(Math.Abs(x.Value), 1)))
            : a;
    }

    private static Matrix<Real> Structured(Matrix<Real> a, Attributes attributes, ref Noise noise)
    {
        if (attributes.HasFlag(Attributes.Orthogonal))
        {
            return SignedPermutation(a.Rows, attributes, ref noise);
        }

        var result = new Matrix<Real>(a.Rows, a.Columns);
        bool positive = attributes.HasFlag(Attributes.PositiveDefinite);
        for (int j = 0; j < a.Columns; j++)
        {
            for (int i = 0; i < a.Rows; i++)
            {
                bool zero = (attributes.HasFlag(Attributes.Diagonal) && i != j)
                    || (attributes.HasFlag(Attributes.Lower) && i < j) || (attributes.HasFlag(Attributes.Upper) && i > j);
                double x = attributes.HasFlag(Attributes.Skew) ? (i == j ? 0 : i < j ? a[i, j].Value : -a[j, i].Value)
                    : positive || attributes.HasFlag(Attributes.Symmetric) ? a[Math.Min(i, j), Math.Max(i, j)].Value
                    : a[i, j].Value;
                result[i, j] = new(zero ? 0 : attributes.HasFlag(Attributes.Positive) ? Math.Max(Math.Abs(x), 1) : x);
            }
        }

        // A dominant diagonal makes it definite.
        for (int i = 0; i < a.Rows && positive; i++)
        {
            double others = 0;
            for (int j = 0; j < a.Rows; j++)
            {
                others += i == j ? 0 : Math.Abs(result[i, j].Value);
            }

            result[i, i] = new(others + 1 + Math.Abs(result[i, i].Value));
        }

        return result;
    }

    private static Matrix<Real> SignedPermutation(int n, Attributes attributes, ref Noise noise)
    {
        var result = new Matrix<Real>(n, n);
        int turn = (attributes & (Attributes.Diagonal | Attributes.Symmetric)) != 0 ? 0 : noise.Below(n);
        for (int i = 0; i < n; i++)
        {
            result[(i + turn) % n, i] = new(noise.Below(2) == 0 ? 1 : -1);
        }

        return result;
    }
}
