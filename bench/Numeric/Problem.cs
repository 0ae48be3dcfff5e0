using System.Diagnostics;
using System.Numerics;
using MatrixDiff.Numeric.Compilation;
using MatrixDiff.Numeric.Kernels;

namespace MatrixDiff.Bench.Numeric;

/// <summary>A piece of work: the plan of formulas over arrays, and the same by hand, of which the best counts.</summary>
internal sealed class Problem<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BoundFunction<T> function;
    private readonly BoundCall<T> call;
    private readonly BoundCall<T> managed;
    private readonly double compile;
    private readonly Dictionary<string, T[]> arrays = [];

    public Problem(string name, IReadOnlyList<Derived> formulas, Dictionary<string, int> sizes, Func<string, int, T[]> value)
        : this(name, Derived.CompileTogether(formulas), sizes, value)
    {
    }

    public Problem(string name, MatrixDiff.Numeric.Plans.CompiledFunction f, Dictionary<string, int> sizes, Func<string, int, T[]> value)
    {
        Name = name;

        // Compiled and called once before, so that the second time is that of a warm process, its code generated and translated.
        (function, call, _) = Compile();
        (function, call, compile) = Compile();
        managed = f.Bind<T>(sizes, NumericBackend.Managed).Over([.. function.Inputs.Select(i => arrays[i.Name])], [.. function.Outputs.Select(o => new T[o.Count])]);

        (BoundFunction<T>, BoundCall<T>, double) Compile()
        {
            call?.Dispose();
            long start = Stopwatch.GetTimestamp();
            var g = f.Bind<T>(sizes);
            double bind = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            Results = [.. g.Outputs.Select(o => new T[o.Count])];
            foreach (var i in g.Inputs.Where(i => !arrays.ContainsKey(i.Name)))
            {
                arrays[i.Name] = value(i.Name, i.Count);
            }

            foreach (var result in Results)
            {
                // Memory that was never touched would be counted as compilation.
                result.AsSpan().Fill(T.One);
            }

            var over = g.Over([.. g.Inputs.Select(i => arrays[i.Name])], Results);
            start = Stopwatch.GetTimestamp();
            over.Run();
            return (g, over, bind + Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }

    public string Name { get; }

    public T[][] Results { get; private set; } = [];

    /// <summary>The median seconds of a call, after <see cref="Against"/>.</summary>
    public double Seconds { get; private set; }

    /// <summary>Operations and bytes of a call, by the plan's own account.</summary>
    public (double Operations, double Bytes) Work => (function.Report.Operations, function.Report.Bytes);

    public T[] this[string name] => arrays[name];

    /// <summary>The columns of <see cref="Against"/>.</summary>
    public static string[] Heads => ["problem", "plan", "plan, managed", "by hand", "best hand / plan", "MathNet", "NumPy", "PyTorch", "difference", "bytes a call", "compile"];

    /// <summary>Compares with code by hand, each of which returns its results in the order of the formulas, and with what MathNet makes of it.</summary>
    public void Against(Func<object>? mathNet, params (string Name, Func<T[][]> Call)[] hands)
    {
        double error = 0;
        foreach (var hand in hands)
        {
            foreach (var (a, b) in Results.Zip(hand.Call()))
            {
                double scale = b.Max(v => Math.Abs(double.CreateTruncating(v)));
                error = Math.Max(error, a.Zip(b, (x, y) => Math.Abs(double.CreateTruncating(x - y))).Max() / scale);
            }
        }

        double[] t = Measure.InTurns([("plan", call.Run), ("managed", managed.Run), .. hands.Select(h => (h.Name, (Action)(() => h.Call()))), .. mathNet is null ? [] : new[] { ("MathNet", (Action)(() => mathNet())) }]);
        var byHand = hands.Select((h, i) => (h.Name, Time: t[i + 2])).ToList();
        Seconds = t[0];
        Row.Write(
            Name,
            Row.Time(t[0]),
            Row.Time(t[1]),
            string.Join(", ", byHand.Select(h => $"{h.Name} {Row.Time(h.Time)}")),
            Row.Ratio(byHand.Min(h => h.Time) / t[0]),
            mathNet is null ? "–" : Row.Against(t[^1], t[0]),
            Row.Rival(Name, "numpy", t[0]),
            Row.Rival(Name, "torch", t[0]),
            Row.Text($"{error:0e+0}"),
            Row.Text($"{Measure.Allocated(call.Run)}"),
            Row.Text($"{compile:f1} ms"));
    }

    public void Dispose()
    {
        call.Dispose();
        managed.Dispose();
    }
}
