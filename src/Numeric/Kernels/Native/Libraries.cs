namespace MatrixDiff.Numeric.Kernels.Native;

/// <summary>What OpenBLAS does in a computation that has products and factorizations of its own.</summary>
[Flags]
internal enum Libraries
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Products.</summary>
    Products = 1,

    /// <summary>Factorizations.</summary>
    Factors = 2,
}
