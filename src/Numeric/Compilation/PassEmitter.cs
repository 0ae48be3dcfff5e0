using System.Reflection.Emit;
using MatrixDiff.Numeric.Kernels.Native;
using MatrixDiff.Numeric.Plans;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>
/// Generates the code of one pass: full registers of entries in a loop, the rest of a line under a mask. What repeats down a column is
/// computed once for the column, what is one number for all once for the pass.
/// </summary>
internal sealed partial class PassEmitter : LaneEmitter
{
    private readonly ILGenerator code;
    private readonly Dictionary<EntryNode, Level> levels = [];
    private readonly Dictionary<Value, LocalBuilder> sums = [];
    private readonly LocalBuilder column;
    private readonly LocalBuilder down;
    private readonly LocalBuilder entry;
    private readonly LocalBuilder mask;
    private readonly PassLayout layout;

    private PassEmitter(Emitter emitter, Stage stage, Func<FunctionUse, Func<double, double>> given)
        : base(emitter, stage, given)
    {
        code = emitter.Code;
        (column, down, entry, mask) = (code.DeclareLocal(typeof(nint)), code.DeclareLocal(typeof(nint)), code.DeclareLocal(typeof(nint)), code.DeclareLocal(Vector));
        Make((_, node) => node);
        foreach (var node in Graph.Nodes)
        {
            levels[node] = node.Read is { } read ? node.IsOne ? Level.Pass : LevelOf(read) : node.Arguments.Select(a => levels[a]).DefaultIfEmpty(Level.Pass).Max();
        }

        layout = PassLayout.Of(Stage);
    }

    private enum Level
    {
        Pass,
        Column,
        Entry,
    }

    /// <summary>Code of a pass; <paramref name="given"/> has the unknown functions.</summary>
    public static void Emit(Emitter emitter, Stage stage, Func<FunctionUse, Func<double, double>> given) => new PassEmitter(emitter, stage, given).Emit();

    private void Emit()
    {
        foreach (var member in Stage.Members.Where(m => m.Kernel.SumsEntries))
        {
            sums[member.Instruction.Result] = code.DeclareLocal(Vector);
            code.Emit(OpCodes.Call, Emitter.Method(Lanes, "get_Zero"));
            code.Emit(OpCodes.Stloc, sums[member.Instruction.Result]);
        }

        Repeat();
        Set(column, 0);
        Set(down, 0);
        Compute(Level.Pass, masked: false);
        Lines(layout.Line, layout.Lines);
        Lines(layout.Rest, layout.Rest > 0 ? 1 : 0);

        foreach (var (value, sum) in sums)
        {
            Emitter.Address(value);
            code.Emit(OpCodes.Ldloc, sum);
            code.Emit(OpCodes.Call, Emitter.Method(Lanes, "Sum"));
            code.Emit(Emitter.Extents.Bytes == 8 ? OpCodes.Stind_R8 : OpCodes.Stind_R4);
        }
    }

    // Lines of so many entries.
    private void Lines(int length, int lines)
    {
        int tail = length % Width;
        if (tail > 0 && lines > 0)
        {
            First(tail);
            code.Emit(OpCodes.Stloc, mask);
        }

        Loop(length == 0 ? 0 : lines, () =>
        {
            Compute(Level.Column, masked: false);
            Set(entry, 0);
            Loop(length / Width, () =>
            {
                Body(masked: false);
                Advance(entry, Width);
            });
            if (tail > 0)
            {
                Body(masked: true);
            }

            Advance(column, length);
            Advance(down, 1);
        });
    }

    // Short columns that stand for every column, repeated to the length of a line.
    private void Repeat()
    {
        foreach (var (value, offset) in layout.Repeated)
        {
            Emitter.Address(new Place(Emitter.Memory.Workspace, Emitter.Memory.Scratch[Stage] + offset));
            Emitter.Address(value);
            code.Emit(OpCodes.Ldc_I4, Emitter.Extents.Of(value).Rows);
            code.Emit(OpCodes.Ldc_I4, layout.Times);
            code.Emit(OpCodes.Call, Emitter.Method(Widest.Of(typeof(Steps<,,>), Emitter.Extents.Number), "Repeat"));
        }
    }

    /// <inheritdoc/>
    public override EntryNode Read(Operand operand) => Made.TryGetValue(operand.Value, out var node) ? node : Graph.Read(PassLayout.Seen(operand, Stage));

    /// <inheritdoc/>
    public override EntryNode Column(Operand operand, int column) => Graph.Read(operand, (long)column * Emitter.Extents.Of(operand.Value).Rows, isOne: false, 0);

    /// <inheritdoc/>
    public override EntryNode One(Operand operand, int entry) => Graph.Read(operand, entry, isOne: true, 0);

    private Level LevelOf(Operand read) => Emitter.Extents.Of(read.Value) == (1, 1) ? Level.Pass : read.View == View.Down ? Level.Column : Level.Entry;

    private void Body(bool masked)
    {
        Compute(Level.Entry, masked);
        foreach (var member in Stage.Members)
        {
            var value = member.Instruction.Result;
            if (sums.TryGetValue(value, out var sum))
            {
                code.Emit(OpCodes.Ldloc, sum);
                Add(masked, Made[value]);
                code.Emit(OpCodes.Call, Emitter.Method(Lanes, "Add"));
                code.Emit(OpCodes.Stloc, sum);
            }
            else if (Emitter.IsStored(value))
            {
                code.Emit(OpCodes.Ldloc, Locals[Made[value]]);
                Emitter.Address(value);
                At(column, entry);
                Masked(masked && !HasRoom(value), "Store");
            }
        }
    }

    // Whole registers are written at the end of a line that is the only one, where the place has room for them: what is read again is there sooner.
    private bool HasRoom(Value value) => layout.Lines == 1 && layout.Rest == 0 && Emitter.Memory.Of(value)!.Block == Emitter.Memory.Workspace;

    // The value of an entry, 0 beyond the last one.
    private void Add(bool masked, EntryNode node)
    {
        if (masked)
        {
            code.Emit(OpCodes.Ldloc, mask);
        }

        code.Emit(OpCodes.Ldloc, Locals[node]);
        if (masked)
        {
            code.Emit(OpCodes.Call, Emitter.Method(Lanes, "get_Zero"));
            code.Emit(OpCodes.Call, Emitter.Method(Lanes, "Select"));
        }
    }

    private void Compute(Level level, bool masked)
    {
        foreach (var node in Graph.Nodes.Where(n => levels[n] == level))
        {
            if (node.Number is { } number)
            {
                All(number);
            }
            else if (node.Read is { } read)
            {
                Read(node, read, level, masked);
            }
            else
            {
                Operation(node, () => Mask(masked));
            }

            code.Emit(OpCodes.Stloc, Locals[node]);
        }
    }

    private void Read(EntryNode node, Operand read, Level level, bool masked)
    {
        if (node.Offset > 0)
        {
            var place = Emitter.Memory.Of(read.Value)!;
            Emitter.Address(place with { Offset = place.Offset + node.Offset });
        }
        else if (layout.Repeated.TryGetValue(read.Value, out long repeated) && read.View == View.Across)
        {
            Emitter.Address(new Place(Emitter.Memory.Workspace, Emitter.Memory.Scratch[Stage] + repeated));
        }
        else
        {
            Emitter.Address(read.Value);
        }

        if (level != Level.Entry)
        {
            At([.. level == Level.Column ? new[] { down } : []]);
            Spread();
            return;
        }

        At([.. read.View == View.Across ? [] : new[] { column }, entry]);
        Masked(masked, "Load");
    }
}
