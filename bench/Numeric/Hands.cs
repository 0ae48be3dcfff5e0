using System.Numerics.Tensors;
using MatrixDiff.Numeric.Kernels.Native;

namespace MatrixDiff.Bench.Numeric;

/// <summary>Work other than networks, by hand on OpenBLAS and vectorised primitives; matrices by columns, buffers made once.</summary>
internal static unsafe class Hands
{
    /// <summary>z := op(A) x for A m×n.</summary>
    public static void Gemv(double[] z, double[] a, double[] x, int m, int n, bool transposed)
    {
        if (transposed)
        {
            for (int j = 0; j < n; j++)
            {
                z[j] = TensorPrimitives.Dot(a.AsSpan(j * m, m), x);
            }
        }
        else
        {
            TensorPrimitives.Multiply(a.AsSpan(0, m), x[0], z);
            for (int j = 1; j < n; j++)
            {
                TensorPrimitives.MultiplyAdd(a.AsSpan(j * m, m), x[j], z, z);
            }
        }
    }

    /// <summary>C := op(A) op(B).</summary>
    public static void Gemm(double[] c, double[] a, bool ta, double[] b, bool tb, int m, int n, int k)
    {
        fixed (double* pc = c, pa = a, pb = b)
        {
            OpenBlas.Multiply(pc, m, pa, ta ? k : m, ta, pb, tb ? n : k, tb, m, n, k);
        }
    }

    /// <summary>Gradient and Hessian of the logistic loss of N×n data: X'(σ(Xw) − y) and X' diag(σ') X.</summary>
    public static Func<double[][]> Logistic(double[] x, double[] w, double[] y, int rows, int n)
    {
        double[] z = new double[rows], s = new double[rows], scaled = new double[rows * n], g = new double[n], h = new double[n * n];
        return () =>
        {
            Gemv(z, x, w, rows, n, false);
            TensorPrimitives.Sigmoid<double>(z, s);
            TensorPrimitives.Subtract(s, y, z);
            Gemv(g, x, z, rows, n, true);
            TensorPrimitives.Subtract(1.0, s, z);
            TensorPrimitives.Multiply(z, s, s);
            TensorPrimitives.Sqrt<double>(s, s);
            for (int j = 0; j < n; j++)
            {
                TensorPrimitives.Multiply(x.AsSpan(j * rows, rows), s, scaled.AsSpan(j * rows, rows));
            }

            fixed (double* ph = h, p = scaled)
            {
                OpenBlas.Gram(ph, p, rows, true, n, rows);
            }

            Mirror(h, n);
            return [g, h];
        };
    }

    /// <summary>log det K/2 + y'K⁻¹y/2 and its gradient (K⁻¹ − K⁻¹y y'K⁻¹)/2.</summary>
    public static Func<double[][]> Likelihood(double[] k, double[] y, int n)
    {
        double[] l = new double[n * n], alpha = new double[n], value = new double[1];
        return () =>
        {
            k.CopyTo(l, 0);
            y.CopyTo(alpha, 0);
            fixed (double* p = l, a = alpha)
            {
                _ = OpenBlas.Cholesky(p, n);
                OpenBlas.Triangular(p, n, true, false, false, a, n, n, 1);
                OpenBlas.Triangular(p, n, true, false, true, a, n, n, 1);
                double log = 0;
                for (int i = 0; i < n; i++)
                {
                    log += Math.Log(l[i * (n + 1)]);
                }

                value[0] = log + (0.5 * TensorPrimitives.Dot<double>(y, alpha));
                _ = OpenBlas.InverseOfCholesky(p, n);
            }

            Mirror(l, n);
            for (int j = 0; j < n; j++)
            {
                var column = l.AsSpan(j * n, n);
                TensorPrimitives.MultiplyAdd(alpha, -alpha[j], column, column);
                TensorPrimitives.Multiply(column, 0.5, column);
            }

            return [value, l];
        };
    }

    /// <summary>sum(rowsoftmax(Q K'/c) V)²/2 and its gradients by Q, K, V, each n×d.</summary>
    public static Func<double[][]> Attention(double[] q, double[] k, double[] v, int n, int d, double c)
    {
        double[] s = new double[n * n], t = new double[n * n], o = new double[n * d], value = new double[1];
        double[] gq = new double[n * d], gk = new double[n * d], gv = new double[n * d];
        return () =>
        {
            // The transposed matrix, whose columns are the rows of the softmax.
            Gemm(s, k, false, q, true, n, n, d);
            for (int j = 0; j < n; j++)
            {
                var column = s.AsSpan(j * n, n);
                TensorPrimitives.Multiply(column, 1 / c, column);
                TensorPrimitives.Subtract(column, TensorPrimitives.Max<double>(column), column);
                TensorPrimitives.Exp(column, column);
                TensorPrimitives.Multiply(column, 1 / TensorPrimitives.Sum<double>(column), column);
            }

            Gemm(o, s, true, v, false, n, d, n);
            value[0] = 0.5 * TensorPrimitives.SumOfSquares<double>(o);
            Gemm(gv, s, false, o, false, n, d, n);
            Gemm(t, v, false, o, true, n, n, d);
            for (int j = 0; j < n; j++)
            {
                var column = t.AsSpan(j * n, n);
                var p = s.AsSpan(j * n, n);
                double dot = TensorPrimitives.Dot<double>(column, p);
                TensorPrimitives.Subtract(column, dot, column);
                TensorPrimitives.Multiply(column, p, column);
                TensorPrimitives.Multiply(column, 1 / c, column);
            }

            Gemm(gq, t, true, k, false, n, d, n);
            Gemm(gk, t, false, q, false, n, d, n);
            return [value, gq, gk, gv];
        };
    }

    /// <summary>The Hessian by z₁ of a network of sigmoid layers with cross entropy on logits: Q = D W'Q W D + diag(σ'' ⊙ W'δ) from the last layer down.</summary>
    public static Func<double[][]> Recursion(double[] z1, double[][] w, double[][] b, double[] y, int n)
    {
        int layers = w.Length + 1;
        double[][] a = [.. Enumerable.Range(0, layers).Select(_ => new double[n])];
        double[] z = new double[n], delta = new double[n], back = new double[n], first = new double[n], second = new double[n];
        double[] qw = new double[n * n], q = new double[n * n], wd = new double[n * n];
        return () =>
        {
            TensorPrimitives.Sigmoid<double>(z1, a[0]);
            for (int l = 0; l < w.Length; l++)
            {
                Gemv(z, w[l], a[l], n, n, false);
                TensorPrimitives.Add(z, b[l], z);
                TensorPrimitives.Sigmoid<double>(z, a[l + 1]);
            }

            TensorPrimitives.Subtract(a[^1], y, delta);
            for (int l = layers - 2; l >= 0; l--)
            {
                for (int i = 0; i < n; i++)
                {
                    first[i] = a[l][i] * (1 - a[l][i]);
                    second[i] = first[i] * (1 - (2 * a[l][i]));
                }

                for (int j = 0; j < n; j++)
                {
                    TensorPrimitives.Multiply(w[l].AsSpan(j * n, n), first[j], wd.AsSpan(j * n, n));
                }

                if (l == layers - 2)
                {
                    for (int i = 0; i < n; i++)
                    {
                        z[i] = a[l + 1][i] * (1 - a[l + 1][i]);
                    }

                    for (int j = 0; j < n; j++)
                    {
                        TensorPrimitives.Multiply(wd.AsSpan(j * n, n), z, qw.AsSpan(j * n, n));
                    }
                }
                else
                {
                    Gemm(qw, q, false, wd, false, n, n, n);
                }

                Gemm(q, wd, true, qw, false, n, n, n);
                Gemv(back, w[l], delta, n, n, true);
                for (int i = 0; i < n; i++)
                {
                    q[i * (n + 1)] += second[i] * back[i];
                }

                TensorPrimitives.Multiply(back, first, delta);
            }

            return [q];
        };
    }

    public static void Mirror(double[] h, int n)
    {
        for (int j = 0; j < n; j++)
        {
            for (int i = j + 1; i < n; i++)
            {
                h[(i * n) + j] = h[(j * n) + i];
            }
        }
    }
}
