using System.Reflection.Emit;
using MatrixDiff.Numeric.Plans;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>
/// Generates the code of a stage of registers: straight code in which each column is one register, under the mask of its length, and
/// each number is in all lanes; what is made here is written at the end, and only where something else needs it.
/// </summary>
internal sealed class RegisterEmitter : LaneEmitter
{
    private readonly ILGenerator code;
    private readonly Dictionary<int, LocalBuilder> masks = [];

    private RegisterEmitter(Emitter emitter, Stage stage, Func<FunctionUse, Func<double, double>> given)
        : base(emitter, stage, given)
    {
        code = emitter.Code;
        Make((member, node) => member.Kernel.SumsEntries ? Graph.OfColumn("SumOfColumn", node, member.RowsOf(0)) : node);
    }

    /// <summary>Code of a stage of registers; <paramref name="given"/> has the unknown functions.</summary>
    public static void Emit(Emitter emitter, Stage stage, Func<FunctionUse, Func<double, double>> given) => new RegisterEmitter(emitter, stage, given).Emit();

    /// <inheritdoc/>
    public override EntryNode Read(Operand operand) => Made.TryGetValue(operand.Value, out var node) ? node
        : Emitter.Extents.Of(operand.Value) is var extent && extent == (1, 1) ? Graph.Read(operand with { View = View.Plain }, 0, isOne: true, 1)
        : Graph.Read(operand with { View = View.Plain }, 0, isOne: false, extent.Rows * extent.Columns);

    /// <inheritdoc/>
    public override EntryNode Column(Operand operand, int column) =>
        Graph.Read(operand with { View = View.Plain }, (long)column * Emitter.Extents.Of(operand.Value).Rows, isOne: false, Emitter.Extents.Of(operand.Value).Rows);

    /// <inheritdoc/>
    public override EntryNode One(Operand operand, int entry) => Made.TryGetValue(operand.Value, out var node) ? Graph.Lane(node, entry)
        : Graph.Read(operand with { View = View.Plain }, entry, isOne: true, 1);

    private void Emit()
    {
        foreach (var node in Graph.Nodes)
        {
            if (node.Number is { } number)
            {
                All(number);
            }
            else if (node.Read is { } read)
            {
                Load(node, Emitter.Memory.Of(read.Value)!);
            }
            else
            {
                Operation(node, () => Mask(node.Length));
            }

            code.Emit(OpCodes.Stloc, Locals[node]);
        }

        foreach (var member in Stage.Members.Where(m => Emitter.IsStored(m.Instruction.Result)))
        {
            Store(member.Instruction.Result);
        }
    }

    private void Load(EntryNode node, Place place)
    {
        Emitter.Address(place with { Offset = place.Offset + node.Offset });
        if (node.IsOne)
        {
            Spread();
        }
        else if (node.Length == Width)
        {
            code.Emit(OpCodes.Call, Emitter.Method(Lanes, "Load"));
        }
        else
        {
            Mask(node.Length);
            code.Emit(OpCodes.Call, Emitter.Method(Lanes, "LoadSome"));
        }
    }

    // Places of the workspace have room for a whole register.
    private void Store(Value value)
    {
        int length = Emitter.Extents.Of(value).Rows;
        code.Emit(OpCodes.Ldloc, Locals[Made[value]]);
        Emitter.Address(value);
        if (length == Width || Emitter.Memory.Of(value)!.Block == Emitter.Memory.Workspace)
        {
            code.Emit(OpCodes.Call, Emitter.Method(Lanes, "Store"));
        }
        else
        {
            Mask(length);
            code.Emit(OpCodes.Call, Emitter.Method(Lanes, "StoreSome"));
        }
    }

    // Each mask is made once, where it is needed first.
    private void Mask(int length)
    {
        if (!masks.TryGetValue(length, out var mask))
        {
            masks[length] = mask = code.DeclareLocal(Vector);
            First(length);
            code.Emit(OpCodes.Stloc, mask);
        }

        code.Emit(OpCodes.Ldloc, mask);
    }
}
