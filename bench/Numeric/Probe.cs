using MatrixDiff.Numeric.Kernels;
namespace MatrixDiff.Bench.Numeric;
internal static class Probe
{
    public static void Run(int n, int b)
    {
        foreach (string text in new[] { "2*A", "exp(A)", "A + b*ones(B)'", "exp(A + b*ones(B)')", "sigmoid(A)", "sigmoid(A + b*ones(B)')", "softplus(A)", "softplus(A+b*ones(B)')", "sum(A + b*ones(B)')", "sum(A.*A)", "W*A", "W'*A", "A*A'", "A*ones(B)", "log(A)", "tanh(A)" })
        {
            var f = Derive.Simplified(text, "A: n×B, b: n, W: n×n").Compile().Bind<double>(new Dictionary<string, int> { ["n"] = n, ["B"] = b }, NumericBackend.Automatic);
            double[][] i = [.. f.Inputs.Select(x => Enumerable.Range(0, x.Count).Select(k => 0.5 + Math.Abs(Math.Sin(k))).ToArray())];
            double[][] o = [.. f.Outputs.Select(x => new double[x.Count])];
            using var call = f.Over(i, o);
            Console.WriteLine($"{n}x{b} {text}: {Measure.InTurns((text, call.Run))[0] * 1e9:f1} ns");
        }
    }
    public static void Gemm()
    {
        foreach (int n in new[] { 8, 16, 24, 32, 48, 64, 128, 256, 512, 1024 })
        {
            Report<double>(n, "double");
            Report<float>(n, "float");
        }
    }

    private static void Report<T>(int n, string kind) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        T[] a = [.. Enumerable.Range(0, n * n).Select(k => T.CreateTruncating(Math.Sin(k)))], c = new T[n * n];
        string line = $"{kind} {n}:";
        foreach (string text in new[] { "A*C", "A'*C", "A*A'" })
        {
            var f = Derive.Simplified(text, "A: n×n, C: n×n").Compile();
            var sizes = new Dictionary<string, int> { ["n"] = n };
            T[][] i = text.Contains('C') ? [a, a] : [a];
            using var m = f.Bind<T>(sizes, NumericBackend.Managed).Over(i, [c]);
            using var b = f.Bind<T>(sizes, NumericBackend.OpenBlas).Over(i, [c]);
            double[] t = Measure.InTurns(("m", m.Run), ("b", b.Run));
            line += $"  {text} managed {2.0 * n * n * n / t[0] / 1e9:f1}, blas {2.0 * n * n * n / t[1] / 1e9:f1} GFLOP/s";
        }

        Console.WriteLine(line);
    }
}
