using System.Globalization;
using MatrixDiff.Numeric.Compilation;
using MatrixDiff.Numeric.Kernels;

namespace MatrixDiff.Bench.Numeric;

/// <summary>Loss and gradients of perceptrons against code written by hand.</summary>
internal static class Nets
{
    private const string Where = "X: m×B, W1: n×m, b1: n, W2: p×n, b2: p, Y: p×B";

    public static void Compare(int m, int n, int p, int batch, bool sigmoid, bool explain)
    {
        string z = sigmoid ? "(W2*sigmoid(W1*X + b1*ones(B)') + b2*ones(B)')" : "(W2*relu(W1*X + b1*ones(B)') + b2*ones(B)')";
        string loss = sigmoid ? $"sum(softplus({z}) - Y .* {z})" : $"-sum(Y .* log(colsoftmax({z})))";
        var f = Derived.CompileTogether([Derive.Simplified(loss, Where), .. new[] { "W1", "b1", "W2", "b2" }.Select(x => Derive.Gradient(loss, x, Where))]);
        var sizes = new Dictionary<string, int> { ["m"] = m, ["n"] = n, ["p"] = p, ["B"] = batch };
        var net = new HandNet(m, n, p, batch, sigmoid);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var bound = f.Bind<double>(sizes, NumericBackend.Automatic);
        double compile = clock.Elapsed.TotalMilliseconds;
        var managed = f.Bind<double>(sizes, NumericBackend.Managed);
        var values = new Dictionary<string, double[]> { ["X"] = net.X, ["Y"] = net.Y, ["W1"] = net.W1, ["b1"] = net.B1, ["W2"] = net.W2, ["b2"] = net.B2 };
        double[][] inputs = [.. bound.Inputs.Select(i => values[i.Name])];
        double[][] outputs = [.. bound.Outputs.Select(o => new double[o.Count])];
        using var call = bound.Over(inputs, outputs);
        using var plain = managed.Over(inputs, [.. bound.Outputs.Select(o => new double[o.Count])]);
        net.Loops();
        call.Run();
        double error = Math.Max(Math.Abs(outputs[0][0] - net.Loss) / Math.Abs(net.Loss), Difference(outputs, net));
        net.Blas();
        error = Math.Max(error, Difference(outputs, net));
        double[] t = Measure.InTurns(("plan", call.Run), ("managed", plain.Run), ("loops", net.Loops), ("blas", net.Blas));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(sigmoid ? "sigmoid" : "softmax")} {m}-{n}-{p} B{batch}: plan {t[0] * 1e6:g4} µs, managed {t[1] * 1e6:g4}, loops {t[2] * 1e6:g4}, blas {t[3] * 1e6:g4}; best hand/plan {Math.Min(t[2], t[3]) / t[0]:f2}; error {error:e1}; {Measure.Allocated(call.Run)} bytes; bind {compile:f1} ms"));
        if (explain)
        {
            Console.WriteLine(bound.Explain());
        }
    }

    private static double Difference(double[][] outputs, HandNet net)
    {
        double error = 0;
        foreach (var (a, b) in outputs.Skip(1).Zip([net.GW1, net.GB1, net.GW2, net.GB2]))
        {
            double scale = b.Max(Math.Abs);
            error = Math.Max(error, a.Zip(b, (x, y) => Math.Abs(x - y)).Max() / scale);
        }

        return error;
    }
}
