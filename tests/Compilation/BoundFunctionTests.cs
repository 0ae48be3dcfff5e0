using System.Numerics;
using MatrixDiff.Numeric.Compilation;
using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Tests.Plans;

namespace MatrixDiff.Tests.Compilation;

/// <summary>Bound functions against definitions: every case of the plans, in both kinds of number, by every backend there is.</summary>
public sealed class BoundFunctionTests
{
    public static TheoryData<NumericBackend> Backends => NumericBackends.HasOpenBlas ? [NumericBackend.Managed, NumericBackend.OpenBlas] : [NumericBackend.Managed];

    [Theory]
    [MemberData(nameof(Backends))]
    public void Doubles_agree_with_definitions(NumericBackend backend) => Agree<double>(PlanCases.All.Select(c => new PlanCase(c.Text, c.Where)).Concat(PlanCases.Directional), backend, 1e-9);

    [Theory]
    [MemberData(nameof(Backends))]
    public void Sizes_of_1_change_nothing(NumericBackend backend) =>
        Agree<double>(PlanCases.All.Where(c => !c.Text.Contains("(2,", StringComparison.Ordinal)).Select(c => new PlanCase(c.Text, c.Where, size: 1)), backend, 1e-9);

    [Theory]
    [MemberData(nameof(Backends))]
    public void Sizes_beyond_a_register_change_nothing(NumericBackend backend) =>
        Agree<double>(PlanCases.All.Where(c => Enlarges(c.Text)).Select(c => new PlanCase(c.Text, c.Where, size: 19)), backend, 1e-7);

    [Theory]
    [MemberData(nameof(Backends))]
    public void Floats_agree_with_definitions_to_their_precision(NumericBackend backend) =>
        Agree<float>(PlanCases.All.Where(c => !c.Text.Contains("^-1", StringComparison.Ordinal)).Select(c => new PlanCase(c.Text, c.Where)), backend, 2e-4);

    [Theory]
    [InlineData("colsoftmax(A)", "log(colsoftmax(A))", 10, 3)]
    [InlineData("log(colsoftmax(A))", "colsoftmax(A)", 40, 1)]
    [InlineData("rowsoftmax(A)", "log(rowsoftmax(A))", 3, 10)]
    [InlineData("softmax(vec(A))", "logsoftmax(vec(A))", 3, 10)]
    [InlineData("softmax(vec(A))", "logsoftmax(vec(A))", 2, 2)]
    public void A_softmax_beside_its_logarithm_is_the_softmax(string first, string second, int m, int n)
    {
        var f = Derived.CompileTogether([Derive.Simplified(first, "A: m×n"), Derive.Simplified(second, "A: m×n")]);
        var sizes = new Dictionary<string, int> { ["m"] = m, ["n"] = n };
        foreach (double scale in (double[])[1, 300])
        {
            double[] a = [.. Enumerable.Range(0, m * n).Select(i => scale * Math.Sin(1.7 * i))];
            double[][] expected = [.. f.EvaluateAll(new Arguments { Values = new Dictionary<string, NumericValue> { ["A"] = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(m, n, [.. a]) } }).Select(v => v.Matrix.ToColumnMajorArray())];
            double[][] results = [new double[m * n], new double[m * n]];
            f.Bind<double>(sizes).Run([a], results);
            for (int k = 0; k < 2; k++)
            {
                Assert.All(expected[k].Zip(results[k]), p => Assert.Equal(p.First, p.Second, 1e-13 * Math.Max(1, Math.Abs(p.First))));
                Assert.All(expected[k].Zip(results[k]).Where(p => p.First is > 0 and < 1e-20), p => Assert.Equal(1, p.Second / p.First, 1e-11));
            }
        }

        if (m * n > 8)
        {
            Assert.DoesNotContain("[Softmax]", f.Bind<double>(sizes).Explain(), StringComparison.Ordinal);
        }
    }

    // Kronecker products of 19² by 19², powers of large matrices and ratios of random determinants lose digits or take long by definition.
    private static bool Enlarges(string text) =>
        !new[] { "⊗", "kron", "(2,", "K(", "D(", "L(", "^", "det", "adj", "inv", "hessian", "vec" }.Any(text.Contains);

    private static void Agree<T>(IEnumerable<PlanCase> cases, NumericBackend backend, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var failures = new List<string>();
        int count = 0;
        foreach (var test in cases)
        {
            count++;
            string what = test.Expression.ToString();
            try
            {
                Numbers.Close(test.Naively(), Bound<T>(test, backend), what, HasDifferences(test) ? Math.Max(1e-6, tolerance) : tolerance);
            }
            catch (Exception e)
            {
                failures.Add($"{what}: {e.Message} {(e is Xunit.Sdk.XunitException ? "" : e.StackTrace)}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {count}:\n{string.Join("\n", failures.Take(8))}");
    }

    /// <summary>Is the value by definition one of finite differences?</summary>
    internal static bool HasDifferences(PlanCase test) => test.Expression.ToString() is var what && (what.Contains("''", StringComparison.Ordinal)
        || what.Contains("frechet", StringComparison.OrdinalIgnoreCase) || test.Expression is Symbolic.Expressions.Apply { Operator: Symbolic.Operators.Frechet });

    /// <summary>The value by the function bound for the sizes of the case, called in both ways.</summary>
    internal static double[,] Bound<T>(PlanCase test, NumericBackend backend)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sizes = test.Sizes.ToDictionary(s => s.Key.Text, s => s.Value);
        var functions = test.Plan.Functions.ToDictionary(f => (f.Function.Name.Text, f.Order), f => (Func<double, double>)(x => PlanCase.Function(f.Order, x)));
        var function = CompiledFunction.Compile(test.Plan).Bind<T>(sizes, backend, functions);
        T[][] inputs = [.. test.Plan.Inputs.Select(i => ByColumns<T>(test.Values[i.Name]))];
        T[] result = new T[function.Outputs[0].Count];
        function.Run(inputs, [result]);
        T[] again = new T[result.Length];
        using (var call = function.Over(inputs, [again]))
        {
            call.Run();
            call.Run();
        }

        Assert.Equal(result, again);
        var (rows, columns) = test.Expression.Shape is { IsRow: true, IsScalar: false } ? (1, result.Length) : (function.Outputs[0].Rows, function.Outputs[0].Columns);
        return Naive.Make(rows, columns, (i, j) => double.CreateChecked(result[(j * rows) + i]));
    }

    internal static T[] ByColumns<T>(double[,] x)
        where T : unmanaged, INumberBase<T>
    {
        T[] result = new T[x.Length];
        for (int j = 0; j < x.GetLength(1); j++)
        {
            for (int i = 0; i < x.GetLength(0); i++)
            {
                result[(j * x.GetLength(0)) + i] = T.CreateChecked(x[i, j]);
            }
        }

        return result;
    }
}
