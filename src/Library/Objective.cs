using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Numeric.Plans;

namespace MatrixDiff;

/// <summary>A scalar to be minimised, with its gradients by several variables and the product of its Hessian with a direction.</summary>
public sealed class Objective
{
    private readonly Lazy<CompiledFunction> curvature;

    /// <summary>The objective of an expression.</summary>
    /// <param name="expression">A scalar, in the language.</param>
    /// <param name="variables">The names that are varied.</param>
    /// <param name="where">Declarations; each variable is declared here, and no name begins with <c>dir_</c>.</param>
    /// <exception cref="DerivationException">The expression can't be read or differentiated.</exception>
    public Objective(string expression, IReadOnlyList<string> variables, string where)
    {
        Variables = variables;
        Value = Derive.Simplified(expression, where);
        Gradients = [.. variables.Select(v => Derive.Gradient(expression, v, where))];
        Function = Derived.CompileTogether([Value, .. Gradients]);
        curvature = new(() => Curvature(expression, variables, where));
    }

    /// <summary>The variables, in the order of the flat vector.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>The value.</summary>
    public Derived Value { get; }

    /// <summary>The gradient by each variable.</summary>
    public IReadOnlyList<Derived> Gradients { get; }

    /// <summary>The value and all gradients in one plan.</summary>
    public CompiledFunction Function { get; }

    /// <summary>
    /// H v, a part for each variable X in its shape, with a direction <c>dir_X</c> for each: the gradient of the derivative in the direction, which
    /// costs a few gradients. No Hessian is formed.
    /// </summary>
    public CompiledFunction HessianProduct => curvature.Value;

    /// <summary>The objective as a function of one vector, the entries of all variables by columns one after the other.</summary>
    /// <param name="sizes">The sizes by name.</param>
    /// <param name="data">The arrays of all names that are not varied, by columns.</param>
    /// <param name="backend">What computes products.</param>
    /// <exception cref="ArgumentException">A size or an array is missing, or an array has the wrong length.</exception>
    public FlatObjective Over(IReadOnlyDictionary<string, int> sizes, IReadOnlyDictionary<string, double[]> data, NumericBackend backend = NumericBackend.Automatic) =>
        new(this, sizes, data, backend);

    private static CompiledFunction Curvature(string expression, IReadOnlyList<string> variables, string where)
    {
        string all = string.Join(", ", [where, .. variables.Select(v => Direction(v, where))]);
        string slope = string.Join(" + ", variables.Select(v => $"sum(grad({expression}, {v}) .* dir_{v})"));
        return Derived.CompileTogether([.. variables.Select(v => Derive.Gradient(slope, v, all))]);
    }

    // dir_X declared in the shape of X.
    private static string Direction(string variable, string where)
    {
        string shape = where.Split([',', '\n'], StringSplitOptions.TrimEntries).Select(d => d.Split(':', 2, StringSplitOptions.TrimEntries))
            .FirstOrDefault(d => d.Length == 2 && d[0] == variable)?[1] ?? throw new DerivationException($"{variable} is not declared as `{variable}: …`.");
        return $"dir_{variable}: {shape.Split(' ')[0]}";
    }
}
