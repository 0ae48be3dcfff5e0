using MatrixDiff.Numeric.Reference;
using MathNet.Numerics.LinearAlgebra;

namespace MatrixDiff.Tests.Reference;

/// <summary>Shapes, random networks and mistakes.</summary>
public sealed class Construction
{
    [Theory]
    [MemberData(nameof(Networks.Kinds), MemberType = typeof(Networks))]
    public void RandomNetworksKeepAwayFromKinksAndSaturation(string hidden, string output, string loss)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var mlp = ReferenceMlp.Random(
                [3, 6, 1, 4], seed, Networks.Activated(hidden), Networks.Activated(output), Networks.Lost(loss));
            var pass = new BackwardPass(mlp);
            for (int l = 1; l <= mlp.Layers; l++)
            {
                Assert.All(pass.Z(l), z => Assert.InRange(Math.Abs(z), 1e-2, 2.001));
                Assert.Contains(pass.Z(l), z => mlp.F(l).First(z) != 0);
            }

            if (mlp.Loss == Loss.BinaryCrossEntropy)
            {
                Assert.All(pass.A(mlp.Layers), a => Assert.InRange(a, 0.0999, 0.9001));
            }

            Assert.True(Math.Abs(mlp.Target.Sum() - 1) > 0.1);
            Assert.True(double.IsFinite(pass.Loss));
        }
    }

    [Fact]
    public void ASeedDeterminesTheNetwork()
    {
        double LossOf(int seed) => new BackwardPass(
            ReferenceMlp.Random([2, 3, 1], seed, Activation.Tanh, Activation.Sigmoid, Loss.BinaryCrossEntropy)).Loss;

        Assert.Equal(LossOf(7), LossOf(7));
        Assert.NotEqual(LossOf(7), LossOf(8));
    }

    [Fact]
    public void BlocksAndTheirDimensions()
    {
        var mlp = ReferenceMlp.Random([2, 3, 1], 1, Activation.Tanh, Activation.Tanh, Loss.HalfSquaredError);

        Assert.Equal(
            ["A[0] 2", "W[1] 6", "B[1] 3", "Z[1] 3", "A[1] 3", "W[2] 3", "B[2] 1", "Z[2] 1", "A[2] 1"],
            mlp.Blocks().Select(block => $"{block} {mlp.Dimension(block)}"));
        Assert.Equal((3, 2), (mlp.W(1).RowCount, mlp.W(1).ColumnCount));
    }

    [Fact]
    public void BlocksThatDoNotExistAreRefused()
    {
        var mlp = ReferenceMlp.Random([2, 1], 1, Activation.Tanh, Activation.Tanh, Loss.HalfSquaredError);
        var duals = new ForwardMode(mlp);

        foreach (var absent in new[] { Block.W(0), Block.Z(0), Block.B(2), Block.A(-1), Block.A(2) })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => duals.Gradient(absent));
            Assert.Throws<ArgumentOutOfRangeException>(() => duals.Hessian(Block.W(1), absent));
            Assert.Throws<ArgumentOutOfRangeException>(() => new BackwardPass(mlp).Gradient(absent));
            Assert.Throws<ArgumentOutOfRangeException>(() => new FiniteDifferences(mlp).Hessian(absent, Block.W(1)));
        }

        Assert.Throws<ArgumentException>(() => duals.Jacobian(Block.W(1), Block.A(0)));
    }

    [Fact]
    public void ShapesThatDoNotConformAreRefused()
    {
        var w = Matrix<double>.Build.Dense(2, 3);
        Vector<double> Of(int count) => Vector<double>.Build.Dense(count);
        ReferenceMlp Make(int b, int x, int y) =>
            new([w], [Of(b)], [Activation.Tanh], Loss.HalfSquaredError, Of(x), Of(y));

        Assert.Equal(1, Make(2, 3, 2).Layers);
        Assert.Throws<ArgumentException>(() => Make(3, 3, 2));
        Assert.Throws<ArgumentException>(() => Make(2, 2, 2));
        Assert.Throws<ArgumentException>(() => Make(2, 3, 3));
        Assert.Throws<ArgumentException>(() => new ReferenceMlp([], [], [], Loss.HalfSquaredError, Of(1), Of(1)));
        Assert.Throws<ArgumentException>(() => new ReferenceMlp([w], [], [], Loss.HalfSquaredError, Of(3), Of(2)));
    }
}
