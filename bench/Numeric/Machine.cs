using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Numeric.Kernels.Native;

namespace MatrixDiff.Bench.Numeric;

/// <summary>What the machine reaches: products by both backends, and memory.</summary>
internal sealed unsafe class Machine
{
    private const int Length = 1 << 24;

    // Independent chains of multiplications with additions: more than the machine has under way at a time.
    private const int Chains = 12;

    /// <summary>GFLOP/s of the best product of doubles.</summary>
    public double BestProduct { get; private set; }

    /// <summary>GFLOP/s of multiplications with additions of doubles in registers, with nothing read or written.</summary>
    public double Peak { get; private set; }

    /// <summary>Measures, and writes the tables.</summary>
    public void Report()
    {
        Peak = PeakOf<double>();
        Console.WriteLine(Row.Text($"\nFused multiply-adds in registers, {Chains} chains, 1 thread: {Peak:f0} GFLOP/s of doubles, {PeakOf<float>():f0} of floats."));
        Row.Title("The machine", "GFLOP/s, 1 thread", "double managed", "of the peak", "double OpenBLAS", "of the peak", "managed / OpenBLAS", "float managed", "float OpenBLAS", "managed / OpenBLAS");
        foreach (int n in new[] { 16, 32, 64, 128, 256, 512, 1024 })
        {
            var (a, b) = Products<double>(n);
            var (c, d) = Products<float>(n);
            BestProduct = Math.Max(BestProduct, Math.Max(a, b));
            Row.Write(string.Create(CultureInfo.InvariantCulture, $"A B, {n}"), Row.Text($"{a:f0}"), Row.Text($"{100 * a / Peak:f0} %"), Row.Text($"{b:f0}"), Row.Text($"{100 * b / Peak:f0} %"), Row.Text($"{a / b:f2}"), Row.Text($"{c:f0}"), Row.Text($"{d:f0}"), Row.Text($"{c / d:f2}"));
        }

        double[] x = new double[Length], y = new double[Length];
        double[] t = Measure.InTurns(
            ("copy", () => x.AsSpan().CopyTo(y)),
            ("sum", () => TensorPrimitives.Sum<double>(x)),
            ("fill", () => x.AsSpan().Fill(1)),
            ("stream", () => Stream(x, y)));
        double gigabytes = 8e-9 * Length;
        Console.WriteLine(Row.Text($"\nmemory: copy {2 * gigabytes / t[0]:f1} GB/s, copy past the caches {2 * gigabytes / t[3]:f1} GB/s, read {gigabytes / t[1]:f1} GB/s, write {gigabytes / t[2]:f1} GB/s"));
    }

    /// <summary>GB/s, read and written together, of the faster copy of as many bytes as are moved in all.</summary>
    public static double Copy(double bytes)
    {
        int length = (int)Math.Clamp(bytes / 16, 512, Length);
        double[] x = new double[length], y = new double[length];
        double[] t = Measure.InTurns(("copy", () => x.AsSpan().CopyTo(y)), ("past the caches", () => Stream(x, y)));
        return 16e-9 * length / t.Min();
    }

    private static double PeakOf<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int steps = 1 << 16;
        double sink = 0;
        double[] t = Measure.InTurns(("peak", () => sink += Vector512.IsHardwareAccelerated ? Chained<Lanes512<T>, Vector512<T>, T>(steps) : Chained<Lanes256<T>, Vector256<T>, T>(steps)));
        return double.IsNaN(sink) ? 0 : 2e-9 * Chains * steps * (Vector512.IsHardwareAccelerated ? Vector512<T>.Count : Vector256<T>.Count) / t[0];
    }

    // xₖ := xₖ + f g for each chain, again and again.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Chained<L, V, T>(int steps)
        where L : struct, ILanes<V, T>
        where V : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V f = L.All(T.CreateTruncating(0.75)), g = L.All(T.CreateTruncating(0.25));
        V x0 = g, x1 = f, x2 = g, x3 = f, x4 = g, x5 = f, x6 = g, x7 = f, x8 = g, x9 = f, x10 = g, x11 = f;
        for (int i = 0; i < steps; i++)
        {
            x0 = L.MultiplyAdd(f, g, x0);
            x1 = L.MultiplyAdd(f, g, x1);
            x2 = L.MultiplyAdd(f, g, x2);
            x3 = L.MultiplyAdd(f, g, x3);
            x4 = L.MultiplyAdd(f, g, x4);
            x5 = L.MultiplyAdd(f, g, x5);
            x6 = L.MultiplyAdd(f, g, x6);
            x7 = L.MultiplyAdd(f, g, x7);
            x8 = L.MultiplyAdd(f, g, x8);
            x9 = L.MultiplyAdd(f, g, x9);
            x10 = L.MultiplyAdd(f, g, x10);
            x11 = L.MultiplyAdd(f, g, x11);
        }

        var sum = L.Add(L.Add(L.Add(x0, x1), L.Add(x2, x3)), L.Add(L.Add(x4, x5), L.Add(x6, x7)));
        return double.CreateTruncating(L.Sum(L.Add(sum, L.Add(L.Add(x8, x9), L.Add(x10, x11)))));
    }

    private static void Stream(double[] x, double[] y)
    {
        fixed (double* from = x, to = y)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                Steps<Lanes512<double>, Vector512<double>, double>.Stream(to, from, x.Length);
            }
            else
            {
                Steps<Lanes256<double>, Vector256<double>, double>.Stream(to, from, x.Length);
            }
        }
    }

    private static (double Managed, double Blas) Products<T>(int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] a = [.. Enumerable.Range(0, n * n).Select(k => T.CreateTruncating(Math.Sin(k)))], c = new T[n * n];
        var f = Derive.Simplified("A*C", "A: n×n, C: n×n").Compile();
        var sizes = new Dictionary<string, int> { ["n"] = n };
        using var m = f.Bind<T>(sizes, NumericBackend.Managed).Over([a, a], [c]);
        using var b = f.Bind<T>(sizes, NumericBackend.OpenBlas).Over([a, a], [c]);
        double[] t = Measure.InTurns(("managed", m.Run), ("blas", b.Run));
        double operations = 2.0 * n * n * n / 1e9;
        return (operations / t[0], operations / t[1]);
    }
}

/// <summary>The numbers of the problems.</summary>
internal static class Values
{
    public static double[] Wave(string name, int count) => [.. Enumerable.Range(0, count).Select(i => Math.Sin(name[0] + (name.Length * 0.3) + (1.7 * i)))];

    public static double[] Small(string name, int count) => [.. Wave(name, count).Select(v => v / 4)];

    /// <summary>K = I + G G'/n for an n×n matrix G; other names are waves.</summary>
    public static Func<string, int, double[]> Positive(int n) => (name, count) =>
    {
        double[] g = Wave(name, count);
        if (name != "K")
        {
            return g;
        }

        double[] k = new double[count];
        Hands.Gemm(k, g, false, g, true, n, n, n);
        TensorPrimitives.Multiply(k, 1.0 / n, k);
        for (int i = 0; i < n; i++)
        {
            k[i * (n + 1)] += 1;
        }

        return k;
    };
}
