using System.Collections.Concurrent;
using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Tests.Plans;

namespace MatrixDiff.Tests.Compilation;

/// <summary>
/// Bound functions at every combination of sizes 1, 2 and 3, where a matrix may be a row, a column or one entry beside others that are not: in both kinds
/// of number and by every backend, against definitions.
/// </summary>
public sealed class SmallSizeTests
{
    private const string Net = "f: elementwise, X: m×n, W: n×n, B: n×p, A: p×m, x: n, y: n, u: m, v: p, c: scalar, S: n×n posdef, C: n×n invertible";

    /// <summary>Unknown functions, reductions and structure as factors, summands and arguments of each other.</summary>
    private static readonly string[] Mixed =
    [
        "X'*f(X*x)", "X'*f(X*W*f(x))", "X*f(x)", "X*f(x) + u", "f(x)'*W", "u'*f(X)", "f(X)'*f(X*x)", "X'*f(u)", "f(u)*x'", "f(u)*f(x)'", "f(c)*X", "f(c)*x", "x*f(u'*u)", "f(x'*y)*x + y",
        "f(x'*y)*f(x)", "X'*(u*f(c))", "diag(f(x))*B", "X*diag(f(x))", "diag(f(X*x))*X", "f(X)*diag(x)*W", "f(x) .* y", "f(X) .* X", "f(X*W) .* X", "f(u*ones(n)' + X)", "f(ones(m)*x')", "f(ones(m)*x') .* X",
        "X'*f(ones(m)*c)", "X'*(f(u) .* u)", "X'*(u ./ f(u))", "f(x'*x) - c", "f(f(x'*y))*x", "X'*f(f(u))", "sum(f(X))", "sum(f(X*x))*x", "f(sum(X))*X", "tr(f(W)*W)", "f(tr(W))*W", "f(W)*x + f'(W)*y", "f'(x'*y)*y", "f''(x) .* y",
        "f(X*x)'*X*y", "f(x') * W", "softmax(f(x))", "f(softmax(x))", "softmax(X*x)", "X'*softmax(X*x)", "logsumexp(X*x)*f(x)", "f(logsumexp(x))*x", "max(X)*f(x)", "f(max(X*x))*y", "norm2(f(x))*x", "f(norm2(x))*x", "normalize(f(x))", "colsoftmax(X)*f(x)",
        "rowsoftmax(X)*f(x)", "f(colsoftmax(X))", "rowsoftmax(f(X))", "f(x) ⊗ u", "X ⊗ f(B)", "f(X ⊗ v')", "(f(x) ⊗ u)*c", "(B' ⊗ X)*vec(f(W))", "f((B' ⊗ X)*vec(W))", "vec(f(X))", "f(vec(X))", "diag(f(W))", "f(diag(W))", "f(S)*x", "S^-1*f(x)",
        "f(S^-1*x)", "f(x)'*S^-1*f(x)", "f(logdet(S))*x", "C^-1*f(B)", "f(C^-1)*B", "f(det(C))*y", "chol(S)*f(x)", "f(chol(S)*x)", "hcat(f(x), y)*c", "vcat(f(x), u)", "vcat(X, f(x)')*y", "cumsum(f(x))", "f(cumsum(X))", "tril(f(W))*x", "f(triu(W))",
        "e(1,n)'*f(x)*x", "f(e(1,n)'*x)*x", "f(X*e(1,n))", "ones(n)'*f(x)*u", "f(ones(m)'*X)*B", "X*ones(n)*f(c)", "sin(u'*X*x)*x", "X'*sin(X*x)*sin(c)", "sigmoid(u'*X*x)*X", "softplus(x'*y)*f(x)", "relu(X*x)'*f(X*x)*x", "tan(x'*y)*x", "gelu(x'*y)*x",
        "(x'*y)^c*x", "f(x ./ (1 + y.^2))", "f(n*x)", "mean(f(X))*x", "f(mean(X))*x", "f(u'*X)*f(x)*x", "A*f(X*x)", "A*f(X)*B", "f(A*X)*f(B)", "f(B'*x)*c + v",
    ];

    /// <summary>What gradients and second derivatives are taken of, with what by.</summary>
    private static readonly (string Text, string Wrt)[] Losses =
    [
        ("sum(f(X*x))", "X"), ("sum(f(X*x))", "x"), ("u'*f(X*x)", "x"), ("sum(f(A*f(X*x)))", "X"), ("logsumexp(A*f(X*x))", "X"), ("f(x'*S*x)", "x"), ("f(u'*X*y)", "X"), ("sum(softplus(X*x)) - u'*X*x", "X"), ("-sum(log(softmax(X*x)) .* u)", "X"),
        ("tr(f(X)*B*A)", "X"), ("logdet(S) + f(x)'*S^-1*f(x)", "x"), ("sumsq(f(X)*x - u)", "x"), ("normF(X*diag(f(x)))", "x"),
    ];

    public static TheoryData<string> Tables => ["mixed", "derivatives", "plans", "random"];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_combination_of_small_sizes_agrees_with_definitions(string table)
    {
        var failures = new ConcurrentQueue<string>();
        int count = 0;
        Parallel.ForEach(Cases(table), make =>
        {
            foreach (var sizes in Combinations(make))
            {
                Interlocked.Increment(ref count);
                string what = make(sizes).Expression + " at " + string.Join(", ", sizes.Select(s => $"{s.Key} = {s.Value}"));
                try
                {
                    Agree(make(sizes), what);
                }
                catch (Exception e)
                {
                    failures.Enqueue($"{what}: {e.Message} {(e is Xunit.Sdk.XunitException ? "" : e.StackTrace)}");
                }
            }
        });
        Assert.True(failures.IsEmpty, $"{failures.Count} of {count}:\n{string.Join("\n", failures.Order(StringComparer.Ordinal).Take(30))}");
    }

    [Theory]
    [InlineData("sum_{i=1}^{N} f(w'*x[i])*w", "w: n, x[i]: n, f: elementwise")]
    [InlineData("(prod_{i=1}^{N} f(i*w'*x[i]))*w", "w: n, x[i]: n, f: elementwise")]
    [InlineData("sum_{i=1}^{N} f(i*w)", "w: n, f: elementwise")]
    [InlineData("sum_{i=1}^{N} X[i]'*f(X[i]*w)", "w: n, X[i]: m×n, f: elementwise")]
    [InlineData("sum_{i=1}^{N} f(X[i])*w*c[i]", "w: n, X[i]: m×n, c[i]: scalar, f: elementwise")]
    public void Loops_agree_with_the_interpreter(string text, string where)
    {
        var f = Derive.Simplified(text, where).Compile();
        Func<double, double> sine = Math.Sin;
        var functions = new Dictionary<(string, int), Func<double, double>> { [("f", 0)] = sine };
        foreach (int[] s in Grid(3))
        {
            var sizes = new Dictionary<string, int> { ["N"] = s[0], ["m"] = s[1], ["n"] = s[2] };
            foreach (var backend in BoundFunctionTests.Backends)
            {
                var g = f.Bind<double>(sizes, backend, functions);
                double[][] inputs = [.. g.Inputs.Select(i => Enumerable.Range(0, i.Count).Select(k => Math.Sin(i.Name.Sum(c => c) + (1.7 * k))).ToArray())];
                double[] result = new double[g.Outputs[0].Count];
                g.Run(inputs, [result]);
                var values = g.Inputs.Zip(inputs).ToDictionary(i => i.First.Name, i => Value(i.First, i.Second));
                double[] expected = f.Evaluate(new Arguments { Values = values, Sizes = sizes, Functions = functions }).Vector.ToArray();
                Assert.Equal(expected.Length, result.Length);
                Assert.All(expected.Zip(result), p => Assert.Equal(p.First, p.Second, 1e-12));
            }
        }

        NumericValue Value(Numeric.Compilation.Slot slot, double[] x) => slot.Name[0] switch
        {
            'X' => Matrix<double>.Build.Dense(slot.Rows, slot.Columns, x),
            'c' => x[0],
            _ => MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(x),
        };
    }

    [Fact]
    public void Unknown_functions_of_numbers_are_called_once()
    {
        int calls = 0;
        double Count(double x)
        {
            calls++;
            return x;
        }

        var f = Derive.Simplified("f(x'*y)*x", "f: elementwise, x: n, y: n").Compile();
        foreach (int n in (int[])[1, 2, 8, 40])
        {
            calls = 0;
            double[] x = [.. Enumerable.Repeat(1.0, n)], result = new double[n];
            f.Bind<double>(new Dictionary<string, int> { ["n"] = n }, functions: new Dictionary<(string, int), Func<double, double>> { [("f", 0)] = Count }).Run([x, x], [result]);
            Assert.Equal(1, calls);
            Assert.All(result, r => Assert.Equal(n, r));
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(1, 3)]
    [InlineData(3, 2)]
    public void Batches_are_their_samples(int m, int n)
    {
        var f = Derive.Simplified("X'*f(X*w)*f(w'*v)", "f: elementwise, X: m×n, w: n, v: n").Compile();
        var functions = new Dictionary<(string, int), Func<double, double>> { [("f", 0)] = Math.Sin };
        var g = f.Bind<double>(new Dictionary<string, int> { ["m"] = m, ["n"] = n }, functions: functions);
        const int count = 3;
        double[][] inputs = [.. g.Inputs.Select(i => Enumerable.Range(0, i.Count * (i.Name == "v" ? 1 : count)).Select(k => Math.Sin(i.Name[0] + (1.7 * k))).ToArray())];
        double[] all = new double[n * count], one = new double[n];
        g.Batched("X", "w").Run(inputs, [all], 0, count);
        for (int k = 0; k < count; k++)
        {
            g.Run([.. g.Inputs.Zip(inputs, (slot, x) => slot.Name == "v" ? x : x[(k * slot.Count)..((k + 1) * slot.Count)])], [one]);
            Assert.Equal(one, all[(k * n)..((k + 1) * n)]);
        }
    }

    private static IEnumerable<Func<IReadOnlyDictionary<string, int>, PlanCase>> Cases(string table) => table switch
    {
        "mixed" => Mixed.Select(t => Case(t, Net)),
        "derivatives" => Losses.Select(l => Case(Derive.Gradient(l.Text, l.Wrt, Net).Text, Net)).Concat(Losses.Where(l => l.Wrt == "x").Select(l => Case(Derive.Hessian(l.Text, l.Wrt, Net).Text, Net))),
        "plans" => PlanCases.All.Where(c => !c.Text.Contains("(2,", StringComparison.Ordinal)).Select(c => Case(c.Text, c.Where)),
        _ => Enumerable.Range(0, 150).Select(seed => (Func<IReadOnlyDictionary<string, int>, PlanCase>)(s => new PlanCase(new RandomExpressions(seed).Next(3), seed, s))),
    };

    private static Func<IReadOnlyDictionary<string, int>, PlanCase> Case(string text, string where) => s => new PlanCase(text, where, s);

    // All combinations for the sizes that occur in the expression; beyond the third, of 1 and 3.
    private static IEnumerable<IReadOnlyDictionary<string, int>> Combinations(Func<IReadOnlyDictionary<string, int>, PlanCase> make)
    {
        var test = make(new Dictionary<string, int>());
        string[] names = [.. Rewrite.Nodes(test.Expression).SelectMany(e => e.Shape.Count.Names).Concat(test.Plan.Dimensions).Concat(test.Plan.Instructions.SelectMany(i => i.Sizes).SelectMany(s => s.Names)).Select(n => n.Text).Distinct().Order(StringComparer.Ordinal)];
        return Grid(names.Length).Select(s => names.Zip(s).ToDictionary(p => p.First, p => p.Second));
    }

    private static IEnumerable<int[]> Grid(int count) => count == 0 ? [[]]
        : Grid(count - 1).SelectMany(s => (count > 3 ? [1, 3] : new[] { 1, 2, 3 }).Select(last => (int[])[.. s, last]));

    private static void Agree(PlanCase test, string what)
    {
        double[,] expected = test.Naively();
        Numbers.Close(expected, Numbers.Entries(test.Compiled()), what + " interpreted", BoundFunctionTests.HasDifferences(test) ? 1e-6 : 1e-8);
        foreach (var backend in BoundFunctionTests.Backends)
        {
            Check<double>(1e-8, backend);
            Check<float>(1e-2, backend);
        }

        void Check<T>(double tolerance, NumericBackend backend)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Numbers.Close(expected, BoundFunctionTests.Bound<T>(test, backend), $"{what} {typeof(T).Name} {backend}", Math.Max(tolerance, BoundFunctionTests.HasDifferences(test) ? 1e-6 : 0));
    }
}
