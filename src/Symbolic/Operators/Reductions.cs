using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Operators;

/// <summary>An operator that is linear and scalar-valued; its Jacobian is the transposed vec of what it pulls 1 back to.</summary>
internal abstract class LinearReduction : LinearOperator
{
    /// <inheritdoc/>
    public override Expr Jacobian(Apply node, int argument) => Make.Transpose(Make.Vec(Pullback(node, argument, Number.One)));
}

/// <summary>tr X: ii →.</summary>
internal sealed class Trace : LinearReduction
{
    /// <summary>The operator.</summary>
    public static readonly Trace Instance = new();

    /// <inheritdoc/>
    public override string Name => "tr";

    /// <inheritdoc/>
    public override Law VecRule => Catalogue.TraceVec;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier) => unifier.Unify(arguments[0].Rows, arguments[0].Columns)
        ? Shape.Scalar
        : throw Wrong(arguments[0], "the trace is defined for square matrices");

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => arguments[0] switch
    {
        { IsScalar: true } x => x,
        { IsZero: true } => Number.Zero,
        Product p when !p.Coefficient.IsOne || p.Scalars.Count > 0 => Product.Of(p.Coefficient, [.. p.Scalars, Of(Product.Of(p.Chain))]),
        Constant { Kind: ConstantKind.Identity } i => Make.SizeValue(i.First),
        Apply { Operator: Transpose } t => Of(t.Argument),
        Apply { Operator: DiagonalMatrix } d => Make.Total(d.Argument),
        Apply { Operator: Kronecker } k when k.Arguments.All(a => a.Shape.Rows.Equals(a.Shape.Columns)) => Product.Of([.. k.Arguments.Select(a => Of(a))]),
        // x y' has the trace y'x.
        Product { Chain.Count: > 1 } p when Outer(p) is { } cut => Product.Of([.. p.Chain.Skip(cut), .. p.Chain.Take(cut)]),
        var x => Apply.Raw(this, x),
    };

    /// <inheritdoc/>
    public override Expr Pullback(Apply node, int argument, Expr cotangent) => Product.Of(cotangent, Make.Identity(node.Argument.Shape.Rows));

    private static int? Outer(Product p)
    {
        for (int i = 1; i < p.Chain.Count; i++)
        {
            if (p.Chain[i].Shape.Rows.IsOne)
            {
                return i;
            }
        }

        return null;
    }
}

/// <summary>The sum of all entries: ij →.</summary>
internal sealed class Total : LinearReduction
{
    /// <summary>The operator.</summary>
    public static readonly Total Instance = new();

    /// <inheritdoc/>
    public override string Name => "sum";

    /// <inheritdoc/>
    public override Law VecRule => Catalogue.SumOnes;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier) => Shape.Scalar;

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => arguments[0] switch
    {
        { IsScalar: true } x => x,
        { IsZero: true } => Number.Zero,
        Product p when !p.Coefficient.IsOne || p.Scalars.Count > 0 => Product.Of(p.Coefficient, [.. p.Scalars, Of(Product.Of(p.Chain))]),
        Constant { Kind: ConstantKind.Ones } o => Make.SizeValue(o.First * o.Second),
        Constant { Kind: ConstantKind.Identity } i => Make.SizeValue(i.First),
        Constant { Kind: ConstantKind.Basis } => Number.One,
        Apply { Operator: Transpose } t => Of(t.Argument),
        Apply { Operator: Vec or DiagonalMatrix } v => Of(v.Argument),
        Apply { Operator: Kronecker } k => Product.Of([.. k.Arguments.Select(a => Of(a))]),
        var x => Apply.Raw(this, x),
    };

    /// <inheritdoc/>
    public override Expr Pullback(Apply node, int argument, Expr cotangent) => Make.Spread(cotangent, node.Argument.Shape);
}

/// <summary>The mean of all entries: the sum over their number.</summary>
internal sealed class Mean : LinearReduction
{
    /// <summary>The operator.</summary>
    public static readonly Mean Instance = new();

    /// <inheritdoc/>
    public override string Name => "mean";

    /// <inheritdoc/>
    public override Law VecRule => Catalogue.MeanSum;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier) => Shape.Scalar;

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => arguments[0] switch
    {
        { IsScalar: true } x => x,
        { IsZero: true } => Number.Zero,
        Product p when !p.Coefficient.IsOne || p.Scalars.Count > 0 => Product.Of(p.Coefficient, [.. p.Scalars, Of(Product.Of(p.Chain))]),
        Constant { Kind: ConstantKind.Ones } => Number.One,
        var x => Apply.Raw(this, x),
    };

    /// <inheritdoc/>
    public override Expr Pullback(Apply node, int argument, Expr cotangent) =>
        Make.Spread(Product.Of(cotangent, ElementwisePower.Of(Make.SizeValue(node.Argument.Shape.Count), -1)), node.Argument.Shape);
}
