using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Tests.Canonical;

/// <summary>
/// Random expressions of a shape over few symbols, so that equal ones turn up: every kind of structure, operator and constant
/// that canonical forms know; <paramref name="linear"/> ones are made of operators linear in each argument and unknown functions.
/// </summary>
internal sealed class RandomMatrices(int seed, bool linear = false)
{
    /// <summary>The sizes.</summary>
    public static readonly Size M = Size.Of(new Name("m")), N = Size.Of(new Name("n"));

    private static readonly Size[] Inner = [M, N, N, Size.One];
    private static readonly string[] Functions = ["exp", "sigmoid", "tanh", "sin", "cos", "abs", "sign", "relu", "step", "softplus", "sinh", "erf", "gelu", "silu"];
    private static readonly Attributes[] Structures =
        [Attributes.None, Attributes.None, Attributes.Symmetric, Attributes.Skew, Attributes.Diagonal, Attributes.Orthogonal, Attributes.PositiveDefinite, Attributes.Lower, Attributes.Upper];

    private static readonly ElementwiseFunction Unknown = new(new Name("f"), null, Primes: true);
    private readonly Random random = new(seed);

    /// <summary>The shapes that are asked for.</summary>
    public static IReadOnlyList<Shape> Shapes { get; } =
        [Shape.Scalar, Shape.Column(N), Shape.Column(M), new(N, N), new(M, N), new(Size.One, N), Shape.Column(M * N), new(M * N, M * N), new(N * N, N * N)];

    /// <summary>A random expression of a shape.</summary>
    public Expr Of(Shape s, int depth)
    {
        int d = depth - 1;
        if (depth <= 0)
        {
            return Leaf(s);
        }

        try
        {
            return random.Next(14) switch
            {
                0 => Make.Transpose(Of(s.Transposed, d)),
                1 => Sum.Of(Of(s, d), Product.Of(Pick<Rational>([1, -1, 2, new(1, 2)]), Of(s, d))),
                2 or 3 or 4 => Pick(Inner) is var k ? Product.Of(Of(new(s.Rows, k), d), Of(new(k, s.Columns), d)) : null!,
                5 => Make.Hadamard(Of(s, d), Of(s, d)),
                6 => Product.Of(Of(Shape.Scalar, d), Of(s, d)),
                7 => Entries(s, d),
                8 or 9 when s.Rows.Equals(s.Columns) && !s.IsScalar => Square(s, d),
                8 or 9 or 10 when s.IsScalar => Number(d),
                8 or 9 or 10 => Arranged(s, d),
                11 => Constants(s),
                _ => Leaf(s),
            };
        }
        catch (ShapeException)
        {
            return Leaf(s);
        }
        catch (DivideByZeroException)
        {
            return Leaf(s);
        }
    }

    private Expr Entries(Shape s, int d) => random.Next(6) switch
    {
        _ when linear => random.Next(2) == 0 ? Unknown.At(Of(s, d), random.Next(2)) : ElementwisePower.Of(Of(s, d), 2),
        0 => Unknown.At(Of(s, d), random.Next(2)),
        1 => ElementwisePower.Of(Of(s, d), Pick<Rational>([2, -1, 3, new(1, 2), new(-1, 2), -2])),
        2 => ElementwiseCatalogue.At("log", ElementwiseCatalogue.At("abs", Of(s, d))),
        3 => ElementwiseCatalogue.At("log", ElementwisePower.Of(Of(s, d), Pick<Rational>([1, 2, -1, new(1, 2)]))),
        _ => ElementwiseCatalogue.At(Pick(Functions), Of(s, d)),
    };

    private Expr Square(Shape s, int d) => random.Next(linear ? 6 : 11) switch
    {
        0 or 1 when linear => MatrixPower.Of(Of(s, d), 2),
        5 when linear => s.Rows.Equals(M * N) ? Make.Kronecker(Of(new(M, M), d), Of(new(N, N), d)) : Make.Transpose(Of(s, d)),
        0 or 1 => MatrixPower.Of(Of(s, d), Pick([-1, -1, 2, -2])),
        2 => Make.Diag(Of(Shape.Column(s.Rows), d)),
        3 => Pick<LinearOperator>([Tril.Instance, Triu.Instance]).Of(Of(s, d)),
        4 => Make.Diag(Make.DiagPart(Of(s, d))),
        5 => SpectralFunction.Exponential.Of(Product.Of(Pick<Rational>([1, -1, 2]), Of(s, d - 1))),
        6 => Adjugate.Instance.Of(Of(s, d)),
        7 when s.Rows.Equals(M * N) => Make.Kronecker(Of(new(M, M), d), Of(new(N, N), d)),
        7 when s.Rows.Equals(N * N) => Make.Kronecker(Of(new(N, N), d), Of(new(N, N), d)),
        8 => SpectralFunction.Cholesky.Of(Product.Of(Leaf(s), Make.Transpose(Leaf(s)))),
        9 => PseudoInverse.Instance.Of(Of(s, d)),
        _ => Make.Hadamard(Of(s, d), Make.Identity(s.Rows)),
    };

    private Expr Number(int d)
    {
        var (k, l) = (Pick(Inner), Pick(Inner));
        return random.Next(9) switch
        {
            3 or 4 or 5 when linear => Make.Total(Make.Hadamard(Of(new(k, l), d), Of(new(k, l), d))),
            0 => Make.Trace(Of(new(N, N), d)),
            1 => Make.Total(Of(new(k, l), d)),
            2 => Product.Of(Make.Transpose(Of(Shape.Column(k), d)), Of(Shape.Column(k), d)),
            3 => Determinant.Instance.Of(Of(new(N, N), d)),
            4 => LogDeterminant.Instance.Of(Of(new(N, N), d)),
            5 => Pick([DefinedReduction.NormF, DefinedReduction.SumOfSquares, DefinedReduction.LogSumExp, DefinedReduction.Norm1]).Of(Of(new(k, l), d)),
            6 => Mean.Instance.Of(Of(new(k, l), d)),
            7 => Make.SizeValue(Pick([M, N, M * N])),
            _ => Make.Trace(Product.Of(Of(new(k, l), d), Of(new(l, k), d))),
        };
    }

    private Expr Arranged(Shape s, int d)
    {
        if (s.IsColumn && s.Rows.Equals(M * N))
        {
            return random.Next(3) switch
            {
                0 => Make.Vec(Of(new(M, N), d)),
                1 => Make.Kronecker(Of(Shape.Column(M), d), Of(Shape.Column(N), d)),
                _ => Product.Of(Make.Commutation(N, M), Of(Shape.Column(M * N), d)),
            };
        }

        return s switch
        {
            { IsColumn: true } => random.Next(4) switch
            {
                0 => Make.DiagPart(Of(new(s.Rows, s.Rows), d)),
                1 when !linear => VectorFunction.Softmax.Of(Of(s, d)),
                2 => CumulativeSum.Instance.Of(Of(s, d)),
                _ => Product.Of(Of(new(s.Rows, s.Rows), d), Of(s, d)),
            },
            _ when s == new Shape(M, N) => random.Next(3) switch
            {
                0 => Make.Unvec(Of(Shape.Column(M * N), d), s),
                1 => Stacked(s, d),
                _ => Product.Of(Make.Diag(Of(Shape.Column(M), d)), Of(s, d)),
            },
            _ => Make.Transpose(Of(s.Transposed, d)),
        };
    }

    // [A B] times what is stacked.
    private Expr Stacked(Shape s, int d)
    {
        var (k, l) = (Pick(Inner), Pick(Inner));
        return Product.Of(Hcat.Instance.Of(Of(new(s.Rows, k), d), Of(new(s.Rows, l), d)), Vcat.Instance.Of(Of(new(k, s.Columns), d), Of(new(l, s.Columns), d)));
    }

    private Expr Constants(Shape s) => random.Next(4) switch
    {
        0 when s.Rows.Equals(s.Columns) => Make.Identity(s.Rows),
        1 when s.Rows.Equals(s.Columns) && s.Rows.Equals(M * N) => Make.Commutation(M, N),
        1 when s.Rows.Equals(s.Columns) && s.Rows.Equals(N * N) =>
            Product.Of(Constant.Of(ConstantKind.Duplication, N), Constant.Of(ConstantKind.Elimination, N)),
        2 when s.IsColumn => Constant.Of(ConstantKind.Basis, Size.One, s.Rows),
        3 when s.IsScalar => Symbolic.Expressions.Number.Of(Pick<Rational>([2, -1, new(1, 3)])),
        _ => Make.Ones(s),
    };

    private Expr Leaf(Shape s)
    {
        int which = random.Next(2);
        if (s.Rows.Equals(s.Columns) && !s.IsScalar)
        {
            var structure = s.Rows.Equals(N) ? Pick(Structures) : Attributes.None;
            return Symbol.Of(new Name($"S{(int)structure}_{s.Rows.Text.Replace('*', 't')}_{which}"), s, structure);
        }

        bool positive = random.Next(6) == 0;
        string letter = s.IsScalar ? "c" : s.IsVector ? "x" : "A";
        var attributes = positive ? Attributes.Positive : Attributes.None;
        return s.IsRow
            ? Make.Transpose(Leaf(s.Transposed))
            : Symbol.Of(new Name($"{letter}{(positive ? "p" : "")}_{s.Rows.Text}_{s.Columns.Text}_{which}".Replace("*", "t", StringComparison.Ordinal)), s, attributes);
    }

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];
}
