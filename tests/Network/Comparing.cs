using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace MatrixDiff.Tests.Network;

/// <summary>Comparison of matrices of numbers.</summary>
internal static class Comparing
{
    /// <summary>The relative error up to which delegates agree with the reference.</summary>
    public const double Tolerance = 1e-9;

    /// <summary>Of one shape, and no entry further apart than the tolerance times the greatest entry.</summary>
    public static void Close(Matrix<double> expected, Matrix<double> actual, string what)
    {
        Assert.Equal((expected.RowCount, expected.ColumnCount), (actual.RowCount, actual.ColumnCount));
        double greatest = expected.Enumerate().Select(Math.Abs).Max();
        double error = (expected - actual).Enumerate().Select(Math.Abs).Max();
        Assert.True(
            error <= Tolerance * greatest,
            string.Create(CultureInfo.InvariantCulture, $"{what}: entries up to {greatest:G6} are {error:G6} apart"));
    }
}
