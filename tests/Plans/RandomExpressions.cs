using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Tests.Plans;

/// <summary>Random expressions of a shape, of operators whose values stay moderate.</summary>
internal sealed class RandomExpressions(int seed)
{
    private static readonly Size M = Size.Of(new Name("m")), N = Size.Of(new Name("n"));
    private static readonly Size[] Sizes = [M, N, M * N, Size.One, Size.Of(2)];
    private static readonly string[] Functions = ["sin", "tanh", "sigmoid", "softplus", "relu", "silu"];
    private readonly Random random = new(seed);

    /// <summary>A random expression.</summary>
    public Expr Next(int depth) => Of(new(Pick(Sizes), Pick(Sizes)), depth);

    private Expr Of(Shape s, int depth)
    {
        if (depth <= 0)
        {
            return Leaf(s);
        }

        int d = depth - 1;
        return random.Next(16) switch
        {
            0 => Make.Transpose(Of(s.Transposed, d)),
            1 => Sum.Of(Of(s, d), Product.Of(new Rational(random.Next(-3, 4), random.Next(1, 4)), Of(s, d)), Of(s, d)),
            2 or 3 or 4 => Pick(Sizes) is var k ? Product.Of(Of(new(s.Rows, k), d), Of(new(k, s.Columns), d)) : null!,
            5 => Make.Hadamard(Of(s, d), Of(s, d), Of(s, d)),
            6 => Product.Of(Make.Diag(Of(Shape.Column(s.Rows), d)), Of(s, d)),
            7 => Product.Of(Of(s, d), Make.Diag(Of(Shape.Column(s.Columns), d))),
            8 => Product.Of(Of(Shape.Scalar, d), Of(s, d)),
            9 => ElementwiseCatalogue.At(Pick(Functions), Of(s, d)),
            10 => Make.Spread(Of(Shape.Scalar, d), s),
            11 => Structured(s, d),
            12 => Reduced(s, d),
            13 => Sum.Of(Product.Of(Of(Shape.Column(s.Rows), d), Make.Ones(new(Size.One, s.Columns))), Of(s, d)),
            14 => Make.Hadamard(Of(s, d), ElementwisePower.Of(Sum.Of(Make.Ones(s), ElementwisePower.Of(Of(s, d), 2)), -1)),
            _ => Leaf(s),
        };
    }

    // vec, unvec, K and ⊗ where the shape has a product of sizes.
    private Expr Structured(Shape s, int d)
    {
        var mn = M * N;
        if (s.Rows.Equals(mn) && s.Columns.Equals(mn))
        {
            return random.Next(3) switch
            {
                0 => Make.Commutation(M, N),
                1 => Make.Kronecker(Of(new(M, N), d), Of(new(N, M), d)),
                _ => Make.Diag(Make.Vec(Of(new(N, M), d))),
            };
        }

        return s.Rows.Equals(mn)
            ? s.IsColumn && random.Next(2) == 0 ? Make.Vec(Of(new(M, N), d))
                : Product.Of(random.Next(2) == 0 ? Make.Commutation(N, M) : Make.Kronecker(Of(new(N, N), d), Of(new(M, M), d)), Of(s, d))
            : s == new Shape(M, N) ? Make.Unvec(Of(Shape.Column(mn), d), s)
            : s.Rows.Equals(s.Columns) && !s.IsScalar ? Make.Diag(Make.DiagPart(Of(s, d)))
            : Make.Negate(Of(s, d));
    }

    private Expr Reduced(Shape s, int d)
    {
        var (k, l) = (Pick(Sizes), Pick(Sizes));
        return !s.IsScalar ? s.IsColumn ? Make.DiagPart(Product.Of(Of(new(s.Rows, k), d), Of(new(k, s.Rows), d))) : Leaf(s) : random.Next(4) switch
        {
            0 => Make.Trace(Product.Of(Of(new(k, l), d), Of(new(l, k), d))),
            1 => Make.Total(Product.Of(Of(new(k, l), d), Of(new(l, k), d))),
            2 => Make.Total(Make.Hadamard(Of(new(k, l), d), Of(new(k, l), d))),
            _ => Product.Of(Make.Transpose(Of(Shape.Column(k), d)), Of(Shape.Column(k), d)),
        };
    }

    private Expr Leaf(Shape s) => random.Next(6) switch
    {
        0 when s.Rows.Equals(s.Columns) => Make.Identity(s.Rows),
        1 => Make.Ones(s),
        _ => Symbol.Of(new Name($"{(s.IsScalar ? 'c' : s.IsVector ? 'x' : 'A')}_{s.Rows.Text}_{s.Columns.Text}_{random.Next(2)}".Replace('*', 't')), s),
    };

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];
}
