using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Numeric.Kernels.Native;
using MatrixDiff.Numeric.Plans;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>An instruction with its sizes as numbers: what a row of the table needs to choose the calls that compute it.</summary>
internal sealed class BoundInstruction(Instruction instruction, Extents extents)
{
    /// <summary>The instruction.</summary>
    public Instruction Instruction { get; } = instruction;

    /// <summary>The sizes, the kind of number and the backend.</summary>
    public Extents Extents { get; } = extents;

    /// <summary>The row of the table.</summary>
    public Kernel Kernel => Instruction.Kernel;

    /// <summary>Is it computed entry by entry, in a pass?</summary>
    public bool IsEntrywise => Kernel.Entry is not null && (Kernel.IsEntrywise?.Invoke(this) ?? true);

    /// <summary>The number of operands.</summary>
    public int Count => Instruction.Operands.Count;

    /// <summary>Rows of the result.</summary>
    public int Rows => Extents.Of(Instruction.Result).Rows;

    /// <summary>Columns of the result.</summary>
    public int Columns => Extents.Of(Instruction.Result).Columns;

    /// <summary>Entries of the result.</summary>
    public int Length => Rows * Columns;

    /// <summary>The rows of an operand, as it is held.</summary>
    public int RowsOf(int operand) => Extents.Of(Instruction.Operands[operand].Value).Rows;

    /// <summary>The columns of an operand, as it is held.</summary>
    public int ColumnsOf(int operand) => Extents.Of(Instruction.Operands[operand].Value).Columns;

    /// <summary>The entries of an operand.</summary>
    public int LengthOf(int operand) => RowsOf(operand) * ColumnsOf(operand);

    /// <summary>Is an operand looked at transposed?</summary>
    public bool IsTransposed(int operand) => Instruction.Operands[operand].View == View.Transposed;

    /// <summary>A size of the instruction.</summary>
    public int Size(int index) => Extents.Of(Instruction.Sizes[index]);

    /// <summary>A call with the result, all operands and whole numbers.</summary>
    public NativeCall Call(string method, params int[] sizes) =>
        new(method, [NativeArgument.Result(), .. Enumerable.Range(0, Count).Select(i => NativeArgument.Operand(i)), .. sizes.Select(s => (NativeArgument)s)]);
}

/// <summary>Sizes as numbers, and what calls are chosen by: the kind of number, the registers and the backend.</summary>
internal sealed class Extents(Func<MatrixDiff.Symbolic.Shapes.Size, int> size, NumericBackend choice, Type number)
{
    private readonly Dictionary<Value, (int Rows, int Columns)> known = [];

    /// <summary>What computes products.</summary>
    public NumericBackend Backend { get; } = NumericBackends.Resolve(choice);

    /// <summary>Are factorizations done by LAPACK, as it comes with OpenBLAS?</summary>
    public bool HasLapack => choice != NumericBackend.Managed && NumericBackends.HasOpenBlas;

    /// <summary>The kind of number.</summary>
    public Type Number => number;

    /// <summary>The numbers that a register holds.</summary>
    public int Lanes => (Widest.Is512 ? 64 : 32) / Bytes;

    /// <summary>Is it the extent of one column that a register holds?</summary>
    public bool IsRegister((int Rows, int Columns) extent) => extent.Columns == 1 && extent.Rows > 0 && extent.Rows <= Lanes;

    /// <summary>The bytes of a number.</summary>
    public int Bytes => number == typeof(double) ? 8 : 4;

    /// <summary>The number that a size is.</summary>
    public int Of(MatrixDiff.Symbolic.Shapes.Size s) => size(s);

    /// <summary>Rows and columns of a value; a vector is a column.</summary>
    public (int Rows, int Columns) Of(Value value)
    {
        if (!known.TryGetValue(value, out var extent))
        {
            known[value] = extent = (size(value.Shape.Rows), size(value.Shape.Columns));
            if ((long)extent.Rows * extent.Columns > int.MaxValue)
            {
                throw new ArgumentException($"A matrix of {extent.Rows}×{extent.Columns} is too large.");
            }
        }

        return extent;
    }
}
