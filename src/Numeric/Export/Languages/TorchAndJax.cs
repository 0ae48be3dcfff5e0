namespace MatrixDiff.Numeric.Export.Languages;

/// <summary>PyTorch.</summary>
internal sealed class Torch : Tensors
{
    /// <inheritdoc/>
    public override string Name => "torch";

    /// <inheritdoc/>
    protected override string Module => "torch";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Helpers { get; } = Template.ParseBlocks((Common + "\n\n" + """
        def sigmoid(x):
            return torch.sigmoid(x)

        def scalar(x):
            return torch.as_tensor(x, dtype=torch.get_default_dtype())

        def erf(x):
            return torch.erf(x)

        def erfc(x):
            return torch.erfc(x)

        def expm(x):
            return torch.linalg.matrix_exp(x)

        def concatenate(blocks, axis):
            return torch.cat(blocks, axis)

        def eye(n):
            return torch.eye(n, dtype=torch.get_default_dtype())

        def ones(*shape):
            return torch.ones(*shape, dtype=torch.get_default_dtype())
        """).Replace("xp.", "torch.", StringComparison.Ordinal), @"def (\w+)\(");

    /// <inheritdoc/>
    public override IEnumerable<string> Head() => ["import torch"];

    /// <inheritdoc/>
    protected override string Argument(string name) => $"torch.as_tensor({name})";
}

/// <summary>JAX.</summary>
internal sealed class Jax : Tensors
{
    /// <inheritdoc/>
    public override string Name => "jax";

    /// <inheritdoc/>
    protected override string Module => "jnp";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Helpers { get; } = Template.ParseBlocks((Common + "\n\n" + """
        def sigmoid(x):
            return jax.nn.sigmoid(x)

        def scalar(x):
            return jnp.asarray(x)

        def erf(x):
            return jax.scipy.special.erf(x)

        def erfc(x):
            return jax.scipy.special.erfc(x)

        def expm(x):
            return jnp.vectorize(jax.scipy.linalg.expm, signature="(n,n)->(n,n)")(x)

        def concatenate(blocks, axis):
            return jnp.concatenate(blocks, axis)

        def eye(n):
            return jnp.eye(n)

        def ones(*shape):
            return jnp.ones(shape)
        """).Replace("xp.", "jnp.", StringComparison.Ordinal), @"def (\w+)\(");

    /// <inheritdoc/>
    public override IEnumerable<string> Head() => ["import jax", "import jax.numpy as jnp"];

    /// <inheritdoc/>
    protected override string Argument(string name) => $"jnp.asarray({name})";
}
