using System.Globalization;
using MatrixDiff.Numeric.Reference;
using MathNet.Numerics.LinearAlgebra;

namespace MatrixDiff.Tests.Reference;

/// <summary>The networks of these tests, and comparison entry by entry.</summary>
internal static class Networks
{
    /// <summary>Every hidden activation × output activation × loss, by name.</summary>
    public static TheoryData<string, string, string> Kinds()
    {
        var kinds = new TheoryData<string, string, string>();
        foreach (var hidden in Activation.All)
        {
            foreach (var output in Activation.All)
            {
                foreach (var loss in Loss.All)
                {
                    kinds.Add(hidden.Name, output.Name, loss.Name);
                }
            }
        }

        return kinds;
    }

    /// <summary>Networks of one kind with L = 1..4, two of each depth, sizes 1..3 drawn at random and 1 throughout.</summary>
    public static IEnumerable<ReferenceMlp> OfKind(string hidden, string output, string loss)
    {
        for (int layers = 1; layers <= 4; layers++)
        {
            var random = new Random(layers);
            int[] drawn = [.. Enumerable.Range(0, layers + 1).Select(_ => random.Next(1, 4))];
            int[] ones = [.. Enumerable.Repeat(1, layers + 1)];
            foreach (int[] sizes in new[] { drawn, ones })
            {
                yield return ReferenceMlp.Random(sizes, 17 + layers, Activated(hidden), Activated(output), Lost(loss));
            }
        }
    }

    public static Activation Activated(string name) => Activation.All.Single(f => f.Name == name);

    public static Loss Lost(string name) => Loss.All.Single(loss => loss.Name == name);

    /// <summary>|actual − expected| ≤ tolerance · max(1, |expected|), entry by entry.</summary>
    public static void Close(Matrix<double> expected, Matrix<double> actual, double tolerance, string what)
    {
        Assert.Equal((expected.RowCount, expected.ColumnCount), (actual.RowCount, actual.ColumnCount));
        for (int i = 0; i < expected.RowCount; i++)
        {
            for (int j = 0; j < expected.ColumnCount; j++)
            {
                double error = Math.Abs(actual[i, j] - expected[i, j]);
                Assert.True(
                    error <= tolerance * Math.Max(1, Math.Abs(expected[i, j])),
                    string.Create(CultureInfo.InvariantCulture, $"{what} ({i}, {j}): expected {expected[i, j]}, was {actual[i, j]}"));
            }
        }
    }

    public static void Close(Vector<double> expected, Vector<double> actual, double tolerance, string what) =>
        Close(expected.ToColumnMatrix(), actual.ToColumnMatrix(), tolerance, what);
}
