using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Tests.Layers;

/// <summary>What is assumed at the index is assumed at every value of it, and names that rest on it are used under it alone.</summary>
public sealed class AssumptionTests
{
    [Fact]
    public void AssumptionsHoldInTheBaseCaseToo()
    {
        var scope = Formulas.Network("1/2*sumsq(a[L] - y)");
        scope.Derive(DerivationKind.Gradient, "z[l]", "δ[l]");
        AssumptionReader.Read(scope, new SourceText("f[l]'' = 0"));
        var answer = scope.Derive(DerivationKind.Hessian, "z[l]", "G[l]");
        Assert.Equal(["diag(f[l]'(z[l]))*W[l+1]'*G[l+1]*W[l+1]*diag(f[l]'(z[l]))", "diag(f[L]'(z[L]).^2)"], answer.Texts());
        Assert.Equal(["f[l]'' = 0"], answer.Assumptions);
    }

    [Fact]
    public void ANameThatRestsOnAnAssumptionIsNotUsedWithoutIt()
    {
        var scope = Formulas.Network("1/2*sumsq(a[L] - y)");
        scope.Derive(DerivationKind.Gradient, "z[l]", "δ[l]");
        var under = scope.Copy();
        AssumptionReader.Read(under, new SourceText("f[l]'' = 0"));
        under.Derive(DerivationKind.Hessian, "z[l]", "G[l]");
        scope.Declare(under.Layers.Facts[^1].Fact.Name);
        scope.Layers.Facts.Add(under.Layers.Facts[^1] with { Assumed = ["f[l]'' = 0"] });
        Assert.DoesNotContain("G[", Assert.Single(scope.Derive(DerivationKind.Hessian, "W[l]").Texts()), StringComparison.Ordinal);
    }
}
