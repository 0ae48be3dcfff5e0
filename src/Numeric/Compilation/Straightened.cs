using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>
/// The instructions of a plan as compiled functions run them: matrices that a call can't read transposed are turned before, once each.
/// </summary>
internal static class Straightened
{
    /// <summary>The instructions in order.</summary>
    public static List<Instruction> Of(Plan plan)
    {
        int next = 1 + plan.Instructions.Select(i => i.Result.Index).Concat(plan.Inputs.Select(i => i.Value.Index)).DefaultIfEmpty(-1).Max();
        var turned = new Dictionary<Value, Value>();
        var result = new List<Instruction>();
        foreach (var instruction in plan.Instructions)
        {
            Operand[] operands = [.. instruction.Operands];
            for (int i = 0; i < operands.Length; i++)
            {
                bool asIs = instruction.Kernel.Entry is null && (i < instruction.Kernel.ReadTransposed || instruction.Kernel is { Native: null, Alias: null });
                if (operands[i].View == View.Transposed && !asIs)
                {
                    operands[i] = new(Turned(operands[i].Value));
                }
            }

            result.Add(instruction with { Operands = operands });
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
}
