using System.Globalization;
using MatrixDiff.Numeric.Export;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Tests.Plans;

namespace MatrixDiff.Tests.Export;

/// <summary>Values of exported functions against definitions.</summary>
internal static class Agreement
{
    /// <summary>The cases that plans are tested with, and the same with all sizes 1.</summary>
    public static PlanCase[] Cases =>
    [
        .. PlanCases.All.Select(c => new PlanCase(c.Text, c.Where)),
        .. PlanCases.Directional,
        .. PlanCases.All.Where(c => !c.Text.Contains("(2,", StringComparison.Ordinal)).Select(c => new PlanCase(c.Text, c.Where, size: 1)),
    ];

    /// <summary>Fails where a result (entries by columns, or an error) is not the value by definition.</summary>
    public static void Check(IReadOnlyList<PlanCase> cases, IReadOnlyList<(double[]? Entries, string? Error)> results, Dialect dialect)
    {
        Assert.Equal(cases.Count, results.Count);
        var failures = new List<string>();
        foreach (var (test, (entries, error)) in cases.Zip(results))
        {
            var expected = test.Naively();
            try
            {
                Assert.True(error is null, error);
                Assert.Equal(expected.Length, entries!.Length);
                bool differences = test.Expression is Apply { Operator: Frechet } || test.Expression.ToString().Contains("''", StringComparison.Ordinal);
                int rows = expected.GetLength(0);
                Numbers.Close(expected, Naive.Make(rows, expected.GetLength(1), (i, j) => entries[(j * rows) + i]), "compute", differences ? 1e-6 : 1e-9);
            }
            catch (Xunit.Sdk.XunitException e)
            {
                failures.Add($"{test.Expression}: {e.Message}\n{Exporter.Export(test.Plan, dialect)}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {cases.Count}:\n{string.Join("\n", failures.Take(8))}");
    }

    /// <summary>The entries of lines of numbers, one a case; what is no number is an error.</summary>
    public static (double[]? Entries, string? Error) Parse(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double[] values = new double[words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            string word = words[i].ToLowerInvariant() switch { "inf" => "Infinity", "-inf" => "-Infinity", "nan" => "NaN", var w => w };
            if (!double.TryParse(word, CultureInfo.InvariantCulture, out values[i]))
            {
                return (null, line);
            }
        }

        return (values, null);
    }

    /// <summary>An exact decimal.</summary>
    public static string Text(double x) => x.ToString("R", CultureInfo.InvariantCulture);
}
