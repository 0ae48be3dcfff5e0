namespace MatrixDiff.Bench.Numeric;

/// <summary>Problems other than networks.</summary>
internal static class Others
{
    /// <summary>Gradient and Hessian of logistic regression, a likelihood, attention, and second derivatives of networks.</summary>
    public static void Compare(Share share)
    {
        Time(
            "logistic regression 1000×50, gradient and Hessian",
            () => [.. new Func<string, string, string, Derived>[] { Derive.Gradient, Derive.Hessian }.Select(d => d("sum(softplus(X*w)) - y'*X*w", "w", "X: N×n, w: n, y: N"))],
            new() { ["N"] = 1000, ["n"] = 50 },
            Values.Wave,
            f => f.Against(MathNets.Logistic(f["X"], f["w"], f["y"], 1000, 50), ("BLAS", Hands.Logistic(f["X"], f["w"], f["y"], 1000, 50))));

        const string likelihood = "logdet(K)/2 + y'*inv(K)*y/2", kernel = "K: n×n posdef, y: n";
        Time(
            "GP likelihood and gradient, n = 200",
            () => [Derive.Simplified(likelihood, kernel), Derive.Gradient(likelihood, "K", kernel)],
            new() { ["n"] = 200 },
            Values.Positive(200),
            f => f.Against(MathNets.Likelihood(f["K"], f["y"], 200), ("BLAS", Hands.Likelihood(f["K"], f["y"], 200))));

        const string attention = "sumsq(vec(rowsoftmax(Q*K'/4)*V))/2", queries = "Q: n×k, K: n×k, V: n×k";
        Time(
            "attention 64×32, loss and gradients",
            () => [Derive.Simplified(attention, queries), .. new[] { "Q", "K", "V" }.Select(x => Derive.Gradient(attention, x, queries))],
            new() { ["n"] = 64, ["k"] = 32 },
            Values.Wave,
            f => f.Against(null, ("BLAS", Hands.Attention(f["Q"], f["K"], f["V"], 64, 32, 4))));

        const string logits = "(W4*sigmoid(W3*sigmoid(W2*sigmoid(z) + b2) + b3) + b4)";
        Time(
            "Q by z₁, 4 layers of 64",
            () => [Derive.Hessian($"sum(softplus({logits})) - y'*{logits}", "z", "W2: n×n, W3: n×n, W4: n×n, z: n, b2: n, b3: n, b4: n, y: n")],
            new() { ["n"] = 64 },
            Values.Small,
            f => f.Against(null, ("BLAS", Hands.Recursion(f["z"], [f["W2"], f["W3"], f["W4"]], [f["b2"], f["b3"], f["b4"]], f["y"], 64))));

        const string layer = "(V*sigmoid(W*x))";
        Time(
            "∇²_W J of a layer, W 64×64, written out",
            () => [Derive.Hessian($"sum(softplus({layer})) - y'*{layer}", "W", "W: n×n, V: p×n, x: n, y: p")],
            new() { ["n"] = 64, ["p"] = 10 },
            Values.Small,
            f => f.Against(null, ("BLAS", HandBlocks.Layer(f["W"], f["V"], f["x"], f["y"], 64, 10))));

        Time(
            "(x x') ⊗ Q, 64×64, written out",
            () => [Derive.Simplified("(x*x') ⊗ Q", "x: n, Q: n×n")],
            new() { ["n"] = 64 },
            Values.Wave,
            f => f.Against(MathNets.Block(f["x"], f["Q"], 64), ("loops", HandBlocks.Block(f["x"], f["Q"], 64))));

        void Time(string name, Func<IReadOnlyList<Derived>> formulas, Dictionary<string, int> sizes, Func<string, int, double[]> value, Action<Problem<double>> compare)
        {
            if (Row.Wants(name))
            {
                using var f = new Problem<double>(name, formulas(), sizes, value);
                compare(f);
                share.Add(name, f.Seconds, f.Work);
            }
        }
    }
}
