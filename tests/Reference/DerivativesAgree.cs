using MatrixDiff.Numeric.Reference;
using MathNet.Numerics.LinearAlgebra;

namespace MatrixDiff.Tests.Reference;

/// <summary>Backward pass, hyper-dual numbers and finite differences compute the same derivatives.</summary>
public sealed class DerivativesAgree
{
    [Theory]
    [MemberData(nameof(Networks.Kinds), MemberType = typeof(Networks))]
    public void Gradients(string hidden, string output, string loss)
    {
        foreach (var mlp in Networks.OfKind(hidden, output, loss))
        {
            var backward = new BackwardPass(mlp);
            foreach (var x in mlp.Blocks())
            {
                var gradient = backward.Gradient(x);
                Networks.Close(new ForwardMode(mlp).Gradient(x), gradient, 1e-10, $"dual {x}");
                Networks.Close(new FiniteDifferences(mlp).Gradient(x), gradient, 1e-5, $"differences {x}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks.Kinds), MemberType = typeof(Networks))]
    public void Hessians(string hidden, string output, string loss)
    {
        foreach (var mlp in Networks.OfKind(hidden, output, loss))
        {
            var (duals, differences) = (new ForwardMode(mlp), new FiniteDifferences(mlp));
            foreach (var u in mlp.Blocks())
            {
                foreach (var v in mlp.Blocks())
                {
                    var hessian = duals.Hessian(u, v);
                    Networks.Close(hessian, differences.Hessian(u, v), 1e-5, $"{u} {v}");
                    Networks.Close(hessian, duals.Hessian(v, u).Transpose(), 1e-12, $"symmetry {u} {v}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks.Kinds), MemberType = typeof(Networks))]
    public void Jacobians(string hidden, string output, string loss)
    {
        foreach (var mlp in Networks.OfKind(hidden, output, loss))
        {
            var (duals, differences) = (new ForwardMode(mlp), new FiniteDifferences(mlp));
            foreach (var node in mlp.Blocks().Where(block => block.Kind is BlockKind.Z or BlockKind.A))
            {
                foreach (var x in mlp.Blocks())
                {
                    Networks.Close(duals.Jacobian(node, x), differences.Jacobian(node, x), 1e-5, $"∂{node}/∂{x}");
                }
            }
        }
    }

    [Fact]
    public void HessiansOfNodesAreDifferencesOfTheirJacobians()
    {
        const double h = 1e-5;
        var mlp = ReferenceMlp.Random([2, 3, 2], 5, Activation.Tanh, Activation.Sigmoid, Loss.BinaryCrossEntropy);
        var hessian = new ForwardMode(mlp).Hessian(Block.A(2), 1, Block.W(1), Block.B(2));
        for (int j = 0; j < mlp.Size(2); j++)
        {
            var above = new ForwardMode(WithBias(mlp, j, h)).Jacobian(Block.A(2), Block.W(1)).Row(1);
            var below = new ForwardMode(WithBias(mlp, j, -h)).Jacobian(Block.A(2), Block.W(1)).Row(1);
            Networks.Close((above - below) / (2 * h), hessian.Column(j), 1e-8, $"column {j}");
        }
    }

    [Fact]
    public void LossesAgree()
    {
        foreach (var loss in Loss.All)
        {
            var y = Vector<double>.Build.Dense([0.2, 0.9, 0.5]);
            var a = Vector<double>.Build.Dense([0.3, 0.6, 0.7]);
            HyperDual[] duals = [.. a.Select(x => (HyperDual)x)];
            Assert.Equal(loss.Value(a, y), loss.Value(duals, y).V, 1e-14);
        }
    }

    /// <summary>The network with the amount added to entry j of b[2], of two layers.</summary>
    private static ReferenceMlp WithBias(ReferenceMlp mlp, int j, double amount)
    {
        var b = mlp.B(2).Clone();
        b[j] += amount;
        return new ReferenceMlp(
            [mlp.W(1), mlp.W(2)], [mlp.B(1), b], [mlp.F(1), mlp.F(2)], mlp.Loss, mlp.Input, mlp.Target);
    }
}
