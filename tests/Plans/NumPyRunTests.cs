using MatrixDiff.Numeric.Export;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Tests.Plans;

public sealed class NumPyRunTests
{
    [PythonFact]
    public void Exported_functions_agree_with_definitions() => Agree([.. PlanCases.All.Select(c => new PlanCase(c.Text, c.Where)), .. PlanCases.Directional]);

    [PythonFact]
    public void Exported_functions_agree_where_all_sizes_are_1() =>
        Agree([.. PlanCases.All.Where(c => !c.Text.Contains("(2,", StringComparison.Ordinal)).Select(c => new PlanCase(c.Text, c.Where, size: 1))]);

    internal static void Agree(PlanCase[] cases)
    {
        var results = Python.Run(cases.Select(c => new Python.Call(NumPyExporter.Export(c.Plan), [.. Arguments(c)])));
        var failures = new List<string>();
        foreach (var (test, result) in cases.Zip(results))
        {
            try
            {
                Check(test, result);
            }
            catch (Xunit.Sdk.XunitException e)
            {
                failures.Add($"{test.Expression}: {e.Message}\n{NumPyExporter.Export(test.Plan)}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {cases.Length}:\n{string.Join("\n", failures.Take(10))}");
    }

    private static void Check(PlanCase test, Python.Result result)
    {
        var expected = test.Naively();
        Assert.True(result.Error is null, result.Error);
        int[] shape = test.Expression.Shape switch
        {
            { IsScalar: true } => [],
            { IsColumn: true } => [expected.GetLength(0)],
            _ => [expected.GetLength(0), expected.GetLength(1)],
        };
        Assert.Equal(shape, result.Shape);
        Assert.Equal(test.Expression.IsScalar ? "float" : "array", result.Kind);
        int columns = expected.GetLength(1);
        double tolerance = test.Expression is Apply { Operator: Frechet } || test.Expression.ToString().Contains("''", StringComparison.Ordinal) ? 1e-6 : 1e-9;
        Numbers.Close(expected, Naive.Make(expected.GetLength(0), columns, (i, j) => result.Value![(i * columns) + j]), "compute", tolerance);
    }

    private static IEnumerable<Python.Argument> Arguments(PlanCase test) =>
    [
        .. test.Plan.Inputs.Select(i => Argument(test.Values[i.Name], i.Source.Shape)),
        .. test.Plan.Dimensions.Select(d => new Python.Argument("size", test.Size(d))),
        .. test.Plan.Functions.Select(f => new Python.Argument("function", Order: f.Order)),
    ];

    private static Python.Argument Argument(double[,] value, Shape shape) => shape switch
    {
        { IsScalar: true } => new("scalar", value[0, 0]),
        { IsColumn: true } => new("array", value.Cast<double>(), [value.GetLength(0)]),
        _ => new("array", value.Cast<double>(), [value.GetLength(0), value.GetLength(1)]),
    };
}

/// <summary>A fact about functions run with NumPy, skipped where it is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    /// <summary>Skipped where there is no NumPy.</summary>
    public PythonFactAttribute() => Skip = Python.WhySkipped;
}
