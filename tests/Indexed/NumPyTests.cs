using MathNet.Numerics.LinearAlgebra;
using MatrixDiff.Numeric.Export;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Tests.Plans;

namespace MatrixDiff.Tests.IndexedSums;

/// <summary>Exported loops against the same expressions with numbers for their limits, compiled term by term.</summary>
public sealed class NumPyTests
{
    internal const string Where = "x[i]: n; y[i]: scalar; w, u, v: n; A: m×n; W[k]: n×n; f: elementwise; c: scalar";
    internal const int Members = 4;

    internal static readonly Dictionary<string, int> Sizes = new() { ["N"] = 3, ["L"] = 4, ["j"] = 2, ["n"] = 2, ["m"] = 3 };

    internal static readonly string[] Texts =
    [
        "2*(sum_{i=1}^{N} (w'*x[i] - y[i])*x[i])/N", "sum_{i=2}^{N} x[i-1]*x[i]'", "(prod_{k=j+1}^{L} W[k]')*u*v'*prod_{k=1}^{j-1} W[k]'", "prod_{k=L:-1:1} (W[k] + k*c*I(n))",
        "sum_{i=1}^{m} sum_{j=1}^{n} A_{i,j}^2", "sum_{i=1}^{N} sum_{k=1}^{i} y[i]*y[k]*x[k]", "prod_{k=1}^{N} y[k]", "sum_{i=1}^{N} f(c*x[i]) + x[j]", "sum_{i=1}^{N} x[i]'", "(sum_{i=1}^{N} y[i])*exp(sum_{i=1}^{N} i*y[i])*u",
        "sum_{i=N+1}^{N} x[i]", "(prod_{k=L+1}^{L} W[k])*u", "sum_{i=1}^{N} delta(i,j)*x[i]",
    ];

    [PythonFact]
    public void LoopsComputeTheSums()
    {
        var cases = Texts.Select(t => (Text: t, Scope: ExpressionReader.Declare(Where))).Select(c => (c.Text, c.Scope, Node: ExpressionReader.Read(c.Text, c.Scope))).ToList();
        var codes = cases.Select(c => NumPyExporter.Export(c.Node, [.. Rewrite.Symbols(c.Node).Select(c.Scope.Family).Distinct()], c.Scope)).ToList();
        var results = Python.Run(codes.Select(code => new Python.Call(code, [.. Parameters(code).Select(Argument)])));
        for (int k = 0; k < cases.Count; k++)
        {
            Assert.True(results[k].Error is null, $"{cases[k].Text}: {results[k].Error}\n{codes[k]}");
            double[] expected = Compiled(cases[k].Node);
            Assert.Equal(expected.Length, results[k].Value!.Length);
            Assert.All(expected.Zip(results[k].Value!), p => Assert.True(Math.Abs(p.First - p.Second) < 1e-12 * (1 + Math.Abs(p.First)), $"{cases[k].Text}: {p}\n{codes[k]}"));
        }
    }

    /// <summary>The same loops around PyTorch, where it is there.</summary>
    [Export.ProgramFact("PyTorch", Export.Programs.Python, "-c", "import torch")]
    public void LoopsAroundTensorsComputeTheSums()
    {
        const string last = """


            untyped = compute


            def compute(*arguments):
                import numpy
                torch.set_default_dtype(torch.float64)
                tensors = [torch.as_tensor(a) if isinstance(a, numpy.ndarray) else (lambda x, f=a: torch.as_tensor(f(x.numpy()))) if callable(a) else a for a in arguments]
                result = untyped(*tensors)
                return float(result) if result.ndim == 0 else result.numpy()
            """;
        var cases = Texts.Select(t => (Text: t, Scope: ExpressionReader.Declare(Where))).Select(c => (c.Text, c.Scope, Node: ExpressionReader.Read(c.Text, c.Scope))).ToList();
        var codes = cases.Select(c => Dialects.Export(c.Node, [.. Rewrite.Symbols(c.Node).Select(c.Scope.Family).Distinct()], c.Scope, "torch").Code).ToList();
        var results = Python.Run(codes.Select(code => new Python.Call(code + last, [.. Parameters(code).Select(Argument)])));
        for (int k = 0; k < cases.Count; k++)
        {
            Assert.True(results[k].Error is null, $"{cases[k].Text}: {results[k].Error}\n{codes[k]}");
            double[] expected = Compiled(cases[k].Node);
            Assert.All(expected.Zip(results[k].Value!), p => Assert.True(Math.Abs(p.First - p.Second) < 1e-12 * (1 + Math.Abs(p.First)), $"{cases[k].Text}: {p}\n{codes[k]}"));
        }
    }

    private static string[] Parameters(string code)
    {
        int open = code.IndexOf("def compute(", StringComparison.Ordinal) + "def compute(".Length;
        return code[open..code.IndexOf("):", open, StringComparison.Ordinal)].Split(", ");
    }

    private static Python.Argument Argument(string name) => name switch
    {
        _ when Sizes.TryGetValue(name, out int size) => new("size", size),
        "f" => new("function", Order: 0),
        "c" => new("scalar", Value("c", 0)),
        "y" => new("array", Many(Members, i => Value($"y[{i + 1}]", 0)), [Members]),
        "x" => new("array", Many(Members * 2, i => Value($"x[{(i / 2) + 1}]", i % 2)), [Members, 2]),
        "W" => new("array", Many(Members * 4, i => Value($"W[{(i / 4) + 1}]", i % 4 / 2 + (i % 2 * 2))), [Members, 2, 2]),
        "A" => new("array", Many(6, i => Value("A", (i / 2) + (i % 2 * 3))), [3, 2]),
        _ => new("array", Many(2, i => Value(name, i)), [2]),
    };

    // The value by rows of the expression with the numbers put in.
    internal static double[] Compiled(Expr e)
    {
        var put = new IndexPut(Sizes.ToDictionary(s => s.Key, s => Size.Of(s.Value)));
        var function = CompiledFunction.Compile(put.In(e));
        var value = function.EvaluateAll(new Arguments
        {
            Values = function.Parameters.ToDictionary(p => p, Given),
            Functions = new Dictionary<(string, int), Func<double, double>> { [("f", 0)] = Math.Sin },
        })[0].Matrix;
        return [.. value.ToRowMajorArray()];
    }

    private static NumericValue Given(string name) => name[0] switch
    {
        'c' or 'y' => Value(name, 0),
        'W' => Matrix<double>.Build.Dense(2, 2, (i, j) => Value(name, i + (j * 2))),
        'A' => Matrix<double>.Build.Dense(3, 2, (i, j) => Value(name, i + (j * 3))),
        _ => Vector<double>.Build.Dense(2, i => Value(name, i)),
    };

    private static double[] Many(int count, Func<int, double> at) => [.. Enumerable.Range(0, count).Select(at)];

    internal static double Value(string name, int entry) => Math.Sin(1 + entry + name.Sum(c => c * 1.7));
}
