using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Operators;

/// <summary>Short ways to build expressions in normal form.</summary>
internal static class Make
{
    /// <summary>The 0 of a shape.</summary>
    public static Expr Zero(Shape shape) => shape.IsScalar ? Number.Zero : Expressions.Constant.Of(ConstantKind.Zeros, shape.Rows, shape.Columns);

    /// <summary>The matrix of ones of a shape; 1 for a scalar.</summary>
    public static Expr Ones(Shape shape) => shape.IsScalar ? Number.One : Expressions.Constant.Of(ConstantKind.Ones, shape.Rows, shape.Columns);

    /// <summary>I(n); 1 for size 1.</summary>
    public static Expr Identity(Size n) => n.IsOne ? Number.One : Expressions.Constant.Of(ConstantKind.Identity, n);

    /// <summary>K(m,n); I where m or n is 1.</summary>
    public static Expr Commutation(Size m, Size n) => m.IsOne || n.IsOne ? Identity(m * n) : Expressions.Constant.Of(ConstantKind.Commutation, m, n);

    /// <summary>δ(i,j), a number where the difference of the indices is one.</summary>
    public static Expr Delta(Size i, Size j) => (i - j).Value is { } difference ? (difference.IsZero ? Number.One : Number.Zero)
        : string.CompareOrdinal(i.Text, j.Text) <= 0 ? Expressions.Constant.Of(ConstantKind.Delta, i, j) : Expressions.Constant.Of(ConstantKind.Delta, j, i);

    /// <summary>A constant with its parameters in normal form: I(1) is 1.</summary>
    public static Expr Constant(ConstantKind kind, Size first, Size second) => kind switch
    {
        ConstantKind.Identity => Identity(first),
        ConstantKind.Zeros => Zero(new(first, second)),
        ConstantKind.Ones => Ones(new(first, second)),
        ConstantKind.Commutation => Commutation(first, second),
        ConstantKind.SizeValue => SizeValue(first),
        ConstantKind.Delta => Delta(first, second),
        ConstantKind.Basis when first.IsOne && second.IsOne => Number.One,
        _ => Expressions.Constant.Of(kind, first, second),
    };

    /// <summary>A size as a number: of a name a constant, of a formula the same formula of numbers.</summary>
    public static Expr SizeValue(Size size) => size.Value is { } v ? Number.Of(v)
        : size.AsName is not null ? Expressions.Constant.Of(ConstantKind.SizeValue, size)
        : Sum.Of([.. size.Terms.Select(t => Product.Of(
            t.Coefficient, [.. t.Powers.Select(p => ElementwisePower.Of(Expressions.Constant.Of(ConstantKind.SizeValue, Size.Of(p.Name)), p.Power))]))]);

    /// <summary>X'.</summary>
    public static Expr Transpose(Expr x) => Operators.Transpose.Instance.Of(x);

    /// <summary>−X.</summary>
    public static Expr Negate(Expr x) => Product.Of(Rational.MinusOne, x);

    /// <summary>A − B.</summary>
    public static Expr Minus(Expr a, Expr b) => Sum.Of(a, Negate(b));

    /// <summary>c spread over every entry of a shape.</summary>
    public static Expr Spread(Expr scalar, Shape shape) => shape.IsScalar ? scalar : Product.Of(scalar, Ones(shape));

    /// <summary>The Hadamard product; a product where all are scalars.</summary>
    public static Expr Hadamard(params Expr[] factors) => Operators.Hadamard.Instance.Of(factors);

    /// <summary>The Kronecker product.</summary>
    public static Expr Kronecker(params Expr[] factors) => Operators.Kronecker.Instance.Of(factors);

    /// <summary>Matrix with a vector on its diagonal.</summary>
    public static Expr Diag(Expr x) => DiagonalMatrix.Instance.Of(x);

    /// <summary>The diagonal as a vector.</summary>
    public static Expr DiagPart(Expr x) => DiagonalPart.Instance.Of(x);

    /// <summary>The columns on top of each other.</summary>
    public static Expr Vec(Expr x) => Operators.Vec.Instance.Of(x);

    /// <summary>The matrix of a shape whose columns stand in a vector.</summary>
    public static Expr Unvec(Expr x, Shape shape) => new Unvec(shape).Of(x);

    /// <summary>The trace.</summary>
    public static Expr Trace(Expr x) => Operators.Trace.Instance.Of(x);

    /// <summary>The sum of the entries.</summary>
    public static Expr Total(Expr x) => Operators.Total.Instance.Of(x);

    /// <summary>X⁻¹.</summary>
    public static Expr Inverse(Expr x) => x.IsScalar ? ElementwisePower.Of(x, -1) : MatrixPower.Of(x, -1);
}
