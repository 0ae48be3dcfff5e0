namespace MatrixDiff.Numeric.Witness;

/// <summary>Inverses, determinants and triangular factors, by elimination with pivots chosen on plain values.</summary>
/// <typeparam name="T">The numbers.</typeparam>
internal static class LinearAlgebra<T>
    where T : struct, IScalar<T>
{
    // Up to this size determinants and adjugates are made without divisions by pivots, so that singular matrices have them.
    private const int Small = 6;

    /// <summary>X⁻¹ by Gauss–Jordan elimination; not finite where X is singular.</summary>
    public static Matrix<T> Inverse(Matrix<T> x, Watch watch)
    {
        int n = x.Rows;
        var a = Copy(x);
        var inverse = Matrix<T>.Identity(n);
        var (least, greatest) = (double.PositiveInfinity, 0.0);
        for (int k = 0; k < n; k++)
        {
            int p = Pivot(a, k);
            Swap(a, k, p);
            Swap(inverse, k, p);
            double size = Math.Abs(a[k, k].Primal);
            (least, greatest) = (Math.Min(least, size), Math.Max(greatest, size));
            var scale = T.Of(1) / a[k, k];
            for (int j = 0; j < n; j++)
            {
                a[k, j] *= scale;
                inverse[k, j] *= scale;
            }

            for (int i = 0; i < n; i++)
            {
                var factor = a[i, k];
                if (i == k || factor.IsZero)
                {
                    continue;
                }

                for (int j = 0; j < n; j++)
                {
                    a[i, j] -= factor * a[k, j];
                    inverse[i, j] -= factor * inverse[k, j];
                }
            }
        }

        watch.Pivot(least / greatest);
        return inverse;
    }

    /// <summary>det X, also of singular matrices up to 6×6.</summary>
    public static T Determinant(Matrix<T> x) => x.Rows <= Small ? Leverrier(x).Determinant : Pivots(x, out int sign).Aggregate(T.Of(sign), (d, p) => d * p);

    /// <summary>log |det X|.</summary>
    public static T LogDeterminant(Matrix<T> x, Watch watch)
    {
        var pivots = Pivots(x, out _);
        watch.Pivot(pivots.Min(p => Math.Abs(p.Primal)) / pivots.Max(p => Math.Abs(p.Primal)));
        return pivots.Aggregate(default(T), (sum, p) => sum + T.Log(T.Abs(p)));
    }

    /// <summary>adj X, also of singular matrices up to 6×6.</summary>
    public static Matrix<T> Adjugate(Matrix<T> x, Watch watch) =>
        x.Rows <= Small ? Leverrier(x).Adjugate : Determinant(x) * Inverse(x, watch);

    /// <summary>The Moore–Penrose inverse of a matrix of full rank: (X'X)⁻¹X' or X'(XX')⁻¹.</summary>
    public static Matrix<T> PseudoInverse(Matrix<T> x, Watch watch)
    {
        var t = x.Transposed();
        return x.Rows >= x.Columns ? Inverse(t * x, watch) * t : t * Inverse(x * t, watch);
    }

    /// <summary>The lower L with L L' = X of the symmetric part of X; not a number where X is not symmetric or not positive definite.</summary>
    public static Matrix<T> Cholesky(Matrix<T> x)
    {
        int n = x.Rows;
        var factor = new Matrix<T>(n, n);
        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                double skew = x[i, j].Primal - x[j, i].Primal;
                var sum = Math.Abs(skew) > 1e-9 ? T.Of(double.NaN) : T.Of(0.5) * (x[i, j] + x[j, i]);
                for (int k = 0; k < j; k++)
                {
                    sum -= factor[i, k] * factor[j, k];
                }

                factor[i, j] = i == j ? T.Sqrt(sum) : sum / factor[j, j];
            }
        }

        return factor;
    }

    // Faddeev and Leverrier: M₁ = I, c = −tr(X M_k)/k, M_{k+1} = X M_k + c I; det X = (−1)ⁿ c_n, adj X = (−1)ⁿ⁻¹ M_n.
    private static (T Determinant, Matrix<T> Adjugate) Leverrier(Matrix<T> x)
    {
        int n = x.Rows;
        var m = Matrix<T>.Identity(n);
        T c = default;
        for (int k = 1; k <= n; k++)
        {
            var product = x * m;
            T trace = default;
            for (int i = 0; i < n; i++)
            {
                trace += product[i, i];
            }

            c = T.Of(-1.0 / k) * trace;
            if (k == n)
            {
                break;
            }

            for (int i = 0; i < n; i++)
            {
                product[i, i] += c;
            }

            m = product;
        }

        return n % 2 == 0 ? (c, T.Of(-1) * m) : (-c, m);
    }

    private static T[] Pivots(Matrix<T> x, out int sign)
    {
        int n = x.Rows;
        var a = Copy(x);
        var pivots = new T[n];
        sign = 1;
        for (int k = 0; k < n; k++)
        {
            int p = Pivot(a, k);
            sign = p == k ? sign : -sign;
            Swap(a, k, p);
            pivots[k] = a[k, k];
            for (int i = k + 1; i < n; i++)
            {
                var factor = a[i, k] / a[k, k];
                for (int j = k + 1; j < n; j++)
                {
                    a[i, j] -= factor * a[k, j];
                }
            }
        }

        return pivots;
    }

    private static int Pivot(Matrix<T> a, int column)
    {
        int best = column;
        for (int i = column + 1; i < a.Rows; i++)
        {
            if (Math.Abs(a[i, column].Primal) > Math.Abs(a[best, column].Primal))
            {
                best = i;
            }
        }

        return best;
    }

    private static void Swap(Matrix<T> a, int i, int k)
    {
        for (int j = 0; i != k && j < a.Columns; j++)
        {
            (a[i, j], a[k, j]) = (a[k, j], a[i, j]);
        }
    }

    private static Matrix<T> Copy(Matrix<T> x) => new(x.Rows, x.Columns, [.. x.Entries]);
}
