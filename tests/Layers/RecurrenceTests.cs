using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Tests.Cli;

namespace MatrixDiff.Tests.Layers;

/// <summary>Recurrences that are no plain chain: what is shared, what skips a step, what is coupled; and what is refused.</summary>
public sealed class RecurrenceTests
{
    private const string Recurrent = "T, n, m, p: dim, W: n×n, U: n×m, V: p×n, x[t]: m, y[t]: p, h[t]: n, s: n, λ: scalar";

    [Fact]
    public void ASharedParameterHasTheSumOfWhatTheStepsContribute()
    {
        var scope = Formulas.Read(Recurrent, """
            h[0] = s
            for t = 1..T: h[t] = tanh(W h[t-1] + U x[t])
            J = sum_{t=1}^{T} 1/2*sumsq(V h[t] - y[t]) + λ/2*sumsq(W)
            """);
        Assert.Equal(
            ["V'*(V*h[t] - y[t]) + W'*((1 - h[t+1].^2) .* δ[t+1])", "V'*(V*h[T] - y[T])"],
            scope.Derive(DerivationKind.Gradient, "h[t]", "δ[t]", Layout.Gradient).Texts());
        Assert.Equal(["λ*W + sum_{t=1}^{T} ((1 - h[t].^2) .* δ[t])*h[t-1]'"], scope.Derive(DerivationKind.Gradient, "W", null, Layout.Gradient).Texts());
        Assert.Equal(["W'*((1 - h[1].^2) .* δ[1])"], scope.Derive(DerivationKind.Gradient, "s", null, Layout.Gradient).Texts());
    }

    [Fact]
    public void AnUndeclaredStateHasTheShapeOfItsFirstValue()
    {
        var scope = Formulas.Read("L, m, d: dim, X, Y: m×d, V[l]: d×d", """
            H[0] = X
            for l = 1..L:
              P[l] = rowsoftmax(H[l-1]*H[l-1]')
              H[l] = H[l-1] + P[l]*H[l-1]*V[l]
            J = 1/2*normF(H[L] - Y)^2
            """);
        Assert.Equal("m×d", scope.Layers.Of("H")!.Left.Shape.ToString());
    }

    [Fact]
    public void AStateThatSkipsAStepHasBothConsumers()
    {
        var scope = Formulas.Read("L, n: dim, W[l]: n×n, a[l]: n, x: n, y: n, λ: scalar, f: elementwise", """
            a[0] = x
            for l = 1..L:
              z[l] = W[l] a[l-1]
              a[l] = a[l-1] + f(z[l])
            J = 1/2*sumsq(a[L] - y) + λ/2*sum_{l=1}^{L} sumsq(W[l])
            """);
        Assert.Equal(["W[l+1]'*(f'(z[l+1]) .* α[l+1]) + α[l+1]", "a[L] - y"], scope.Derive(DerivationKind.Gradient, "a[l]", "α[l]").Texts());
        Assert.Equal(["f'(z[l]) .* α[l]"], scope.Derive(DerivationKind.Gradient, "z[l]", "δ[l]").Texts());
        Assert.Equal(["λ*W[l] + δ[l]*a[l-1]'"], scope.Derive(DerivationKind.Gradient, "W[l]", null, Layout.Gradient).Texts());
    }

    // A dense network: every layer sees all before it, stacked, and sizes grow with the index.
    [Fact]
    public void WhatAllLayersSeeIsStacked()
    {
        var scope = Formulas.Read("L, n, k: dim, c[l]: n+k*l, a[l]: k, W[l]: k×(n+k*l-k), b[l]: k, x: n, y: n+k*L, f: elementwise", """
            c[0] = x
            for l = 1..L:
              a[l] = f(W[l] c[l-1] + b[l])
              c[l] = vcat(c[l-1], a[l])
            J = 1/2*sumsq(c[L] - y)
            """);
        foreach (string question in new[] { "grad J wrt c[l] as γ[l]", "grad J wrt a[l] as α[l]" })
        {
            scope.Ask(question);
        }

        foreach (string by in new[] { "c[l]", "a[l]", "W[l]", "b[l]", "x" })
        {
            var report = LayerCheck.Check(scope.Derive(DerivationKind.Gradient, by), scope, 7);
            Assert.True(report.Passed, $"{by}: {report.Failure}");
            Assert.InRange(report.MaxRelativeError, 0, 1e-9);
        }

        Assert.Equal(["(f'(W[l]*c[l-1] + b[l]) .* α[l])*c[l-1]'"], scope.Derive(DerivationKind.Gradient, "W[l]", null, Layout.Gradient).Texts());
    }

    [Theory]
    [InlineData("for l = 1..L: z[l] = W[l] z[l-2]", "MD0112", "more than one step before")]
    [InlineData("for l = 1..L: z[l] = W[l] z[l+1]", "MD0112", "ahead of")]
    [InlineData("for l = 1..L: z[l] = W[l] z[l]", "MD0112", "in terms of itself")]
    [InlineData("for l = 1..L: z[l-1] = W[l] z[l-1]", "MD0112", "is not at the index l")]
    [InlineData("for l = 3..1: z[l] = W[l] z[l-1]", "MD0112", "no values from 3 to 1")]
    [InlineData("for l = 1..l: z[l] = W[l] z[l-1]", "MD0112", "depend on it")]
    [InlineData("for l = 1..L:", "MD0112", "defines nothing")]
    [InlineData("for l = 1..L: z[l] = W[l]", "MD0109", "declared as")]
    [InlineData("for l = 1..L: z[l] = W[l] (z[l-1]", "MD0", "")]
    [InlineData("for l = L+..: z[l] = z[l-1]", "MD0", "")]
    public void MistakesAreToldWithTheirPlace(string define, string code, string message)
    {
        var e = Assert.Throws<DiagnosticException>(() => Formulas.Read("L, n: dim, W[l]: n×n, z[l]: n", define));
        Assert.StartsWith(code, e.Diagnostic.Code, StringComparison.Ordinal);
        Assert.Contains(message, e.Diagnostic.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("J = sum_{t=2}^{T} sumsq(h[t])", "h[t]", "does not run over")]
    [InlineData("J = sumsq(h[3])", "h[t]", "neither the last one")]
    [InlineData("J = sum_{t=1}^{T} h[t]'*h[t-1]", "h[t]", "another step than its own")]
    [InlineData("J = sumsq(h[T])", "U, W", "give them names first")]
    public void WhatHasNoFormulaForAllStepsIsRefused(string objective, string by, string message)
    {
        var scope = Formulas.Read(Recurrent, $"h[0] = s\nfor t = 1..T: h[t] = tanh(W h[t-1] + U x[t])\n{objective}");
        var kind = by.Contains(',', StringComparison.Ordinal) ? DerivationKind.Hessian : DerivationKind.Gradient;
        Assert.Contains(message, Assert.Throws<NotDifferentiableException>(() => scope.Derive(kind, by)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ASecondDerivativeByWhatAllStepsShareIsRefusedInADocument()
    {
        string document = $"declare: {Recurrent}\ndefine: |\n  h[0] = s\n  for t = 1..T: h[t] = tanh(W h[t-1] + U x[t])\n  J = sumsq(h[T])\nderive hessian J wrt W\n";
        string file = Path.Combine(Directory.CreateTempSubdirectory("layers").FullName, "d.mdiff");
        File.WriteAllText(file, document);
        var outcome = Run.Matrixdiff("derive", file);
        Assert.Equal(2, outcome.Code);
        Assert.Contains("MD0201: W: all steps share it", outcome.Error, StringComparison.Ordinal);
    }
}
