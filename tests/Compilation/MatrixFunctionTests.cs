using MatrixDiff.Numeric.Kernels;

namespace MatrixDiff.Tests.Compilation;

/// <summary>Functions of matrices where they are hard: singular, badly scaled, not finite, without a logarithm.</summary>
public sealed class MatrixFunctionTests
{
    /// <summary>Rows of a matrix, and those of its adjugate, which whole numbers give exactly.</summary>
    public static TheoryData<double[][], double[][]> Adjugates => new()
    {
        { [[3]], [[1]] },
        { [[0]], [[1]] },
        { [[1, 2], [3, 4]], [[4, -2], [-3, 1]] },
        { [[1, 2], [2, 4]], [[4, -2], [-2, 1]] },
        { [[0, 0], [0, 0]], [[0, 0], [0, 0]] },
        { [[1, 2, 3], [4, 5, 6], [7, 8, 9]], [[-3, 6, -3], [6, -12, 6], [-3, 6, -3]] },
        { [[1, 2, 3], [2, 4, 6], [3, 6, 9]], [[0, 0, 0], [0, 0, 0], [0, 0, 0]] },
        { [[0, 0, 0], [0, 2, 0], [0, 0, 5]], [[10, 0, 0], [0, 0, 0], [0, 0, 0]] },
        { [[0, 1, 0], [0, 0, 1], [1, 0, 0]], [[0, 0, 1], [1, 0, 0], [0, 1, 0]] },
    };

    [Theory]
    [MemberData(nameof(Adjugates))]
    public void An_adjugate_is_that_of_cofactors(double[][] x, double[][] expected) => Close(expected, Rows(MatrixFunctionKernels.Adjugate(Matrix(x))), 1e-14);

    [Fact]
    public void X_times_its_adjugate_is_its_determinant()
    {
        foreach (int n in (int[])[1, 2, 5, 17, 40])
        {
            var x = Random(n, n, seed: n);
            var product = Rows(MatrixProduct.Multiply(x, false, MatrixFunctionKernels.Adjugate(x), false));
            double det = Factorization.Determinant(Factorization.Lu(x), positive: false);
            Close([.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Select(j => i == j ? det : 0).ToArray())], product, 1e-11);
        }
    }

    /// <summary>Rows, columns, rank, and the power of ten that all is multiplied by.</summary>
    public static TheoryData<int, int, int, int> Ranks => new()
    {
        { 1, 1, 1, 0 }, { 5, 3, 3, 0 }, { 3, 5, 3, 0 }, { 6, 6, 2, 0 }, { 7, 4, 1, 0 }, { 4, 9, 2, 200 }, { 9, 4, 2, -200 }, { 40, 33, 20, 0 }, { 3, 4, 0, 0 },
    };

    [Theory]
    [MemberData(nameof(Ranks))]
    public void A_pseudoinverse_is_what_Penrose_says(int m, int n, int rank, int power)
    {
        var a = MatrixProduct.Multiply(Random(m, rank, 1), false, Random(rank, n, 2), false).Times(Math.Pow(10, power));
        var p = MatrixFunctionKernels.PseudoInverse(a);
        var (ap, pa) = (MatrixProduct.Multiply(a, false, p, false), MatrixProduct.Multiply(p, false, a, false));
        Close(Rows(a), Rows(MatrixProduct.Multiply(ap, false, a, false)), 1e-11);
        Close(Rows(p), Rows(MatrixProduct.Multiply(pa, false, p, false)), 1e-11);
        Close(Rows(ap), Rows(ap.Transpose()), 1e-11);
        Close(Rows(pa), Rows(pa.Transpose()), 1e-11);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(1)]
    [InlineData(30)]
    public void A_logarithm_takes_an_exponential_back(double size)
    {
        foreach (int n in (int[])[1, 3, 8, 35])
        {
            var a = Random(n, n, n);
            var s = MatrixProduct.Multiply(a, false, a, true).Times(size / (n * n));
            Close(Rows(s), Rows(MatrixFunctionKernels.Logarithm(MatrixFunctionKernels.Exponential(s))), 1e-9);
        }
    }

    [Fact]
    public void Matrices_without_a_logarithm_are_errors()
    {
        foreach (double[][] x in (double[][][])[[[-1]], [[0]], [[-1, 0], [0, 2]], [[-1, 0], [0, -2]], [[-3, 1, 0], [0, 1, 0], [0, 1, 5]], [[1, 2], [2, 4]]])
        {
            Assert.Contains("no principal logarithm", Assert.Throws<ArithmeticException>(() => MatrixFunctionKernels.Logarithm(Matrix(x))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_rotation_has_the_logarithm_of_its_angle()
    {
        double angle = 3;
        Close([[0, -angle], [angle, 0]], Rows(MatrixFunctionKernels.Logarithm(Matrix([[Math.Cos(angle), -Math.Sin(angle)], [Math.Sin(angle), Math.Cos(angle)]]))), 1e-12);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_not_finite_stays_so(double entry)
    {
        var x = Matrix([[1, 2, 3], [4, entry, 6], [7, 8, 10]]);
        foreach (var f in (Func<Dense, Dense>[])[MatrixFunctionKernels.Exponential, MatrixFunctionKernels.Logarithm, MatrixFunctionKernels.Adjugate, MatrixFunctionKernels.PseudoInverse])
        {
            Assert.All(f(x).Data, e => Assert.True(double.IsNaN(e)));
        }
    }

    [Fact]
    public void Powers_are_repeated_products()
    {
        var x = Random(5, 5, 3);
        var product = Dense.Identity(5);
        for (int k = 0; k < 12; k++)
        {
            Close(Rows(product), Rows(MatrixFunctionKernels.Power(x, k)), 1e-12);
            Close(Rows(Dense.Identity(5)), Rows(MatrixProduct.Multiply(product, false, MatrixFunctionKernels.Power(x, -k), false)), 1e-6);
            product = MatrixProduct.Multiply(product, false, x, false);
        }

        Assert.Throws<ArithmeticException>(() => MatrixFunctionKernels.Power(x, 0.5));
        Assert.Throws<ArithmeticException>(() => MatrixFunctionKernels.Power(x, double.NaN));
    }

    private static Dense Random(int m, int n, int seed)
    {
        var random = new Random(seed);
        return new([.. Enumerable.Range(0, m * n).Select(_ => (2 * random.NextDouble()) - 1)], m, n);
    }

    private static Dense Matrix(double[][] rows) => new([.. Enumerable.Range(0, rows[0].Length).SelectMany(j => rows.Select(r => r[j]))], rows.Length, rows[0].Length);

    private static double[][] Rows(Dense x) => [.. Enumerable.Range(0, x.Rows).Select(i => Enumerable.Range(0, x.Columns).Select(j => x[i, j]).ToArray())];

    // Relative to the greatest entry.
    private static void Close(double[][] expected, double[][] actual, double tolerance)
    {
        double scale = expected.SelectMany(r => r).Select(Math.Abs).DefaultIfEmpty(0).Max();
        scale = scale == 0 ? 1 : scale;
        Assert.Equal(expected.Length, actual.Length);
        foreach (var (e, a) in expected.SelectMany(r => r).Zip(actual.SelectMany(r => r)))
        {
            Assert.InRange(a, e - (tolerance * scale), e + (tolerance * scale));
        }
    }
}
