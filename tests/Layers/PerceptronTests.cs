using MatrixDiff.Numeric.Plans;
using MatrixDiff.Numeric.Reference;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Tests.Network;
using MathNet.Numerics.LinearAlgebra;

namespace MatrixDiff.Tests.Layers;

/// <summary>What is derived for every layer of a perceptron of any depth, against networks of 1 to 8 layers.</summary>
public sealed class PerceptronTests
{
    [Fact]
    public void TheRecursionsAreThoseOfTheBook()
    {
        var scope = Formulas.Network(Perceptrons.Objectives[Loss.HalfSquaredError.Name]);
        Assert.Equal(["f[l]'(z[l]) .* (W[l+1]'*δ[l+1])", "f[L]'(z[L]) .* (a[L] - y)"], scope.Derive(DerivationKind.Gradient, "z[l]", "δ[l]").Texts());
        Assert.Equal(
            ["diag(f[l]''(z[l]) .* (W[l+1]'*δ[l+1])) + diag(f[l]'(z[l]))*W[l+1]'*Q[l+1]*W[l+1]*diag(f[l]'(z[l]))", "diag(f[L]''(z[L]) .* (a[L] - y) + f[L]'(z[L]).^2)"],
            scope.Derive(DerivationKind.Hessian, "z[l]", "Q[l]").Texts());
        Assert.Equal(["(a[l-1] ⊗ I(n[l]))*δ[l]"], scope.Derive(DerivationKind.Gradient, "W[l]").Texts());
        Assert.Equal(["δ[l]"], scope.Derive(DerivationKind.Gradient, "b[l]").Texts());
        Assert.Equal(["W[l+1]'*δ[l+1]", "a[L] - y"], scope.Derive(DerivationKind.Gradient, "a[l]").Texts());
        Assert.Equal(["(a[l-1]*a[l-1]') ⊗ Q[l]"], scope.Derive(DerivationKind.Hessian, "W[l]").Texts());
        Assert.Equal(["Q[l]"], scope.Derive(DerivationKind.Hessian, "b[l]").Texts());
        Assert.Equal(["a[l-1] ⊗ Q[l]"], scope.Derive(DerivationKind.Hessian, "W[l], b[l]").Texts());
        Assert.Equal(["W[1]'*δ[1]"], scope.Derive(DerivationKind.Gradient, "x").Texts());
        Assert.Equal(["W[1]'*Q[1]*W[1]"], scope.Derive(DerivationKind.Hessian, "x").Texts());
    }

    [Theory]
    [MemberData(nameof(Perceptrons.Networks), MemberType = typeof(Perceptrons))]
    public void EveryBlockAgreesWithTheReference(string lossName, string hiddenName)
    {
        var answers = Answers(Formulas.Network(Perceptrons.Objectives[lossName]));
        foreach (var mlp in Perceptrons.OfAllDepths(lossName, hiddenName))
        {
            Compare(answers, mlp);
        }
    }

    private static Dictionary<string, LayerAnswer> Answers(Scope scope) => new()
    {
        ["δ"] = scope.Derive(DerivationKind.Gradient, "z[l]", "δ[l]"),
        ["Q"] = scope.Derive(DerivationKind.Hessian, "z[l]", "Q[l]"),
        ["∇W"] = scope.Derive(DerivationKind.Gradient, "W[l]"),
        ["∇b"] = scope.Derive(DerivationKind.Gradient, "b[l]"),
        ["∇a"] = scope.Derive(DerivationKind.Gradient, "a[l]"),
        ["∇²W"] = scope.Derive(DerivationKind.Hessian, "W[l]"),
        ["∇²b"] = scope.Derive(DerivationKind.Hessian, "b[l]"),
        ["∇W∇b"] = scope.Derive(DerivationKind.Hessian, "W[l], b[l]"),
    };

    // The recursions run as such from layer L down; each value against the reference.
    private static void Compare(Dictionary<string, LayerAnswer> answers, ReferenceMlp mlp)
    {
        var arguments = Perceptrons.Arguments(mlp);
        var values = (Dictionary<string, NumericValue>)arguments.Values;
        var dual = new ForwardMode(mlp);
        var pass = new BackwardPass(mlp);
        for (int l = mlp.Layers; l >= 1; l--)
        {
            Matrix<double> Value(string what) => answers[what].At(l, mlp.Layers).Evaluate(arguments).Matrix;
            void Close(string what, Matrix<double> expected) => Perceptrons.Near(expected, Value(what), $"{what}[{l}] of {mlp.Layers} layers");
            Close("δ", pass.Delta(l).ToColumnMatrix());
            values[$"δ[{l}]"] = answers["δ"].At(l, mlp.Layers).Evaluate(arguments);
            Close("Q", dual.Hessian(Block.Z(l), Block.Z(l)));
            values[$"Q[{l}]"] = answers["Q"].At(l, mlp.Layers).Evaluate(arguments);
            Close("∇W", pass.Gradient(Block.W(l)).ToColumnMatrix());
            Close("∇b", pass.Gradient(Block.B(l)).ToColumnMatrix());
            Close("∇a", pass.Gradient(Block.A(l)).ToColumnMatrix());
            Close("∇²W", dual.Hessian(Block.W(l), Block.W(l)));
            Close("∇²b", dual.Hessian(Block.B(l), Block.B(l)));
            Close("∇W∇b", dual.Hessian(Block.W(l), Block.B(l)));
        }
    }
}
