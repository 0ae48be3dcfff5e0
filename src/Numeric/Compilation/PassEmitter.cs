using System.Reflection.Emit;
using MatrixDiff.Numeric.Kernels.Native;
using MatrixDiff.Numeric.Plans;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>
/// Generates the code of one pass: full registers of entries in a loop, the rest of a line under a mask. What repeats down a column is
/// computed once for the column, what is one number for all once for the pass.
/// </summary>
internal sealed partial class PassEmitter
{
    private readonly Emitter emitter;
    private readonly ILGenerator code;
    private readonly Stage stage;
    private readonly Type lanes;
    private readonly Type functions;
    private readonly Type vector;
    private readonly int width;
    private readonly Func<FunctionUse, Func<double, double>> given;
    private readonly EntryGraph graph = new();
    private readonly Dictionary<Value, EntryNode> made = [];
    private readonly Dictionary<EntryNode, LocalBuilder> locals = [];
    private readonly Dictionary<EntryNode, Level> levels = [];
    private readonly Dictionary<Value, LocalBuilder> sums = [];
    private readonly LocalBuilder column;
    private readonly LocalBuilder down;
    private readonly LocalBuilder entry;
    private readonly LocalBuilder mask;
    private readonly PassLayout layout;

    private PassEmitter(Emitter emitter, Stage stage, Func<FunctionUse, Func<double, double>> given)
    {
        (this.emitter, this.stage, this.given, code) = (emitter, stage, given, emitter.Code);
        var number = emitter.Extents.Number;
        lanes = (Widest.Is512 ? typeof(Lanes512<>) : typeof(Lanes256<>)).MakeGenericType(number);
        functions = Widest.Of(typeof(LaneFunctions<,,>), number);
        vector = Emitter.Method(lanes, "Abs").ReturnType;
        width = (Widest.Is512 ? 64 : 32) / emitter.Extents.Bytes;
        (column, down, entry, mask) = (code.DeclareLocal(typeof(nint)), code.DeclareLocal(typeof(nint)), code.DeclareLocal(typeof(nint)), code.DeclareLocal(vector));
        foreach (var member in stage.Members)
        {
            var node = member.Kernel.Entry!(new EntryCall(member, graph, Read));
            made[member.Instruction.Result] = member.Kernel.SumsEntries && stage.IsRegister ? graph.OfColumn("SumOfColumn", node) : node;
        }

        foreach (var node in graph.Nodes)
        {
            levels[node] = node switch
            {
                { Read: { } read } => node.IsOne ? Level.Pass : LevelOf(read),
                { IsOfColumn: true } => Level.Entry,
                _ => node.Arguments.Select(a => levels[a]).DefaultIfEmpty(Level.Pass).Max(),
            };
            locals[node] = code.DeclareLocal(vector);
        }

        layout = PassLayout.Of(stage);
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
        foreach (var member in stage.Members.Where(m => m.Kernel.SumsEntries && !stage.IsRegister))
        {
            sums[member.Instruction.Result] = code.DeclareLocal(vector);
            code.Emit(OpCodes.Call, Emitter.Method(lanes, "get_Zero"));
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
            emitter.Address(value);
            code.Emit(OpCodes.Ldloc, sum);
            code.Emit(OpCodes.Call, Emitter.Method(lanes, "Sum"));
            code.Emit(emitter.Extents.Bytes == 8 ? OpCodes.Stind_R8 : OpCodes.Stind_R4);
        }
    }

    // Lines of so many entries.
    private void Lines(int length, int lines)
    {
        int tail = length % width;
        if (tail > 0 && lines > 0)
        {
            code.Emit(OpCodes.Ldc_I4, tail);
            code.Emit(OpCodes.Call, Emitter.Method(lanes, "Mask"));
            code.Emit(OpCodes.Stloc, mask);
        }

        Loop(length == 0 ? 0 : lines, () =>
        {
            Compute(Level.Column, masked: false);
            Set(entry, 0);
            Loop(length / width, () =>
            {
                Body(masked: false);
                Advance(entry, width);
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
            emitter.Address(new Place(emitter.Memory.Workspace, emitter.Memory.Scratch[stage] + offset));
            emitter.Address(value);
            code.Emit(OpCodes.Ldc_I4, emitter.Extents.Of(value).Rows);
            code.Emit(OpCodes.Ldc_I4, layout.Times);
            code.Emit(OpCodes.Call, Emitter.Method(Widest.Of(typeof(Steps<,,>), emitter.Extents.Number), "Repeat"));
        }
    }

    private EntryNode Read(Operand operand)
    {
        if (made.TryGetValue(operand.Value, out var node))
        {
            return node;
        }

        return graph.Read(PassLayout.Seen(operand, stage));
    }

    private Level LevelOf(Operand read) => emitter.Extents.Of(read.Value) == (1, 1) ? Level.Pass : read.View == View.Down ? Level.Column : Level.Entry;

    private void Body(bool masked)
    {
        Compute(Level.Entry, masked);
        foreach (var member in stage.Members)
        {
            var value = member.Instruction.Result;
            if (sums.TryGetValue(value, out var sum))
            {
                code.Emit(OpCodes.Ldloc, sum);
                Add(masked, made[value]);
                code.Emit(OpCodes.Call, Emitter.Method(lanes, "Add"));
                code.Emit(OpCodes.Stloc, sum);
            }
            else if (emitter.IsStored(value))
            {
                code.Emit(OpCodes.Ldloc, locals[made[value]]);
                emitter.Address(value);
                At(column, entry);
                Store(value, masked);
            }
        }
    }

    private void Store(Value value, bool masked)
    {
        if (HasRoom(value))
        {
            Masked(false, "Store");
        }
        else if (emitter.Extents.Of(value) == (1, 1) && stage.IsRegister)
        {
            code.Emit(OpCodes.Ldc_I4_1);
            code.Emit(OpCodes.Call, Emitter.Method(lanes, "Mask"));
            code.Emit(OpCodes.Call, Emitter.Method(lanes, "StoreSome"));
        }
        else
        {
            Masked(masked, "Store");
        }
    }

    // Whole registers are written at the end of a line that is the only one, where the place has room for them: what is read again is there sooner.
    private bool HasRoom(Value value) => layout.Lines == 1 && layout.Rest == 0 && emitter.Memory.Of(value)!.Value.Block == emitter.Memory.Workspace;

    // The value of an entry, 0 beyond the last one.
    private void Add(bool masked, EntryNode node)
    {
        if (masked)
        {
            code.Emit(OpCodes.Ldloc, mask);
        }

        code.Emit(OpCodes.Ldloc, locals[node]);
        if (masked)
        {
            code.Emit(OpCodes.Call, Emitter.Method(lanes, "get_Zero"));
            code.Emit(OpCodes.Call, Emitter.Method(lanes, "Select"));
        }
    }

    private void Compute(Level level, bool masked)
    {
        foreach (var node in graph.Nodes.Where(n => levels[n] == level))
        {
            if (node.Number is { } number)
            {
                Constant(number);
                code.Emit(OpCodes.Call, Emitter.Method(lanes, "All"));
            }
            else if (node.Read is { } read)
            {
                Read(node, read, level, masked);
            }
            else
            {
                foreach (var argument in node.Arguments)
                {
                    code.Emit(OpCodes.Ldloc, locals[argument]);
                }

                if (node.IsOfColumn || node.Function is not null)
                {
                    Mask(masked);
                }

                if (node.Function is { } function)
                {
                    emitter.Object(given(function));
                }

                code.Emit(OpCodes.Call, functions.GetMethod(node.Operation) ?? Emitter.Method(lanes, node.Operation));
            }

            code.Emit(OpCodes.Stloc, locals[node]);
        }
    }

    private void Read(EntryNode node, Operand read, Level level, bool masked)
    {
        if (node.Offset > 0)
        {
            var place = emitter.Memory.Of(read.Value)!.Value;
            emitter.Address(place with { Offset = place.Offset + node.Offset });
        }
        else if (layout.Repeated.TryGetValue(read.Value, out long repeated) && read.View == View.Across)
        {
            emitter.Address(new Place(emitter.Memory.Workspace, emitter.Memory.Scratch[stage] + repeated));
        }
        else
        {
            emitter.Address(read.Value);
        }

        if (level != Level.Entry)
        {
            At([.. level == Level.Column ? new[] { down } : []]);
            code.Emit(emitter.Extents.Bytes == 8 ? OpCodes.Ldind_R8 : OpCodes.Ldind_R4);
            code.Emit(OpCodes.Call, Emitter.Method(lanes, "All"));
            return;
        }

        At([.. read.View == View.Across ? [] : new[] { column }, entry]);
        Masked(masked, "Load");
    }
}
