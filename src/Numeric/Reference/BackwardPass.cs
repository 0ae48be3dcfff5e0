using MathNet.Numerics.LinearAlgebra;

namespace MatrixDiff.Numeric.Reference;

/// <summary>
/// One forward and one backward pass by the textbook, in matrices:
/// <code>
/// ∇_{a[L]} J = ∇ₐ loss(a[L], y)            n[L]
/// ∇_{a[l]} J = W[l+1]ᵀ δ[l+1]              n[l]          (l &lt; L)
/// δ[l] = ∇_{z[l]} J = f[l]′(z[l]) ⊙ ∇_{a[l]} J    n[l]
/// ∇_{W[l]} J = δ[l] a[l−1]ᵀ                n[l]×n[l−1],  as a vector: a[l−1] ⊗ δ[l]
/// ∇_{b[l]} J = δ[l]                        n[l]
/// </code>
/// It uses f′ but not f″.
/// </summary>
public sealed class BackwardPass
{
    private readonly ReferenceMlp mlp;
    private readonly Nudge nudge;
    private readonly Vector<double>[] z;
    private readonly Vector<double>[] a;
    private readonly Vector<double>[] gradientZ;
    private readonly Vector<double>[] gradientA;

    /// <summary>Both passes through the network.</summary>
    public BackwardPass(ReferenceMlp mlp)
        : this(mlp, default)
    {
    }

    /// <summary>Both passes with one entry of one block moved (the semantics of <see cref="Block"/>).</summary>
    internal BackwardPass(ReferenceMlp mlp, Nudge nudge)
    {
        (this.mlp, this.nudge) = (mlp, nudge);
        int last = mlp.Layers;
        z = new Vector<double>[last + 1];
        a = new Vector<double>[last + 1];
        a[0] = Nudged(Block.A(0), mlp.Input);
        for (int l = 1; l <= last; l++)
        {
            z[l] = Nudged(Block.Z(l), (W(l) * a[l - 1]) + Nudged(Block.B(l), mlp.B(l)));
            a[l] = Nudged(Block.A(l), z[l].Map(mlp.F(l).Value));
        }

        Loss = mlp.Loss.Value(a[last], mlp.Target);

        gradientZ = new Vector<double>[last + 1];
        gradientA = new Vector<double>[last + 1];
        gradientA[last] = mlp.Loss.Gradient(a[last], mlp.Target);
        for (int l = last; l >= 1; l--)
        {
            gradientZ[l] = z[l].Map(mlp.F(l).First).PointwiseMultiply(gradientA[l]);
            gradientA[l - 1] = W(l).TransposeThisAndMultiply(gradientZ[l]);
        }
    }

    /// <summary>J.</summary>
    public double Loss { get; }

    /// <summary>z[l], for l = 1..L.</summary>
    public Vector<double> Z(int l) => z[l];

    /// <summary>a[l], for l = 0..L.</summary>
    public Vector<double> A(int l) => a[l];

    /// <summary>δ[l] = ∇_{z[l]} J, for l = 1..L.</summary>
    public Vector<double> Delta(int l) => gradientZ[l];

    /// <summary>∇_{W[l]} J as a matrix of the shape of W[l].</summary>
    public Matrix<double> GradientW(int l) => gradientZ[l].OuterProduct(a[l - 1]);

    /// <summary>∇J by a block, as a column of its dimension; for W[l] it is vec ∇_{W[l]} J.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The network has no such block.</exception>
    public Vector<double> Gradient(Block block)
    {
        _ = mlp.Dimension(block);
        return block.Kind switch
        {
            BlockKind.W => Vec(GradientW(block.Layer)),
            BlockKind.A => gradientA[block.Layer],
            _ => gradientZ[block.Layer],
        };
    }

    /// <summary>The value of a block, as a column of its dimension.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The network has no such block.</exception>
    public Vector<double> Value(Block block)
    {
        _ = mlp.Dimension(block);
        return block.Kind switch
        {
            BlockKind.W => Vec(W(block.Layer)),
            BlockKind.B => Nudged(block, mlp.B(block.Layer)),
            BlockKind.Z => z[block.Layer],
            _ => a[block.Layer],
        };
    }

    private static Vector<double> Vec(Matrix<double> matrix) =>
        Vector<double>.Build.Dense(matrix.ToColumnMajorArray());

    private Matrix<double> W(int l)
    {
        var w = mlp.W(l);
        if (nudge.Block == Block.W(l))
        {
            w = w.Clone();
            w[nudge.Entry % w.RowCount, nudge.Entry / w.RowCount] += nudge.Amount;
        }

        return w;
    }

    private Vector<double> Nudged(Block block, Vector<double> value)
    {
        if (nudge.Block == block)
        {
            value = value.Clone();
            value[nudge.Entry] += nudge.Amount;
        }

        return value;
    }
}
