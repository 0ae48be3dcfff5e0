using MatrixDiff.Numeric.Compilation;
using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Plans;

/// <summary>
/// A plan that can be called with numbers, from several threads at a time. Where limits of sums or products over an index are names, there is
/// a plan once they are numbers.
/// </summary>
public sealed class CompiledFunction
{
    private readonly Plan plan;
    private readonly Ranges? ranges;
    private readonly int count;

    private CompiledFunction(Plan plan, Ranges? ranges = null)
    {
        (this.plan, this.ranges) = (plan, ranges);
        count = 1 + plan.Instructions.Select(i => i.Result.Index).Concat(plan.Inputs.Select(i => i.Value.Index)).DefaultIfEmpty(-1).Max();
    }

    /// <summary>The names on which ranges of sums and products over an index depend: they are given with the sizes.</summary>
    public IReadOnlyList<string> Limits => ranges?.Names ?? [];

    /// <summary>The names of the arguments, in order; where there are <see cref="Limits"/>, those of the function <see cref="At"/> numbers.</summary>
    public IReadOnlyList<string> Parameters => [.. plan.Inputs.Select(i => i.Name)];

    /// <summary>The sizes that must be given by name.</summary>
    public IReadOnlyList<string> Dimensions => [.. plan.Dimensions.Select(d => d.Text)];

    /// <summary>The unknown functions that must be given.</summary>
    public IReadOnlyList<(string Name, int Order)> Functions => [.. plan.Functions.Select(f => (f.Function.Name.Text, f.Order))];

    /// <summary>The function of a plan.</summary>
    internal static CompiledFunction Compile(Plan plan) => new(plan);

    /// <summary>The function of an expression, its parameters in the given order or as they occur from the left.</summary>
    internal static CompiledFunction Compile(Expr result, params IReadOnlyList<Symbol> parameters) => Compile([result], parameters);

    /// <summary>The function of several expressions, its parameters in the given order.</summary>
    internal static CompiledFunction Compile(IReadOnlyList<Expr> results, IReadOnlyList<Symbol> parameters) =>
        Ranges.Of(results, parameters) is { } ranges ? new(Plan.Of([], []), ranges) : new(Plan.Of(results, parameters));

    /// <summary>
    /// The function with numbers for <see cref="Limits"/>, its sums and products over an index written out; each x[1], x[2], … that occurs is an
    /// argument. The same function where there are none.
    /// </summary>
    /// <exception cref="ArgumentException">A limit is missing, or a range has no number of values or too many.</exception>
    public CompiledFunction At(IReadOnlyDictionary<string, int> limits) => ranges is null ? this : new(ranges.At(limits));

    /// <summary>
    /// The function compiled for sizes by name, its products associated by them: for many calls with little to do in each. Arguments and
    /// results are arrays by columns.
    /// </summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="sizes">The sizes in the shapes of the arguments, and those that must be given.</param>
    /// <param name="backend">What computes products.</param>
    /// <param name="functions">Unknown elementwise functions by name and order of derivative.</param>
    /// <exception cref="ArgumentException">A size or a function is missing, or a formula is no size.</exception>
    public BoundFunction<T> Bind<T>(
        IReadOnlyDictionary<string, int> sizes,
        NumericBackend backend = NumericBackend.Automatic,
        IReadOnlyDictionary<(string Name, int Order), Func<double, double>>? functions = null)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => new(Compiled<T>.Of(At(sizes).plan, sizes, backend, functions ?? new Arguments { Values = new Dictionary<string, NumericValue>() }.Functions));

    /// <summary>The first result for arguments in order.</summary>
    /// <exception cref="ArgumentException">Something is missing, or shapes do not conform.</exception>
    public NumericValue Evaluate(params IReadOnlyList<NumericValue> arguments) => EvaluateAll(ByName(arguments))[0];

    /// <summary>The first result for arguments by name.</summary>
    /// <exception cref="ArgumentException">Something is missing, or shapes do not conform.</exception>
    public NumericValue Evaluate(IReadOnlyDictionary<string, NumericValue> arguments) => EvaluateAll(new Arguments { Values = arguments })[0];

    /// <summary>The first result.</summary>
    /// <exception cref="ArgumentException">Something is missing, or shapes do not conform.</exception>
    public NumericValue Evaluate(Arguments arguments) => EvaluateAll(arguments)[0];

    /// <summary>All results.</summary>
    /// <exception cref="ArgumentException">Something is missing, or shapes do not conform.</exception>
    /// <exception cref="ArithmeticException">A matrix to be inverted is singular, or one to be factored is not positive definite.</exception>
    public IReadOnlyList<NumericValue> EvaluateAll(Arguments arguments)
    {
        if (ranges is not null)
        {
            return At(arguments.Sizes).EvaluateAll(arguments);
        }

        var values = new Dense[count];
        var given = new NumericValue[plan.Inputs.Count];
        for (int i = 0; i < given.Length; i++)
        {
            var input = plan.Inputs[i];
            given[i] = arguments.Values.TryGetValue(input.Name, out var value)
                ? Binding.Fit(input, value)
                : throw new ArgumentException($"There is no value for {input.Name}: {input.Source.Shape}. Arguments are {string.Join(", ", Parameters)}.");
            values[input.Value.Index] = given[i].Dense;
        }

        var sizes = new Binding(plan, given, arguments.Sizes);
        foreach (var instruction in plan.Instructions)
        {
            values[instruction.Result.Index] = instruction.Kernel.Run(new KernelCall(instruction, values, sizes.Extent, Function));
        }

        return [.. plan.Outputs.Select(o => Result(o, values[o.Value.Index]))];

        Func<double, double> Function(FunctionUse use) => arguments.Functions.TryGetValue((use.Function.Name.Text, use.Order), out var f)
            ? f
            : throw new ArgumentException($"There is no function for {use}. Give it as (\"{use.Function.Name}\", {use.Order}).");
    }

    // An input that is handed through is copied, so that results can be changed.
    private NumericValue Result(Output output, Dense dense)
    {
        var result = plan.Inputs.Any(i => i.Value == output.Value) ? dense.Copy() : dense;
        return NumericValue.Of(output.Shape.IsRow ? new Dense(result.Data, 1, result.Count) : result, Value.FormOf(output.Shape) is Form.Vector && output.Shape.IsRow ? Form.Matrix : Value.FormOf(output.Shape));
    }

    private Arguments ByName(IReadOnlyList<NumericValue> arguments)
    {
        if (arguments.Count != plan.Inputs.Count)
        {
            throw new ArgumentException($"{arguments.Count} arguments are given for {plan.Inputs.Count}: {string.Join(", ", Parameters)}.");
        }

        return new() { Values = plan.Inputs.Zip(arguments).ToDictionary(p => p.First.Name, p => p.Second) };
    }
}
