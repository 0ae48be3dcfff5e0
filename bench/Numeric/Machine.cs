using System.Globalization;
using System.Numerics.Tensors;
using MatrixDiff.Numeric.Kernels;

namespace MatrixDiff.Bench.Numeric;

/// <summary>What the machine reaches: products by both backends, and memory.</summary>
internal static class Machine
{
    public static void Report()
    {
        Console.WriteLine("| GFLOP/s, 1 thread | double managed | double OpenBLAS | float managed | float OpenBLAS |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (int n in new[] { 16, 32, 64, 128, 256, 512, 1024 })
        {
            var (a, b) = Products<double>(n);
            var (c, d) = Products<float>(n);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| A B, {n} | {a:f0} | {b:f0} | {c:f0} | {d:f0} |"));
        }

        double[] x = new double[1 << 25], y = new double[1 << 25];
        double copy = Measure.InTurns(("copy", () => x.AsSpan().CopyTo(y)))[0], sum = Measure.InTurns(("sum", () => TensorPrimitives.Sum<double>(x)))[0];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nmemory: copy {16.0 * x.Length / copy / 1e9:f1} GB/s, read {8.0 * x.Length / sum / 1e9:f1} GB/s\n"));
    }

    private static (double Managed, double Blas) Products<T>(int n)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
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
