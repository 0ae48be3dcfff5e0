namespace MatrixDiff.Bench.Numeric;

/// <summary>Loss and gradients of perceptrons against code written by hand.</summary>
internal static class Nets
{
    private const string Where = "X: m×B, W1: n×m, b1: n, W2: p×n, b2: p, Y: p×B";

    public static void Compare(int m, int n, int p, int batch, bool sigmoid)
    {
        string z = sigmoid ? "(W2*sigmoid(W1*X + b1*ones(B)') + b2*ones(B)')" : "(W2*relu(W1*X + b1*ones(B)') + b2*ones(B)')";
        string loss = sigmoid ? $"sum(softplus({z}) - Y .* {z})" : $"-sum(Y .* log(colsoftmax({z})))";
        var net = new HandNet(m, n, p, batch, sigmoid);
        var values = new Dictionary<string, double[]> { ["X"] = net.X, ["Y"] = net.Y, ["W1"] = net.W1, ["b1"] = net.B1, ["W2"] = net.W2, ["b2"] = net.B2 };
        using var problem = new Problem(
            $"{(sigmoid ? "sigmoid+BCE" : "relu+CE")} {m}-{n}-{p} B{batch}",
            [Derive.Simplified(loss, Where), .. new[] { "W1", "b1", "W2", "b2" }.Select(x => Derive.Gradient(loss, x, Where))],
            new() { ["m"] = m, ["n"] = n, ["p"] = p, ["B"] = batch },
            (name, _) => values[name]);
        double[] value = new double[1];
        double[][] results = [value, net.GW1, net.GB1, net.GW2, net.GB2];
        problem.Against(("loops", () => Run(net.Loops)), ("BLAS", () => Run(net.Blas)));

        double[][] Run(Action hand)
        {
            hand();
            value[0] = net.Loss;
            return results;
        }
    }
}
