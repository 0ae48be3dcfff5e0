using MatrixDiff;
using MatrixDiff.Bench.Numeric;
using MatrixDiff.Numeric.Kernels;

Console.WriteLine($"backend: {NumericBackends.Describe(NumericBackend.Automatic)}; OpenBLAS by hand: {(NumericBackends.HasOpenBlas ? NumericBackends.Describe(NumericBackend.OpenBlas) : "not found")}");
if (!NumericBackends.HasOpenBlas)
{
    Console.WriteLine("The rivals need OpenBLAS (libopenblas0).");
    return 1;
}

Machine.Report();
Console.WriteLine("| problem | plan | plan, managed | by hand | best hand / plan | difference | bytes a call | bind |");
Console.WriteLine("|---|---|---|---|---|---|---|---|");
foreach (bool sigmoid in new[] { true, false })
{
    foreach (var (m, n, p) in new[] { (4, 5, 3), (64, 64, 10), (784, 256, 10) })
    {
        Nets.Compare(m, n, p, 1, sigmoid);
        Nets.Compare(m, n, p, 256, sigmoid);
    }
}

using (var f = new Problem(
    "logistic regression 1000×50, gradient and Hessian",
    [.. new Func<string, string, string, Derived>[] { Derive.Gradient, Derive.Hessian }.Select(d => d("sum(softplus(X*w)) - y'*X*w", "w", "X: N×n, w: n, y: N"))],
    new() { ["N"] = 1000, ["n"] = 50 },
    Values.Wave))
{
    f.Against(("BLAS", Hands.Logistic(f["X"], f["w"], f["y"], 1000, 50)));
}

const string likelihood = "logdet(K)/2 + y'*inv(K)*y/2", kernel = "K: n×n posdef, y: n";
using (var f = new Problem("GP likelihood and gradient, n = 200", [Derive.Simplified(likelihood, kernel), Derive.Gradient(likelihood, "K", kernel)], new() { ["n"] = 200 }, Values.Positive(200)))
{
    f.Against(("BLAS", Hands.Likelihood(f["K"], f["y"], 200)));
}

const string attention = "sumsq(vec(rowsoftmax(Q*K'/4)*V))/2", queries = "Q: n×k, K: n×k, V: n×k";
using (var f = new Problem(
    "attention 64×32, loss and gradients",
    [Derive.Simplified(attention, queries), .. new[] { "Q", "K", "V" }.Select(x => Derive.Gradient(attention, x, queries))],
    new() { ["n"] = 64, ["k"] = 32 },
    Values.Wave))
{
    f.Against(("BLAS", Hands.Attention(f["Q"], f["K"], f["V"], 64, 32, 4)));
}

const string logits = "(W4*sigmoid(W3*sigmoid(W2*sigmoid(z) + b2) + b3) + b4)";
using (var f = new Problem(
    "Q by z₁, 4 layers of 64",
    [Derive.Hessian($"sum(softplus({logits})) - y'*{logits}", "z", "W2: n×n, W3: n×n, W4: n×n, z: n, b2: n, b3: n, b4: n, y: n")],
    new() { ["n"] = 64 },
    Values.Small))
{
    f.Against(("BLAS", Hands.Recursion(f["z"], [f["W2"], f["W3"], f["W4"]], [f["b2"], f["b3"], f["b4"]], f["y"], 64)));
}

using (var f = new Problem("(x x') ⊗ Q, 64×64, written out", [Derive.Simplified("(x*x') ⊗ Q", "x: n, Q: n×n")], new() { ["n"] = 64 }, Values.Wave))
{
    f.Against(("loops", Hands.Block(f["x"], f["Q"], 64)));
}

return 0;
