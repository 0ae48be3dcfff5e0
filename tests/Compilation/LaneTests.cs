using System.Runtime.Intrinsics;
using MatrixDiff.Numeric.Kernels.Native;

namespace MatrixDiff.Tests.Compilation;

/// <summary>Functions of numbers in lanes against the library's scalar functions, on both widths of register.</summary>
public sealed unsafe class LaneTests
{
    private static readonly double[] Corners =
        [0, -0.0, 1, -1, 0.75, 1.5, 2, double.Epsilon, 1e-310, 2.2250738585072014e-308, double.MaxValue, 709.78, 709.79, 710, -708.5, -744.4, -745.1, -745.2, 1e300, -1e300,
         double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    [Fact]
    public void Exponentials_are_right_to_the_last_place_but_one()
    {
        double[] x = [.. Corners, .. Enumerable.Range(0, 200_000).Select(i => 740 * Math.Sin(i) * Math.Pow(10, -(i % 5)))];
        Agree<Lanes512<double>, Vector512<double>>(x, Math.Exp, Lanes512<double>.Exp);
        Agree<Lanes256<double>, Vector256<double>>(x, Math.Exp, Lanes256<double>.Exp);
    }

    [Fact]
    public void Exponentials_of_floats_are_right_to_the_last_place_but_one()
    {
        float[] result = new float[16];
        foreach (float x in Corners.Select(v => (float)v).Concat(Enumerable.Range(0, 100_000).Select(i => (float)(100 * Math.Sin(i) * Math.Pow(10, -(i % 5))))))
        {
            fixed (float* r = result)
            {
                Lanes512<float>.Store(Lanes512<float>.Exp(Lanes512<float>.All(x)), r);
            }

            float expected = (float)Math.Exp(x);
            Assert.True(float.IsNaN(expected) ? float.IsNaN(result[0]) : result[0] == expected || Math.Abs(BitConverter.SingleToInt32Bits(result[0]) - BitConverter.SingleToInt32Bits(expected)) <= 1, $"of {x:R}: {result[0]:R} for {expected:R}");
        }
    }

    [Fact]
    public void Logarithms_are_right_to_a_few_last_places()
    {
        double[] x = [.. Corners, .. Enumerable.Range(0, 100_000).Select(i => Math.Exp(740 * Math.Sin(i))), .. Enumerable.Range(0, 100_000).Select(i => 1 + (Math.Sin(i) * Math.Pow(10, -(i % 12))))];
        Agree<Lanes512<double>, Vector512<double>>(x, Math.Log, Lanes512<double>.Log);
        Agree<Lanes256<double>, Vector256<double>>(x, Math.Log, Lanes256<double>.Log);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(33)]
    public void The_greatest_is_found_wherever_it_stands(int n)
    {
        for (int at = 0; at < n; at++)
        {
            double[] x = [.. Enumerable.Range(0, n).Select(i => i == at ? -3.0 : -4 - i)];
            double[] softmax = new double[n];
            double sum = 0;
            fixed (double* p = x, r = softmax)
            {
                Steps<Lanes512<double>, Vector512<double>, double>.LogSumExp(&sum, p, n);
                Steps<Lanes256<double>, Vector256<double>, double>.Softmax(r, p, n, 1);
            }

            Assert.Equal(Math.Log(x.Sum(Math.Exp)), sum, 1e-13);
            Assert.Equal(Math.Exp(-3 - sum), softmax[at], 1e-13);
            Assert.Equal(1, softmax.Sum(), 1e-13);
        }
    }

    private static void Agree<L, V>(double[] x, Func<double, double> scalar, Func<V, V> lanes)
        where L : struct, ILanes<V, double>
        where V : struct
    {
        double[] results = new double[L.Count];
        for (int i = 0; i < x.Length; i++)
        {
            fixed (double* r = results)
            {
                L.Store(lanes(L.All(x[i])), r);
            }

            double expected = scalar(x[i]);
            bool close = double.IsNaN(expected) ? double.IsNaN(results[0]) : double.IsInfinity(expected) || expected == 0 ? results[0] == expected
                : Math.Abs(BitConverter.DoubleToInt64Bits(results[0]) - BitConverter.DoubleToInt64Bits(expected)) <= (L.Count == 8 && Vector512.IsHardwareAccelerated ? 1 : 4);
            Assert.True(close, $"of {x[i]:R}: {results[0]:R} for {expected:R}");
        }
    }
}
