using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using MatrixDiff.Numeric.Kernels.Native;

namespace MatrixDiff.Bench.Numeric;

/// <summary>
/// A perceptron with one hidden layer written by hand: loss and the gradients by W₁, b₁, W₂, b₂, summed over a batch whose samples are
/// columns; matrices by columns. Sigmoid and cross entropy on logits, or ReLU and softmax cross entropy.
/// </summary>
internal sealed unsafe class HandNet
{
    private readonly int m, n, p, batch;
    private readonly bool sigmoid;
    private readonly double[] z1, a1, z2, d2, d1, part;

    public HandNet(int m, int n, int p, int batch, bool sigmoid)
    {
        (this.m, this.n, this.p, this.batch, this.sigmoid) = (m, n, p, batch, sigmoid);
        X = Wave(m * batch, 1, 0.3);
        W1 = Wave(n * m, 1 / Math.Sqrt(m), 0.5);
        B1 = Wave(n, 0.1, 0.7);
        W2 = Wave(p * n, 1 / Math.Sqrt(n), 0.9);
        B2 = Wave(p, 0.1, 1.1);
        Y = new double[p * batch];
        double[] wave = Wave(p * batch, 1, 1.3);
        for (int i = 0; i < Y.Length; i++)
        {
            Y[i] = sigmoid ? (wave[i] > 0 ? 1 : 0) : i % p == i / p % p ? 1 : 0;
        }

        (GW1, GB1, GW2, GB2) = (new double[n * m], new double[n], new double[p * n], new double[p]);
        (z1, a1, d1, z2, d2, part) = (Fixed(n * batch), Fixed(n * batch), Fixed(n * batch), Fixed(p * batch), Fixed(p * batch), Fixed(Math.Max(n, p) * batch));
    }

    public double[] X { get; }

    public double[] Y { get; }

    public double[] W1 { get; }

    public double[] B1 { get; }

    public double[] W2 { get; }

    public double[] B2 { get; }

    public double[] GW1 { get; }

    public double[] GB1 { get; }

    public double[] GW2 { get; }

    public double[] GB2 { get; }

    public double Loss { get; private set; }

    /// <summary>Loops and nothing else, a sample at a time.</summary>
    public void Loops()
    {
        double loss = 0;
        Array.Clear(GW1);
        Array.Clear(GB1);
        Array.Clear(GW2);
        Array.Clear(GB2);
        for (int s = 0; s < batch; s++)
        {
            fixed (double* x = &X[s * m], y = &Y[s * p], w1 = W1, b1 = B1, w2 = W2, b2 = B2, gw1 = GW1, gb1 = GB1, gw2 = GW2, gb2 = GB2, z = z2, a = a1, e2 = d2, e1 = d1)
            {
                for (int i = 0; i < n; i++)
                {
                    double sum = b1[i];
                    for (int j = 0; j < m; j++)
                    {
                        sum += w1[(j * n) + i] * x[j];
                    }

                    a[i] = sigmoid ? 1 / (1 + Math.Exp(-sum)) : Math.Max(sum, 0);
                }

                double greatest = double.NegativeInfinity;
                for (int i = 0; i < p; i++)
                {
                    double sum = b2[i];
                    for (int j = 0; j < n; j++)
                    {
                        sum += w2[(j * p) + i] * a[j];
                    }

                    z[i] = sum;
                    greatest = Math.Max(greatest, sum);
                }

                if (sigmoid)
                {
                    for (int i = 0; i < p; i++)
                    {
                        double e = Math.Exp(-Math.Abs(z[i]));
                        loss += Math.Max(z[i], 0) + Math.Log(1 + e) - (z[i] * y[i]);
                        e2[i] = (z[i] >= 0 ? 1 / (1 + e) : e / (1 + e)) - y[i];
                    }
                }
                else
                {
                    double total = 0;
                    for (int i = 0; i < p; i++)
                    {
                        total += e2[i] = Math.Exp(z[i] - greatest);
                    }

                    double log = greatest + Math.Log(total), one = 0;
                    for (int i = 0; i < p; i++)
                    {
                        one += y[i];
                        loss += y[i] * (log - z[i]);
                    }

                    for (int i = 0; i < p; i++)
                    {
                        e2[i] = (e2[i] / total * one) - y[i];
                    }
                }

                for (int j = 0; j < n; j++)
                {
                    double sum = 0;
                    for (int i = 0; i < p; i++)
                    {
                        sum += w2[(j * p) + i] * e2[i];
                        gw2[(j * p) + i] += e2[i] * a[j];
                    }

                    e1[j] = sigmoid ? sum * a[j] * (1 - a[j]) : a[j] > 0 ? sum : 0;
                    gb1[j] += e1[j];
                }

                for (int i = 0; i < p; i++)
                {
                    gb2[i] += e2[i];
                }

                for (int j = 0; j < m; j++)
                {
                    for (int i = 0; i < n; i++)
                    {
                        gw1[(j * n) + i] += e1[i] * x[j];
                    }
                }
            }
        }

        Loss = loss;
    }

    /// <summary>OpenBLAS for products of matrices, vectorised primitives for the rest.</summary>
    public void Blas()
    {
        fixed (double* x = X, w1 = W1, w2 = W2, pz1 = z1, pa1 = a1, pz2 = z2, pd2 = d2, pd1 = d1, gw1 = GW1, gw2 = GW2)
        {
            Gemm(pz1, w1, false, x, false, n, batch, m);
            AddColumns(z1, B1);
            if (sigmoid)
            {
                TensorPrimitives.Sigmoid<double>(z1, a1);
            }
            else
            {
                TensorPrimitives.Max(z1, 0.0, a1);
            }

            Gemm(pz2, w2, false, pa1, false, p, batch, n);
            AddColumns(z2, B2);
            LossAndDelta();
            Gemm(gw2, pd2, false, pa1, true, p, n, batch);
            SumColumns(d2, GB2);
            Gemm(pd1, w2, true, pd2, false, n, batch, p);
            Derivative();
            Gemm(gw1, pd1, false, x, true, n, m, batch);
            SumColumns(d1, GB1);
        }
    }

    private void Gemm(double* c, double* a, bool ta, double* b, bool tb, int rows, int columns, int inner)
    {
        if (columns == 1 && !ta)
        {
            // One sample: sums of columns.
            var y = new Span<double>(c, rows);
            TensorPrimitives.Multiply(new ReadOnlySpan<double>(a, rows), b[0], y);
            for (int j = 1; j < inner; j++)
            {
                TensorPrimitives.MultiplyAdd(new ReadOnlySpan<double>(a + (j * rows), rows), b[j], y, y);
            }
        }
        else if (columns == 1)
        {
            for (int i = 0; i < rows; i++)
            {
                c[i] = TensorPrimitives.Dot(new ReadOnlySpan<double>(a + (i * inner), inner), new ReadOnlySpan<double>(b, inner));
            }
        }
        else if (inner == 1)
        {
            for (int j = 0; j < columns; j++)
            {
                TensorPrimitives.Multiply(new ReadOnlySpan<double>(a, rows), b[j], new Span<double>(c + (j * rows), rows));
            }
        }
        else
        {
            OpenBlas.Multiply(c, rows, a, ta ? inner : rows, ta, b, tb ? columns : inner, tb, rows, columns, inner);
        }
    }

    private void LossAndDelta()
    {
        if (sigmoid)
        {
            double zy = TensorPrimitives.Dot<double>(z2, Y);
            TensorPrimitives.Abs(z2, part.AsSpan(0, z2.Length));
            var t = part.AsSpan(0, z2.Length);
            TensorPrimitives.Negate(t, t);
            TensorPrimitives.Exp(t, t);
            TensorPrimitives.LogP1(t, t);
            Loss = TensorPrimitives.Sum<double>(t) - zy;
            TensorPrimitives.Max(z2, 0.0, t);
            Loss += TensorPrimitives.Sum<double>(t);
            TensorPrimitives.Sigmoid<double>(z2, d2);
            TensorPrimitives.Subtract(d2, Y, d2);
            return;
        }

        double loss = 0;
        for (int s = 0; s < batch; s++)
        {
            var z = z2.AsSpan(s * p, p);
            var d = d2.AsSpan(s * p, p);
            var y = Y.AsSpan(s * p, p);
            double greatest = TensorPrimitives.Max<double>(z);
            TensorPrimitives.Subtract(z, greatest, d);
            loss -= TensorPrimitives.Dot<double>(d, y);
            TensorPrimitives.Exp(d, d);
            double total = TensorPrimitives.Sum<double>(d), one = TensorPrimitives.Sum<double>(y);
            loss += Math.Log(total) * one;
            TensorPrimitives.Multiply(d, one / total, d);
            TensorPrimitives.Subtract(d, y, d);
        }

        Loss = loss;
    }

    private void Derivative()
    {
        if (sigmoid)
        {
            var t = part.AsSpan(0, d1.Length);
            TensorPrimitives.Subtract(1.0, a1, t);
            TensorPrimitives.Multiply(t, a1, t);
            TensorPrimitives.Multiply(d1, t, d1);
            return;
        }

        int i = 0, width = System.Numerics.Vector<double>.Count;
        for (; i + width <= d1.Length; i += width)
        {
            var keep = System.Numerics.Vector.GreaterThan(new System.Numerics.Vector<double>(a1, i), System.Numerics.Vector<double>.Zero);
            System.Numerics.Vector.ConditionalSelect(keep, new System.Numerics.Vector<double>(d1, i), System.Numerics.Vector<double>.Zero).CopyTo(d1, i);
        }

        for (; i < d1.Length; i++)
        {
            d1[i] = a1[i] > 0 ? d1[i] : 0;
        }
    }

    private void AddColumns(double[] z, double[] b)
    {
        for (int s = 0; s < z.Length; s += b.Length)
        {
            TensorPrimitives.Add(z.AsSpan(s, b.Length), b, z.AsSpan(s, b.Length));
        }
    }

    private void SumColumns(double[] d, double[] g)
    {
        d.AsSpan(0, g.Length).CopyTo(g);
        for (int s = g.Length; s < d.Length; s += g.Length)
        {
            TensorPrimitives.Add(g, d.AsSpan(s, g.Length), g);
        }
    }

    private static double[] Fixed(int length) => GC.AllocateArray<double>(length, pinned: true);

    private static double[] Wave(int count, double amplitude, double phase) => [.. Enumerable.Range(0, count).Select(i => amplitude * Math.Sin(phase + (1.7 * i)))];
}
