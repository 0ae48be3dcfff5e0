using MatrixDiff.Numeric.Kernels;

namespace MatrixDiff.Tests.Compilation;

/// <summary>Products and factorizations of sizes around the edges of tiles, panels and blocks, by loops and by every backend.</summary>
public sealed class ProductTests
{
    [Theory]
    [InlineData("A*B", false, false)]
    [InlineData("A'*B", true, false)]
    [InlineData("A*B'", false, true)]
    [InlineData("A'*B'", true, true)]
    public void Products_agree_with_loops(string text, bool ta, bool tb)
    {
        foreach (var (m, n, k) in new[] { (1, 1, 1), (3, 5, 257), (25, 9, 300), (193, 17, 64), (47, 1030, 40), (100, 100, 100), (8, 8, 8), (65, 2, 260), (2, 70, 513) })
        {
            double[] a = Wave(m * k, 1), b = Wave(k * n, 2), expected = new double[m * n];
            for (int i = 0; i < m; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    for (int p = 0; p < k; p++)
                    {
                        expected[(j * m) + i] += (ta ? a[(i * k) + p] : a[(p * m) + i]) * (tb ? b[(p * n) + j] : b[(j * k) + p]);
                    }
                }
            }

            string where = $"A: {(ta ? "k×m" : "m×k")}, B: {(tb ? "n×k" : "k×n")}";
            Agree(text, where, new() { ["m"] = m, ["n"] = n, ["k"] = k }, [a, b], expected, 1e-13 * k);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(100)]
    [InlineData(150)]
    public void Solutions_solve(int n)
    {
        double[] a = Wave(n * n, 1), x = Wave(n * 3, 2);
        for (int i = 0; i < n; i++)
        {
            a[i * (n + 1)] += 3;
        }

        // B = A X, and S = A A' for the symmetric case; the solutions are X again.
        Agree("inv(A)*(A*X)", "A: n×n invertible, X: n×p", new() { ["n"] = n, ["p"] = 3 }, [a, x], x, 1e-9);
        Agree("inv(A')*(A'*X)", "A: n×n invertible, X: n×p", new() { ["n"] = n, ["p"] = 3 }, [a, x], x, 1e-9);
        Agree("X - inv(A*A' + I(n))*((A*A' + I(n))*X)", "A: n×n, X: n×p", new() { ["n"] = n, ["p"] = 3 }, [a, x], new double[n * 3], 1e-8);
        Agree("logdet(A*A' + I(n)) + logdet(inv(A*A' + I(n)))", "A: n×n", new() { ["n"] = n }, [a], [0], 1e-8);
        Agree("logdet(A) + logdet(inv(A))", "A: n×n invertible", new() { ["n"] = n }, [a], [0], 1e-8);
    }

    [Theory]
    [InlineData(3, 4, 5, 2)]
    [InlineData(90, 90, 7, 13)]
    [InlineData(33, 31, 28, 27)]
    public void Kronecker_products_agree_with_loops_in_and_past_the_caches(int m, int n, int p, int q)
    {
        double[] a = Wave(m * n, 1), b = Wave(p * q, 2), expected = new double[m * n * p * q];
        for (int k = 0, j = 0; j < n * q; j++)
        {
            for (int i = 0; i < m * p; i++)
            {
                expected[k++] = a[(j / q * m) + (i / p)] * b[(j % q * p) + (i % p)];
            }
        }

        Agree("A ⊗ B", "A: m×n, B: p×q", new() { ["m"] = m, ["n"] = n, ["p"] = p, ["q"] = q }, [a, b], expected, 1e-16);
    }

    private static void Agree(string text, string where, Dictionary<string, int> sizes, double[][] inputs, double[] expected, double tolerance)
    {
        foreach (var backend in NumericBackends.HasOpenBlas ? new[] { NumericBackend.Managed, NumericBackend.OpenBlas } : [NumericBackend.Managed])
        {
            // Nothing is simplified away: the plan is of the text.
            var scope = Symbolic.Binding.ExpressionReader.Declare(where);
            var e = Symbolic.Binding.ExpressionReader.Read(text, scope);
            double[] result = new double[expected.Length];
            Numeric.Plans.CompiledFunction.Compile(e, [.. scope.Symbols.Values]).Bind<double>(sizes, backend).Run(inputs, [result]);
            double error = result.Zip(expected, (x, y) => Math.Abs(x - y)).Max();
            Assert.True(error <= tolerance, $"{text} at {string.Join(", ", sizes)} by {backend}: {error:g3}");
        }
    }

    private static double[] Wave(int count, int seed) => [.. Enumerable.Range(0, count).Select(i => Math.Sin((seed * 1.3) + (1.7 * i)))];
}
