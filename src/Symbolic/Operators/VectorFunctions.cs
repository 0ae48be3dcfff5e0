using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Operators;

/// <summary>A function from vectors to vectors, or of each row or column of a matrix, with a definition in terms of others.</summary>
internal sealed class VectorFunction : DefinedOperator
{
    /// <summary>exp(x)/Σ exp(x).</summary>
    public static readonly VectorFunction Softmax = new("softmax", Catalogue.SoftmaxRule, columns: true)
    {
        Define = x => Product.Of(ElementwisePower.Of(Make.Total(Exp(x)), -1), Exp(x)),
        Rate = (x, s, dx) => Make.Minus(Make.Hadamard(s, dx), Product.Of(s, Make.Transpose(s), dx)),
    };

    /// <summary>log softmax(x).</summary>
    public static readonly VectorFunction LogSoftmax = new("logsoftmax", Catalogue.LogSoftmaxRule, columns: true)
    {
        Define = x => Make.Minus(x, Make.Spread(DefinedReduction.LogSumExp.Of(x), x.Shape)),
        Rate = (x, v, dx) => Make.Minus(dx, Make.Spread(Product.Of(Make.Transpose(Softmax.Of(x)), dx), x.Shape)),
    };

    /// <summary>x/‖x‖.</summary>
    public static readonly VectorFunction Normalize = new("normalize", Catalogue.NormalizeRule, columns: true)
    {
        Define = x => Product.Of(ElementwisePower.Of(DefinedReduction.Norm2.Of(x), -1), x),
        Rate = (x, u, dx) => Product.Of(
            ElementwisePower.Of(DefinedReduction.Norm2.Of(x), -1), Make.Minus(dx, Product.Of(u, Make.Transpose(u), dx))),
        Where = "≠ 0",
    };

    /// <summary>The softmax of each row.</summary>
    public static readonly VectorFunction RowSoftmax = new("rowsoftmax", Catalogue.RowSoftmaxRule, columns: false)
    {
        Define = x => Make.Hadamard(Exp(x), ElementwisePower.Of(Product.Of(Exp(x), Make.Ones(new(x.Shape.Columns, x.Shape.Columns))), -1)),
        Rate = (x, s, dx) => Make.Hadamard(s, Make.Minus(dx, Product.Of(Make.Hadamard(s, dx), Make.Ones(new(x.Shape.Columns, x.Shape.Columns))))),
    };

    /// <summary>The softmax of each column.</summary>
    public static readonly VectorFunction ColumnSoftmax = new("colsoftmax", Catalogue.ColumnSoftmaxRule, columns: false)
    {
        Define = x => Make.Hadamard(Exp(x), ElementwisePower.Of(Product.Of(Make.Ones(new(x.Shape.Rows, x.Shape.Rows)), Exp(x)), -1)),
        Rate = (x, s, dx) => Make.Hadamard(s, Make.Minus(dx, Product.Of(Make.Ones(new(x.Shape.Rows, x.Shape.Rows)), Make.Hadamard(s, dx)))),
    };

    private readonly bool columns;

    private VectorFunction(string name, Law rule, bool columns) => (Name, Rule, this.columns) = (name, rule, columns);

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override Law Rule { get; }

    /// <summary>The value in terms of others.</summary>
    public required Func<Expr, Expr> Define { get; init; }

    /// <summary>The differential in the argument, the value and the argument's differential.</summary>
    public required Func<Expr, Expr, Expr, Expr> Rate { get; init; }

    /// <summary>Where the argument must lie, if not anywhere.</summary>
    public string? Where { get; init; }

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier)
    {
        var s = unifier.Resolve(arguments[0]);
        return !columns || s.Rows.IsOne || unifier.Unify(s.Columns, Size.One) ? unifier.Resolve(s) : throw Wrong(s, $"{Name} is a function of a vector");
    }

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => arguments[0] switch
    {
        { Shape.IsRow: true } x when columns => Make.Transpose(Of(Make.Transpose(x))),
        { Shape.IsColumn: true } x when Name == "colsoftmax" => Softmax.Of(x),
        { Shape.IsRow: true } x when Name == "rowsoftmax" => Make.Transpose(Softmax.Of(Make.Transpose(x))),
        { IsScalar: true } x when Name is "softmax" or "rowsoftmax" or "colsoftmax" => Number.One,
        { IsScalar: true } when Name == "logsoftmax" => Number.Zero,
        { IsScalar: true } x => ElementwiseCatalogue.At("sign", x),
        var x => Apply.Raw(this, x),
    };

    /// <inheritdoc/>
    public override Expr Definition(Apply node) => Define(node.Argument);

    /// <inheritdoc/>
    public override Expr Differential(Apply node, Expr value, IReadOnlyList<Expr?> moving) => Rate(node.Argument, value, moving[0]!);

    /// <inheritdoc/>
    public override string? Condition(Apply node) => Where is null ? null : $"{node.Argument} {Where}";

    private static Expr Exp(Expr x) => ElementwiseCatalogue.At("exp", x);
}

/// <summary>The greatest entry.</summary>
internal sealed class Maximum : Operator
{
    /// <summary>The operator.</summary>
    public static readonly Maximum Instance = new();

    /// <inheritdoc/>
    public override string Name => "max";

    /// <inheritdoc/>
    public override Law Rule => Catalogue.MaximumRule;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier) => Shape.Scalar;

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => arguments[0].IsScalar ? arguments[0] : Apply.Raw(this, arguments);

    /// <inheritdoc/>
    public override Expr Differential(Apply node, Expr value, IReadOnlyList<Expr?> moving)
    {
        // The indicator of the greatest entry: sign is 0 there and 1 elsewhere.
        var x = node.Argument;
        var indicator = Make.Minus(Make.Ones(x.Shape), ElementwiseCatalogue.At("sign", Make.Minus(Make.Spread(value, x.Shape), x)));
        return Calculus.Inner(indicator, moving[0]!);
    }

    /// <inheritdoc/>
    public override string? Condition(Apply node) => $"one greatest entry in {node.Argument}";
}
