using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>A plan at given sizes as a program: constants computed, passes put together, memory laid out, code generated.</summary>
internal sealed class Compiled<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Compiled()
    {
    }

    /// <summary>The generated code.</summary>
    public required Program Program { get; init; }

    /// <summary>What it calls with.</summary>
    public required object[] Objects { get; init; }

    /// <summary>The values that depend on no argument, in memory that does not move.</summary>
    public required T[] Constants { get; init; }

    /// <summary>The numbers of memory that a call works in.</summary>
    public required long WorkspaceLength { get; init; }

    /// <summary>The arguments.</summary>
    public required IReadOnlyList<Slot> Inputs { get; init; }

    /// <summary>The results.</summary>
    public required IReadOnlyList<Slot> Outputs { get; init; }

    /// <summary>What computes products.</summary>
    public required NumericBackend Backend { get; init; }

    /// <summary>The account of what is done.</summary>
    public required Lazy<PlanReport> Report { get; init; }

    /// <summary>The program of a plan.</summary>
    public static Compiled<T> Of(
        Plan general, IReadOnlyDictionary<string, int> sizes, NumericBackend backend, IReadOnlyDictionary<(string Name, int Order), Func<double, double>> functions)
    {
        if (typeof(T) != typeof(double) && typeof(T) != typeof(float))
        {
            throw new NotSupportedException($"Functions are compiled for double and float, not for {typeof(T).Name}.");
        }

        var known = Names(general).Distinct().Where(n => sizes.ContainsKey(n.Text)).ToDictionary(n => n, n => sizes[n.Text]);
        var plan = general.At(known);
        var extents = new Extents(size => Extent(size, sizes), backend, typeof(T));
        var instructions = Straightened.Of(plan, extents);
        var constants = Fold(instructions, extents);
        var stages = Schedule.Of(instructions.Where(i => !constants.ContainsKey(i.Result)).Select(i => new BoundInstruction(i, extents)));
        var (block, constantBlock) = (plan.Inputs.Count, plan.Inputs.Count + plan.Outputs.Count);

        var places = new Dictionary<Value, Place>();
        for (int i = 0; i < plan.Inputs.Count; i++)
        {
            places[plan.Inputs[i].Value] = new(i, 0);
        }

        long length = 0;
        foreach (var (value, dense) in constants)
        {
            places[value] = new(constantBlock, length);
            length += (dense.Count + 15) / 16 * 16;
        }

        // A result is written where it is wanted, unless it is something that is there already or the memory of something else.
        var aliases = stages.SelectMany(s => s.Members).Where(m => m.Kernel.Alias is not null).Select(m => m.Instruction.Result).ToHashSet();
        var copies = new List<(Value Value, int Block)>();
        for (int i = 0; i < plan.Outputs.Count; i++)
        {
            var value = plan.Outputs[i].Value;
            if (aliases.Contains(value) || !places.TryAdd(value, new(block + i, 0)))
            {
                copies.Add((value, block + i));
            }
        }

        var memory = new Memory(stages, places, copies.Select(c => c.Value), extents, constantBlock + 1);
        var emitter = new Emitter(extents, memory, constantBlock + 2);
        foreach (var stage in stages)
        {
            if (stage.Domain is null)
            {
                emitter.Calls(stage);
            }
            else if (stage.IsRegister)
            {
                RegisterEmitter.Emit(emitter, stage, Function);
            }
            else
            {
                PassEmitter.Emit(emitter, stage, Function);
            }
        }

        foreach (var (value, target) in copies)
        {
            emitter.Copy(memory.Of(value)!, new(target, 0), extents.Of(value) is var (m, n) ? m * n : 0);
        }

        return new()
        {
            Program = emitter.Finish(),
            Objects = emitter.Objects,
            Constants = Filled(constants, places, length),
            WorkspaceLength = memory.Size,
            Inputs = [.. plan.Inputs.Select(i => new Slot(i.Name, extents.Of(i.Value).Rows, extents.Of(i.Value).Columns))],
            Outputs = [.. plan.Outputs.Select(o => new Slot(o.Expression.ToString(), extents.Of(o.Value).Rows, extents.Of(o.Value).Columns))],
            Backend = extents.Backend,
            Report = new(() => new PlanReport(plan, stages, extents, memory.Size)),
        };

        Func<double, double> Function(FunctionUse use) => functions.TryGetValue((use.Function.Name.Text, use.Order), out var f)
            ? f
            : throw new ArgumentException($"There is no function for {use}. Give it as (\"{use.Function.Name}\", {use.Order}).");
    }

    /// <summary>The number that a size is.</summary>
    private static int Extent(Size size, IReadOnlyDictionary<string, int> sizes)
    {
        var value = size.Evaluate(n => sizes.TryGetValue(n.Text, out int v) ? v : throw new ArgumentException($"The size {n.Text} is not given."));
        return value.TryToInt32(out int whole) && whole >= 0
            ? whole
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The size {size} is {value}, which is no size."));
    }

    private static IEnumerable<Name> Names(Plan plan) =>
        plan.Inputs.SelectMany(i => i.Source.Shape.Count.Names).Concat(plan.Instructions.SelectMany(i => i.Result.Shape.Count.Names.Concat(i.Sizes.SelectMany(s => s.Names))));

    // The values that depend on no argument.
    private static Dictionary<Value, Dense> Fold(List<Instruction> instructions, Extents extents)
    {
        var constants = new Dictionary<Value, Dense>();
        var values = new Dense[1 + instructions.SelectMany(i => i.Operands.Select(o => o.Value).Append(i.Result)).Select(v => v.Index).DefaultIfEmpty(-1).Max()];
        foreach (var instruction in instructions.Where(i => i.Function is null))
        {
            if (instruction.Operands.All(o => constants.ContainsKey(o.Value)))
            {
                try
                {
                    constants[instruction.Result] = values[instruction.Result.Index] = instruction.Kernel.Run(new KernelCall(instruction, values, extents.Of, f => throw new InvalidOperationException($"{f}")));
                }
                catch (ArithmeticException)
                {
                    // It fails when it is called, not before.
                }
            }
        }

        return constants;
    }

    private static unsafe T[] Filled(Dictionary<Value, Dense> constants, Dictionary<Value, Place> places, long length)
    {
        var array = BoundFunction<T>.Fixed(length);
        T* start = (T*)BoundFunction<T>.Aligned(array);
        foreach (var (value, dense) in constants)
        {
            for (int i = 0; i < dense.Count; i++)
            {
                start[places[value].Offset + i] = T.CreateTruncating(dense.Data[i]);
            }
        }

        return array;
    }
}
