using System.Reflection.Emit;
using MatrixDiff.Numeric.Kernels.Native;
using MatrixDiff.Numeric.Plans;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>
/// Generates the code of one pass: full registers of entries in a loop, the rest of a line under a mask. What repeats down a column is
/// computed once for the column, what is one number for all once for the pass.
/// </summary>
internal sealed class PassEmitter
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
    private readonly int rows;
    private readonly int columns;

    private PassEmitter(Emitter emitter, Stage stage, Func<FunctionUse, Func<double, double>> given)
    {
        (this.emitter, this.stage, this.given, code) = (emitter, stage, given, emitter.Code);
        var number = emitter.Extents.Number;
        lanes = (Widest.Is512 ? typeof(Lanes512<>) : typeof(Lanes256<>)).MakeGenericType(number);
        functions = Widest.Of(typeof(LaneFunctions<,,>), number);
        vector = Emitter.Method(lanes, "Abs").ReturnType;
        width = (Widest.Is512 ? 64 : 32) / emitter.Extents.Bytes;
        (column, down, entry, mask) = (code.DeclareLocal(typeof(nint)), code.DeclareLocal(typeof(nint)), code.DeclareLocal(typeof(nint)), code.DeclareLocal(vector));
        (rows, columns) = stage.Domain!.Value;
        foreach (var member in stage.Members)
        {
            made[member.Instruction.Result] = member.Kernel.Entry!(new EntryCall(member.Instruction, graph, Read));
        }

        foreach (var node in graph.Nodes)
        {
            levels[node] = node.Read is { } read ? LevelOf(read) : node.Arguments.Select(a => levels[a]).DefaultIfEmpty(Level.Pass).Max();
            locals[node] = code.DeclareLocal(vector);
        }

        if (levels.Values.All(l => l != Level.Column) && graph.Nodes.All(n => n.Read?.View != View.Across))
        {
            (rows, columns) = (rows * columns, 1);
        }
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
        foreach (var member in stage.Members.Where(m => m.Kernel.SumsEntries))
        {
            sums[member.Instruction.Result] = code.DeclareLocal(vector);
            code.Emit(OpCodes.Call, Emitter.Method(lanes, "get_Zero"));
            code.Emit(OpCodes.Stloc, sums[member.Instruction.Result]);
        }

        int tail = rows % width;
        if (tail > 0)
        {
            code.Emit(OpCodes.Ldc_I4, tail);
            code.Emit(OpCodes.Call, Emitter.Method(lanes, "Mask"));
            code.Emit(OpCodes.Stloc, mask);
        }

        Set(column, 0);
        Set(down, 0);
        Compute(Level.Pass, masked: false);
        if (rows * columns > 0)
        {
            Loop(columns, () =>
            {
                Compute(Level.Column, masked: false);
                Set(entry, 0);
                Loop(rows / width, () =>
                {
                    Body(masked: false);
                    Advance(entry, width);
                });
                if (tail > 0)
                {
                    Body(masked: true);
                }

                Advance(column, rows);
                Advance(down, 1);
            });
        }

        foreach (var (value, sum) in sums)
        {
            emitter.Address(value);
            code.Emit(OpCodes.Ldloc, sum);
            code.Emit(OpCodes.Call, Emitter.Method(lanes, "Sum"));
            code.Emit(emitter.Extents.Bytes == 8 ? OpCodes.Stind_R8 : OpCodes.Stind_R4);
        }
    }

    private EntryNode Read(Operand operand)
    {
        if (made.TryGetValue(operand.Value, out var node))
        {
            return node;
        }

        // A column for the only column is the column itself, and so for rows.
        bool plain = operand.View == View.Across ? stage.Domain!.Value.Columns == 1 : operand.View != View.Down || stage.Domain!.Value.Rows == 1;
        return graph.Read(plain ? operand with { View = View.Plain } : operand);
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
                Masked(masked, "Store");
            }
        }
    }

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
                Read(read, level, masked);
            }
            else
            {
                foreach (var argument in node.Arguments)
                {
                    code.Emit(OpCodes.Ldloc, locals[argument]);
                }

                if (node.Function is { } function)
                {
                    Mask(masked);
                    emitter.Object(given(function));
                }

                bool primitive = lanes.GetMethod(node.Operation) is not null;
                code.Emit(OpCodes.Call, Emitter.Method(primitive ? lanes : functions, node.Operation));
            }

            code.Emit(OpCodes.Stloc, locals[node]);
        }
    }

    private void Read(Operand read, Level level, bool masked)
    {
        emitter.Address(read.Value);
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

    // The mask of the entries of a line that are left, or of all lanes.
    private void Mask(bool masked)
    {
        if (masked)
        {
            code.Emit(OpCodes.Ldloc, mask);
        }
        else
        {
            code.Emit(OpCodes.Ldc_I4, width);
            code.Emit(OpCodes.Call, Emitter.Method(lanes, "Mask"));
        }
    }

    private void Masked(bool masked, string method)
    {
        if (masked)
        {
            code.Emit(OpCodes.Ldloc, mask);
        }

        code.Emit(OpCodes.Call, Emitter.Method(lanes, masked ? method + "Some" : method));
    }

    private void Constant(double number)
    {
        if (emitter.Extents.Bytes == 8)
        {
            code.Emit(OpCodes.Ldc_R8, number);
        }
        else
        {
            code.Emit(OpCodes.Ldc_R4, (float)number);
        }
    }

    // Adds offsets in bytes to the address on the stack.
    private void At(params LocalBuilder[] offsets)
    {
        foreach (var offset in offsets)
        {
            code.Emit(OpCodes.Ldloc, offset);
            code.Emit(OpCodes.Add);
        }
    }

    private void Set(LocalBuilder local, int value)
    {
        code.Emit(OpCodes.Ldc_I4, value);
        code.Emit(OpCodes.Conv_I);
        code.Emit(OpCodes.Stloc, local);
    }

    private void Advance(LocalBuilder local, int entries)
    {
        code.Emit(OpCodes.Ldloc, local);
        code.Emit(OpCodes.Ldc_I8, (long)entries * emitter.Extents.Bytes);
        code.Emit(OpCodes.Conv_I);
        code.Emit(OpCodes.Add);
        code.Emit(OpCodes.Stloc, local);
    }

    private void Loop(int times, Action body)
    {
        if (times == 0)
        {
            return;
        }

        var (count, start) = (code.DeclareLocal(typeof(int)), code.DefineLabel());
        code.Emit(OpCodes.Ldc_I4, times);
        code.Emit(OpCodes.Stloc, count);
        code.MarkLabel(start);
        body();
        if (times > 1)
        {
            code.Emit(OpCodes.Ldloc, count);
            code.Emit(OpCodes.Ldc_I4_1);
            code.Emit(OpCodes.Sub);
            code.Emit(OpCodes.Dup);
            code.Emit(OpCodes.Stloc, count);
            code.Emit(OpCodes.Brtrue, start);
        }
    }
}
