using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MatrixDiff.Bench.Numeric;

/// <summary>
/// A perceptron with one hidden layer written by hand: loss and the gradients by W₁, b₁, W₂, b₂, summed over a batch whose samples are
/// columns; matrices by columns. Sigmoid and cross entropy on logits, or ReLU and softmax cross entropy.
/// </summary>
internal sealed unsafe class HandNet<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int m, n, p, batch;
    private readonly bool sigmoid;
    private readonly T[] z1, a1, z2, d2, d1, part;

    public HandNet(int m, int n, int p, int batch, bool sigmoid)
    {
        (this.m, this.n, this.p, this.batch, this.sigmoid) = (m, n, p, batch, sigmoid);
        X = Wave(m * batch, 1, 0.3);
        W1 = Wave(n * m, 1 / Math.Sqrt(m), 0.5);
        B1 = Wave(n, 0.1, 0.7);
        W2 = Wave(p * n, 1 / Math.Sqrt(n), 0.9);
        B2 = Wave(p, 0.1, 1.1);
        Y = new T[p * batch];
        T[] wave = Wave(p * batch, 1, 1.3);
        for (int i = 0; i < Y.Length; i++)
        {
            Y[i] = (sigmoid ? wave[i] > T.Zero : i % p == i / p % p) ? T.One : T.Zero;
        }

        (GW1, GB1, GW2, GB2) = (new T[n * m], new T[n], new T[p * n], new T[p]);
        (z1, a1, d1, z2, d2, part) = (Fixed(n * batch), Fixed(n * batch), Fixed(n * batch), Fixed(p * batch), Fixed(p * batch), Fixed(Math.Max(n, p) * batch));
    }

    public T[] X { get; }

    public T[] Y { get; }

    public T[] W1 { get; }

    public T[] B1 { get; }

    public T[] W2 { get; }

    public T[] B2 { get; }

    public T[] GW1 { get; }

    public T[] GB1 { get; }

    public T[] GW2 { get; }

    public T[] GB2 { get; }

    public T Loss { get; private set; }

    /// <summary>Loops and nothing else, a sample at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Loops()
    {
        var loss = T.Zero;
        Array.Clear(GW1);
        Array.Clear(GB1);
        Array.Clear(GW2);
        Array.Clear(GB2);
        for (int s = 0; s < batch; s++)
        {
            fixed (T* x = &X[s * m], y = &Y[s * p], w1 = W1, b1 = B1, w2 = W2, b2 = B2, gw1 = GW1, gb1 = GB1, gw2 = GW2, gb2 = GB2, z = z2, a = a1, e2 = d2, e1 = d1)
            {
                for (int i = 0; i < n; i++)
                {
                    var sum = b1[i];
                    for (int j = 0; j < m; j++)
                    {
                        sum += w1[(j * n) + i] * x[j];
                    }

                    a[i] = sigmoid ? T.One / (T.One + T.Exp(-sum)) : T.Max(sum, T.Zero);
                }

                var greatest = T.NegativeInfinity;
                for (int i = 0; i < p; i++)
                {
                    var sum = b2[i];
                    for (int j = 0; j < n; j++)
                    {
                        sum += w2[(j * p) + i] * a[j];
                    }

                    z[i] = sum;
                    greatest = T.Max(greatest, sum);
                }

                if (sigmoid)
                {
                    for (int i = 0; i < p; i++)
                    {
                        var e = T.Exp(-T.Abs(z[i]));
                        loss += T.Max(z[i], T.Zero) + T.Log(T.One + e) - (z[i] * y[i]);
                        e2[i] = (z[i] >= T.Zero ? T.One / (T.One + e) : e / (T.One + e)) - y[i];
                    }
                }
                else
                {
                    var total = T.Zero;
                    for (int i = 0; i < p; i++)
                    {
                        total += e2[i] = T.Exp(z[i] - greatest);
                    }

                    T log = greatest + T.Log(total), one = T.Zero;
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
                    var sum = T.Zero;
                    for (int i = 0; i < p; i++)
                    {
                        sum += w2[(j * p) + i] * e2[i];
                        gw2[(j * p) + i] += e2[i] * a[j];
                    }

                    e1[j] = sigmoid ? sum * a[j] * (T.One - a[j]) : a[j] > T.Zero ? sum : T.Zero;
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
        fixed (T* x = X, w1 = W1, w2 = W2, pz1 = z1, pa1 = a1, pz2 = z2, pd2 = d2, pd1 = d1, gw1 = GW1, gw2 = GW2)
        {
            Columns.Gemm(pz1, w1, false, x, false, n, batch, m);
            Columns.AddColumns(z1, B1);
            if (sigmoid)
            {
                TensorPrimitives.Sigmoid<T>(z1, a1);
            }
            else
            {
                TensorPrimitives.Max(z1, T.Zero, a1);
            }

            Columns.Gemm(pz2, w2, false, pa1, false, p, batch, n);
            Columns.AddColumns(z2, B2);
            LossAndDelta();
            Columns.Gemm(gw2, pd2, false, pa1, true, p, n, batch);
            Columns.SumColumns(d2, GB2);
            Columns.Gemm(pd1, w2, true, pd2, false, n, batch, p);
            Derivative();
            Columns.Gemm(gw1, pd1, false, x, true, n, m, batch);
            Columns.SumColumns(d1, GB1);
        }
    }

    private void LossAndDelta()
    {
        if (sigmoid)
        {
            var zy = TensorPrimitives.Dot<T>(z2, Y);
            TensorPrimitives.Abs(z2, part.AsSpan(0, z2.Length));
            var t = part.AsSpan(0, z2.Length);
            TensorPrimitives.Negate(t, t);
            TensorPrimitives.Exp(t, t);
            TensorPrimitives.LogP1(t, t);
            Loss = TensorPrimitives.Sum<T>(t) - zy;
            TensorPrimitives.Max(z2, T.Zero, t);
            Loss += TensorPrimitives.Sum<T>(t);
            TensorPrimitives.Sigmoid<T>(z2, d2);
            TensorPrimitives.Subtract(d2, Y, d2);
            return;
        }

        var loss = T.Zero;
        for (int s = 0; s < batch; s++)
        {
            var z = z2.AsSpan(s * p, p);
            var d = d2.AsSpan(s * p, p);
            var y = Y.AsSpan(s * p, p);
            var greatest = TensorPrimitives.Max<T>(z);
            TensorPrimitives.Subtract(z, greatest, d);
            loss -= TensorPrimitives.Dot<T>(d, y);
            TensorPrimitives.Exp(d, d);
            T total = TensorPrimitives.Sum<T>(d), one = TensorPrimitives.Sum<T>(y);
            loss += T.Log(total) * one;
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
            TensorPrimitives.Subtract(T.One, a1, t);
            TensorPrimitives.Multiply(t, a1, t);
            TensorPrimitives.Multiply(d1, t, d1);
            return;
        }

        int i = 0, width = Vector<T>.Count;
        for (; i + width <= d1.Length; i += width)
        {
            var keep = Vector.GreaterThan(new Vector<T>(a1, i), Vector<T>.Zero);
            Vector.ConditionalSelect(keep, new Vector<T>(d1, i), Vector<T>.Zero).CopyTo(d1, i);
        }

        for (; i < d1.Length; i++)
        {
            d1[i] = a1[i] > T.Zero ? d1[i] : T.Zero;
        }
    }

    private static T[] Fixed(int length) => GC.AllocateArray<T>(length, pinned: true);

    private static T[] Wave(int count, double amplitude, double phase) => [.. Enumerable.Range(0, count).Select(i => T.CreateTruncating(amplitude * Math.Sin(phase + (1.7 * i))))];
}
