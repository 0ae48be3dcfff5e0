using MathNet.Numerics.LinearAlgebra;

namespace MatrixDiff.Numeric.Reference;

/// <summary>
/// First and second derivatives, exact to rounding, by a forward pass over <see cref="HyperDual"/> numbers, in scalar loops:
/// one pass for each entry of the result. It uses neither the backward pass nor any hand-written derivative
/// of an activation or a loss. Blocks are perturbed as <see cref="Block"/> says; W[l] is vec W[l], columns stacked.
/// </summary>
/// <param name="mlp">The network.</param>
public sealed class ForwardMode(ReferenceMlp mlp)
{
    /// <summary>∇J by block x: dim(x). Entry i is ∂J/∂xᵢ.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The network has no such block.</exception>
    public Vector<double> Gradient(Block x) =>
        Vector<double>.Build.Dense(mlp.Dimension(x), i => Run(x, i, x, -1).Loss.D1);

    /// <summary>∂²J/∂rows ∂columnsᵀ: dim(rows)×dim(columns). Entry (i, j) is ∂²J/∂rowsᵢ∂columnsⱼ.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The network has no such block.</exception>
    public Matrix<double> Hessian(Block rows, Block columns) =>
        Matrix<double>.Build.Dense(
            mlp.Dimension(rows), mlp.Dimension(columns), (i, j) => Run(rows, i, columns, j).Loss.D12);

    /// <summary>
    /// ∂node/∂xᵀ (Magnus and Neudecker's layout): dim(node)×dim(x). Entry (i, j) is ∂nodeᵢ/∂xⱼ;
    /// its transpose is ∇ₓ node in gradient layout. Zero for a node below x, the identity for x itself.
    /// </summary>
    /// <param name="node">z[k] or a[k].</param>
    /// <param name="x">The variables.</param>
    /// <exception cref="ArgumentException">The node is a parameter.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The network has no such block.</exception>
    public Matrix<double> Jacobian(Block node, Block x)
    {
        var result = Matrix<double>.Build.Dense(mlp.Dimension(node), mlp.Dimension(x));
        for (int j = 0; j < result.ColumnCount; j++)
        {
            var values = Run(x, j, x, -1).Node(node);
            for (int i = 0; i < result.RowCount; i++)
            {
                result[i, j] = values[i].D1;
            }
        }

        return result;
    }

    /// <summary>∂²nodeₑ/∂rows ∂columnsᵀ for one entry e (from 0) of the node: dim(rows)×dim(columns).</summary>
    /// <param name="node">z[k] or a[k].</param>
    /// <param name="entry">The entry e.</param>
    /// <param name="rows">The first variables.</param>
    /// <param name="columns">The second variables.</param>
    /// <exception cref="ArgumentException">The node is a parameter.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The network has no such block, or the node no such entry.</exception>
    public Matrix<double> Hessian(Block node, int entry, Block rows, Block columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(entry);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(entry, mlp.Dimension(node));
        return Matrix<double>.Build.Dense(
            mlp.Dimension(rows), mlp.Dimension(columns), (i, j) => Run(rows, i, columns, j).Node(node)[entry].D12);
    }

    /// <summary>The forward pass with ε₁ added to entry i of block u and ε₂ to entry j of block v (entry −1: to none).</summary>
    private Trace Run(Block u, int i, Block v, int j)
    {
        HyperDual Seed(Block block, int entry) =>
            new(0, block == u && entry == i ? 1 : 0, block == v && entry == j ? 1 : 0, 0);

        var z = new HyperDual[mlp.Layers + 1][];
        var a = new HyperDual[mlp.Layers + 1][];
        a[0] = new HyperDual[mlp.Size(0)];
        for (int c = 0; c < a[0].Length; c++)
        {
            a[0][c] = mlp.Input[c] + Seed(Block.A(0), c);
        }

        for (int l = 1; l <= mlp.Layers; l++)
        {
            int rows = mlp.Size(l);
            z[l] = new HyperDual[rows];
            a[l] = new HyperDual[rows];
            for (int r = 0; r < rows; r++)
            {
                z[l][r] = mlp.B(l)[r] + Seed(Block.B(l), r) + Seed(Block.Z(l), r);
                for (int c = 0; c < mlp.Size(l - 1); c++)
                {
                    z[l][r] += (mlp.W(l)[r, c] + Seed(Block.W(l), r + (c * rows))) * a[l - 1][c];
                }

                a[l][r] = mlp.F(l).Value(z[l][r]) + Seed(Block.A(l), r);
            }
        }

        return new Trace(z, a, mlp.Loss.Value(a[mlp.Layers], mlp.Target));
    }

    private sealed record Trace(HyperDual[][] Z, HyperDual[][] A, HyperDual Loss)
    {
        public HyperDual[] Node(Block node) => node.Kind switch
        {
            BlockKind.Z => Z[node.Layer],
            BlockKind.A => A[node.Layer],
            _ => throw new ArgumentException($"{node} is a parameter, not z[k] or a[k].", nameof(node)),
        };
    }
}
