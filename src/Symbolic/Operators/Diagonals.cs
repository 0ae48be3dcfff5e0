using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Operators;

/// <summary>diag of a vector, the matrix with it on the diagonal: i → ii.</summary>
internal sealed class DiagonalMatrix : LinearOperator
{
    /// <summary>The operator.</summary>
    public static readonly DiagonalMatrix Instance = new();

    /// <inheritdoc/>
    public override string Name => "diag";

    /// <inheritdoc/>
    public override Law VecRule => Catalogue.VecDiag;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier)
    {
        var s = arguments[0];
        var n = s.Columns.IsOne ? s.Rows : s.Rows.IsOne ? s.Columns : throw Wrong(s, "a diagonal matrix is made of a vector");
        return new(n, n);
    }

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => arguments[0] switch
    {
        { IsScalar: true } x => x,
        { Shape.IsRow: true } x => Of(Make.Transpose(x)),
        { IsZero: true } x => Make.Zero(new(x.Shape.Rows, x.Shape.Rows)),
        Constant { Kind: ConstantKind.Ones } o => Make.Identity(o.First),
        Product p when !p.Coefficient.IsOne || p.Scalars.Count > 0 => Product.Of(p.Coefficient, [.. p.Scalars, Of(Product.Of(p.Chain))]),
        Apply { Operator: DiagonalPart } d when Structure.IsDiagonal(d.Argument) => d.Argument,
        var x => Apply.Raw(this, x),
    };

    /// <inheritdoc/>
    public override Expr Pullback(Apply node, int argument, Expr cotangent) => Make.DiagPart(cotangent);

    /// <inheritdoc/>
    public override Expr Jacobian(Apply node, int argument)
    {
        var n = node.Shape.Rows;
        return Product.Of(Make.Diag(Make.Vec(Make.Identity(n))), Make.Kronecker(Make.Ones(Shape.Column(n)), Make.Identity(n)));
    }
}

/// <summary>diag of a matrix, its diagonal as a vector: ii → i.</summary>
internal sealed class DiagonalPart : LinearOperator
{
    /// <summary>The operator.</summary>
    public static readonly DiagonalPart Instance = new();

    /// <inheritdoc/>
    public override string Name => "diag";

    /// <inheritdoc/>
    public override Law VecRule => Catalogue.DiagPartVec;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier) => unifier.Unify(arguments[0].Rows, arguments[0].Columns)
        ? Shape.Column(unifier.Resolve(arguments[0].Rows))
        : throw Wrong(arguments[0], "the diagonal is taken of a square matrix");

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => arguments[0] switch
    {
        { IsScalar: true } x => x,
        { IsZero: true } x => Make.Zero(Shape.Column(x.Shape.Rows)),
        Constant { Kind: ConstantKind.Identity or ConstantKind.Ones } o => Make.Ones(Shape.Column(o.First)),
        Apply { Operator: DiagonalMatrix } d => d.Argument,
        Apply { Operator: Transpose } t => Of(t.Argument),
        Product p when !p.Coefficient.IsOne || p.Scalars.Count > 0 => Product.Of(p.Coefficient, [.. p.Scalars, Of(Product.Of(p.Chain))]),
        // diag(x y') = x ⊙ y, the factors of the outer product being whole.
        Product p when p.Chain.OuterCut() is > 0 and var cut =>
            Make.Hadamard(Product.Of([.. p.Chain.Take(cut)]), Make.Transpose(Product.Of([.. p.Chain.Skip(cut)]))),
        var x => Apply.Raw(this, x),
    };

    /// <inheritdoc/>
    public override Expr Pullback(Apply node, int argument, Expr cotangent) => Make.Diag(cotangent);

    /// <inheritdoc/>
    public override Expr Jacobian(Apply node, int argument)
    {
        var n = node.Shape.Rows;
        return Product.Of(
            Make.Kronecker(Make.Transpose(Make.Ones(Shape.Column(n))), Make.Identity(n)), Make.Diag(Make.Vec(Make.Identity(n))));
    }
}

/// <summary>A linear operator that multiplies every entry by 0 or 1.</summary>
internal abstract class Mask : LinearOperator
{
    /// <inheritdoc/>
    public override Law VecRule => Catalogue.VecMask;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier) => arguments[0];

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => arguments[0] switch
    {
        { IsZero: true } or { IsScalar: true } => arguments[0],
        _ when Structure.IsDiagonal(arguments[0]) => arguments[0],
        Apply a when a.Operator.Equals(this) => a,
        Product p when !p.Coefficient.IsOne || p.Scalars.Count > 0 => Product.Of(p.Coefficient, [.. p.Scalars, Of(Product.Of(p.Chain))]),
        var x => Apply.Raw(this, x),
    };

    /// <inheritdoc/>
    public override Expr Pullback(Apply node, int argument, Expr cotangent) => Of(cotangent);

    /// <inheritdoc/>
    public override Expr Jacobian(Apply node, int argument) => Make.Diag(Make.Vec(Of(Make.Ones(node.Shape))));
}

/// <summary>The lower triangle with the diagonal, zeros above.</summary>
internal sealed class Tril : Mask
{
    /// <summary>The operator.</summary>
    public static readonly Tril Instance = new();

    /// <inheritdoc/>
    public override string Name => "tril";
}

/// <summary>The upper triangle with the diagonal, zeros below.</summary>
internal sealed class Triu : Mask
{
    /// <summary>The operator.</summary>
    public static readonly Triu Instance = new();

    /// <inheritdoc/>
    public override string Name => "triu";
}

/// <summary>The running sums down each column: tril(ones) X.</summary>
internal sealed class CumulativeSum : LinearOperator
{
    /// <summary>The operator.</summary>
    public static readonly CumulativeSum Instance = new();

    /// <inheritdoc/>
    public override string Name => "cumsum";

    /// <inheritdoc/>
    public override Law VecRule => Catalogue.CumsumTril;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier) => arguments[0];

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => arguments[0] is { IsZero: true } or { IsScalar: true } ? arguments[0]
        : arguments[0] is { Shape.IsRow: true } row ? Make.Transpose(Of(Make.Transpose(row)))
        : Apply.Raw(this, arguments);

    /// <inheritdoc/>
    public override Expr Pullback(Apply node, int argument, Expr cotangent) => Product.Of(Make.Transpose(Matrix(node)), cotangent);

    /// <inheritdoc/>
    public override Expr Jacobian(Apply node, int argument) => Make.Kronecker(Make.Identity(node.Shape.Columns), Matrix(node));

    private static Expr Matrix(Apply node) => Tril.Instance.Of(Make.Ones(new(node.Shape.Rows, node.Shape.Rows)));
}
