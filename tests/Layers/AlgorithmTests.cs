using MatrixDiff.Numeric.Algorithms;
using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Layers.Algorithms;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Tests.Plans;

namespace MatrixDiff.Tests.Layers;

/// <summary>Algorithms made of recursions: as programs and as NumPy they compute what dual numbers say, at every step.</summary>
public sealed class AlgorithmTests
{
    private static IReadOnlyList<AlgorithmCase> All => [.. AlgorithmCase.All, .. SystemCases.All];

    public static TheoryData<string> Cases() => [.. All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void ProgramsComputeTheDerivatives(string name)
    {
        var test = All.Single(c => c.Name == name);
        var objective = test.Objective;
        for (int steps = 1; steps <= 3; steps++)
        {
            var point = test.At(steps, steps);
            var program = objective.For(point.Sizes, point.Functions, NumericBackend.Managed);
            foreach (var slot in program.Inputs)
            {
                point.Value(slot.Name).CopyTo(program[slot.Name], 0);
            }

            // Twice: what a run leaves must not be seen by the next.
            program.Run();
            program.Run();
            foreach (var (what, expected) in point.Derivatives())
            {
                Near(expected, program[what], $"{what} of {steps} steps");
            }
        }
    }

    [PythonFact]
    public void ExportedLoopsComputeTheDerivatives()
    {
        var calls = All.SelectMany(c => new[] { 1, 3 }.Select(steps => (Case: c, Steps: steps, Point: Sines(c, steps)))).ToList();
        var results = Python.Run(calls.Select(c => AlgorithmPython.Call(c.Case.Objective.NumPy, c.Point)));
        foreach (var ((test, steps, point), result) in calls.Zip(results))
        {
            Assert.True(result.Error is null, $"{test} of {steps} steps: {result.Error}\n{test.Objective.NumPy}");
            Near([.. point.Derivatives().SelectMany(d => d.Value)], result.Value!, $"{test} of {steps} steps");
        }
    }

    // Unknown functions are sines in the runner of exported code.
    private static AlgorithmPoint Sines(AlgorithmCase test, int steps) => (test with
    {
        Define = System.Text.RegularExpressions.Regex.Replace(test.Define, @"\bf(\[l\])?\(", "sin("),
        Declare = System.Text.RegularExpressions.Regex.Replace(test.Declare, @",?\s*f(\[l\])?: elementwise", ""),
    }).At(steps, 5 + steps);

    [Fact]
    public void ThePassesOfAPerceptronAreThoseOfTheBook()
    {
        var algorithm = Perceptron();
        Assert.Equal([PassKind.Forward, PassKind.Backward, PassKind.SecondOrder], algorithm.Passes.Select(p => p.Kind));
        var loops = algorithm.Passes.SelectMany(p => p.Steps).OfType<Loop>().ToList();
        Assert.Equal([false, true, true], loops.Select(l => l.Descending));
        Assert.Equal(["l = 1..L", "l = 1..L", "l = 1..L-1"], loops.Select(l => l.Range.ToString()));
        Assert.Equal(["δ[L]", "δ[l]", "grad(J, W[l])"], loops[1].Lines.Select(l => l.Target.ToString()));
        Assert.Equal(["a[l]", "z[l]", "δ[l]"], algorithm.Kept.Select(k => k.Quantity.ToString()!).Order(StringComparer.Ordinal));
        Assert.Equal(["W[l]", "b[l]", "x", "y"], algorithm.Inputs.Select(i => i.Symbol.ToString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheCostIsThatOfTheSizes()
    {
        var algorithm = Perceptron();
        var cost = new AlgorithmCost(algorithm);
        var sizes = new Dictionary<string, int> { ["L"] = 3, ["n[0]"] = 2, ["n[1]"] = 5, ["n[2]"] = 7, ["n[3]"] = 3 };
        // Σ n[l] n[l-1], and the half and the squares of the loss.
        Assert.Equal((5 * 2) + (7 * 5) + (3 * 7) + 3 + 1, cost.Multiplications(algorithm.Passes[0]).Evaluate(sizes));
        Assert.Equal(5 + 7 + 3, cost.Functions(algorithm.Passes[0]).Evaluate(sizes));
        // Σ n[l] n[l+1] + n[l] for δ, the entries of the gradients.
        Assert.Equal((5 * 7) + 5 + (7 * 3) + 7 + 3 + (5 * 2) + (7 * 5) + (3 * 7), cost.Multiplications(algorithm.Passes[1]).Evaluate(sizes));
        Assert.Equal(2 * (5 + 7 + 3), cost.Memory(PassKind.Forward).Evaluate(sizes));
        Assert.Equal(5 + 7 + 3, cost.Memory(PassKind.Backward).Evaluate(sizes));
    }

    [Theory]
    [InlineData("A*B*c", "n*p + m*n")]
    [InlineData("A .* A", "m*n")]
    [InlineData("3*(c + d)", "p")]
    [InlineData("c.^5", "3*p")]
    [InlineData("S^-1*c", "1/3*p^3 + p^2")]
    [InlineData("sum_{i=1}^{N} x[i]*x[i]'", "N*p^2")]
    public void MultiplicationsAreCounted(string text, string count)
    {
        var scope = Symbolic.Binding.ExpressionReader.Declare("A: m×n, B: n×p, c, d: p, S: p×p, x[i]: p");
        var work = Work.Of(Symbolic.Binding.ExpressionReader.Read(text, scope));
        var sizes = new Dictionary<string, int> { ["m"] = 3, ["n"] = 5, ["p"] = 7, ["N"] = 11 };
        double Number(Size s) => s.Evaluate(n => sizes[n.Text]).ToDouble();
        var expected = Symbolic.Binding.ExpressionReader.Read(count, Symbolic.Binding.ExpressionReader.Declare("m, n, p, N: dim"));
        Assert.Equal(CompiledFunction.Compile(expected).Evaluate(new Arguments { Values = new Dictionary<string, NumericValue>(), Sizes = sizes }).Scalar, Number(work.Multiplications), 1e-9);
        Assert.Empty(work.Others);
    }

    [Fact]
    public void WhatIsUsedAndWasNotDerivedIsTold()
    {
        var e = Assert.Throws<DerivationException>(() => new LayeredObjective(Formulas.Perceptron, AlgorithmCase.All[0].Define, ["grad J wrt W[l]"]));
        Assert.Contains("the gradient of J by z[l] is used, and was not derived", e.Message, StringComparison.Ordinal);
    }

    private static Algorithm Perceptron()
    {
        var scope = Formulas.Network("1/2*sumsq(a[L] - y)");
        var goals = new List<LayerResult>();
        void Ask(DerivationKind kind, string by, string? name)
        {
            var answer = scope.Derive(kind, by, name, Layout.Gradient);
            goals.Add(new(answer, name is null ? null : scope.Layers.Facts[^1].Fact.Name));
        }

        Ask(DerivationKind.Gradient, "z[l]", "δ[l]");
        Ask(DerivationKind.Gradient, "W[l]", null);
        Ask(DerivationKind.Hessian, "z[l]", "Q[l]");
        return AlgorithmBuilder.Of(scope, goals[0].Answer.Of, goals);
    }

    private static void Near(double[] expected, double[] actual, string what)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: {actual.Length} numbers for {expected.Length}");
        double greatest = Math.Max(1e-3, expected.Select(Math.Abs).Max());
        Assert.All(expected.Zip(actual), p => Assert.True(Math.Abs(p.First - p.Second) <= 1e-9 * greatest, $"{what}: {p.Second} for {p.First}"));
    }
}
