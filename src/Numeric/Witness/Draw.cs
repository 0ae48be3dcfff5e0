using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Numeric.Witness;

/// <summary>Where the values of a point lie: expressions are not defined everywhere.</summary>
internal enum Mood
{
    /// <summary>Of both signs, of size about 1.</summary>
    Normal,

    /// <summary>From 0.2 to 1.5.</summary>
    Positive,

    /// <summary>Of both signs, at most 0.3.</summary>
    Small,

    /// <summary>Square matrices near I, others of both signs.</summary>
    NearIdentity,

    /// <summary>From 1.1 to 3.</summary>
    Large,

    /// <summary>From 0.05 to 0.4.</summary>
    Fraction,

    /// <summary>Another one of these for each symbol.</summary>
    Mixed,
}

/// <summary>Random matrices with the structure that a symbol's attributes ask for.</summary>
internal static class Draw
{
    /// <summary>A random value.</summary>
    public static Matrix<Real> Value(int rows, int columns, Attributes attributes, Mood mood, ref Noise noise)
    {
        var a = Entries(rows, columns, attributes.HasFlag(Attributes.Positive) && mood is Mood.Normal or Mood.Small or Mood.NearIdentity ? Mood.Positive : mood, ref noise);
        if (rows != columns)
        {
            return a;
        }

        return attributes switch
        {
            _ when attributes.HasFlag(Attributes.Orthogonal) => Orthogonal(a, attributes, ref noise),
            _ when attributes.HasFlag(Attributes.PositiveDefinite) && rows > 1 && !attributes.HasFlag(Attributes.Diagonal) => Definite(Entries(rows, rows, Mood.Normal, ref noise)),
            _ => Where(a, attributes),
        };
    }

    /// <summary>Entries of both signs.</summary>
    public static Matrix<Real> Direction(int rows, int columns, ref Noise noise) => Entries(rows, columns, Mood.Normal, ref noise);

    /// <summary>(A + A')/2.</summary>
    public static Matrix<Real> SymmetricPart(Matrix<Real> a) => new Real(0.5) * (a + a.Transposed());

    private static Matrix<Real> Entries(int rows, int columns, Mood mood, ref Noise noise)
    {
        var a = new Matrix<Real>(rows, columns);
        for (int i = 0; i < a.Entries.Length; i++)
        {
            a.Entries[i] = new(mood switch
            {
                Mood.Positive => noise.Between(0.2, 1.5),
                Mood.Small => noise.Between(-0.3, 0.3),
                Mood.Large => noise.Between(1.1, 3),
                Mood.Fraction => noise.Between(0.05, 0.4),
                Mood.NearIdentity when rows == columns => noise.Between(-0.4, 0.4) / Math.Sqrt(rows) + (i % (rows + 1) == 0 ? 1 : 0),
                _ => noise.Spread(),
            });
        }

        return a;
    }

    // Zeros and signs where the structure has them.
    private static Matrix<Real> Where(Matrix<Real> a, Attributes attributes)
    {
        var result = new Matrix<Real>(a.Rows, a.Columns);
        bool diagonal = attributes.HasFlag(Attributes.Diagonal);
        bool positive = attributes.HasFlag(Attributes.PositiveDefinite);
        for (int j = 0; j < a.Columns; j++)
        {
            for (int i = 0; i < a.Rows; i++)
            {
                bool zero = (diagonal && i != j) || (attributes.HasFlag(Attributes.Lower) && i < j) || (attributes.HasFlag(Attributes.Upper) && i > j);
                double x = attributes.HasFlag(Attributes.Skew) ? 0.5 * (a[i, j].Value - a[j, i].Value)
                    : attributes.HasFlag(Attributes.Symmetric) ? 0.5 * (a[i, j].Value + a[j, i].Value)
                    : a[i, j].Value;
                result[i, j] = new(zero ? 0 : positive ? Math.Abs(x) : x);
            }
        }

        return result;
    }

    // M M'/n + I/2.
    private static Matrix<Real> Definite(Matrix<Real> m)
    {
        var s = new Real(1.0 / m.Rows) * (m * m.Transposed());
        for (int i = 0; i < s.Rows; i++)
        {
            s[i, i] += new Real(0.5);
        }

        return s;
    }

    // Signs on the diagonal, a reflection, or the Q of a QR decomposition (Gram and Schmidt, twice).
    private static Matrix<Real> Orthogonal(Matrix<Real> a, Attributes attributes, ref Noise noise)
    {
        int n = a.Rows;
        var q = Entries(n, n, Mood.Normal, ref noise);
        if (attributes.HasFlag(Attributes.Diagonal) || n == 1)
        {
            return Where(q.Map(x => Real.Sign(x)), Attributes.Diagonal);
        }

        for (int j = 0; j < n; j++)
        {
            for (int k = 0; k < 2 * j; k++)
            {
                double dot = 0;
                for (int i = 0; i < n; i++)
                {
                    dot += q[i, j].Value * q[i, k % j].Value;
                }

                for (int i = 0; i < n; i++)
                {
                    q[i, j] -= new Real(dot) * q[i, k % j];
                }
            }

            double norm = Math.Sqrt(Enumerable.Range(0, n).Sum(i => q[i, j].Value * q[i, j].Value));
            for (int i = 0; i < n; i++)
            {
                q[i, j] *= new Real(1 / norm);
            }
        }

        if (!attributes.HasFlag(Attributes.Symmetric))
        {
            return q;
        }

        var v = new Matrix<Real>(n, 1, q.Entries[..n]);
        return Matrix<Real>.Identity(n) - (new Real(2) * (v * v.Transposed()));
    }
}
