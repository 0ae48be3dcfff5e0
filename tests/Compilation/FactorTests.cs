using System.Numerics;
using MatrixDiff.Numeric.Compilation;
using MatrixDiff.Numeric.Kernels;

namespace MatrixDiff.Tests.Compilation;

/// <summary>Factorizations of matrices larger than a panel, of sizes that leave a rest in every blocking: by what the results are multiplied with.</summary>
public sealed class FactorTests
{
    public static TheoryData<int, NumericBackend> Sizes
    {
        get
        {
            var data = new TheoryData<int, NumericBackend>();
            foreach (int n in (int[])[1, 2, 7, 8, 31, 32, 33, 47, 48, 49, 64, 65, 95, 97, 130, 201])
            {
                foreach (var backend in (NumericBackend[])[NumericBackend.Automatic, NumericBackend.Managed, .. NumericBackends.HasOpenBlas ? [NumericBackend.OpenBlas] : Array.Empty<NumericBackend>()])
                {
                    data.Add(n, backend);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Inverses_solutions_and_determinants_are_those_of_the_matrix(int n, NumericBackend backend)
    {
        Check<double>(n, backend, 1e-12);
        Check<float>(n, backend, 1e-4);
    }

    [Theory]
    [InlineData(NumericBackend.Automatic)]
    [InlineData(NumericBackend.Managed)]
    public void Solutions_of_an_ill_conditioned_matrix_leave_a_small_residual(NumericBackend backend)
    {
        // A squared exponential kernel whose condition is beyond 1e10.
        const int n = 120;
        double[] k = new double[n * n], y = new double[n], x = new double[n];
        for (int j = 0; j < n; j++)
        {
            y[j] = Math.Sin(j);
            for (int i = 0; i < n; i++)
            {
                k[(j * n) + i] = Math.Exp(-0.5 * (i - j) * (i - j) / 400.0) + (i == j ? 1e-9 : 0);
            }
        }

        Bound<double>("inv(K)*y", n, backend).Run([k, y], [x]);
        double[] residual = Times(k, x, n, 1);
        double scale = x.Max(Math.Abs) * n;
        Assert.All(residual.Zip(y), p => Assert.True(Math.Abs(p.First - p.Second) < 1e-14 * scale, $"{p.First} for {p.Second}, scale {scale}"));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(100)]
    public void A_matrix_that_is_not_positive_definite_is_an_error_wherever_it_fails(int n)
    {
        var f = Bound<double>("logdet(K)", n, NumericBackend.Managed);
        double[] result = new double[1];
        foreach (int bad in (int[])[0, 31, 32, n - 1])
        {
            double[] k = Matrix<double>(n);
            k[bad * (n + 1)] = -1;
            Assert.Throws<ArithmeticException>(() => f.Run([k], [result]));
        }

        f.Run([Matrix<double>(n)], [result]);
        Assert.True(double.IsFinite(result[0]));
    }

    private static void Check<T>(int n, NumericBackend backend, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] k = Matrix<T>(n), inverse = new T[n * n], y = [.. Enumerable.Range(0, n).Select(i => T.CreateTruncating(Math.Cos(i)))], x = new T[n], both = new T[n], factor = new T[n * n], log = new T[1];
        Bound<T>("inv(K)", n, backend).Run([k], [inverse]);
        Bound<T>("inv(K)*y", n, backend).Run([k, y], [x]);
        Bound<T>("inv(K)*y*2", n, backend).Run([k, y], [both]);
        Bound<T>("chol(K)", n, backend).Run([k], [factor]);
        Bound<T>("logdet(K)", n, backend).Run([k], [log]);
        double[] product = Times(k, inverse, n, n), back = Times(k, x, n, 1), exact = Wide(k), lower = Wide(factor);
        double logarithm = 0;
        for (int j = 0; j < n; j++)
        {
            Assert.Equal(double.CreateChecked(y[j]), back[j], tolerance);
            Assert.Equal(2 * double.CreateChecked(x[j]), double.CreateChecked(both[j]), tolerance);
            logarithm += 2 * Math.Log(lower[j * (n + 1)]);
            for (int i = 0; i < n; i++)
            {
                Assert.Equal(i == j ? 1 : 0, product[(j * n) + i], tolerance);
                Assert.Equal(inverse[(j * n) + i], inverse[(i * n) + j]);
                double sum = Enumerable.Range(0, Math.Min(i, j) + 1).Sum(p => lower[(p * n) + i] * lower[(p * n) + j]);
                Assert.Equal(exact[(j * n) + i], sum, tolerance * 10);
                Assert.True(i >= j || lower[(j * n) + i] == 0);
            }
        }

        Assert.Equal(logarithm, double.CreateChecked(log[0]), tolerance * Math.Max(1, Math.Abs(logarithm)));
    }

    private static BoundFunction<T> Bound<T>(string text, int n, NumericBackend backend)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Derive.Simplified(text, "K: n×n posdef, y: n").Compile().Bind<T>(new Dictionary<string, int> { ["n"] = n }, backend);

    // Symmetric, with a diagonal that outweighs the rest.
    private static T[] Matrix<T>(int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, n * n).Select(p => T.CreateTruncating(p / n == p % n ? 2 + (0.1 * Math.Sin(p)) : 0.7 * Math.Cos((p / n * 1.3) + (p % n * 1.3)) / n))];

    private static double[] Wide<T>(T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. x.Select(double.CreateChecked)];

    private static double[] Times<T>(T[] a, T[] b, int n, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] x = Wide(a), y = Wide(b);
        return [.. Enumerable.Range(0, n * columns).Select(p => Enumerable.Range(0, n).Sum(k => x[(k * n) + (p % n)] * y[(p / n * n) + k]))];
    }
}
