namespace MatrixDiff.Numeric.Reference;

/// <summary>What a <see cref="Block"/> is a block of.</summary>
public enum BlockKind
{
    /// <summary>vec W[l], columns stacked: entry i + j·n[l] is W[l]ᵢⱼ (indices from 0).</summary>
    W,

    /// <summary>b[l].</summary>
    B,

    /// <summary>z[l].</summary>
    Z,

    /// <summary>a[l]; a[0] is the input.</summary>
    A,
}

/// <summary>
/// The variables of one derivative: vec W[l], b[l], z[l] (l = 1..L) or a[l] (l = 0..L), as a column.
/// <para>
/// A derivative by z[l] or a[l] is one by an independent additive perturbation at that node: with
/// z[l] = W[l] a[l−1] + b[l] + r and a[l] = f[l](z[l]) + s, ∂/∂z[l] is ∂/∂r and ∂/∂a[l] is ∂/∂s at r = s = 0, all else fixed.
/// So ∂²J/∂z[l]∂(vec W[l])ᵀ is how δ[l] moves with W[l], what is below l fixed, and ∂²J/∂z[l]∂z[l]ᵀ is Q[l].
/// </para>
/// </summary>
/// <param name="Kind">Which quantity of the layer.</param>
/// <param name="Layer">The layer l.</param>
public readonly record struct Block(BlockKind Kind, int Layer)
{
    /// <summary>vec W[l], of dimension n[l]·n[l−1].</summary>
    public static Block W(int l) => new(BlockKind.W, l);

    /// <summary>b[l], of dimension n[l].</summary>
    public static Block B(int l) => new(BlockKind.B, l);

    /// <summary>z[l], of dimension n[l].</summary>
    public static Block Z(int l) => new(BlockKind.Z, l);

    /// <summary>a[l], of dimension n[l].</summary>
    public static Block A(int l) => new(BlockKind.A, l);

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}[{Layer}]";
}

/// <summary>Adds the amount to one entry of one block.</summary>
internal readonly record struct Nudge(Block Block, int Entry, double Amount);
