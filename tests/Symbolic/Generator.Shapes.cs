using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Tests.SymbolicProperties;

/// <content>Operators whose value has a special shape.</content>
internal sealed partial class Generator
{
    private Expr Scalar(int d)
    {
        var (k, l) = (AnySize(), AnySize());
        var any = new Shape(k, l);
        var square = new Shape(k, k);
        return random.Next(smooth ? 16 : 18) switch
        {
            0 => Make.Trace(Of(square, d)),
            1 => Make.Trace(Product.Of(Make.Transpose(Of(any, d)), Of(any, d))),
            2 => Make.Total(Of(any, d)),
            3 => Mean.Instance.Of(Of(any, d)),
            4 => Determinant.Instance.Of(Of(square, d)),
            5 => LogDeterminant.Instance.Of(Of(square, d)),
            6 => DefinedReduction.Norm2.Of(Of(Shape.Column(k), d)),
            7 => DefinedReduction.NormF.Of(Of(any, d)),
            8 => DefinedReduction.SumOfSquares.Of(Of(any, d)),
            9 => DefinedReduction.LogSumExp.Of(Of(any, d)),
            10 => Product.Of(Make.Transpose(Of(Shape.Column(k), d)), Of(Shape.Column(k), d)),
            11 => Product.Of(Make.Transpose(Of(Shape.Column(k), d)), Of(square, d), Of(Shape.Column(k), d)),
            12 => Make.Total(Make.Hadamard(Of(any, d), Of(any, d))),
            13 => Determinant.Instance.Of(Sum.Of(Make.Identity(k), Product.Of(Of(Shape.Column(k), d), Make.Transpose(Of(Shape.Column(k), d))))),
            14 => ElementwiseCatalogue.At("log", Make.Total(ElementwiseCatalogue.At("exp", Of(Shape.Column(k), d)))),
            15 => Make.Trace(Product.Of(Of(any, d), Of(new(l, k), d))),
            16 => DefinedReduction.Norm1.Of(Of(any, d)),
            _ => Maximum.Instance.Of(Of(any, d)),
        };
    }

    private Expr? Column(Shape s, int d)
    {
        var n = s.Rows;
        switch (random.Next(9))
        {
            case 0:
                return VectorFunction.Softmax.Of(Of(s, d));
            case 1:
                return VectorFunction.LogSoftmax.Of(Of(s, d));
            case 2:
                return VectorFunction.Normalize.Of(Of(s, d));
            case 3:
                return CumulativeSum.Instance.Of(Of(s, d));
            case 4:
                return Make.DiagPart(Of(new(n, n), d));
            case 5:
                return Product.Of(Make.Diag(Of(s, d)), Of(s, d));
            case 6:
                return Product.Of(ElementwisePower.Of(Make.Total(ElementwiseCatalogue.At("exp", Of(s, 0))), -1), ElementwiseCatalogue.At("exp", Of(s, 0)));
            default:
                return n.Equals(Sm * Sn) ? random.Next(3) switch
                {
                    0 => Make.Vec(Of(new(Sm, Sn), d)),
                    1 => Product.Of(Make.Commutation(Sn, Sm), Make.Vec(Of(new(Sn, Sm), d))),
                    _ => Make.Kronecker(Of(Shape.Column(Sn), d), Of(Shape.Column(Sm), d)),
                }
                : n.Equals(Sn * Sn) ? Make.Vec(Of(new(Sn, Sn), d))
                : n.Equals(Constant.Triangle(Sn)) ? Vech.Instance.Of(Of(new(Sn, Sn), d))
                : n.Equals(Sm + Sn) ? Vcat.Instance.Of(Of(Shape.Column(Sm), d), Of(Shape.Column(Sn), d))
                : null;
        }
    }

    private Expr? Square(Shape s, int d)
    {
        switch (random.Next(15))
        {
            case 0 or 1:
                return Make.Diag(Of(Shape.Column(s.Rows), d));
            case 2 or 3:
                return Make.Inverse(NonZero(Of(s, d)) ?? Leaf(s));
            case 4:
                return MatrixPower.Of(NonZero(Of(s, d)) ?? Leaf(s), Pick<int>([2, 3, -2]));
            case 5:
                return Adjugate.Instance.Of(Of(s, d));
            case 6 when !smooth:
                return SpectralFunction.Exponential.Of(Of(s, d));
            case 7 when !smooth:
                return random.Next(2) == 0 ? SpectralFunction.Logarithm.Of(Leaf(s)) : SymbolicPower.Instance.Of(Of(s, d), Scope.Symbols[new Name("k")]);
            case 8 when s.Rows.Equals(Sn) && !smooth:
                return SpectralFunction.Cholesky.Of(Scope.Symbols[new Name("P")]);
            case 9:
                return Tril.Instance.Of(Of(s, d));
            case 10:
                return Triu.Instance.Of(Of(s, d));
            case 11:
                return Product.Of(Of(Shape.Column(s.Rows), d), Make.Transpose(Of(Shape.Column(s.Rows), d)));
            case 12:
                return Of(s, d) is var a ? Product.Of(Make.Transpose(a), a) : null;
            default:
                return s.Rows.Equals(Sm * Sn) ? random.Next(4) switch
                {
                    0 => Make.Kronecker(Of(new(Sm, Sm), d), Of(new(Sn, Sn), d)),
                    1 => Make.Kronecker(Of(new(Sm, Sn), d), Of(new(Sn, Sm), d)),
                    2 => Make.Commutation(Sm, Sn),
                    _ => Make.Diag(Make.Vec(Of(new(Sm, Sn), d))),
                }
                : s.Rows.Equals(Sn * Sn) ? Make.Kronecker(Of(new(Sn, Sn), d), Of(new(Sn, Sn), d)) : null;
        }
    }

    private Expr? Rectangle(Shape s, int d)
    {
        switch (random.Next(7))
        {
            case 0:
                return VectorFunction.RowSoftmax.Of(Of(s, d));
            case 1:
                return VectorFunction.ColumnSoftmax.Of(Of(s, d));
            case 2:
                return PseudoInverse.Instance.Of(Leaf(s.Transposed));
            case 3:
                return CumulativeSum.Instance.Of(Of(s, d));
            case 4:
                return Product.Of(Of(Shape.Column(s.Rows), d), Make.Ones(new(Size.One, s.Columns)));
            default:
                return s == new Shape(Sm, Sn) ? Make.Unvec(Of(Shape.Column(Sm * Sn), d), s)
                    : s.Columns.Equals(Sm + Sn) ? Hcat.Instance.Of(Of(new(s.Rows, Sm), d), Of(new(s.Rows, Sn), d))
                    : s.Rows.Equals(Sm + Sn) ? Vcat.Instance.Of(Of(new(Sm, s.Columns), d), Of(new(Sn, s.Columns), d))
                    : s.Rows.Equals(Sm * Sn) ? Make.Kronecker(Of(new(Sm, Size.One), d), Of(new(Sn, s.Columns), d))
                    : null;
        }
    }
}
