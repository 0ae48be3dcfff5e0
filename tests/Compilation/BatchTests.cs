using MatrixDiff.Numeric.Plans;

namespace MatrixDiff.Tests.Compilation;

/// <summary>One function over many samples: mapped over a batch, and sums over an index whose limit is known when it is bound.</summary>
public sealed class BatchTests
{
    private const string Where = "x[i]: n, y[i]: scalar, w: n";
    private const string Loss = "sum_{i=1}^{N} (w'*x[i] - y[i])^2";

    [Fact]
    public void A_function_of_a_sample_is_mapped_over_a_batch()
    {
        const int n = 5, p = 3, count = 37;
        const string where = "W: p×n, x: n, y: p", loss = "logsumexp(W*x)*sum(y) - y'*W*x";
        var f = Derived.CompileTogether([Derive.Simplified(loss, where), Derive.Gradient(loss, "W", where)]).Bind<double>(new Dictionary<string, int> { ["n"] = n, ["p"] = p });
        var all = f.Batched("x", "y");
        double[] w = Wave(p * n, 1), x = Wave(n * count, 2), y = Wave(p * count, 3), losses = new double[count], gradients = new double[p * n * count];
        double[][] Ordered(double[] x, double[] y) => [.. f.Inputs.Select(i => i.Name switch { "W" => w, "x" => x, _ => y })];
        Parallel.For(0, 4, k => all.Run(Ordered(x, y), [losses, gradients], k * 10, Math.Min(10, count - (k * 10))));
        for (int s = 0; s < count; s++)
        {
            double[] one = new double[1], gradient = new double[p * n];
            f.Run(Ordered(x[(s * n)..((s + 1) * n)], y[(s * p)..((s + 1) * p)]), [one, gradient]);
            Assert.Equal(one[0], losses[s]);
            Assert.Equal(gradient, gradients[(s * p * n)..((s + 1) * p * n)]);
        }

        double[][] inputs = Ordered(x, y), outputs = [losses, gradients];
        all.Run(inputs, outputs, 0, count);
        long before = GC.GetAllocatedBytesForCurrentThread();
        all.Run(inputs, outputs, 0, count);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Batches_that_do_not_fit_are_named()
    {
        var f = Derive.Simplified("A*x", "A: m×n, x: n").Compile().Bind<double>(new Dictionary<string, int> { ["m"] = 2, ["n"] = 3 });
        Assert.Contains("z is no argument", Assert.Throws<ArgumentException>(() => f.Batched("z")).Message, StringComparison.Ordinal);
        var all = f.Batched("x");
        Assert.Contains("x is 3×1, for each of 4 samples", Assert.Throws<ArgumentException>(() => all.Run([new double[6], new double[11]], [new double[8]], 0, 4)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => all.Run([new double[6], new double[12]], [new double[8]], -1, 2));
        Assert.Throws<ArgumentException>(() => all.Run([new double[6], new double[12]], [new double[8]], 4, 1));
        all.Run([new double[6], new double[0]], [new double[0]], 0, 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void Limits_of_sums_are_known_when_a_function_is_bound(int members)
    {
        var f = Derived.CompileTogether([Derive.Simplified(Loss, Where), Derive.Gradient(Loss, "w", Where)]);
        Assert.Equal(["N"], f.Limits);
        var sizes = new Dictionary<string, int> { ["N"] = members, ["n"] = 2 };
        var g = f.Bind<double>(sizes);
        double[] w = [0.3, -0.7];
        var values = g.Inputs.ToDictionary(i => i.Name, i => i.Name == "w" ? w : Wave(i.Count, i.Name.Sum(c => c)));
        double[] value = new double[1], gradient = new double[2];
        g.Run([.. g.Inputs.Select(i => values[i.Name])], [value, gradient]);
        double expected = 0, first = 0, second = 0;
        for (int i = 1; i <= members; i++)
        {
            double[] x = values[$"x[{i}]"];
            double r = (w[0] * x[0]) + (w[1] * x[1]) - values[$"y[{i}]"][0];
            (expected, first, second) = (expected + (r * r), first + (2 * r * x[0]), second + (2 * r * x[1]));
        }

        Assert.Equal(expected, value[0], 1e-13);
        Assert.Equal(first, gradient[0], 1e-13);
        Assert.Equal(second, gradient[1], 1e-13);

        var arguments = new Arguments
        {
            Values = values.ToDictionary(v => v.Key, v => v.Key[0] == 'y' ? v.Value[0] : (NumericValue)MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(v.Value)),
            Sizes = sizes,
        };
        Assert.Equal(expected, f.EvaluateAll(arguments)[0].Scalar, 1e-13);
    }

    [Fact]
    public void Limits_that_are_missing_or_too_large_are_errors()
    {
        var f = Derive.Simplified(Loss, Where).Compile();
        Assert.Contains("limit N", Assert.Throws<ArgumentException>(() => f.Bind<double>(new Dictionary<string, int> { ["n"] = 2 })).Message, StringComparison.Ordinal);
        Assert.Contains("N = 1000", Assert.Throws<ArgumentException>(() => f.Bind<double>(new Dictionary<string, int> { ["N"] = 1000, ["n"] = 2 })).Message, StringComparison.Ordinal);
        Assert.Contains("limit N", Assert.Throws<ArgumentException>(() => f.Evaluate(new Arguments { Values = new Dictionary<string, NumericValue>() })).Message, StringComparison.Ordinal);
    }

    private static double[] Wave(int count, int seed) => [.. Enumerable.Range(0, count).Select(i => Math.Sin((seed * 1.3) + (1.7 * i)))];
}
