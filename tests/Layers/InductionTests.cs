using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification.Layers;

namespace MatrixDiff.Tests.Layers;

/// <summary>Claims about every value of an index: what is inductive is proved, and nothing else is.</summary>
public sealed class InductionTests
{
    private const string Sums = "T, n: dim, x[t]: n, s[t]: n, c: scalar, P[t]: n×n, S[t]: n×n, A: n×n, C: n×n symmetric";

    private const string Define = """
        s[0] = zeros(n)
        P[0] = I(n)
        S[0] = C
        for t = 1..T:
          s[t] = c*s[t-1] + x[t]
          P[t] = P[t-1] A
          S[t] = A*S[t-1]*A' + C
        """;

    [Theory]
    [InlineData("0", "T", "S[t]'", "S[t]")]
    [InlineData("0", "T", "P[t]", "prod_{i=1}^{t} A")]
    [InlineData("1", "T", "P[t]", "P[t-1]*A")]
    public void WhatIsInductiveIsProved(string from, string to, string left, string right)
    {
        var proof = Prove(Formulas.Read(Sums, Define), from, to, left, right);
        Assert.True(proof.Base.IsProved, proof.Base.Judgement.ToString());
        Assert.True(proof.Step.IsProved, proof.Step.Judgement.ToString());
    }

    [Theory]
    [InlineData("0", "T", "s[t]", "zeros(n)", true, false)]
    [InlineData("0", "T", "P[t]", "A", false, true)]
    [InlineData("0", "T", "P[t]'", "P[t]", true, false)]
    [InlineData("0", "T", "s[t]", "sum_{i=1}^{t} x[i]", true, false)]
    [InlineData("0", "T", "A*P[t]", "P[t]*A", true, false)] // True, but the engine uses no hypothesis of two sides of one length.
    public void WhatIsNotIsToldByItsCase(string from, string to, string left, string right, bool starts, bool goesOn)
    {
        var proof = Prove(Formulas.Read(Sums, Define), from, to, left, right);
        Assert.Equal(starts, proof.Base.IsProved);
        Assert.Equal(goesOn && starts, proof.Step.IsProved && starts);
        Assert.False(proof.Holds);
    }

    [Fact]
    public void DerivativesBetweenStepsAreProvedToBeProducts()
    {
        var scope = Formulas.Network("1/2*sumsq(a[L] - y)");
        scope.Between(DerivationKind.Gradient, "z[l]", "z[k]", "B[k,l]");
        var proof = Prove(scope, "k", "L", "B[k,l]", "prod_{j=k+1}^{l} diag(f[j-1]'(z[j-1]))*W[j]'");
        Assert.True(proof.Holds);
        Assert.False(proof.Downward);
        Assert.False(Prove(scope, "k", "L", "B[k,l]", "prod_{j=k+1}^{l} W[j]'").Holds);
        Assert.Throws<NotDifferentiableException>(() => Prove(scope, "1", "L", "B[k,l]", "B[k,l]"));
    }

    [Fact]
    public void WhatIsAssumedIsUsedInBaseAndStep()
    {
        var scope = Formulas.Network("1/2*sumsq(a[L] - y)");
        scope.Derive(DerivationKind.Gradient, "z[l]", "δ[l]");
        Assert.False(Prove(scope, "1", "L", "δ[l]", "zeros(n[l])").Holds);
        AssumptionReader.Read(scope, new SourceText("a[L] = y"));
        Assert.True(Prove(scope, "1", "L", "δ[l]", "zeros(n[l])").Holds);
        Assert.False(Prove(scope, "1", "L", "δ[l]", "ones(n[l])").Holds);
    }

    [Fact]
    public void TheCurvatureIsSymmetricFromTheLastLayerDown()
    {
        var scope = Formulas.Network("1/2*sumsq(a[L] - y)");
        scope.Derive(DerivationKind.Gradient, "z[l]", "δ[l]");
        scope.Derive(DerivationKind.Hessian, "z[l]", "Q[l]");
        var proof = Prove(scope, "1", "L", "Q[l]'", "Q[l]");
        Assert.True(proof.Downward);
        Assert.True(Prove(scope, "1", "L", "δ[l]", "(prod_{j=l+1}^{L} diag(f[j-1]'(z[j-1]))*W[j]')*(f[L]'(z[L]) .* (a[L] - y))").Holds);
        Assert.False(Prove(scope, "1", "L", "δ[l]", "(prod_{j=l+1}^{L} diag(f[j-1]'(z[j-1]))*W[j]')*(a[L] - y)").Holds);
        Assert.True(proof.Holds);
        Assert.False(Prove(scope, "1", "L", "Q[l]", "diag(diag(Q[l]))").Holds);
        Assert.Throws<NotDifferentiableException>(() => Prove(scope, "1", "L+1", "Q[l]'", "Q[l]"));
    }

    private static InductionProof Prove(Scope document, string from, string to, string left, string right)
    {
        var scope = document.Copy();
        string index = scope.Layers.Index;
        var sides = ExpressionReader.ReadSides([left, right], scope);
        Size Limit(string text) => text.EndsWith("+1", StringComparison.Ordinal) ? Size.Of(new Name(text[..^2])) + Size.One : int.TryParse(text, out int n) ? Size.Of(n) : Size.Of(new Name(text));
        return new Induction(scope, 0).Prove(new LayerRange(index, Limit(from), Limit(to)), sides[0], sides[1]);
    }
}
