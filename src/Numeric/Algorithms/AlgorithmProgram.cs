using MatrixDiff.Numeric.Compilation;
using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers.Algorithms;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Algorithms;

/// <summary>
/// An algorithm compiled for numbers of steps and sizes, over arrays of its own: what is put in is written into them, a pass runs, and what it
/// computes is read from them. A run allocates nothing; one thread at a time.
/// </summary>
internal sealed class AlgorithmProgram
{
    private readonly Dictionary<string, double[]> arrays = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Slot> slots = new(StringComparer.Ordinal);
    private readonly Dictionary<PassKind, List<Action>> passes = [];
    private readonly HashSet<string> assigned = [];
    private readonly List<Action> after = [];

    /// <summary>The program for sizes by name, <c>L</c> and <c>n[0]</c> alike.</summary>
    /// <exception cref="ArgumentException">A size or a function is missing.</exception>
    /// <exception cref="PlanException">A line has no program.</exception>
    public AlgorithmProgram(Algorithm algorithm, IReadOnlyDictionary<string, int> sizes, IReadOnlyDictionary<(string Name, int Order), Func<double, double>> functions, NumericBackend backend)
    {
        var limits = algorithm.Limits.ToDictionary(l => l, l => sizes.TryGetValue(l, out int n) ? n : throw new ArgumentException($"The size {l} is needed."));
        foreach (var pass in algorithm.Passes)
        {
            var actions = passes[pass.Kind] = [];
            foreach (var (line, put) in AlgorithmTrace.Lines(algorithm, limits, pass.Kind))
            {
                actions.AddRange(Assign(Key(Assignment.At(line.Target, put)), put.In(line.Value), line.Adds, sizes, functions, backend));
            }
        }
    }

    /// <summary>What is put in, each array by columns.</summary>
    public IReadOnlyList<Slot> Inputs => [.. slots.Values.Where(s => !assigned.Contains(s.Name))];

    /// <summary>What is computed, in the order in which it is: <c>a[1]</c>, <c>δ[1]</c>, <c>grad(J, W[1])</c>.</summary>
    public IReadOnlyList<Slot> Computed => [.. slots.Values.Where(s => assigned.Contains(s.Name))];

    /// <summary>The entries of what is put in or computed, by columns.</summary>
    /// <exception cref="ArgumentException">There is nothing of that name.</exception>
    public double[] this[string name] => arrays.TryGetValue(name, out var array) ? array : throw new ArgumentException($"There is no {name}; there are {string.Join(", ", arrays.Keys)}.");

    /// <summary>Runs the passes up to one.</summary>
    /// <exception cref="ArithmeticException">A matrix to be inverted is singular, or one to be factored is not positive definite.</exception>
    public void Run(PassKind last)
    {
        foreach (var (kind, actions) in passes)
        {
            if (kind <= last)
            {
                actions.ForEach(a => a());
            }
        }

        if (last >= PassKind.SecondOrder)
        {
            after.ForEach(a => a());
        }
    }

    /// <summary>Adds a value without an index that is computed after the passes from what they compute.</summary>
    /// <exception cref="PlanException">It has no program, or reads a derivative that is not computed.</exception>
    public double[] Add(string target, Expr value, IReadOnlyDictionary<string, int> sizes, IReadOnlyDictionary<(string Name, int Order), Func<double, double>> functions, NumericBackend backend)
    {
        after.AddRange(Assign(target, value, false, sizes, functions, backend));
        return arrays[target];
    }

    /// <summary>Adds an array that is filled after the passes and the values before it.</summary>
    public void Add(Slot slot, Action<double[]> fill)
    {
        double[] array = Array(slot.Name, slot);
        assigned.Add(slot.Name);
        after.Add(() => fill(array));
    }

    private IEnumerable<Action> Assign(string target, Expr value, bool adds, IReadOnlyDictionary<string, int> sizes, IReadOnlyDictionary<(string Name, int Order), Func<double, double>> functions, NumericBackend backend)
    {
        var plan = Plan.Of(value);
        if (plan.Inputs.Select(i => i.Source).OfType<Symbol>().FirstOrDefault(s => s.Derivative is not null && !arrays.ContainsKey(Key(s))) is { } missing)
        {
            throw new PlanException($"{target} needs the derivative of {missing.Derivative!.Of} by {missing.Derivative.Wrt}, which has no name; derive it first and give it one.");
        }

        var bound = CompiledFunction.Compile(plan).Bind<double>(sizes, backend, functions);
        var inputs = bound.Inputs.Zip(plan.Inputs, (slot, input) => Array(Key(input.Source), slot)).ToList();
        var result = Array(target, bound.Outputs[0]);
        assigned.Add(target);
        if (!adds)
        {
            var call = bound.Over(inputs, [result]);
            yield return call.Run;
            yield break;
        }

        double[] term = new double[result.Length];
        var add = bound.Over(inputs, [term]);
        yield return () =>
        {
            add.Run();
            System.Numerics.Tensors.TensorPrimitives.Add(result, term, result);
        };
    }

    private double[] Array(string name, Slot slot)
    {
        if (!arrays.TryGetValue(name, out var array))
        {
            arrays[name] = array = new double[slot.Count];
            slots[name] = slot with { Name = name };
        }

        return array;
    }

    // An unnamed derivative goes by what was asked for.
    private static string Key(Expr e) => e is Symbol { Derivative: { } d } ? $"grad({d.Of}, {d.Wrt})" : e is Symbol s ? s.Name.Text : e.ToString()!;
}
