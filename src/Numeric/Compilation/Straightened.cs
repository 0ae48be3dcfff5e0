using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>
/// The instructions of a plan as compiled functions run them: matrices that a call can't read transposed are turned before, once each, and
/// sums over a single column are what they are at this size. Where a softmax is needed and its logarithm as well, the softmax is e to the logarithm, which is as
/// exact: both round x − log Σ eˣ.
/// </summary>
internal static class Straightened
{
    // A function of columns, rows or a vector, and its logarithm.
    private static readonly Dictionary<string, string> Logarithms = new(StringComparer.Ordinal)
    {
        ["softmax"] = "logsoftmax",
        ["colsoftmax"] = "log of colsoftmax",
        ["rowsoftmax"] = "log of rowsoftmax",
    };

    /// <summary>The instructions in order.</summary>
    public static List<Instruction> Of(Plan plan, Extents extents)
    {
        int next = 1 + plan.Instructions.Select(i => i.Result.Index).Concat(plan.Inputs.Select(i => i.Value.Index)).DefaultIfEmpty(-1).Max();
        var turned = new Dictionary<Value, Value>();
        var result = new List<Instruction>();
        foreach (var instruction in Shared(plan.Instructions, extents))
        {
            Operand[] operands = [.. instruction.Operands];
            for (int i = 0; i < operands.Length; i++)
            {
                bool asIs = (instruction.Kernel.ReadsWhole || !new BoundInstruction(instruction, extents).IsEntrywise) && i < instruction.Kernel.ReadTransposed;
                if (operands[i].View == View.Transposed && !asIs)
                {
                    operands[i] = new(Turned(operands[i].Value));
                }
            }

            result.Add(AtSize(instruction with { Operands = operands }, extents));
        }

        return result;

        Value Turned(Value x)
        {
            if (!turned.TryGetValue(x, out var value))
            {
                turned[x] = value = new Value(next++, x.Shape.Transposed);
                result.Add(new Instruction(value, KernelTable.Named("transpose"), [new(x)]));
            }

            return value;
        }
    }

    // Instructions in which a softmax reads its logarithm. Columns that a register holds have the exponentials in common anyway.
    private static IEnumerable<Instruction> Shared(IReadOnlyList<Instruction> instructions, Extents extents)
    {
        var logarithms = instructions.Where(i => Logarithms.ContainsValue(i.Kernel.Name) && !extents.IsRegister(extents.Of(i.Result))).GroupBy(i => (i.Kernel.Name, i.Operands[0])).ToDictionary(g => g.Key, g => g.First());
        var done = new HashSet<Instruction>();
        foreach (var instruction in instructions)
        {
            if (Logarithms.TryGetValue(instruction.Kernel.Name, out string? name) && logarithms.TryGetValue((name, instruction.Operands[0]), out var logarithm))
            {
                if (done.Add(logarithm))
                {
                    yield return logarithm;
                }

                yield return new Instruction(instruction.Result, KernelTable.Named("exp"), [new(logarithm.Result)]);
            }
            else if (done.Add(instruction))
            {
                yield return instruction;
            }
        }
    }

    // Of one column, the sums of rows are the column, and the sum of the column is a sum of entries; a column times a row is x y'.
    private static Instruction AtSize(Instruction instruction, Extents extents) => instruction.Kernel.Name switch
    {
        "sums of rows" when extents.Of(instruction.Operands[0].Value).Columns == 1 =>
            instruction with { Kernel = KernelTable.Named("sum"), Numbers = [Rational.Zero, Rational.One] },
        "sums of columns" when extents.Of(instruction.Operands[0].Value).Columns == 1 => instruction with { Kernel = KernelTable.Named("sum of entries") },
        "matmul" when IsOuter(instruction, extents) => Outer(instruction),
        "outer" => Outer(instruction),
        _ => instruction,
    };

    private static bool IsOuter(Instruction i, Extents extents) => extents.Of(i.Operands[0].Value) is var (m, n) && (i.Operands[0].View == View.Transposed ? m : n) == 1;

    // x y' entry by entry.
    private static Instruction Outer(Instruction i) => i with
    {
        Kernel = KernelTable.Named("multiply"),
        Operands = [new(i.Operands[0].Value, View.Across), new(i.Operands[1].Value, View.Down)],
        Numbers = [Rational.One, Rational.Zero],
    };
}
