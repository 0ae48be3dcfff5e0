using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Operators;

/// <summary>A scalar function of a vector or matrix that has a definition in terms of others.</summary>
internal sealed class DefinedReduction : DefinedOperator
{
    /// <summary>Σ |x|.</summary>
    public static readonly DefinedReduction Norm1 = new("norm1", Catalogue.Norm1Rule, false)
    {
        Define = x => Make.Total(ElementwiseCatalogue.At("abs", x)),
        Slope = (x, v) => ElementwiseCatalogue.At("sign", x),
        Where = "≠ 0 in every entry",
    };

    /// <summary>The Euclidean norm of a vector.</summary>
    public static readonly DefinedReduction Norm2 = new("norm2", Catalogue.Norm2Rule, true)
    {
        Define = x => ElementwisePower.Of(Make.Total(ElementwisePower.Of(x, 2)), new(1, 2)),
        Slope = (x, v) => Product.Of(ElementwisePower.Of(v, -1), x),
        Where = "≠ 0",
    };

    /// <summary>The Frobenius norm.</summary>
    public static readonly DefinedReduction NormF = new("normF", Catalogue.NormFRule, false)
    {
        Define = x => ElementwisePower.Of(Make.Total(ElementwisePower.Of(x, 2)), new(1, 2)),
        Slope = (x, v) => Product.Of(ElementwisePower.Of(v, -1), x),
        Where = "≠ 0",
    };

    /// <summary>The sum of squares of the entries.</summary>
    public static readonly DefinedReduction SumOfSquares = new("sumsq", Catalogue.SumsqRule, false)
    {
        Define = x => Make.Total(ElementwisePower.Of(x, 2)),
        Slope = (x, v) => Product.Of(2, x),
    };

    /// <summary>log Σ exp x.</summary>
    public static readonly DefinedReduction LogSumExp = new("logsumexp", Catalogue.LogSumExpRule, false)
    {
        Define = x => ElementwiseCatalogue.At("log", Make.Total(ElementwiseCatalogue.At("exp", x))),
        Slope = (x, v) => x.Shape.IsColumn ? VectorFunction.Softmax.Of(x)
            : ElementwiseCatalogue.At("exp", Make.Minus(x, Make.Spread(v, x.Shape))),
    };

    private readonly bool vectorsOnly;

    private DefinedReduction(string name, Law rule, bool vectorsOnly) => (Name, Rule, this.vectorsOnly) = (name, rule, vectorsOnly);

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override Law Rule { get; }

    /// <summary>The value in terms of others.</summary>
    public required Func<Expr, Expr> Define { get; init; }

    /// <summary>The gradient, of the argument's shape, in the argument and the value.</summary>
    public required Func<Expr, Expr, Expr> Slope { get; init; }

    /// <summary>Where the argument must lie, if not anywhere.</summary>
    public string? Where { get; init; }

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier)
    {
        var s = unifier.Resolve(arguments[0]);
        return vectorsOnly && !s.Rows.IsOne && !unifier.Unify(s.Columns, Size.One)
            ? throw Wrong(s, $"{Name} is the norm of a vector; normF is that of a matrix")
            : Shape.Scalar;
    }

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => arguments[0] switch
    {
        { IsZero: true } x when Name != "logsumexp" => Number.Zero,
        { IsScalar: true } x => Name switch
        {
            "sumsq" => ElementwisePower.Of(x, 2),
            "logsumexp" => x,
            _ => ElementwiseCatalogue.At("abs", x),
        },
        Apply { Operator: Transpose } t when Name != "logsumexp" || t.Shape.IsRow => Of(t.Argument),
        Apply { Operator: Vec } t when Name != "norm2" => Of(t.Argument),
        var x => Apply.Raw(this, x),
    };

    /// <inheritdoc/>
    public override Expr Definition(Apply node) => Define(node.Argument);

    /// <inheritdoc/>
    public override Expr Differential(Apply node, Expr value, IReadOnlyList<Expr?> moving)
    {
        var slope = Slope(node.Argument, value);
        return Calculus.Inner(slope, moving[0]!);
    }

    /// <inheritdoc/>
    public override string? Condition(Apply node) => Where is null ? null : $"{node.Argument} {Where}";
}
