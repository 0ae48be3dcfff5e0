using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MatrixDiff.Numeric.Kernels.Native;

/// <content>What exists for singular matrices too.</content>
internal static unsafe partial class MatrixFunctions
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>Scratch of <see cref="Adjugate"/>.</summary>
    public static long AdjugateScratch(int n) => (2L * n * n) + n;

    /// <summary>Scratch of <see cref="PseudoInverse"/>.</summary>
    public static long PseudoInverseScratch(int m, int n) => ((long)m * n) + ((long)Math.Min(m, n) * Math.Min(m, n)) + Math.Min(m, n) + 16 + Widest.Scratch(typeof(double), n, m, Math.Min(m, n));

    /// <summary>
    /// adj X, also of a singular X. With full pivoting P X Q = L U it is det(P) det(Q) Q adj(U) L⁻¹ P, and that of U = [U₁ b; 0 u] is
    /// det(U₁) [u U₁⁻¹, −U₁⁻¹ b; 0, 1], which loses no digits where u is small (Stewart, On the adjugate matrix, 1998).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Adjugate(double* r, double* x, int n, Libraries libraries, double* scratch)
    {
        double* lu = scratch, z = lu + ((long)n * n);
        int* rows = (int*)(z + ((long)n * n)), columns = rows + n;
        new ReadOnlySpan<double>(x, n * n).CopyTo(new Span<double>(lu, n * n));
        new Span<double>(z, n * n).Clear();
        double product = n == 0 ? 1 : FullPivots(lu, rows, columns, n);
        if (product == 0 || !double.IsFinite(product))
        {
            new Span<double>(r, n * n).Fill(product == 0 ? 0 : double.NaN);
            return;
        }

        double last = n == 0 ? 0 : lu[((long)n * n) - 1];
        for (int j = 0; j < n; j++)
        {
            // det(U₁) u U₁⁻¹ eⱼ, or the last column.
            double* column = z + ((long)j * n);
            int top = Math.Min(j, n - 2);
            if (j < n - 1)
            {
                column[j] = product * last;
            }
            else
            {
                column[j] = product;
                for (int i = 0; i <= top; i++)
                {
                    column[i] = -product * lu[((long)j * n) + i];
                }
            }

            for (int k = top; k >= 0; k--)
            {
                double* u = lu + ((long)k * n);
                column[k] /= u[k];
                for (int i = 0; i < k; i++)
                {
                    column[i] -= column[k] * u[i];
                }
            }
        }

        // Z := Z L⁻¹, from the last column.
        for (int j = n - 1; j >= 0; j--)
        {
            double* column = z + ((long)j * n);
            for (int k = j + 1; k < n; k++)
            {
                double factor = lu[((long)j * n) + k];
                double* other = z + ((long)k * n);
                for (int i = 0; i < n; i++)
                {
                    column[i] -= factor * other[i];
                }
            }

            for (int i = 0; i < n; i++)
            {
                r[((long)rows[j] * n) + columns[i]] = column[i];
            }
        }
    }

    /// <summary>X⁺ of m×n, n×m; singular values up to max(m, n) ε times the greatest count as 0. Singular values by Jacobi's rotations of columns (Hestenes 1958).</summary>
    /// <exception cref="ArithmeticException">The rotations do not come to an end.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PseudoInverse(double* r, double* x, int m, int n, Libraries libraries, double* scratch)
    {
        // The longer side is turned down: W = op(X) V has orthogonal columns.
        bool turned = m < n;
        int tall = Math.Max(m, n), few = Math.Min(m, n);
        double* w = scratch, v = w + ((long)m * n), norms = v + ((long)few * few), packed = norms + few + 8;
        var all = new ReadOnlySpan<double>(x, m * n);
        double greatest = all.IsEmpty ? 0 : TensorPrimitives.MaxMagnitude(all);
        if (greatest == 0 || !double.IsFinite(greatest))
        {
            new Span<double>(r, m * n).Fill(greatest == 0 ? 0 : double.NaN);
            return;
        }

        int exponent = Math.ILogB(greatest);
        for (int j = 0; j < few; j++)
        {
            for (int i = 0; i < tall; i++)
            {
                w[((long)j * tall) + i] = Math.ScaleB(turned ? x[((long)i * m) + j] : x[((long)j * m) + i], -exponent);
            }

            new Span<double>(v + ((long)j * few), few).Clear();
            v[(long)j * (few + 1)] = 1;
        }

        Orthogonalize(w, v, norms, tall, few);
        double least = 0;
        for (int j = 0; j < few; j++)
        {
            least = Math.Max(least, norms[j]);
        }

        least *= tall * Epsilon;
        for (int j = 0; j < few; j++)
        {
            // 1/σ for each of V and the columns of length 1 that W has over σ.
            double factor = norms[j] <= least ? 0 : 1 / norms[j];
            for (int i = 0; i < few; i++)
            {
                v[((long)j * few) + i] *= factor;
            }

            for (int i = 0; i < tall; i++)
            {
                w[((long)j * tall) + i] *= factor;
            }
        }

        Wide.Product(r, turned ? w : v, turned ? v : w, n, m, few, false, true, packed, libraries);
        for (int i = 0; i < m * n; i++)
        {
            r[i] = Math.ScaleB(r[i], -exponent);
        }
    }

    // L and U in place of A with the greatest of what is left as each pivot; ± the product of all pivots but the last, the sign that of both
    // permutations; NaN where an entry is not finite.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double FullPivots(double* a, int* rows, int* columns, int n)
    {
        for (int i = 0; i < n; i++)
        {
            rows[i] = columns[i] = i;
        }

        if (!double.IsFinite(TensorPrimitives.SumOfMagnitudes(new ReadOnlySpan<double>(a, n * n))))
        {
            return double.NaN;
        }

        double product = 1;
        for (int k = 0; k < n - 1; k++)
        {
            var (row, column, greatest) = (k, k, 0.0);
            for (int j = k; j < n; j++)
            {
                for (int i = k; i < n; i++)
                {
                    if (Math.Abs(a[((long)j * n) + i]) > greatest)
                    {
                        (row, column, greatest) = (i, j, Math.Abs(a[((long)j * n) + i]));
                    }
                }
            }

            if (greatest == 0)
            {
                return 0;
            }

            for (int j = 0; j < n && row != k; j++)
            {
                double* line = a + ((long)j * n);
                (line[k], line[row]) = (line[row], line[k]);
            }

            for (int i = 0; i < n && column != k; i++)
            {
                (a[((long)k * n) + i], a[((long)column * n) + i]) = (a[((long)column * n) + i], a[((long)k * n) + i]);
            }

            (rows[k], rows[row], columns[k], columns[column]) = (rows[row], rows[k], columns[column], columns[k]);
            double* pivots = a + ((long)k * n);
            product *= (row != k) == (column != k) ? pivots[k] : -pivots[k];
            for (int i = k + 1; i < n; i++)
            {
                pivots[i] /= pivots[k];
            }

            for (int j = k + 1; j < n; j++)
            {
                double* line = a + ((long)j * n);
                for (int i = k + 1; i < n; i++)
                {
                    line[i] -= pivots[i] * line[k];
                }
            }
        }

        return product;
    }

    // Rotates pairs of columns of W, and those of V alike, until all pairs are orthogonal; then the columns' lengths.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Orthogonalize(double* w, double* v, double* norms, int m, int n)
    {
        const int sweeps = 60;
        double tolerance = Epsilon * Math.Max(4, Math.Sqrt(m));
        bool changed = true;
        for (int sweep = 0; changed; sweep++)
        {
            if (sweep == sweeps)
            {
                throw new ArithmeticException($"The singular values of a {m}×{n} matrix are not found in {sweeps} sweeps.");
            }

            changed = false;
            for (int p = 0; p < n - 1; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    ReadOnlySpan<double> x = new(w + ((long)p * m), m), y = new(w + ((long)q * m), m);
                    double a = TensorPrimitives.Dot(x, x), b = TensorPrimitives.Dot(y, y), c = TensorPrimitives.Dot(x, y);

                    // What is left of a column in the span of others is nothing but rounding.
                    if (Math.Abs(c) <= tolerance * Math.Sqrt(a * b) || Math.Min(a, b) < 1e-60 * Math.Max(a, b))
                    {
                        continue;
                    }

                    changed = true;
                    double half = (b - a) / (2 * c), tangent = (half >= 0 ? 1 : -1) / (Math.Abs(half) + Math.Sqrt(1 + (half * half)));
                    double cosine = 1 / Math.Sqrt(1 + (tangent * tangent));
                    Rotate(w + ((long)p * m), w + ((long)q * m), cosine, cosine * tangent, m);
                    Rotate(v + ((long)p * n), v + ((long)q * n), cosine, cosine * tangent, n);
                }
            }
        }

        for (int j = 0; j < n; j++)
        {
            norms[j] = TensorPrimitives.Norm(new ReadOnlySpan<double>(w + ((long)j * m), m));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rotate(double* x, double* y, double cosine, double sine, int n)
    {
        int i = 0;
        for (; i + Vector<double>.Count <= n; i += Vector<double>.Count)
        {
            Vector<double> a = Vector.Load(x + i), b = Vector.Load(y + i);
            Vector.Store((cosine * a) - (sine * b), x + i);
            Vector.Store((sine * a) + (cosine * b), y + i);
        }

        for (; i < n; i++)
        {
            (x[i], y[i]) = ((cosine * x[i]) - (sine * y[i]), (sine * x[i]) + (cosine * y[i]));
        }
    }
}
