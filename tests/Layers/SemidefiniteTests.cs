using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification.Layers;
using MatrixDiff.Tests.Cli;

namespace MatrixDiff.Tests.Layers;

/// <summary>Positive semidefinite by rules, Gauss–Newton blocks, and what is proved used further on.</summary>
public sealed class SemidefiniteTests
{
    private const string Names = "m, n: dim, A: m×n, B: n×n, P: n×n posdef, S: n×n symmetric, v, x: n, w: n positive, c: scalar, k: scalar positive";

    [Theory]
    [InlineData("A*P*A'", true)]
    [InlineData("A*S*A'", false)]
    [InlineData("A'*A", true)]
    [InlineData("A*A'", true)]
    [InlineData("B*B", false)]
    [InlineData("-A'*A", false)]
    [InlineData("k*P + v*v'", true)]
    [InlineData("c*P", false)]
    [InlineData("c^2*P", true)]
    [InlineData("P - v*v'", false)]
    [InlineData("diag(v.^2) + diag(w)", true)]
    [InlineData("diag(v.^3)", false)]
    [InlineData("diag(v)", false)]
    [InlineData("diag(sigmoid(v) .* (1 - sigmoid(v)))", true)]
    [InlineData("diag(tanh(v) .* (1 - tanh(v)))", false)]
    [InlineData("diag(softmax(v)) - softmax(v)*softmax(v)'", true)]
    [InlineData("diag(softmax(v)) - 2*softmax(v)*softmax(v)'", false)]
    [InlineData("diag(softmax(v)) - softmax(x)*softmax(x)'", false)]
    [InlineData("diag(sigmoid(v)) - sigmoid(v)*sigmoid(v)'", false)]
    [InlineData("sum(w)*(diag(softmax(v)) - softmax(v)*softmax(v)')", true)]
    [InlineData("(v*v') ⊗ P", true)]
    [InlineData("S ⊗ P", false)]
    [InlineData("P ⊙ (A'*A)", true)]
    [InlineData("(x'*P*x)*P", true)]
    [InlineData("(x'*B*x)*P", false)]
    [InlineData("A*diag(exp(v))*A'", true)]
    [InlineData("A*(P + S)*A'", false)]
    [InlineData("v*x'", false)]
    public void RulesOfStructureProveWhatIsSo(string text, bool holds)
    {
        var e = ExpressionReader.Read(text, Formulas.Read(Names, "q = x"));
        Assert.Equal(holds, new Semidefinite(_ => null, _ => false).Reasons(e, out var open) is not null);
        Assert.Equal(holds, open is null);
    }

    [Fact]
    public void TheCurvatureIsSemidefiniteWhereActivationsHaveNone()
    {
        var scope = Formulas.Network("1/2*sumsq(a[L] - y)");
        scope.Derive(DerivationKind.Gradient, "z[l]", "δ[l]");
        scope.Derive(DerivationKind.Hessian, "z[l]", "Q[l]");
        var range = new LayerRange("l", Size.One, Size.Of(new Name("L")));
        var q = ExpressionReader.Read("Q[l]", scope);
        Assert.False(SemidefiniteProof.Of(scope, range, q).Holds);
        var under = scope.Copy();
        AssumptionReader.Read(under, new SourceText("f[l]'' = 0"));
        var proof = SemidefiniteProof.Of(under, range, q);
        Assert.True(proof.Holds);
        Assert.True(proof.Downward);
        Assert.Equal("Q[l+1]", proof.Hypothesis!.ToString());

        // What rests on Q holds where Q is known to be so, and only there.
        var block = ExpressionReader.Read("(a[l-1]*a[l-1]') ⊗ Q[l]", scope);
        Assert.False(SemidefiniteProof.Of(scope, range, block).Holds);
        scope.Layers.Properties.Add(new((Symbol)q, range, ["f[l]'' = 0"]));
        Assert.False(SemidefiniteProof.Of(scope.WithFactsOfItsAssumptions(), range, block).Holds);
        AssumptionReader.Read(scope, new SourceText("f[l]'' = 0"));
        Assert.True(SemidefiniteProof.Of(scope.WithFactsOfItsAssumptions(), range, block).Holds);
    }

    [Fact]
    public void ALawIsUsedUnderItsAssumptionsAlone()
    {
        var scope = Formulas.Network("1/2*sumsq(a[L] - y)");
        scope.Derive(DerivationKind.Gradient, "z[l]", "δ[l]");
        var (δ, l) = ((Symbol)ExpressionReader.Read("δ[l]", scope), new LayerRange("l", Size.One, Size.Of(new Name("L"))));
        scope.Layers.Laws.Add(new(new(δ, Make.Zero(δ.Shape)), l, ["a[L] = y"]));
        Assert.Equal(["δ[l]"], scope.Derive(DerivationKind.Gradient, "b[l]").Texts());
        AssumptionReader.Read(scope, new SourceText("a[L] = y"));
        var answer = scope.Derive(DerivationKind.Gradient, "b[l]");
        Assert.Equal(["zeros(n[l])"], answer.Texts());
        Assert.Contains(answer.Parts[^1].Derivation.Steps, s => s.Law.Id == "proved-above");
        Assert.Empty(answer.Assumptions);
    }

    [Theory]
    [InlineData("1/2*sumsq(a[L] - y)", "a[L]", "diag(f[L]'(z[L]).^2)")]
    [InlineData("-y'*log(a[L]) - (1 - y)'*log(1 - a[L])", "a[L]", null)]
    [InlineData("logsumexp(z[L]) - y'*z[L]", "z[L]", "diag(softmax(z[L])) - softmax(z[L])*softmax(z[L])'")]
    public void GaussNewtonBlocksAreThoseOfTheirFactors(string objective, string output, string? last)
    {
        var scope = Formulas.Network(objective);
        var j = (Symbol)ExpressionReader.Read("J", scope);
        var o = (Symbol)ExpressionReader.Read(output, scope);
        var z = ExpressionReader.Variable("z[l]", scope);
        var name = Symbol.Of(ExpressionReader.NameOf(new SourceText("G[l]")), new(z.Shape.Count, z.Shape.Count));
        var answer = new LayerGaussNewton(scope, Layout.Vector, j, o).Run(z, name);
        Assert.Equal("diag(f[l]'(z[l]))*W[l+1]'*G[l+1]*W[l+1]*diag(f[l]'(z[l]))", answer.Cases[0].Value.ToString());
        Assert.True(last is null || last == answer.Cases[1].Value.ToString(), answer.Cases[1].Value.ToString());
        Assert.Throws<NotDifferentiableException>(() => new LayerGaussNewton(scope, Layout.Vector, j, o).Run(ExpressionReader.Variable("W[l]", scope), null));
        scope.Declare(name);
        scope.Layers.Formulas.Add(new(name, answer.Range, answer.Cases) { Of = j, Wrt = z, Output = o });
        Assert.True(LayerCheck.Check(answer, scope, 2).Passed);
        var weights = new LayerGaussNewton(scope, Layout.Vector, j, o).Run(ExpressionReader.Variable("W[l]", scope), null);
        Assert.Equal(["(a[l-1]*a[l-1]') ⊗ G[l]"], weights.Texts());
        Assert.True(LayerCheck.Check(weights, scope, 2).Passed);
        Assert.False(LayerCheck.Check(weights with { Cases = [weights.Cases[0] with { Value = Make.Negate(weights.Cases[0].Value) }] }, scope, 2).Passed);
    }

    // A name for the gradient of a parameter is no place through which anything goes.
    [Fact]
    public void NamesOfParametersGradientsLeaveTheRecursionsAsTheyAre()
    {
        var (plain, named) = (Formulas.Network("1/2*sumsq(a[L] - y)"), Formulas.Network("1/2*sumsq(a[L] - y)"));
        named.Derive(DerivationKind.Gradient, "b[l]", "g[l]");
        named.Derive(DerivationKind.Hessian, "b[l]", "H[l]");
        foreach (var (kind, by, name) in new[] { (DerivationKind.Gradient, "z[l]", "δ[l]"), (DerivationKind.Hessian, "z[l]", "Q[l]"), (DerivationKind.Gradient, "a[l]", "α[l]"), (DerivationKind.Hessian, "W[l]", "R[l]") })
        {
            Assert.Equal(plain.Derive(kind, by, name).Texts(), named.Derive(kind, by, name).Texts());
        }
    }

    [Theory]
    [InlineData("derive gaussnewton J wrt z[l] as G[l]", "MD0505", "the output")]
    [InlineData("derive gaussnewton J wrt z[l] through z[L] as G[l]", "MD0201", "no function of z[L] alone")]
    [InlineData("derive gaussnewton J wrt W[l] through a[L]", "MD0201", "derive gaussnewton J wrt z[l] through a[L] as G[l] first")]
    [InlineData("derive gaussnewton J wrt z[l] through a[L] as W[l]", "MD0505", "has a meaning already")]
    [InlineData("prove for l = 1..L: W[l] semidefinite", "MD0505", "only a square matrix")]
    [InlineData("prove for l = 1..L: W[l]'*W[l] - W[l]'*W[l]*W[l]'*W[l] semidefinite", "MD0508", "no rule of structure")]
    [InlineData("derive hessian J wrt z[k], z[l]", "MD0201", "computed from what comes before")]
    [InlineData("derive grad z[l] wrt z[k] as B[l]", "MD0505", "has the indices of both")]
    public void MistakesAreMessages(string command, string code, string message)
    {
        var outcome = Formulas.Derived(command);
        Assert.Equal(2, outcome.Code);
        Assert.Contains(code, outcome.Error, StringComparison.Ordinal);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }
}
