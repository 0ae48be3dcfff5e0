using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Tests.Cli;

namespace MatrixDiff.Tests.Layers;

/// <summary>A parameter that is used more than once: every use has a name of its own in the derivation, and what is written of it is true of that use alone.</summary>
public sealed class UsesTests
{
    private const string Names = "T, n: dim, W: n×n, V: n×n, b: n, x: n, s: n, h[t]: n, y[t]: n, W_bar: n, b[t]: n";

    [Theory]
    [InlineData("h[0] = s", "h[t] = tanh(V h[t-1])", "sumsq(h[T])", "V", "V[t]")]
    [InlineData("h[0] = V s", "h[t] = tanh(V h[t-1])", "sumsq(h[T]) + sumsq(V)", "V", "V_bar V_tilde V[t]")]
    [InlineData("h[0] = x", "h[t] = tanh(V h[t-1])", "sumsq(h[T] - x)", "x", "x_bar x_tilde")]
    [InlineData("h[0] = x", "h[t] = tanh(V h[t-1])", "sumsq(h[T])", "x", "x")]
    [InlineData("h[0] = x", "h[t] = tanh(V h[t-1])", "sumsq(h[T] - s)", "s", "s")]
    [InlineData("h[0] = x", "h[t] = tanh(V h[t-1]) + x", "sumsq(h[T])", "x", "x_tilde x[t]")]
    [InlineData("h[0] = s", "h[t] = tanh(W h[t-1]) + dot(W_bar, h[t-1])*y[t]", "sumsq(h[T]) + sumsq(W)", "W", "W_hat W[t]")]
    [InlineData("h[0] = s", "h[t] = tanh(V h[t-1]) + b + b[t]", "sum_{t=1}^{T} sumsq(h[t]) + dot(b, s)", "b", "b_bar b_hat[t]")]
    public void EveryUseHasAName(string first, string step, string objective, string variable, string uses)
    {
        var scope = Formulas.Read(Names, $"{first}\nfor t = 1..T:\n  {step}\nJ = {objective}");
        var answer = scope.Derive(DerivationKind.Gradient, variable);
        Assert.Equal(uses.Split(' '), answer.Parts.Select(p => Assert.Single(p.Derivation.Variables).Name.Text));
        Assert.All(answer.Parts, p => Assert.Equal(p.Derivation.Variables[0].Name.Text != variable, p.Naming is not null));
        Assert.Equal(uses != variable, answer.Parts[^1].After is not null);

        // The names are those of the derivation alone.
        string result = string.Join(" ", answer.Cases.Select(c => c.Value.ToString()));
        Assert.All(uses.Split(' ').Where(u => u != variable), u => Assert.DoesNotContain(u, result, StringComparison.Ordinal));
        var report = LayerCheck.Check(answer, scope, 7);
        Assert.True(report.Passed, report.Failure);
        Assert.InRange(report.MaxRelativeError, 0, 1e-9);
        Assert.False(LayerCheck.Check(answer with { Cases = [.. answer.Cases.Select(c => c with { Value = Make.Negate(c.Value) })] }, scope, 7).Passed);
    }

    // Coordinates that move with others are held in these: no line shows the differential of what is held in part.
    [Fact]
    public void WhatIsHeldInPartHasNoDifferential()
    {
        var scope = Formulas.Read("T, n: dim, A: n×n, r[t]: n, v[t]: n, w[t]: n, u: n, η: scalar", "w[0] = u\nv[0] = u\nfor t = 1..T:\n  v[t] = v[t-1] - η A w[t-1]\n  w[t] = w[t-1] + v[t]\nJ = sumsq(w[T])");
        scope.Ask("grad J wrt w[t], v[t] as ω[t], ν[t]");
        var part = scope.Derive(DerivationKind.Gradient, "w[t]").Parts[0];
        bool Shows(Expr line, string name) => Rewrite.Contains(line, n => (n as Differential)?.Of.Name.Text == name || n is Apply { Operator: PendingDifferential, Argument: Symbol of } && of.Name.Text == name);
        Assert.NotNull(part.Remark);
        Assert.Contains(part.Derivation.Steps, s => Shows(s.After.Right, "w[t]"));
        Assert.DoesNotContain(part.Derivation.Steps, s => Shows(s.After.Right, "w[t+1]"));
    }
}
