using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Tests.Cli;

namespace MatrixDiff.Tests.Layers;

/// <summary>Hessian-vector products as recursions, against automatic differentiation of the recurrences written out.</summary>
public sealed class DirectionTests
{
    private const string Steps = "L, T, n: dim, W[l]: n×n, b[l]: n, a[l]: n, W: n×n, u[t]: n, h[t]: n, x: n, y: n, c: scalar, f[l]: elementwise";

    public static TheoryData<string, string, string, string> Recurrences => new()
    {
        { "a[0] = x\nfor l = 1..L: a[l] = a[l-1] + f[l](W[l] a[l-1] + b[l])\nJ = 1/2*sumsq(a[L] - y) + c/2*sum_{l=1}^{L} sumsq(W[l])", "a[l] α[l]", "W[l], b[l]", "L" },
        { "a[0] = x\nfor l = 1..L: a[l] = f[l](W[l] a[l-1])\nJ = logsumexp(a[L])", "a[l] α[l]", "x", "L" },
        { "a[0] = x\nfor l = 1..L: a[l] = f[l](W[l] a[l-1])\nJ = sum_{l=1}^{L} (b[l]'*a[l])^2", "a[l] α[l]", "b[l], W[l]", "L" },
        { "h[0] = x\nfor t = 1..T: h[t] = tanh(W h[t-1] + u[t])\nJ = sum_{t=1}^{T} 1/2*sumsq(h[t] - y) + c/2*sumsq(W)", "h[t] η[t]", "W, u[t], x", "T" },
        { "h[0] = W x\nfor t = 1..T: h[t] = sin(W h[t-1]) .* u[t]\nJ = sumsq(h[T])^2", "h[t] η[t]", "W", "T" },
    };

    [Theory]
    [MemberData(nameof(Recurrences))]
    public void ProductsAreThoseOfTheUnrolling(string define, string named, string by, string last)
    {
        var scope = Formulas.Read(Steps, define);
        string[] fact = named.Split(' ');
        scope.Derive(DerivationKind.Gradient, fact[0], fact[1]);
        var (tangents, along) = Along(scope, by);
        scope.Layers.Formulas.AddRange(tangents.Select(t => t.Formula));
        List<(Symbol, LayerAnswer)> products = [.. along.Zip(tangents.TakeLast(along.Count), (a, t) => (a.Variable, t.Answer))];
        var report = new DirectionCheck(scope, along).Check((Symbol)ExpressionReader.Read("J", scope), products, 5);
        Assert.True(report.Passed, report.Failure);
        Assert.Equal(4, report.Steps);
        Assert.InRange(report.MaxRelativeError, 0, 1e-9);
        Assert.Contains(last, scope.Layers.Templates[0].Range.To.Text, StringComparison.Ordinal);

        // The same with a sign changed does not pass.
        var wrong = products.Select(p => (p.Item1, p.Item2 with { Cases = [.. p.Item2.Cases.Select(c => c with { Value = Make.Negate(c.Value) })] })).ToList();
        Assert.False(new DirectionCheck(scope, along).Check((Symbol)ExpressionReader.Read("J", scope), wrong, 5).Passed);
    }

    [Fact]
    public void TheRecursionsOfAPerceptronArePearlmutters()
    {
        var scope = Formulas.Network("1/2*sumsq(a[L] - y)");
        scope.Derive(DerivationKind.Gradient, "z[l]", "δ[l]");
        var (tangents, _) = Along(scope, "W[l], b[l]");
        Assert.Equal(
            [
                "z_dot[l]: v0[l]*a[l-1] + W[l]*a_dot[l-1] + v1[l]",
                "a_dot[l]: f[l]'(z[l]) .* z_dot[l]; zeros(n[0])",
                "δ_dot[l]: f[l]''(z[l]) .* z_dot[l] .* (W[l+1]'*δ[l+1]) + f[l]'(z[l]) .* (v0[l+1]'*δ[l+1] + W[l+1]'*δ_dot[l+1]); f[L]''(z[L]) .* z_dot[L] .* (a[L] - y) + f[L]'(z[L]) .* a_dot[L]",
                "p0[l]: δ_dot[l]*a[l-1]' + δ[l]*a_dot[l-1]'",
                "p1[l]: δ_dot[l]",
            ],
            tangents.Select(t => $"{t.Name}: {string.Join("; ", t.Answer.Texts())}"));
    }

    [Fact]
    public void AGradientWithoutARecursionIsToldToBeDerivedFirst() =>
        Assert.Contains("derive grad J wrt z[l] as δ[l] first", Assert.Throws<NotDifferentiableException>(() => Along(Formulas.Network("1/2*sumsq(a[L] - y)"), "W[l]")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("derive directional grad J wrt W[l] along V[l]", "MD0505", "names for the answers")]
    [InlineData("derive directional grad J wrt W[l], b[l] along V[l] as U[l]", "MD0505", "2 variables have 1 directions")]
    [InlineData("derive directional grad J wrt W[l] along b[l] as U[l]", "MD0505", "is not of the kind of W[l]")]
    [InlineData("derive directional grad J wrt W[l] along V[k] as U[l]", "MD0505", "has its index")]
    [InlineData("derive directional grad J wrt W[l] along V[l] as b[l]", "MD0505", "has a meaning already")]
    [InlineData("derive directional grad J wrt z[l] along V[l] as U[l]", "MD0201", "a parameter of every step")]
    [InlineData("derive directional hessian J wrt W[l] along V[l] as U[l]", "MD0505", "names for the answers")]
    public void MistakesAreMessages(string command, string code, string message)
    {
        var outcome = Formulas.Derived($"derive grad J wrt z[l] as δ[l]\n{command}");
        Assert.Equal(2, outcome.Code);
        Assert.Contains(code, outcome.Error, StringComparison.Ordinal);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    private static (IReadOnlyList<LayerTangent> Tangents, List<LayerDirection> Along) Along(Scope scope, string by)
    {
        List<Symbol> variables = [.. by.Split(", ").Select(v => ExpressionReader.Variable(v, scope))];
        Symbol Like(Symbol v, string letter) => Symbol.Of(new Name(letter, [.. v.Name.Indices]), v.Shape);
        List<LayerDirection> along = [.. variables.Select((v, i) => new LayerDirection(v, Like(v, $"v{i}")))];
        return (new LayerDirections(scope, (Symbol)ExpressionReader.Read("J", scope), along).Run([.. variables.Select((v, i) => Like(v, $"p{i}"))]), along);
    }
}
