using System.Numerics;
using System.Runtime.Intrinsics;

namespace MatrixDiff.Bench.Numeric;

/// <summary>Loss and gradients of perceptrons against code written by hand.</summary>
internal static class Nets
{
    private const string Where = "X: m×B, W1: n×m, b1: n, W2: p×n, b2: p, Y: p×B";
    private static readonly string[] Parameters = ["W1", "b1", "W2", "b2"];

    /// <summary>All sizes and batches.</summary>
    public static IEnumerable<(int M, int N, int P, int Batch, bool Sigmoid)> All =>
        from sigmoid in new[] { true, false }
        from s in new[] { (4, 5, 3), (64, 64, 10), (784, 256, 10) }
        from batch in new[] { 1, 256 }
        select (s.Item1, s.Item2, s.Item3, batch, sigmoid);

    /// <summary>The name of a net.</summary>
    public static string Name(int m, int n, int p, int batch, bool sigmoid) => $"{(sigmoid ? "sigmoid+BCE" : "relu+CE")} {m}-{n}-{p} B{batch}";

    /// <summary>Loss and gradients against loops, BLAS and, for a sample of a small net, registers.</summary>
    public static void Compare<T>(int m, int n, int p, int batch, bool sigmoid, Share? share)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string name = Name(m, n, p, batch, sigmoid) + (typeof(T) == typeof(float) ? ", float" : "");
        if (!Row.Wants(name))
        {
            return;
        }

        var net = new HandNet<T>(m, n, p, batch, sigmoid);
        string loss = Loss(sigmoid);
        using var problem = new Problem<T>(
            name,
            [Derive.Simplified(loss, Where), .. Parameters.Select(x => Derive.Gradient(loss, x, Where))],
            Sizes(m, n, p, batch),
            (name, _) => Values(net)[name]);
        T[] value = new T[1];
        T[][] results = [value, net.GW1, net.GB1, net.GW2, net.GB2];
        List<(string, Func<T[][]>)> hands = [("loops", () => Run(net.Loops)), ("BLAS", () => Run(net.Blas))];
        if (net is HandNet<double> d && !sigmoid && batch == 1 && n <= 8 && p <= 8 && Vector512.IsHardwareAccelerated)
        {
            var small = new HandSmall(d, m, n, p);
            hands.Add(("registers", () => (T[][])(object)small.Run()));
        }

        var mathNet = net is HandNet<double> doubles ? new MathNets(doubles, m, n, p, batch, sigmoid) : null;
        problem.Against(mathNet is null ? null : mathNet.Run, [.. hands]);
        share?.Add(problem.Name, problem.Seconds, problem.Work);

        T[][] Run(Action hand)
        {
            hand();
            value[0] = net.Loss;
            return results;
        }
    }

    /// <summary>Loss and gradients over the loss alone.</summary>
    public static void CostOfGradients(int m, int n, int p, int batch, bool sigmoid)
    {
        var net = new HandNet<double>(m, n, p, batch, sigmoid);
        string loss = Loss(sigmoid);
        var value = Derive.Simplified(loss, Where);
        using var alone = Over(net, Derived.CompileTogether([value]).Bind<double>(Sizes(m, n, p, batch)));
        using var all = Over(net, Derived.CompileTogether([value, .. Parameters.Select(x => Derive.Gradient(loss, x, Where))]).Bind<double>(Sizes(m, n, p, batch)));
        double[] t = Measure.InTurns(("loss", alone.Run), ("all", all.Run));
        Row.Write(Name(m, n, p, batch, sigmoid), Row.Time(t[0]), Row.Time(t[1]), Row.Ratio(t[1] / t[0]));
    }

    /// <summary>The Hessian by all parameters times a direction.</summary>
    public static void Curvature(int m, int n, int p, int batch)
    {
        string name = $"H v, sigmoid+BCE {m}-{n}-{p} B{batch}";
        if (!Row.Wants(name))
        {
            return;
        }

        var net = new HandNet<double>(m, n, p, batch, sigmoid: true);
        double[][] direction = [.. new[] { net.W1, net.B1, net.W2, net.B2 }.Select((w, k) => w.Select((_, i) => Math.Cos(k + (0.9 * i))).ToArray())];
        var hand = new HandCurvature(net, m, n, p, batch, direction);
        var values = Values(net);
        using var problem = new Problem<double>(
            name,
            new Objective(Loss(sigmoid: true), Parameters, Where).HessianProduct,
            Sizes(m, n, p, batch),
            (x, _) => x.StartsWith("dir_", StringComparison.Ordinal) ? direction[Array.IndexOf(Parameters, x[4..])] : values[x]);
        problem.Against(null, ("BLAS", hand.Run));
    }

    private static MatrixDiff.Numeric.Compilation.BoundCall<double> Over(HandNet<double> net, MatrixDiff.Numeric.Compilation.BoundFunction<double> f) =>
        f.Over([.. f.Inputs.Select(i => Values(net)[i.Name])], [.. f.Outputs.Select(o => new double[o.Count])]);

    private static Dictionary<string, int> Sizes(int m, int n, int p, int batch) => new() { ["m"] = m, ["n"] = n, ["p"] = p, ["B"] = batch };

    private static string Loss(bool sigmoid)
    {
        string z = sigmoid ? "(W2*sigmoid(W1*X + b1*ones(B)') + b2*ones(B)')" : "(W2*relu(W1*X + b1*ones(B)') + b2*ones(B)')";
        return sigmoid ? $"sum(softplus({z}) - Y .* {z})" : $"-sum(Y .* log(colsoftmax({z})))";
    }

    private static Dictionary<string, T[]> Values<T>(HandNet<T> net)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new() { ["X"] = net.X, ["Y"] = net.Y, ["W1"] = net.W1, ["b1"] = net.B1, ["W2"] = net.W2, ["b2"] = net.B2 };
}
