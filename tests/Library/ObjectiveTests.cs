using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace MatrixDiff.Tests.Library;

/// <summary>Objectives over one vector: against differences, and in the hands of a minimiser.</summary>
public sealed class ObjectiveTests
{
    private const string Net = "sum(softplus(W2*tanh(W1*X + b1*ones(B)') + b2*ones(B)') - Y .* (W2*tanh(W1*X + b1*ones(B)') + b2*ones(B)'))";
    private const string Where = "X: m×B, Y: p×B, W1: n×m, b1: n, W2: p×n, b2: p";

    [Fact]
    public void Gradients_and_Hessian_products_agree_with_differences()
    {
        var sizes = new Dictionary<string, int> { ["m"] = 3, ["n"] = 4, ["p"] = 2, ["B"] = 7 };
        var f = new Objective(Net, ["W1", "b1", "W2", "b2"], Where).Over(sizes, new Dictionary<string, double[]> { ["X"] = Wave(21, 1), ["Y"] = Wave(14, 2) });
        Assert.Equal(12 + 4 + 8 + 2, f.Count);
        double[] theta = Wave(f.Count, 3), direction = Wave(f.Count, 4), gradient = new double[f.Count], product = new double[f.Count];
        f.ValueAndGradient(theta, gradient);
        f.HessianProduct(theta, direction, product);
        double[] above = new double[f.Count], below = new double[f.Count];
        double h = 1e-5;
        double up = f.ValueAndGradient(Moved(theta, direction, h), above), down = f.ValueAndGradient(Moved(theta, direction, -h), below);
        Assert.Equal(gradient.Zip(direction, (g, d) => g * d).Sum(), (up - down) / (2 * h), 1e-7);
        for (int i = 0; i < f.Count; i++)
        {
            Assert.Equal((above[i] - below[i]) / (2 * h), product[i], 1e-7);
        }
    }

    [Fact]
    public void Vectors_are_packed_by_columns_in_the_order_of_the_variables()
    {
        var f = new Objective("sumsq(A*x - b)", ["x", "A"], "A: m×n, x: n, b: m").Over(new Dictionary<string, int> { ["m"] = 2, ["n"] = 3 }, new Dictionary<string, double[]> { ["b"] = [1, 2] });
        double[] theta = f.Pack(new Dictionary<string, double[]> { ["A"] = [1, 2, 3, 4, 5, 6], ["x"] = [7, 8, 9] });
        Assert.Equal([7, 8, 9, 1, 2, 3, 4, 5, 6], theta);
        Assert.Equal(4, f.Unpack(theta)["A"][1, 1]);
    }

    [Fact]
    public void A_minimiser_of_MathNet_finds_the_minimum()
    {
        var f = new Objective("sumsq(A*x - b) + sumsq(x)/10", ["x"], "A: m×n, x: n, b: m")
            .Over(new Dictionary<string, int> { ["m"] = 5, ["n"] = 3 }, new Dictionary<string, double[]> { ["A"] = Wave(15, 1), ["b"] = Wave(5, 2) });
        var a = Matrix<double>.Build.Dense(5, 3, Wave(15, 1));
        var exact = (a.TransposeThisAndMultiply(a) + (0.1 * Matrix<double>.Build.DenseIdentity(3))).Solve(a.TransposeThisAndMultiply(Vector<double>.Build.Dense(Wave(5, 2))));
        var found = new BfgsMinimizer(1e-9, 1e-9, 1e-12).FindMinimum(f.ToMathNet(), Vector<double>.Build.Dense(3)).MinimizingPoint;
        Assert.True((exact - found).L2Norm() < 1e-6, $"{found}");
    }

    [Fact]
    public void A_call_allocates_nothing()
    {
        var sizes = new Dictionary<string, int> { ["m"] = 4, ["n"] = 5, ["p"] = 3, ["B"] = 33 };
        var f = new Objective(Net, ["W1", "b1", "W2", "b2"], Where).Over(sizes, new Dictionary<string, double[]> { ["X"] = Wave(4 * 33, 1), ["Y"] = Wave(3 * 33, 2) });
        double[] theta = Wave(f.Count, 3), gradient = new double[f.Count];
        f.ValueAndGradient(theta, gradient);
        f.HessianProduct(theta, theta, gradient);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            f.ValueAndGradient(theta, gradient);
            f.HessianProduct(theta, theta, gradient);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        var objective = new Objective("sumsq(A*x - b)", ["x"], "A: m×n, x: n, b: m");
        var sizes = new Dictionary<string, int> { ["m"] = 2, ["n"] = 3 };
        Assert.Contains("b is 2×1, and nothing was given", Assert.Throws<ArgumentException>(() => objective.Over(sizes, new Dictionary<string, double[]> { ["A"] = new double[6] })).Message, StringComparison.Ordinal);
        Assert.Contains("The size n is not given", Assert.Throws<ArgumentException>(() => objective.Over(new Dictionary<string, int> { ["m"] = 2 }, new Dictionary<string, double[]>())).Message, StringComparison.Ordinal);
    }

    private static double[] Moved(double[] x, double[] d, double h) => [.. x.Zip(d, (a, b) => a + (h * b))];

    private static double[] Wave(int count, int seed) => [.. Enumerable.Range(0, count).Select(i => Math.Sin((seed * 1.3) + (1.7 * i)))];
}
