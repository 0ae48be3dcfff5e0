using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Numeric.Kernels.Native;
using MatrixDiff.Numeric.Plans;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>The calls that compute products, chosen by their sizes and the backend.</summary>
internal static class ProductCalls
{
    // The left factor of a product without packing stays in the first cache.
    private const int FirstCache = 32 * 1024;

    // So many columns and coefficients are held in registers.
    private const int FewColumns = 8;

    // A result of so many bytes is written past the caches: it would drive out of them all that is to be read.
    private const int Streamed = 4 << 20;

    /// <summary>Is it A x with so few columns that each entry is computed as their combination, or A'x with x and the result in registers?</summary>
    public static bool IsEntrywise(BoundInstruction b)
    {
        int m = b.RowsOf(0), k = b.ColumnsOf(0);
        return m > 1 && k > 1 && !b.IsTransposed(1) && (b.IsTransposed(0)
            ? b.LengthOf(1) == m && m <= b.Extents.Lanes && k <= b.Extents.Lanes
            : b.LengthOf(1) == k && k <= FewColumns);
    }

    /// <summary>op(A) op(B).</summary>
    public static IReadOnlyList<NativeCall> Product(BoundInstruction b)
    {
        bool ta = b.IsTransposed(0), tb = b.IsTransposed(1);
        int m = ta ? b.ColumnsOf(0) : b.RowsOf(0), k = ta ? b.RowsOf(0) : b.ColumnsOf(0), n = k > 0 ? b.LengthOf(1) / k : tb ? b.RowsOf(1) : b.ColumnsOf(1);
        if (k == 1)
        {
            return [b.Call("Outer", m, n)];
        }

        if (n == 1)
        {
            return [b.Call(ta ? "TimesVectorT" : "TimesVectorN", m, k)];
        }

        if (m == 1)
        {
            // a'B is B'a; B is looked at the other way round.
            return [new(tb ? "TimesVectorN" : "TimesVectorT", NativeArgument.Result(), NativeArgument.Operand(1), NativeArgument.Operand(0), n, k)];
        }

        bool blas = b.Extents.Backend == NumericBackend.OpenBlas;
        if ((double)m * k * b.Extents.Bytes <= FirstCache)
        {
            return [b.Call("SmallProduct", m, n, k, ta ? 1 : 0, tb ? 1 : 0) with { Scratch = ta ? (long)m * k : 0 }];
        }

        bool gram = ta != tb && b.Instruction.Operands[0].Value == b.Instruction.Operands[1].Value;
        return (gram, blas) switch
        {
            (true, true) => [Gram(b, "BlasGram", m, k, ta)],
            (true, false) => [Gram(b, "ManagedGram", m, k, ta) with { Scratch = Packed(b, m, m, k) }],
            (false, true) => [b.Call("BlasProduct", m, n, k, ta ? 1 : 0, tb ? 1 : 0)],
            _ => [b.Call("ManagedProduct", m, n, k, ta ? 1 : 0, tb ? 1 : 0, IsSymmetric(b) ? 1 : 0) with { Scratch = Packed(b, m, n, k) }],
        };
    }

    /// <summary>Additions and multiplications of a product; half as many where the result is symmetric.</summary>
    public static double ProductOperations(BoundInstruction b)
    {
        double inner = b.IsTransposed(0) ? b.RowsOf(0) : b.ColumnsOf(0);
        return (IsSymmetric(b) ? 1.0 : 2.0) * b.Length * inner;
    }

    /// <summary>A ⊗ B, in which a vector is a column (across) or a row (down).</summary>
    public static IReadOnlyList<NativeCall> Kronecker(BoundInstruction b)
    {
        var ((m, n), (p, q)) = (Line(b, 0), Line(b, 1));
        return (long)b.Length * b.Extents.Bytes >= Streamed
            ? [b.Call("StreamedKronecker", m, n, p, q) with { Scratch = Widest.StreamedScratch(p) }]
            : [b.Call("Kronecker", m, n, p, q)];
    }

    /// <summary>The memory that the managed product packs its operands in.</summary>
    public static long Packed(BoundInstruction b, int m, int n, int k) => Widest.Scratch(b.Extents.Number, m, n, k);

    private static bool IsSymmetric(BoundInstruction b) => b.Instruction.Numbers.Count > 0
        || (b.IsTransposed(0) != b.IsTransposed(1) && b.Instruction.Operands[0].Value == b.Instruction.Operands[1].Value);

    private static NativeCall Gram(BoundInstruction b, string method, int n, int k, bool transposed) =>
        new(method, NativeArgument.Result(), NativeArgument.Operand(0), n, k, transposed ? 1 : 0);

    private static (int Rows, int Columns) Line(BoundInstruction b, int i) =>
        b.Instruction.Operands[i].View == View.Down ? (1, b.LengthOf(i)) : (b.RowsOf(i), b.ColumnsOf(i));
}
