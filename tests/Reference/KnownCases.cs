using MatrixDiff.Numeric.Reference;
using MathNet.Numerics.LinearAlgebra;

namespace MatrixDiff.Tests.Reference;

/// <summary>Derivatives known in closed form, worked out by hand.</summary>
public sealed class KnownCases
{
    private const double Exact = 1e-12;

    [Fact]
    public void OneNeuronWithSigmoidAndCrossEntropy()
    {
        const double w = 0.7, b = -0.2, x = 1.5, y = 0.3;
        double a = 1 / (1 + Math.Exp(-((w * x) + b)));
        var mlp = new ReferenceMlp(
            [Matrix<double>.Build.Dense(1, 1, w)],
            [Vector<double>.Build.Dense(1, b)],
            [Activation.Sigmoid],
            Loss.BinaryCrossEntropy,
            Vector<double>.Build.Dense(1, x),
            Vector<double>.Build.Dense(1, y));
        var duals = new ForwardMode(mlp);
        double Second(Block u, Block v) => duals.Hessian(u, v)[0, 0];

        Assert.Equal(a - y, new BackwardPass(mlp).Delta(1)[0], Exact);
        Assert.Equal((a - y) * x, new BackwardPass(mlp).GradientW(1)[0, 0], Exact);
        Assert.Equal(a * (1 - a) * x * x, Second(Block.W(1), Block.W(1)), Exact);
        Assert.Equal(a * (1 - a) * x, Second(Block.W(1), Block.B(1)), Exact);
        Assert.Equal(a * (1 - a), Second(Block.Z(1), Block.Z(1)), Exact);
        Assert.Equal((a * (1 - a) * x * w) + (a - y), Second(Block.W(1), Block.A(0)), Exact);
        Assert.Equal((y / (a * a)) + ((1 - y) / ((1 - a) * (1 - a))), Second(Block.A(1), Block.A(1)), Exact);
    }

    [Fact]
    public void SigmoidWithCrossEntropyHasDiagonalQ()
    {
        var mlp = ReferenceMlp.Random([3, 2, 3], 1, Activation.Tanh, Activation.Sigmoid, Loss.BinaryCrossEntropy);
        var a = new BackwardPass(mlp).A(2);

        Networks.Close(a - mlp.Target, new BackwardPass(mlp).Delta(2), Exact, "δ = a − y");
        Networks.Close(
            Matrix<double>.Build.DiagonalOfDiagonalVector(a.PointwiseMultiply(1 - a)),
            new ForwardMode(mlp).Hessian(Block.Z(2), Block.Z(2)),
            1e-10,
            "Q = diag(a ⊙ (1 − a))");
    }

    [Theory]
    [InlineData(0.0, 1.0, 0.0, 0.0)]
    [InlineData(0.1, 0.2, 0.3, 0.4)]
    [InlineData(0.5, 0.9, 0.3, 0.7)]
    public void SoftmaxCrossEntropyForAnySumOfTheTarget(params double[] target)
    {
        var random = ReferenceMlp.Random([3, 4], 2, Activation.Tanh, Activation.Identity, Loss.SoftmaxCrossEntropy);
        var y = Vector<double>.Build.Dense(target);
        var mlp = new ReferenceMlp(
            [random.W(1)], [random.B(1)], [Activation.Identity], Loss.SoftmaxCrossEntropy, random.Input, y);
        var z = new BackwardPass(mlp).Z(1);
        var s = z.PointwiseExp() / z.PointwiseExp().Sum();
        double total = y.Sum();

        Assert.Equal(-(y * s.PointwiseLog()), new BackwardPass(mlp).Loss, Exact);
        Networks.Close((total * s) - y, new BackwardPass(mlp).Delta(1), Exact, "δ = (1ᵀy) s − y");
        Networks.Close(
            total * (Matrix<double>.Build.DiagonalOfDiagonalVector(s) - s.OuterProduct(s)),
            new ForwardMode(mlp).Hessian(Block.Z(1), Block.Z(1)),
            Exact,
            "Q = (1ᵀy)(diag s − s sᵀ)");
    }

    [Fact]
    public void VecStacksColumns()
    {
        var mlp = ReferenceMlp.Random([3, 2], 3, Activation.Tanh, Activation.Tanh, Loss.HalfSquaredError);
        var row = mlp.Input.ToRowMatrix();
        var identity = Matrix<double>.Build.DenseIdentity(2);
        var duals = new ForwardMode(mlp);
        var backward = new BackwardPass(mlp);
        var w = row.KroneckerProduct(identity);

        Networks.Close(w, duals.Jacobian(Block.Z(1), Block.W(1)), Exact, "∂z/∂(vec W)ᵀ = aᵀ ⊗ I");
        Assert.Equal(backward.GradientW(1).ToColumnMajorArray(), backward.Gradient(Block.W(1)).ToArray());
        Assert.Equal(mlp.W(1)[0, 1], backward.Value(Block.W(1))[2]);
        var q = duals.Hessian(Block.Z(1), Block.Z(1));
        Networks.Close(w.Transpose() * q * w, duals.Hessian(Block.W(1), Block.W(1)), Exact, "(a ⊗ I) Q (aᵀ ⊗ I)");
        Networks.Close(q * w, duals.Hessian(Block.Z(1), Block.W(1)), Exact, "∂δ/∂(vec W)ᵀ = Q (aᵀ ⊗ I)");
    }

    [Fact]
    public void RecurrenceOfQKeepsTheTermOfTheSecondDerivative()
    {
        foreach (var f in Activation.All)
        {
            var mlp = ReferenceMlp.Random([2, 3, 2], 4, f, Activation.Sigmoid, Loss.BinaryCrossEntropy);
            var backward = new BackwardPass(mlp);
            var duals = new ForwardMode(mlp);
            var jacobian = mlp.W(2) * Matrix<double>.Build.DiagonalOfDiagonalVector(backward.Z(1).Map(f.First));
            var curvature = Matrix<double>.Build.DiagonalOfDiagonalVector(
                backward.Z(1).Map(f.Second).PointwiseMultiply(mlp.W(2).Transpose() * backward.Delta(2)));

            Networks.Close(
                (jacobian.Transpose() * duals.Hessian(Block.Z(2), Block.Z(2)) * jacobian) + curvature,
                duals.Hessian(Block.Z(1), Block.Z(1)),
                1e-10,
                $"Q[1] with {f}");
        }
    }
}
