using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Numeric.Kernels.Native;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>The calls that factorize matrices and solve with the factors; kind is Lu or Cholesky.</summary>
internal static class FactorCalls
{
    /// <summary>The factors.</summary>
    public static IReadOnlyList<NativeCall> Factorize(BoundInstruction b, string kind) =>
        [b.Call(kind, b.Rows, Blas(b, Takes(b, kind))) with { Scratch = Widest.FactorScratch(b.Extents.Number, b.Rows, b.Rows) }];

    /// <summary>A⁻¹ B.</summary>
    public static IReadOnlyList<NativeCall> Solve(BoundInstruction b, string kind)
    {
        int n = b.RowsOf(0), c = b.Length / Math.Max(n, 1);
        return [b.Call("Solve" + kind, [n, c, .. Turn(b, kind), Blas(b, b.Extents.HasLapack)]) with { Scratch = Widest.FactorScratch(b.Extents.Number, n, c) }];
    }

    /// <summary>A⁻¹.</summary>
    public static IReadOnlyList<NativeCall> Inverse(BoundInstruction b, string kind)
    {
        int n = b.Rows;
        long packed = Math.Max(Widest.FactorScratch(b.Extents.Number, n, n), ProductCalls.Packed(b, n, n, n));
        return [b.Call("Inverse" + kind, [n, .. Turn(b, kind), Blas(b, Takes(b, kind))]) with { Scratch = ((long)n * n) + packed }];
    }

    private static int[] Turn(BoundInstruction b, string kind) => kind == "Lu" ? [b.IsTransposed(0) ? 1 : 0] : [];

    // Below a panel's size the managed code is all there is to do.
    private static int Blas(BoundInstruction b, bool takes) => takes && b.RowsOf(0) > Panel ? 1 : 0;

    // Cholesky factors and inverses from them are managed where products are: they consist of products. LU is LAPACK's wherever it is found.
    private static bool Takes(BoundInstruction b, string kind) => kind == "Lu" ? b.Extents.HasLapack : b.Extents.Backend == NumericBackend.OpenBlas && b.Extents.HasLapack;

    private const int Panel = 32;
}
