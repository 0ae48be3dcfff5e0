using MatrixDiff.Numeric.Compilation;
using MatrixDiff.Numeric.Export;
using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Plans;

/// <summary>A row of the table of kernels: what computes a value, and the same as exported code, side by side.</summary>
internal sealed record Kernel
{
    /// <summary>The name, unique in the table.</summary>
    public required string Name { get; init; }

    /// <summary>The operator that the row computes; null for what belongs to sums, products and constants.</summary>
    public Type? Operator { get; init; }

    /// <summary>The computation. It must not change its operands.</summary>
    public required Func<KernelCall, Dense> Run { get; init; }

    /// <summary>The NumPy expression.</summary>
    public required Func<NumPyCall, Code> NumPy { get; init; }

    /// <summary>Of an elementwise row, what is computed for an entry; of a sum over entries, what is summed.</summary>
    public Func<EntryCall, EntryNode>? Entry { get; init; }

    /// <summary>Whether <see cref="Entry"/> is how the row is computed at given sizes; always where there is none.</summary>
    public Func<BoundInstruction, bool>? IsEntrywise { get; init; }

    /// <summary>Has an entry of the result parts of entries of operands other than its own, so that operands must be finished before a pass?</summary>
    public bool ReadsWhole { get; init; }

    /// <summary>Is the result the sum of <see cref="Entry"/> over all entries?</summary>
    public bool SumsEntries { get; init; }

    /// <summary>Is the value only a preparation, for which exported code shows the operand?</summary>
    public bool IsTransparent { get; init; }

    /// <summary>The calls that compute the row in compiled functions; null where <see cref="Entry"/> or <see cref="Alias"/> says all, and of constants.</summary>
    public Func<BoundInstruction, IReadOnlyList<NativeCall>>? Native { get; init; }

    /// <summary>Of a row whose result is the memory of its first operand, read differently: the entry at which it starts.</summary>
    public Func<BoundInstruction, long>? Alias { get; init; }

    /// <summary>How many operands, from the first, the calls read as they are where they are looked at transposed; others are turned before.</summary>
    public int ReadTransposed { get; init; }

    /// <summary>Additions and multiplications of the row, for rows with calls; by default one for each entry of the result.</summary>
    public Func<BoundInstruction, double>? Operations { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>What a kernel gets: its instruction, the operands' values, sizes and functions.</summary>
internal sealed class KernelCall(Instruction instruction, Dense[] values, Func<Size, int> extent, Func<FunctionUse, Func<double, double>> function)
{
    /// <summary>The instruction.</summary>
    public Instruction Instruction { get; } = instruction;

    /// <summary>The number of operands.</summary>
    public int Count => Instruction.Operands.Count;

    /// <summary>The unknown function.</summary>
    public Func<double, double> Function => function(Instruction.Function!);

    /// <summary>The values of all operands, transposed where they are looked at so.</summary>
    public Dense[] All => [.. Enumerable.Range(0, Count).Select(Turned)];

    /// <summary>The value of an operand, whatever its view.</summary>
    public Dense this[int operand] => values[Instruction.Operands[operand].Value.Index];

    /// <summary>The view of an operand.</summary>
    public View View(int operand) => Instruction.Operands[operand].View;

    /// <summary>The form of an operand.</summary>
    public Form Form(int operand) => Instruction.Operands[operand].Value.Form;

    /// <summary>The value of an operand, transposed where it is looked at so.</summary>
    public Dense Turned(int operand) => View(operand) == Plans.View.Transposed ? this[operand].Transpose() : this[operand];

    /// <summary>A number of the instruction.</summary>
    public double Number(int index) => Instruction.Numbers[index].ToDouble();

    /// <summary>A size of the instruction.</summary>
    public int Size(int index) => extent(Instruction.Sizes[index]);
}
