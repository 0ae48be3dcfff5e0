using MathNet.Numerics.LinearAlgebra;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Tests.Plans;

/// <summary>Between entries by rows and columns and what compiled functions take and give; comparison.</summary>
internal static class Numbers
{
    /// <summary>An argument for a declared shape.</summary>
    public static NumericValue ToValue(double[,] x, Shape shape) => shape switch
    {
        { IsScalar: true } => x[0, 0],
        { IsVector: true } => Vector<double>.Build.Dense([.. x.Cast<double>()]),
        _ => Matrix<double>.Build.DenseOfArray(x),
    };

    /// <summary>The entries of a result.</summary>
    public static double[,] Entries(NumericValue value) => value.Matrix.ToArray();

    /// <summary>Fails where shapes or entries differ, relative to the greatest entry.</summary>
    public static void Close(double[,] expected, double[,] actual, string what, double tolerance = 1e-9)
    {
        Assert.True(
            (expected.GetLength(0), expected.GetLength(1)) == (actual.GetLength(0), actual.GetLength(1)),
            $"{what}: {expected.GetLength(0)}×{expected.GetLength(1)} expected, {actual.GetLength(0)}×{actual.GetLength(1)} found");
        double scale = Math.Max(1, expected.Cast<double>().Select(Math.Abs).DefaultIfEmpty().Max());
        double error = expected.Cast<double>().Zip(actual.Cast<double>(), (a, b) => a.Equals(b) ? 0 : Math.Abs(a - b) / scale).DefaultIfEmpty().Max();
        Assert.True(error <= tolerance, $"{what}: relative error {error:g3}");
    }
}
