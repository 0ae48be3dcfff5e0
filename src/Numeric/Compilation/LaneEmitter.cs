using System.Reflection.Emit;
using MatrixDiff.Numeric.Kernels.Native;
using MatrixDiff.Numeric.Plans;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>What the code of passes and of stages of registers has in common: a graph of operations on lanes, each with a local for its value.</summary>
internal abstract class LaneEmitter : IEntryReads
{
    private readonly Func<FunctionUse, Func<double, double>> given;
    private readonly Type functions;

    /// <summary>An emitter of a stage; <paramref name="given"/> has the unknown functions.</summary>
    protected LaneEmitter(Emitter emitter, Stage stage, Func<FunctionUse, Func<double, double>> given)
    {
        (Emitter, Stage, this.given) = (emitter, stage, given);
        var number = emitter.Extents.Number;
        Lanes = (Widest.Is512 ? typeof(Lanes512<>) : typeof(Lanes256<>)).MakeGenericType(number);
        functions = Widest.Of(typeof(LaneFunctions<,,>), number);
        Vector = Emitter.Method(Lanes, "Abs").ReturnType;
    }

    /// <summary>What the code is added to.</summary>
    protected Emitter Emitter { get; }

    /// <summary>The stage.</summary>
    protected Stage Stage { get; }

    /// <summary>The class of operations.</summary>
    protected Type Lanes { get; }

    /// <summary>The type of a register.</summary>
    protected Type Vector { get; }

    /// <summary>The numbers of a register.</summary>
    protected int Width => Emitter.Extents.Lanes;

    /// <summary>The operations.</summary>
    protected EntryGraph Graph { get; } = new();

    /// <summary>The nodes of the values that are made here.</summary>
    protected Dictionary<Value, EntryNode> Made { get; } = [];

    /// <summary>The locals of nodes.</summary>
    protected Dictionary<EntryNode, LocalBuilder> Locals { get; } = [];

    /// <inheritdoc/>
    public abstract EntryNode Read(Operand operand);

    /// <inheritdoc/>
    public abstract EntryNode Column(Operand operand, int column);

    /// <inheritdoc/>
    public abstract EntryNode One(Operand operand, int entry);

    /// <summary>Makes the graph of the members; <paramref name="result"/> is the value of one from what is computed for an entry.</summary>
    protected void Make(Func<BoundInstruction, EntryNode, EntryNode> result)
    {
        foreach (var member in Stage.Members)
        {
            Made[member.Instruction.Result] = result(member, member.Kernel.Entry!(new EntryCall(member, Graph, this)));
        }

        foreach (var node in Graph.Nodes)
        {
            Locals[node] = Emitter.Code.DeclareLocal(Vector);
        }
    }

    /// <summary>Pushes a number in all lanes.</summary>
    protected void All(double number)
    {
        if (Emitter.Extents.Bytes == 8)
        {
            Emitter.Code.Emit(OpCodes.Ldc_R8, number);
        }
        else
        {
            Emitter.Code.Emit(OpCodes.Ldc_R4, (float)number);
        }

        Emitter.Code.Emit(OpCodes.Call, Emitter.Method(Lanes, "All"));
    }

    /// <summary>Pushes the mask of the first lanes.</summary>
    protected void First(int count)
    {
        Emitter.Code.Emit(OpCodes.Ldc_I4, count);
        Emitter.Code.Emit(OpCodes.Call, Emitter.Method(Lanes, "Mask"));
    }

    /// <summary>Pushes the number at the address on the stack, in all lanes.</summary>
    protected void Spread()
    {
        Emitter.Code.Emit(Emitter.Extents.Bytes == 8 ? OpCodes.Ldind_R8 : OpCodes.Ldind_R4);
        Emitter.Code.Emit(OpCodes.Call, Emitter.Method(Lanes, "All"));
    }

    /// <summary>Pushes the value of an operation; <paramref name="mask"/> pushes the lanes that count, where it asks for them.</summary>
    protected void Operation(EntryNode node, Action mask)
    {
        foreach (var argument in node.Arguments)
        {
            Emitter.Code.Emit(OpCodes.Ldloc, Locals[argument]);
        }

        if (node.Whole is { } whole)
        {
            Emitter.Code.Emit(OpCodes.Ldc_I4, whole);
        }

        if (node.Length > 0)
        {
            mask();
        }

        if (node.Function is { } function)
        {
            Emitter.Object(given(function));
        }

        // Straight code has exponentials in line, so that registers need not be saved around calls.
        Emitter.Code.Emit(OpCodes.Call, (Stage.IsRegister ? Lanes.GetMethod(node.Operation) : null) ?? functions.GetMethod(node.Operation) ?? Emitter.Method(Lanes, node.Operation));
    }
}
