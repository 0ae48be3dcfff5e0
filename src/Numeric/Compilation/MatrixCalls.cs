using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Numeric.Kernels.Native;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>The calls that compute functions of a matrix, with their workspaces: in doubles, whatever the numbers of the function are.</summary>
internal static class MatrixCalls
{
    /// <summary>f(X) of a square X, by a method that needs so many doubles for n rows.</summary>
    public static IReadOnlyList<NativeCall> Function(BoundInstruction b, string method, Func<int, long> scratch, params int[] numbers) =>
        [b.Call(method, [b.Rows, .. numbers, (int)LibrariesOf(b)]) with { Scratch = Scratch(b, 2L * b.Length, scratch(b.Rows)) }];

    /// <summary>The derivative of f at X in a direction.</summary>
    public static IReadOnlyList<NativeCall> Derivative(BoundInstruction b, string method, Func<int, long> scratch) =>
        [b.Call(method, b.Rows, (int)LibrariesOf(b)) with { Scratch = Scratch(b, 3L * b.Length, MatrixFunctions.DerivativeScratch(b.Rows, scratch)) }];

    /// <summary>X⁺.</summary>
    public static IReadOnlyList<NativeCall> PseudoInverse(BoundInstruction b) =>
        [b.Call("PseudoInverse", b.RowsOf(0), b.ColumnsOf(0), (int)LibrariesOf(b)) with { Scratch = Scratch(b, 2L * b.Length, MatrixFunctions.PseudoInverseScratch(b.RowsOf(0), b.ColumnsOf(0))) }];

    /// <summary>The factor L with L L' = X.</summary>
    public static IReadOnlyList<NativeCall> CholeskyFactor(BoundInstruction b) => FactorCalls.Factorize(b, "CholeskyFactor");

    // Numbers of scratch for doubles, and for operands and result as such where they are not.
    private static long Scratch(BoundInstruction b, long converted, long doubles) => b.Extents.Bytes == sizeof(double) ? doubles : 2 * (converted + doubles);

    private static Libraries LibrariesOf(BoundInstruction b) =>
        (b.Extents.Backend == NumericBackend.OpenBlas ? Libraries.Products : 0) | (b.Extents.HasLapack ? Libraries.Factors : 0);
}
