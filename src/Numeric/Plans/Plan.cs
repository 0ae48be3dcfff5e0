using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Plans;

/// <summary>
/// Expressions as a straight-line program: one assignment an instruction, common subexpressions shared, products associated
/// by cost, and I, K, diag and ⊗ applied rather than built where they are factors.
/// </summary>
internal sealed class Plan
{
    /// <summary>What is put in, in order: the parameters asked for, then other symbols that occur.</summary>
    public required IReadOnlyList<Input> Inputs { get; init; }

    /// <summary>The assignments in order.</summary>
    public required IReadOnlyList<Instruction> Instructions { get; init; }

    /// <summary>The results, one for each expression.</summary>
    public required IReadOnlyList<Output> Outputs { get; init; }

    /// <summary>How sizes follow from the shapes of the inputs.</summary>
    public required SizeRules Sizes { get; init; }

    /// <summary>The sizes that are needed and can't be inferred from the inputs: they are put in by name.</summary>
    public IReadOnlyList<Name> Dimensions => Sizes.Given;

    /// <summary>The unknown elementwise functions with the orders of derivatives that are used.</summary>
    public required IReadOnlyList<FunctionUse> Functions { get; init; }

    /// <summary>The parameters asked for, which come first among the inputs.</summary>
    public required IReadOnlyList<Symbol> Parameters { get; init; }

    /// <summary>Definitions of symbols.</summary>
    public Scope? Scope { get; init; }

    /// <summary>The same results with products associated by known sizes.</summary>
    public Plan At(IReadOnlyDictionary<Name, int> sizes) => Of([.. Outputs.Select(o => o.Expression)], Parameters, Scope, sizes);

    /// <summary>The plan of one expression.</summary>
    public static Plan Of(Expr result, IReadOnlyList<Symbol>? parameters = null, Scope? scope = null) =>
        Of([result], parameters, scope);

    /// <summary>
    /// The plan of expressions that share what they have in common. Every parameter is an input, used or not; a symbol that
    /// is no parameter and is defined in the scope is computed; what else occurs becomes an input after the parameters.
    /// </summary>
    /// <param name="results">What is computed.</param>
    /// <param name="parameters">The first inputs, in order; none: symbols as they occur from the left.</param>
    /// <param name="scope">Definitions of symbols.</param>
    /// <param name="sizes">Typical sizes by which products are associated, where they are known.</param>
    public static Plan Of(
        IReadOnlyList<Expr> results,
        IReadOnlyList<Symbol>? parameters = null,
        Scope? scope = null,
        IReadOnlyDictionary<Name, int>? sizes = null) =>
        new Lowering(parameters ?? [], scope, new ChainOrder(sizes)).Run(results);
}

/// <summary>A symbol (or dX) whose value is put in.</summary>
internal sealed record Input(string Name, Expr Source, Value Value);

/// <summary>A result.</summary>
internal sealed record Output(Expr Expression, Value Value)
{
    /// <summary>The stated shape.</summary>
    public Shape Shape => Expression.Shape;
}

/// <summary>An unknown elementwise function, or a derivative of it.</summary>
internal sealed record FunctionUse(ElementwiseFunction Function, int Order)
{
    /// <summary>The name as written: f, f'.</summary>
    public override string ToString() => Function.Name.Text + new string('\'', Order);
}

/// <summary>How a value is held: rows and columns of one line are both vectors, so that their transposition costs nothing.</summary>
internal enum Form
{
    /// <summary>1×1.</summary>
    Scalar,

    /// <summary>n×1 or 1×n.</summary>
    Vector,

    /// <summary>m×n.</summary>
    Matrix,
}

/// <summary>A number, vector or matrix of the program.</summary>
internal sealed class Value(int index, Shape shape)
{
    /// <summary>The place among the values.</summary>
    public int Index { get; } = index;

    /// <summary>The shape; of a vector, that of the column.</summary>
    public Shape Shape { get; } = shape.IsRow ? shape.Transposed : shape;

    /// <summary>How it is held.</summary>
    public Form Form { get; } = FormOf(shape);

    /// <summary>How a value of a shape is held.</summary>
    public static Form FormOf(Shape shape) => shape.IsScalar ? Form.Scalar : shape.IsVector ? Form.Vector : Form.Matrix;
}

/// <summary>How an operand is looked at.</summary>
internal enum View
{
    /// <summary>As it is; a scalar among matrices stands for all entries.</summary>
    Plain,

    /// <summary>A matrix transposed.</summary>
    Transposed,

    /// <summary>A vector as a column that stands for every column.</summary>
    Across,

    /// <summary>A vector as a row that stands for every row.</summary>
    Down,
}

/// <summary>A value as an operand.</summary>
internal sealed record Operand(Value Value, View View = View.Plain)
{
    /// <summary>The operand the other way round; vectors have no way round.</summary>
    public Operand Flipped => Value.Form != Form.Matrix ? this : this with { View = View == View.Transposed ? View.Plain : View.Transposed };
}

/// <summary>result = kernel(operands), with the numbers, sizes and function that the kernel's row asks for.</summary>
internal sealed record Instruction(Value Result, Kernel Kernel, IReadOnlyList<Operand> Operands)
{
    /// <summary>Exact numbers: coefficients, exponents.</summary>
    public IReadOnlyList<Rational> Numbers { get; init; } = [];

    /// <summary>Sizes: of constants, of reshaped matrices.</summary>
    public IReadOnlyList<Size> Sizes { get; init; } = [];

    /// <summary>The unknown function that is called.</summary>
    public FunctionUse? Function { get; init; }
}

/// <summary>An expression for which there is no program, and why.</summary>
internal sealed class PlanException(string message) : Exception(message);
