using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MatrixDiff.Bench.Numeric;

/// <summary>
/// One sample of ReLU and softmax cross entropy with layers of at most eight, by hand: each layer is one register of eight doubles and is
/// never written to memory but for what is read number by number.
/// </summary>
internal sealed unsafe class HandSmall(HandNet<double> net, int m, int n, int p)
{
    private readonly double[] loss = new double[1];

    /// <summary>The loss and the gradients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double[][] Run()
    {
        double* a = stackalloc double[8];
        double* back = stackalloc double[8];
        Vector512<double> inN = First(n), inP = First(p);
        fixed (double* x = net.X, y = net.Y, w1 = net.W1, b1 = net.B1, w2 = net.W2, b2 = net.B2, g1 = net.GW1, gb1 = net.GB1, g2 = net.GW2, gb2 = net.GB2)
        {
            var z1 = Avx512F.MaskLoad(b1, inN, default);
            for (int j = 0; j < m; j++)
            {
                z1 = Avx512F.FusedMultiplyAdd(Vector512.Create(x[j]), Avx512F.MaskLoad(w1 + (j * n), inN, default), z1);
            }

            Vector512.Max(z1, default).Store(a);
            var z2 = Avx512F.MaskLoad(b2, inP, default);
            for (int j = 0; j < n; j++)
            {
                z2 = Avx512F.FusedMultiplyAdd(Vector512.Create(a[j]), Avx512F.MaskLoad(w2 + (j * p), inP, default), z2);
            }

            var seen = Vector512.ConditionalSelect(inP, z2, Vector512.Create(double.NegativeInfinity));
            var half = Vector256.Max(seen.GetLower(), seen.GetUpper());
            var quarter = Vector128.Max(half.GetLower(), half.GetUpper());
            double greatest = Math.Max(quarter[0], quarter[1]);
            var e = Vector512.ConditionalSelect(inP, Vector512.Exp(z2 - Vector512.Create(greatest)), default);
            double total = Vector512.Sum(e);
            var target = Avx512F.MaskLoad(y, inP, default);
            double one = Vector512.Sum(target);
            loss[0] = ((greatest + Math.Log(total)) * one) - Vector512.Sum(target * z2);
            var d2 = (e * Vector512.Create(one / total)) - target;
            for (int j = 0; j < n; j++)
            {
                back[j] = Vector512.Sum(d2 * Avx512F.MaskLoad(w2 + (j * p), inP, default));
                Avx512F.MaskStore(g2 + (j * p), inP, Vector512.Create(a[j]) * d2);
            }

            Avx512F.MaskStore(gb2, inP, d2);
            var d1 = Vector512.ConditionalSelect(Vector512.GreaterThan(z1, default), Vector512.Load(back), default);
            for (int j = 0; j < m; j++)
            {
                Avx512F.MaskStore(g1 + (j * n), inN, Vector512.Create(x[j]) * d1);
            }

            Avx512F.MaskStore(gb1, inN, d1);
        }

        return results ??= [loss, net.GW1, net.GB1, net.GW2, net.GB2];
    }

    private double[][]? results;

    private static Vector512<double> First(int count) => Vector512.LessThan(Vector512.CreateSequence(0.0, 1.0), Vector512.Create((double)count));
}
