using System.Numerics;
using System.Runtime.CompilerServices;
using MatrixDiff.Numeric.Kernels;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>An argument or result of a bound function: entries by columns, a vector as one column.</summary>
/// <param name="Name">The name as written; of a result, its formula.</param>
/// <param name="Rows">The rows; of a vector its length.</param>
/// <param name="Columns">The columns.</param>
public readonly record struct Slot(string Name, int Rows, int Columns)
{
    /// <summary>The number of entries.</summary>
    public int Count => Rows * Columns;
}

/// <summary>
/// A plan compiled for given sizes, whose inputs and outputs are arrays by columns. A call allocates nothing once each thread that
/// calls has had a workspace; threads may call at the same time.
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
public sealed unsafe class BoundFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Blocks begin at multiples of 64 bytes.
    private const int Alignment = 64;

    private readonly Program program;
    private readonly object[] objects;
    private readonly T[] constants;
    private readonly long workspaceLength;
    private readonly Lazy<PlanReport> report;
    private readonly T[]?[] idle = new T[]?[2 * Environment.ProcessorCount];

    internal BoundFunction(Compiled<T> compiled)
    {
        (program, objects, constants, workspaceLength) = (compiled.Program, compiled.Objects, compiled.Constants, compiled.WorkspaceLength);
        (Inputs, Outputs, Backend, report) = (compiled.Inputs, compiled.Outputs, compiled.Backend, compiled.Report);
    }

    /// <summary>The arguments in order.</summary>
    public IReadOnlyList<Slot> Inputs { get; }

    /// <summary>The results in order.</summary>
    public IReadOnlyList<Slot> Outputs { get; }

    /// <summary>What computes products.</summary>
    public NumericBackend Backend { get; }

    /// <summary>The bytes of a workspace, of which each thread that calls at the same time has one.</summary>
    public long WorkspaceBytes => workspaceLength * sizeof(T);

    /// <summary>The account of what is done, made when it is asked for.</summary>
    internal PlanReport Report => report.Value;

    /// <summary>The plan, a line for each thing that is done, with its operations and bytes and those of a naive evaluation.</summary>
    public string Explain() => Report.Text();

    /// <summary>The results for arguments, each an array of at least as many entries as its slot.</summary>
    /// <exception cref="ArgumentException">An array is missing or too short, or that of a result is an argument's or another result's.</exception>
    /// <exception cref="ArithmeticException">A matrix to be inverted is singular, or one to be factored is not positive definite.</exception>
    public void Run(ReadOnlySpan<T[]> inputs, ReadOnlySpan<T[]> outputs) => Run(inputs, outputs, [], 0, 1);

    /// <summary>The function of one sample as a function of many; the arguments named are arrays of one sample after the other.</summary>
    /// <exception cref="ArgumentException">A name is no argument.</exception>
    public BatchedFunction<T> Batched(params IReadOnlyList<string> batched) => new(this, batched);

    /// <summary>The function with its arguments and results fixed to arrays, for calls without any other cost; for one thread at a time.</summary>
    /// <exception cref="ArgumentException">An array is missing or too short.</exception>
    public BoundCall<T> Over(IReadOnlyList<T[]> inputs, IReadOnlyList<T[]> outputs)
    {
        Check([.. inputs], Inputs, "argument", [], 1);
        Check([.. outputs], Outputs, "result", [], 1);
        CheckApart([.. inputs], [.. outputs]);
        return new BoundCall<T>(program, objects, [.. inputs, .. outputs], [constants, NewWorkspace()]);
    }

    /// <summary>
    /// The results of samples from one on: each array begins as many entries further for a sample as <paramref name="steps"/> says, arguments
    /// first; none where there is one sample.
    /// </summary>
    internal void Run(ReadOnlySpan<T[]> inputs, ReadOnlySpan<T[]> outputs, ReadOnlySpan<int> steps, int first, int count)
    {
        if (first < 0 || count < 0)
        {
            throw new ArgumentException($"There are no {count} samples from {first} on.");
        }

        Check(inputs, Inputs, "argument", steps, (long)first + count);
        Check(outputs, Outputs, "result", steps.Length == 0 ? [] : steps[inputs.Length..], (long)first + count);
        CheckApart(inputs, outputs);
        var workspace = Rent();
        nint* blocks = stackalloc nint[inputs.Length + outputs.Length + 2];
        try
        {
            Pin(inputs, outputs, 0, blocks, workspace, steps, first, count);
        }
        finally
        {
            Return(workspace);
        }
    }

    /// <summary>The first entry of an array that lies at a multiple of 64 bytes, in memory that does not move.</summary>
    internal static nint Aligned(T[] array) => (nint)(((nuint)Unsafe.AsPointer(ref array[0]) + Alignment - 1) & ~(nuint)(Alignment - 1));

    /// <summary>Memory that does not move, with room for its alignment.</summary>
    internal static T[] Fixed(long length) => GC.AllocateArray<T>(checked((int)(length + (Alignment / sizeof(T)))), pinned: true);

    // Holds one array after the other in place; the program runs when all are held.
    private void Pin(ReadOnlySpan<T[]> inputs, ReadOnlySpan<T[]> outputs, int index, nint* blocks, T[] workspace, ReadOnlySpan<int> steps, int first, int count)
    {
        if (index == inputs.Length + outputs.Length)
        {
            blocks[index] = Aligned(constants);
            blocks[index + 1] = Aligned(workspace);
            Move(blocks, steps, first);
            for (int sample = 0; sample < count; sample++)
            {
                program(objects, blocks);
                Move(blocks, steps, 1);
            }

            return;
        }

        fixed (T* p = index < inputs.Length ? inputs[index] : outputs[index - inputs.Length])
        {
            blocks[index] = (nint)p;
            Pin(inputs, outputs, index + 1, blocks, workspace, steps, first, count);
        }
    }

    private static void Move(nint* blocks, ReadOnlySpan<int> steps, int samples)
    {
        for (int i = 0; i < steps.Length; i++)
        {
            blocks[i] += (nint)((long)steps[i] * samples * sizeof(T));
        }
    }

    private T[] NewWorkspace() => Fixed(workspaceLength);

    private T[] Rent()
    {
        foreach (ref var slot in idle.AsSpan())
        {
            if (slot is not null && Interlocked.Exchange(ref slot, null) is { } workspace)
            {
                return workspace;
            }
        }

        return NewWorkspace();
    }

    private void Return(T[] workspace)
    {
        foreach (ref var slot in idle.AsSpan())
        {
            if (slot is null && Interlocked.CompareExchange(ref slot, workspace, null) is null)
            {
                return;
            }
        }
    }

    // A result is written while arguments are still read.
    private void CheckApart(ReadOnlySpan<T[]> inputs, ReadOnlySpan<T[]> outputs)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            for (int j = 0; j < inputs.Length + i; j++)
            {
                if (ReferenceEquals(outputs[i], j < inputs.Length ? inputs[j] : outputs[j - inputs.Length]) && Outputs[i].Count > 0)
                {
                    throw new ArgumentException($"The result {Outputs[i].Name} is written to the array of {(j < inputs.Length ? "the argument " + Inputs[j].Name : "another result")}.");
                }
            }
        }
    }

    private static void Check(ReadOnlySpan<T[]> arrays, IReadOnlyList<Slot> slots, string what, ReadOnlySpan<int> steps, long samples)
    {
        if (arrays.Length != slots.Count)
        {
            throw new ArgumentException($"{arrays.Length} {what}s are given for {slots.Count}: {string.Join(", ", slots.Select(s => s.Name))}.");
        }

        for (int i = 0; i < arrays.Length; i++)
        {
            bool many = steps.Length > 0 && steps[i] > 0 && samples != 1;
            if (arrays[i] is null || arrays[i].Length < (many ? samples * slots[i].Count : slots[i].Count))
            {
                throw new ArgumentException($"The {what} {slots[i].Name} is {slots[i].Rows}×{slots[i].Columns}, {(many ? $"for each of {samples} samples, " : "")}and an array of {arrays[i]?.Length ?? 0} was given.");
            }
        }
    }
}
