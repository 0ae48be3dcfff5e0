using MatrixDiff.Numeric.Kernels.Native;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>The calls that factorize matrices and solve with the factors; kind is Lu or Cholesky.</summary>
internal static class FactorCalls
{
    /// <summary>The factors.</summary>
    public static IReadOnlyList<NativeCall> Factorize(BoundInstruction b, string kind) =>
        [b.Call(kind, b.Rows, Blas(b)) with { Scratch = Widest.FactorScratch(b.Extents.Number, b.Rows, b.Rows) }];

    /// <summary>A⁻¹ B.</summary>
    public static IReadOnlyList<NativeCall> Solve(BoundInstruction b, string kind)
    {
        int n = b.RowsOf(0), c = b.Length / Math.Max(n, 1);
        return [b.Call("Solve" + kind, [n, c, .. Turn(b, kind), Blas(b)]) with { Scratch = Widest.FactorScratch(b.Extents.Number, n, c) }];
    }

    /// <summary>A⁻¹.</summary>
    public static IReadOnlyList<NativeCall> Inverse(BoundInstruction b, string kind)
    {
        int n = b.Rows;
        long packed = Math.Max(Widest.FactorScratch(b.Extents.Number, n, n), ProductCalls.Packed(b, n, n, n));
        return [b.Call("Inverse" + kind, [n, .. Turn(b, kind), Blas(b)]) with { Scratch = ((long)n * n) + packed }];
    }

    private static int[] Turn(BoundInstruction b, string kind) => kind == "Lu" ? [b.IsTransposed(0) ? 1 : 0] : [];

    // Below a panel's size the managed code is all there is to do.
    private static int Blas(BoundInstruction b) => b.Extents.HasLapack && b.RowsOf(0) > Panel ? 1 : 0;

    private const int Panel = 32;
}
