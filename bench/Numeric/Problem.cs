using System.Globalization;
using MatrixDiff.Numeric.Compilation;
using MatrixDiff.Numeric.Kernels;

namespace MatrixDiff.Bench.Numeric;

/// <summary>A piece of work: the plan of formulas over arrays, and the same by hand, of which the best counts.</summary>
internal sealed class Problem : IDisposable
{
    private readonly BoundFunction<double> function;
    private readonly BoundCall<double> call;
    private readonly BoundCall<double> managed;
    private readonly double compile;
    private readonly Dictionary<string, double[]> arrays = [];

    public Problem(string name, IReadOnlyList<Derived> formulas, Dictionary<string, int> sizes, Func<string, int, double[]> value)
    {
        Name = name;
        var f = Derived.CompileTogether(formulas);
        f.Bind<double>(sizes);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        function = f.Bind<double>(sizes);
        compile = clock.Elapsed.TotalMilliseconds;
        double[][] inputs = [.. function.Inputs.Select(i => arrays[i.Name] = value(i.Name, i.Count))];
        Results = [.. function.Outputs.Select(o => new double[o.Count])];
        call = function.Over(inputs, Results);
        managed = f.Bind<double>(sizes, NumericBackend.Managed).Over(inputs, [.. function.Outputs.Select(o => new double[o.Count])]);
    }

    public string Name { get; }

    public double[][] Results { get; }

    public double[] this[string name] => arrays[name];

    /// <summary>Compares with code by hand; each returns its results in the order of the formulas.</summary>
    public void Against(params (string Name, Func<double[][]> Call)[] hands)
    {
        call.Run();
        double error = 0;
        foreach (var hand in hands)
        {
            foreach (var (a, b) in Results.Zip(hand.Call()))
            {
                double scale = b.Max(Math.Abs);
                error = Math.Max(error, a.Zip(b, (x, y) => Math.Abs(x - y)).Max() / scale);
            }
        }

        double[] t = Measure.InTurns([("plan", call.Run), ("managed", managed.Run), .. hands.Select(h => (h.Name, (Action)(() => h.Call())))]);
        string others = string.Join(", ", hands.Select((h, i) => string.Create(CultureInfo.InvariantCulture, $"{h.Name} {Time(t[i + 2])}")));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {Name} | {Time(t[0])} | {Time(t[1])} | {others} | {t[2..].Min() / t[0]:f2} | {error:0e+0} | {Measure.Allocated(call.Run)} | {compile:f1} ms |"));
        Console.Out.Flush();
    }

    public string Explain() => function.Explain();

    public void Dispose()
    {
        call.Dispose();
        managed.Dispose();
    }

    private static string Time(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{(seconds < 1e-6 ? $"{seconds * 1e9:f0} ns" : seconds < 1e-3 ? $"{seconds * 1e6:g3} µs" : $"{seconds * 1e3:g3} ms")}");
}
