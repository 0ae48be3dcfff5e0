using MatrixDiff.Numeric.Compilation;
using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Tests.Plans;

namespace MatrixDiff.Tests.Compilation;

/// <summary>Bound functions with inputs that nobody thinks of: nothing to compute with, infinities, arrays that are used twice, errors in between.</summary>
public sealed class OddInputTests
{
    /// <summary>Where functions of one number go over, or out of range.</summary>
    private static readonly double[] Hard =
    [
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, 1e308, -1e308, 5e-324, -5e-324, 1e-310, 709.5, 710, -708, -745.2, -746, 36.8, -36.8, 18.5, -18.5, 1, -1, 0.5, -0.5, 1e-9, -1e-9, 1e15, -1e15, 27, -27, 6, -6, 88.8, -87.5, -104,
    ];

    public static TheoryData<string> Functions =>
        ["exp", "log", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "sqrt", "abs", "sign", "relu", "step", "sigmoid", "softplus", "erf", "gelu", "silu"];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Functions_at_hard_places_are_those_of_the_interpreter(string function)
    {
        var f = Derive.Simplified($"{function}(x)", "x: n").Compile();
        // In registers, in whole lines with a rest, and from every place of a line.
        foreach (int n in (int[])[1, 5, Hard.Length])
        {
            for (int start = 0; start + n <= Hard.Length; start += n)
            {
                double[] x = Hard[start..(start + n)], bound = new double[n];
                double[] expected = f.Evaluate(MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(x)).Vector.ToArray();
                f.Bind<double>(new Dictionary<string, int> { ["n"] = n }).Run([x], [bound]);
                Same(expected, bound, x, 1e-13, 1e-300, function);
                float[] narrow = [.. x.Select(v => (float)v)], single = new float[n];
                double[] wide = f.Evaluate(MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense([.. narrow.Select(v => (double)v)])).Vector.ToArray();
                f.Bind<float>(new Dictionary<string, int> { ["n"] = n }).Run([narrow], [single]);
                Same([.. wide.Select(v => (double)(float)v)], [.. single.Select(v => (double)v)], x, 1e-5, 1e-37, function + " float");
            }
        }
    }

    [Fact]
    public void Nothing_can_be_computed_with()
    {
        var failures = new List<string>();
        foreach (var (text, where) in PlanCases.All.Where(c => !c.Text.Contains("e(", StringComparison.Ordinal)))
        {
            var test = new PlanCase(text, where, size: 0);
            var functions = test.Plan.Functions.ToDictionary(f => (f.Function.Name.Text, f.Order), f => (Func<double, double>)(x => PlanCase.Function(f.Order, x)));
            try
            {
                var f = CompiledFunction.Compile(test.Plan).Bind<double>(test.Sizes.ToDictionary(s => s.Key.Text, s => s.Value), NumericBackend.Automatic, functions);
                double[] bound = [.. Enumerable.Repeat(7.0, f.Outputs[0].Count)];
                f.Run([.. test.Plan.Inputs.Select(i => BoundFunctionTests.ByColumns<double>(test.Values[i.Name]))], [bound]);
                if (bound.Contains(7))
                {
                    failures.Add($"{text}: not written");
                }
            }
            catch (Exception e) when (e is ArithmeticException or ArgumentException)
            {
            }
            catch (Exception e)
            {
                failures.Add($"{text}: {e}");
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures.Take(20)));
    }

    [Theory]
    [InlineData("A*B", 0)]
    [InlineData("A*x", 0)]
    [InlineData("x'*A'", 0)]
    [InlineData("A*A'", 0)]
    [InlineData("A*diag(x)*A'", 0)]
    [InlineData("A*ones(n)", 0)]
    [InlineData("sum(A)", 0)]
    [InlineData("x'*x", 0)]
    [InlineData("norm2(x)", 0)]
    [InlineData("A*B + ones(m,m)", 1)]
    [InlineData("det(B*A)", 1)]
    [InlineData("exp(sum(A*x))", 1)]
    public void Sums_over_nothing_are_0(string text, double value)
    {
        foreach (var backend in BoundFunctionTests.Backends)
        {
            var f = Derive.Simplified(text, "A: m×n, B: n×m, x: n").Compile().Bind<double>(new Dictionary<string, int> { ["m"] = 2, ["n"] = 0 }, backend);
            double[] result = [.. Enumerable.Repeat(7.0, f.Outputs[0].Count)];
            f.Run([.. f.Inputs.Select(i => new double[i.Count])], [result]);
            Assert.All(result, r => Assert.Equal(value, r));
        }
    }

    [Theory]
    [InlineData("e(5,n)'*x")]
    [InlineData("e(5,n)'*M")]
    [InlineData("M*e(5,n)")]
    [InlineData("e(5,n) + x")]
    public void Entries_that_are_not_there_are_errors(string text)
    {
        var f = Derive.Simplified(text, "x: n, M: n×n").Compile();
        Assert.ThrowsAny<ArgumentException>(() => f.Bind<double>(new Dictionary<string, int> { ["n"] = 3 }));
        Assert.ThrowsAny<ArgumentException>(() => f.Evaluate(f.Parameters[0] == "x"
            ? MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(3)
            : (NumericValue)MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(3, 3)));
    }

    [Theory]
    [InlineData("max(x)", "a vector of 0 entries")]
    [InlineData("max(M)*x", "a 3×0 matrix")]
    [InlineData("max(M')", "a 0×3 matrix")]
    public void The_greatest_of_nothing_is_an_error(string text, string what)
    {
        var f = Derive.Simplified(text, "x: n, M: m×n").Compile();
        string bound = Assert.Throws<ArgumentException>(() => f.Bind<double>(new Dictionary<string, int> { ["m"] = 3, ["n"] = 0 })).Message;
        Assert.Contains(what, bound, StringComparison.Ordinal);
        Assert.Contains("max", bound, StringComparison.Ordinal);
        Assert.Equal(bound, Assert.Throws<ArgumentException>(() => f.Evaluate([.. f.Parameters.Select(p => p == "x"
            ? MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense([])
            : (NumericValue)MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(3, 0))])).Message);
    }

    [Fact]
    public void An_array_that_is_read_and_written_is_an_error()
    {
        var f = Derived.CompileTogether([Derive.Simplified("x + M*x", "x: n, M: n×n"), Derive.Simplified("2*x", "x: n")]).Bind<double>(new Dictionary<string, int> { ["n"] = 3 });
        double[] x = [1, 2, 3], m = new double[9], y = new double[3];
        int at = f.Inputs[0].Name == "x" ? 0 : 1;
        double[][] inputs = at == 0 ? [x, m] : [m, x];
        Assert.Contains("x", Assert.Throws<ArgumentException>(() => f.Run(inputs, [x, y])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => f.Run(inputs, [y, y]));
        Assert.Throws<ArgumentException>(() => f.Over(inputs, [x, y]));
        Assert.Throws<ArgumentException>(() => f.Batched("x").Run(inputs, [y, x], 0, 1));
    }

    [Fact]
    public void An_error_leaves_a_function_as_it_was()
    {
        var f = Derive.Simplified("inv(K)*y", "K: n×n posdef, y: n").Compile().Bind<double>(new Dictionary<string, int> { ["n"] = 2 });
        double[] k = [4, 0, 0, 16], y = [4, 8], r = new double[2];
        using var call = f.Over([k, y], [r]);
        for (int i = 0; i < 50; i++)
        {
            k[0] = -1;
            Assert.Throws<ArithmeticException>(() => f.Run([k, y], [r]));
            Assert.Throws<ArithmeticException>(call.Run);
            k[0] = 4;
            call.Run();
            Assert.Equal([1, 0.5], r);
            Array.Clear(r);
            f.Run([k, y], [r]);
            Assert.Equal([1, 0.5], r);
        }

        call.Dispose();
        call.Dispose();
        Assert.Throws<ObjectDisposedException>(call.Run);
    }

    private static void Same(double[] expected, double[] actual, double[] at, double tolerance, double least, string what)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            double e = expected[i], a = actual[i];
            bool same = double.IsNaN(e) ? double.IsNaN(a) : double.IsInfinity(e) ? e == a : Math.Abs(a - e) <= (tolerance * Math.Abs(e)) + least;
            Assert.True(same, $"{what}({at[i]:R}) is {e:R} interpreted and {a:R} bound, with {expected.Length} entries");
        }
    }
}
