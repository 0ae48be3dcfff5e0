using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Tests.Cli;

namespace MatrixDiff.Tests.Layers;

/// <summary>Blocks of the Hessian by a parameter that all steps share and one of a single step, against hyper-dual numbers through the recurrences written out.</summary>
public sealed class MixedTests
{
    private const string Rnn = "T, n, m, p: dim, W: n×n, U: n×m, V: p×n, x[t]: m, b[t]: n, y[t]: p, h[t]: n, o[t]: p, s: n, λ: scalar";

    [Theory]
    [InlineData("h[t] = tanh(W h[t-1] + U x[t] + b[t])", "1/2*sumsq(h[T] - s)", "grad J wrt h[t] as δ[t]; hessian J wrt h[t] as Q[t]", "W, b[t]; b[t], W; W, x[t]; U, x[t]; x[t], U; U, b[t]")]
    [InlineData("h[t] = tanh(W h[t-1] + U x[t] + b[t])", "1/2*sumsq(h[T] - s)", "", "W, b[t]; x[t], U")]
    [InlineData("h[t] = tanh(W h[t-1]) + b[t]; o[t] = V h[t]", "1/T*sum_{t=1}^{T} -y[t]'*logsoftmax(o[t]) + λ/2*sumsq(W)", "grad J wrt h[t] as δ[t]; hessian J wrt h[t] as Q[t]", "W, b[t]; b[t], W")]
    [InlineData("h[t] = h[t-1] + W'*tanh(W h[t-1]) + b[t]", "sum_{t=1}^{T} (sumsq(h[t]) + sumsq(b[t])^2)", "grad J wrt h[t] as δ[t]; hessian J wrt h[t], W as Q[t], R[t]", "")]
    [InlineData("h[t] = h[t-1] - λ*tanh(W h[t-1] - b[t])", "1/2*sumsq(h[T])", "grad J wrt h[t] as δ[t]; hessian J wrt h[t] as Q[t]", "λ, b[t]; b[t], λ; W, b[t]")]
    public void BlocksOfASharedParameterAndAStepAreThoseOfTheUnrolling(string steps, string objective, string named, string blocks)
    {
        var scope = Formulas.Read(Rnn, $"h[0] = s\nfor t = 1..T:\n  {steps.Replace("; ", "\n  ", StringComparison.Ordinal)}\nJ = {objective}");
        foreach (string question in named.Split("; ", StringSplitOptions.RemoveEmptyEntries))
        {
            scope.Ask(question);
        }

        foreach (string by in blocks.Split("; ", StringSplitOptions.RemoveEmptyEntries).DefaultIfEmpty("W"))
        {
            var answer = scope.Derive(DerivationKind.Hessian, by);
            var report = LayerCheck.Check(answer, scope, 7);
            Assert.True(report.Passed, $"{by}: {report.Failure}");
            Assert.Equal(4, report.Steps);
            Assert.InRange(report.MaxRelativeError, 0, 1e-9);
            Assert.Equal(by == "W" ? 4 : 10, report.Samples);
            var wrong = answer with { Cases = [.. answer.Cases.Select(c => c with { Value = Make.Negate(c.Value) })] };
            Assert.False(LayerCheck.Check(wrong, scope, 7).Passed);
        }
    }

    [Theory]
    [InlineData("h[t] = tanh(W h[t-1]) + b[t]", "1/2*sumsq(W h[T])", "W, b[t]", "the end of J sees W together with what b[t] acts on")]
    [InlineData("h[t] = tanh(W h[t-1]) + b[t]", "sum_{t=1}^{T} sumsq(V h[t] - y[t])", "V, b[t]", "J sees V itself beside what b[t] acts on")]
    [InlineData("h[t] = tanh(W h[t-1]) + b[t]; o[t] = V h[t]", "sum_{t=1}^{T} sumsq(o[t] - y[t])", "V, y[t]", "J sees y[t] itself beside what V acts on")]
    [InlineData("h[t] = tanh(W h[t-1]) + b[t]", "1/2*sumsq(h[T])", "W, h[t]", "h[t]: it is computed from what comes before")]
    public void WhatHasNoSuchBlockIsTold(string steps, string objective, string by, string why)
    {
        var scope = Formulas.Read(Rnn, $"h[0] = s\nfor t = 1..T:\n  {steps.Replace("; ", "\n  ", StringComparison.Ordinal)}\nJ = {objective}");
        var thrown = Assert.Throws<NotDifferentiableException>(() => scope.Derive(DerivationKind.Hessian, by));
        Assert.Contains(why, thrown.Message, StringComparison.Ordinal);
    }

    // What the objective sees beside a state does not go through the state.
    [Theory]
    [InlineData("o[t] = V[t] h[t]", "sumsq(o[t] - y[t])", false)]
    [InlineData("o[t] = V[t] h[t] - y[t]", "sumsq(o[t])", true)]
    public void BlocksWithWhatStandsBesideAStateNeedANameForBoth(string output, string term, bool holds)
    {
        var scope = Formulas.Read("T, n, p: dim, W: n×n, V[t]: p×n, y[t]: p, h[t]: n, o[t]: p, s: n", $"h[0] = s\nfor t = 1..T:\n  h[t] = tanh(W h[t-1])\n  {output}\nJ = sum_{{t=1}}^{{T}} 1/2*{term}");
        if (!holds)
        {
            Assert.Contains("beside what the step computes", Assert.Throws<NotDifferentiableException>(() => scope.Derive(DerivationKind.Hessian, "V[t], y[t]")).Message, StringComparison.Ordinal);
            return;
        }

        var report = LayerCheck.Check(scope.Derive(DerivationKind.Hessian, "V[t], y[t]"), scope, 5);
        Assert.True(report.Passed, report.Failure);
        Assert.InRange(report.MaxRelativeError, 0, 1e-9);
    }

    [Fact]
    public void TwoIndicesAreToldToBeAMatrix()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("layers").FullName, "d.mdiff");
        File.WriteAllText(file, "declare: |\n  L, n, N: dim, W[l]: n×n, x[i]: n\ndefine: |\n  for l = 1..L: z[l,i] = W[l] z[l-1,i]\n  J = sumsq(z[L,1])\nderive grad J wrt W[l]\n");
        var outcome = Run.Matrixdiff("derive", file);
        Assert.Equal(2, outcome.Code);
        Assert.Contains("samples side by side are the columns of a matrix", outcome.Error, StringComparison.Ordinal);
    }
}
