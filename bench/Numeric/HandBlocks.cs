using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MatrixDiff.Bench.Numeric;

/// <summary>Blocks of Hessians written out, by hand.</summary>
internal static unsafe class HandBlocks
{
    /// <summary>(x x') ⊗ Q written out.</summary>
    public static Func<double[][]> Block(double[] x, double[] q, int n)
    {
        double[] h = new double[n * n * n * n];
        return () =>
        {
            Write(h, x, q, n);
            return [h];
        };
    }

    /// <summary>The Hessian by W of sum(softplus(z)) − y'z with z = V σ(W x), W n×n and V p×n: (x x') ⊗ Q, Q = diag(σ') V' diag(π(1 − π)) V diag(σ') + diag(σ'' ⊙ V'(π − y)).</summary>
    public static Func<double[][]> Layer(double[] w, double[] v, double[] x, double[] y, int n, int p)
    {
        double[] a = new double[n], first = new double[n], z = new double[p], back = new double[n], q = new double[n * n], scaled = new double[p * n], h = new double[n * n * n * n];
        return () =>
        {
            Hands.Gemv(a, w, x, n, n, false);
            TensorPrimitives.Sigmoid<double>(a, a);
            Hands.Gemv(z, v, a, p, n, false);
            TensorPrimitives.Sigmoid<double>(z, z);
            for (int i = 0; i < n; i++)
            {
                first[i] = a[i] * (1 - a[i]);
                back[i] = 0;
                for (int k = 0; k < p; k++)
                {
                    back[i] += v[(i * p) + k] * (z[k] - y[k]);
                    scaled[(i * p) + k] = v[(i * p) + k] * first[i] * Math.Sqrt(z[k] * (1 - z[k]));
                }
            }

            Hands.Gemm(q, scaled, true, scaled, false, n, n, p);
            for (int i = 0; i < n; i++)
            {
                q[i * (n + 1)] += first[i] * (1 - (2 * a[i])) * back[i];
            }

            Write(h, x, q, n);
            return [h];
        };
    }

    // Past the caches where whole registers fit, by primitives otherwise.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Write(double[] h, double[] x, double[] q, int n)
    {
        if (!Avx512F.IsSupported || n % 8 != 0)
        {
            for (int j = 0; j < n; j++)
            {
                for (int l = 0; l < n; l++)
                {
                    for (int i = 0; i < n; i++)
                    {
                        TensorPrimitives.Multiply(q.AsSpan(l * n, n), x[i] * x[j], h.AsSpan((((j * n) + l) * n * n) + (i * n), n));
                    }
                }
            }

            return;
        }

        // A column in the first cache, from there to memory at multiples of a line.
        double* column = stackalloc double[n * n];
        fixed (double* to = h, from = q)
        {
            int start = (int)((64 - ((nuint)to % 64)) % 64 / 8);
            for (int j = 0; j < n; j++)
            {
                for (int l = 0; l < n; l++)
                {
                    for (int i = 0; i < n; i++)
                    {
                        var factor = Vector512.Create(x[i] * x[j]);
                        for (int k = 0; k < n; k += 8)
                        {
                            (factor * Vector512.Load(from + (l * n) + k)).Store(column + (i * n) + k);
                        }
                    }

                    double* line = to + (((long)(j * n) + l) * n * n);
                    new Span<double>(column, start).CopyTo(new Span<double>(line, start));
                    int at = start;
                    for (; at + 8 <= n * n; at += 8)
                    {
                        Avx512F.StoreAlignedNonTemporal(line + at, Vector512.Load(column + at));
                    }

                    new Span<double>(column + at, (n * n) - at).CopyTo(new Span<double>(line + at, (n * n) - at));
                }
            }
        }
    }
}
