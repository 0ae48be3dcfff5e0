using System.Numerics;
using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Numeric.Plans;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>A row without calls of its own (expm, pinv, …): its operands are copied out as matrices of doubles, which allocates.</summary>
internal sealed class InterpretedCall(BoundInstruction b)
{
    private readonly int values = 1 + b.Instruction.Operands.Select(o => o.Value.Index).Append(b.Instruction.Result.Index).Max();

    /// <summary>The row's result for operands in memory.</summary>
    public unsafe void Run<T>(T* r, T* x, T* y)
        where T : unmanaged, INumber<T>
    {
        var dense = new Dense[values];
        for (int i = 0; i < b.Count; i++)
        {
            var value = b.Instruction.Operands[i].Value;
            var (rows, columns) = b.Extents.Of(value);
            dense[value.Index] = Dense.New(rows, columns);
            for (int k = 0; k < rows * columns; k++)
            {
                dense[value.Index].Data[k] = double.CreateTruncating((i == 0 ? x : y)[k]);
            }
        }

        double[] result = Value(b.Instruction, dense, b.Extents).Data;
        for (int k = 0; k < result.Length; k++)
        {
            r[k] = T.CreateTruncating(result[k]);
        }
    }

    /// <summary>The value of an instruction that calls no unknown function.</summary>
    public static Dense Value(Instruction instruction, Dense[] values, Extents extents) =>
        instruction.Kernel.Run(new KernelCall(instruction, values, extents.Of, _ => throw new InvalidOperationException(instruction.Kernel.Name)));
}
