using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>The calls that move entries.</summary>
internal static class ArrangementCalls
{
    /// <summary>Blocks one after the other in memory: beside each other, or vectors on top of each other.</summary>
    public static IReadOnlyList<NativeCall> Beside(BoundInstruction b)
    {
        long start = 0;
        var calls = new List<NativeCall>();
        for (int i = 0; i < b.Count; start += b.LengthOf(i), i++)
        {
            calls.Add(new("Copy", NativeArgument.Result(start), NativeArgument.Operand(i), b.LengthOf(i)));
        }

        return calls;
    }

    /// <summary>Blocks on top of each other; a vector is a row.</summary>
    public static IReadOnlyList<NativeCall> Stacked(BoundInstruction b)
    {
        int start = 0;
        var calls = new List<NativeCall>();
        for (int i = 0; i < b.Count; i++)
        {
            int rows = b.LengthOf(i) / Math.Max(b.Columns, 1);
            calls.Add(new("CopyBlock", NativeArgument.Result(start), NativeArgument.Operand(i), rows, b.Columns, b.Rows, rows));
            start += rows;
        }

        return calls;
    }

    /// <summary>The rows or columns that K, D or L choose.</summary>
    public static NativeCall Gather(BoundInstruction b, ConstantKind kind, bool columns)
    {
        int[] chosen = Arrangements.Rows(kind, b.Size(0), b.Instruction.Sizes.Count > 1 ? b.Size(1) : 1);
        var (result, x, list) = (NativeArgument.Result(), NativeArgument.Operand(0), NativeArgument.Of(chosen));
        return columns ? new("TakeColumns", result, x, list, b.RowsOf(0)) : new("TakeRows", result, x, list, b.RowsOf(0), b.ColumnsOf(0));
    }

    /// <summary>The lower triangle by columns.</summary>
    public static NativeCall Vech(BoundInstruction b) => new(
        "TakeRows", NativeArgument.Result(), NativeArgument.Operand(0), NativeArgument.Of(Arrangements.Rows(ConstantKind.Elimination, b.RowsOf(0), 1)), b.LengthOf(0), 1);

    /// <summary>A row of a matrix, as a vector.</summary>
    public static IReadOnlyList<NativeCall> Row(BoundInstruction b) =>
        [new("CopyEvery", NativeArgument.Result(), NativeArgument.Operand(0, Arrangements.Inside(b.Size(0), b.RowsOf(0))), b.ColumnsOf(0), b.RowsOf(0))];
}
