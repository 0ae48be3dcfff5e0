using MatrixDiff.Numeric.Kernels;

namespace MatrixDiff.Tests.Compilation;

/// <summary>How bound functions behave: memory, threads, messages, what Explain says.</summary>
public sealed class CallTests
{
    private const string Where = "W1: n×m, x: m, b1: n, W2: p×n, b2: p, y: p, V: n×m";
    private const string Z2 = "(W2*sigmoid(W1*x + b1) + b2)";
    private const string Loss = $"(sum(softplus{Z2}) - y'*{Z2})";
    private static readonly Dictionary<string, int> Sizes = new() { ["m"] = 30, ["n"] = 20, ["p"] = 10 };

    [Fact]
    public void A_call_allocates_nothing()
    {
        var f = Derived.CompileTogether([Derive.Simplified(Loss, Where), Derive.Gradient(Loss, "W1", Where), Derive.Gradient(Loss, "W2", Where)]).Bind<double>(Sizes);
        double[][] inputs = [.. f.Inputs.Select(i => Wave(i.Count))], outputs = [.. f.Outputs.Select(o => new double[o.Count])];
        using var call = f.Over(inputs, outputs);
        call.Run();
        f.Run(inputs, outputs);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            call.Run();
            f.Run(inputs, outputs);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Threads_that_call_at_the_same_time_do_not_meet()
    {
        var f = Derive.Gradient(Loss, "W1", Where).Compile().Bind<double>(Sizes);
        double[][][] inputs = [.. Enumerable.Range(0, 8).Select(k => f.Inputs.Select(i => Wave(i.Count, k)).ToArray())];
        double[][] expected = [.. inputs.Select(i => Result(f, i))];
        Parallel.For(0, 400, k => Assert.Equal(expected[k % 8], Result(f, inputs[k % 8])));

        static double[] Result(Numeric.Compilation.BoundFunction<double> f, double[][] inputs)
        {
            double[] result = new double[f.Outputs[0].Count];
            f.Run(inputs, [result]);
            return result;
        }
    }

    [Theory]
    [InlineData($"hessian({Loss}, W1)*vec(V)")]
    [InlineData($"vec(V)'*hessian({Loss}, W1)*vec(V)")]
    [InlineData($"diag(hessian({Loss}, W1))")]
    [InlineData($"tr(hessian({Loss}, W1))")]
    public void Hessians_are_applied_from_their_factors(string text)
    {
        // A few gradients' worth, though the block has (m n)² entries and Q n² p operations.
        string explained = Derive.Simplified(text, Where).Compile().Bind<double>(new Dictionary<string, int> { ["m"] = 100, ["n"] = 80, ["p"] = 60 }).Explain();
        Assert.InRange(Operations(explained), 1, 12 * 100 * 80);
    }

    [Fact]
    public void Systems_with_a_Kronecker_product_are_solved_by_its_factors()
    {
        string explained = Derive.Simplified("inv(A ⊗ B)*vec(G)", "A: n×n posdef, B: m×m posdef, G: m×n").Compile().Bind<double>(new Dictionary<string, int> { ["m"] = 30, ["n"] = 20 }).Explain();
        Assert.Contains("cholesky", explained, StringComparison.Ordinal);
        Assert.InRange(Operations(explained), 1, 4 * 50 * 50 * 50);
    }

    [Fact]
    public void A_likelihood_and_its_gradient_share_one_factorization()
    {
        const string text = "logdet(K)/2 + y'*inv(K)*y/2", where = "K: n×n posdef, y: n";
        string explained = Derived.CompileTogether([Derive.Simplified(text, where), Derive.Gradient(text, "K", where)]).Bind<double>(new Dictionary<string, int> { ["n"] = 50 }).Explain();
        Assert.Equal(2, explained.Split("cholesky(").Length);
        Assert.Equal(2, explained.Split("solve posdef(").Length);
        Assert.DoesNotContain("lu(", explained, StringComparison.Ordinal);
    }

    [Fact]
    public void The_plan_is_explained_with_its_cost_and_the_naive_one()
    {
        string explained = Derive.Gradient(Loss, "W1", Where).Compile().Bind<double>(Sizes, NumericBackend.Managed).Explain();
        Assert.Contains("total:", explained, StringComparison.Ordinal);
        Assert.Contains("managed, Double", explained, StringComparison.Ordinal);
        double naive = double.Parse(explained.Split("naive:")[1].Split("flops")[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(naive > 2 * Operations(explained), explained);
    }

    [Fact]
    public void Matrices_that_are_not_what_they_are_declared_are_errors()
    {
        var sizes = new Dictionary<string, int> { ["n"] = 3 };
        var posdef = Derive.Simplified("inv(K)*y", "K: n×n posdef, y: n").Compile().Bind<double>(sizes);
        Assert.Contains("not positive definite", Assert.Throws<ArithmeticException>(() => posdef.Run([new double[9], new double[3]], [new double[3]])).Message, StringComparison.Ordinal);
        var invertible = Derive.Simplified("inv(K)*y", "K: n×n invertible, y: n").Compile().Bind<double>(sizes);
        Assert.Contains("singular", Assert.Throws<ArithmeticException>(() => invertible.Run([new double[9], new double[3]], [new double[3]])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_that_do_not_fit_are_named()
    {
        var f = Derive.Simplified("A*x", "A: m×n, x: n").Compile().Bind<double>(new Dictionary<string, int> { ["m"] = 2, ["n"] = 3 });
        Assert.Contains("1 arguments are given for 2: A, x", Assert.Throws<ArgumentException>(() => f.Run([new double[6]], [new double[2]])).Message, StringComparison.Ordinal);
        Assert.Contains("The argument x is 3×1, and an array of 2 was given", Assert.Throws<ArgumentException>(() => f.Run([new double[6], new double[2]], [new double[2]])).Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => Derive.Simplified("2*x", "x: n").Compile().Bind<Half>(new Dictionary<string, int> { ["n"] = 3 }));
    }

    [Fact]
    public void The_backend_can_be_asked_and_set()
    {
        var f = Derive.Simplified("A*A", "A: n×n").Compile();
        Assert.Equal(NumericBackend.Managed, f.Bind<double>(new Dictionary<string, int> { ["n"] = 3 }, NumericBackend.Managed).Backend);
        Assert.NotEqual(NumericBackend.Automatic, f.Bind<double>(new Dictionary<string, int> { ["n"] = 3 }).Backend);
        if (NumericBackends.HasOpenBlas)
        {
            Assert.Equal(1, NumericBackends.OpenBlasThreads);
        }
        else
        {
            Assert.Throws<NotSupportedException>(() => f.Bind<double>(new Dictionary<string, int> { ["n"] = 3 }, NumericBackend.OpenBlas));
        }
    }

    private static double Operations(string explained) => double.Parse(explained.Split("total:")[1].Split("flops")[0], System.Globalization.CultureInfo.InvariantCulture);

    private static double[] Wave(int count, int seed = 1) => [.. Enumerable.Range(0, count).Select(i => Math.Sin((seed * 1.3) + (1.7 * i)))];
}
