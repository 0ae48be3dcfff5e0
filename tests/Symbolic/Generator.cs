using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Tests.SymbolicProperties;

/// <summary>
/// Random well-shaped expressions over all operators, the same for the same seed. Every name is declared in the scope, the
/// sizes are products and sums of m, n and p and small numbers.
/// </summary>
internal sealed partial class Generator
{
    /// <summary>The names that are there from the start; a leaf of any other shape is declared when it is met.</summary>
    public const string Where = """
        m, n, p, N: dim
        c, k, λ: scalar; x, y: n; u: m; v: p; w: n positive; r: 1×n
        A, B: m×n; C: n×p; M, N: n×n; S: n×n symmetric; P: n×n posdef; T: n×n diagonal; R: n×n orthogonal; Z: n×n skew
        W[l]: m×n; W[l+1]: p×m; h_1: n
        q[i]: scalar; z[i]: n; Q[i]: n×n
        f, g[l]: elementwise
        """;

    private static readonly Size Sm = Size.Of(new Name("m")), Sn = Size.Of(new Name("n")), Sp = Size.Of(new Name("p"));
    private static readonly Size[] Common = [Sm, Sn, Sn, Sp, Size.One];
    private static readonly Size[] Rare = [Sm * Sn, Sn * Sn, Sm + Sn, Size.Of(2), Sn + Size.One, Constant.Triangle(Sn), Size.Of(2) * Sn];
    private static readonly string[] Known = [.. ElementwiseCatalogue.All.Keys.Order(StringComparer.Ordinal)];
    private static readonly Rational[] Coefficients = [2, -1, -2, 3, new(1, 2), new(-1, 3), new(3, 2)];
    private static readonly Rational[] Exponents = [2, 3, -1, -2, new(1, 2), new(3, 2), new(-1, 2), new(1, 3)];

    private readonly Random random;
    private readonly bool smooth;

    /// <summary>The expressions of a seed; smooth ones have derivatives wherever they are defined.</summary>
    public Generator(int seed, bool smooth = false)
    {
        random = new Random(seed);
        this.smooth = smooth;
        Scope = ExpressionReader.Declare(Where);
    }

    /// <summary>The declarations of all names that occur.</summary>
    public Scope Scope { get; }

    /// <summary>A random expression of a random shape.</summary>
    public Expr Next(int depth) => Of(new(AnySize(), AnySize()), depth);

    /// <summary>A random expression of a shape.</summary>
    public Expr Of(Shape s, int depth)
    {
        if (depth <= 0 || random.Next(12) == 0)
        {
            return Leaf(s);
        }

        var special = s switch
        {
            { IsScalar: true } => Scalar(depth - 1),
            { IsColumn: true } => Column(s, depth - 1),
            _ when s.Rows.Equals(s.Columns) => Square(s, depth - 1),
            _ => Rectangle(s, depth - 1),
        };
        return random.Next(3) == 0 && special is not null ? special : Anything(s, depth - 1);
    }

    private Expr Anything(Shape s, int d)
    {
        switch (random.Next(14))
        {
            case 0 or 1:
                return Sum.Of([.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => random.Next(3) == 0 ? Product.Of(Pick(Coefficients), Of(s, d)) : Of(s, d))]);
            case 2 or 3:
                var k = AnySize();
                return Product.Of(Of(new(s.Rows, k), d), Of(new(k, s.Columns), d));
            case 4:
                return Product.Of(Pick(Coefficients), Of(Shape.Scalar, d), Of(s, d));
            case 5:
                return Product.Of(Of(s, d), NonZero(Of(Shape.Scalar, d)) is { } below ? ElementwisePower.Of(below, -1) : Number.One);
            case 6:
                return Make.Hadamard([.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => Of(s, d))]);
            case 7:
                return Make.Hadamard(Of(s, d), NonZero(Of(s, d)) is { } under ? ElementwisePower.Of(under, Pick(Exponents)) : Make.Ones(s));
            case 8:
                return Make.Transpose(Of(s.Transposed, d));
            case 9:
                return Function(s, d);
            case 10:
                return Make.Minus(Make.Spread(Of(Shape.Scalar, d), s), Of(s, d));
            case 13:
                return OverIndex(s, d);
            case 11:
                return ElementwisePower.Of(NonZero(Of(s, d)) ?? Leaf(s), Pick(Exponents));
            default:
                return Make.Negate(Of(s, d));
        }
    }

    // Σ of terms that hold the index in a function, in a factor or as a number; ∏ of square matrices.
    private Expr OverIndex(Shape s, int d)
    {
        string index = Indices.Fresh();
        var at = new LayerIndex(index, random.Next(2));
        Size from = Size.Of(1 + random.Next(2)), to = random.Next(3) == 0 ? Size.Of(new Name("N")) - Size.One : Size.Of(new Name("N"));
        if (s.Rows.Equals(Sn) && s.Columns.Equals(Sn) && random.Next(2) == 0)
        {
            return IndexedProduct.Over(index, from, to, random.Next(2) == 0, Product.Of(Scope.Member(new Name("Q", at))!, Of(s, d)));
        }

        var q = Scope.Member(new Name("q", at))!;
        Expr term = random.Next(3) switch
        {
            0 => Scope.Functions[new Name("f")].At(Product.Of(q, Of(s, d)), 0),
            1 => Make.Hadamard(Of(s, d), Sum.Of(Make.Spread(Make.SizeValue(Size.Of(new Name(index))), s), Product.Of(q, Of(s, d)))),
            _ => Product.Of(q, s.Rows.Equals(Sn) ? Product.Of(Scope.Member(new Name("z", at))!, Of(new(Size.One, s.Columns), d)) : Of(s, d)),
        };
        return IndexedSum.Over(index, from, to, term);
    }

    private Expr Function(Shape s, int d)
    {
        string[] kinked = ["abs", "sign", "relu", "step"];
        switch (random.Next(8))
        {
            case 0:
                return Scope.Functions[new Name("f")].At(Of(s, d), random.Next(3));
            case 1:
                return Scope.Functions[new Name("g", new LayerIndex("l", 0))].At(Of(s, d), random.Next(3));
            case 2 when !smooth:
                return ElementwiseCatalogue.LeakyRelu(random.Next(2) == 0 ? Number.Of(new Rational(1, 10)) : Leaf(Shape.Scalar)).At(Of(s, d), random.Next(2));
            case 3:
                return GeneralPower.Instance.Of(Of(s, d), Leaf(random.Next(2) == 0 ? Shape.Scalar : s));
            case 4 when !s.IsScalar:
                return GeneralPower.Instance.Of(Leaf(Shape.Scalar), Of(s, d));
            default:
                string name = Pick(Known);
                return smooth && kinked.Contains(name) ? ElementwiseCatalogue.At("tanh", Of(s, d))
                    : ElementwiseCatalogue.All[name].At(Of(s, d), random.Next(4) == 0 ? random.Next(1, 3) : 0);
        }
    }

    private Expr Leaf(Shape s)
    {
        if (random.Next(7) == 0)
        {
            return s.IsScalar ? random.Next(4) switch
            {
                0 => Constant.Pi,
                1 => Make.SizeValue(Pick(random.Next(3) == 0 ? Rare : Common)),
                _ => Number.Of(Pick(Coefficients)),
            }
            : s.Rows.Equals(s.Columns) && random.Next(2) == 0 ? Make.Identity(s.Rows)
            : s.IsColumn && random.Next(3) == 0 ? Constant.Of(ConstantKind.Basis, Size.One, s.Rows)
            : s == new Shape(Sn * Sn, Constant.Triangle(Sn)) ? Constant.Of(ConstantKind.Duplication, Sn)
            : s == new Shape(Constant.Triangle(Sn), Sn * Sn) ? Constant.Of(ConstantKind.Elimination, Sn)
            : Make.Ones(s);
        }

        if (random.Next(10) == 0 && s == new Shape(Sm * Sn, Sm * Sn))
        {
            return Make.Commutation(Sm, Sn);
        }

        var known = Scope.Symbols.Values.Where(x => x.Shape == s).ToList();
        if (known.Count > 0)
        {
            return known[random.Next(known.Count)];
        }

        // Greek, so that no name is a run of others or a differential.
        var symbol = Symbol.Of(new Name($"{(s.IsVector ? 'ξ' : 'Ψ')}_{Scope.Symbols.Count}"), s);
        Scope.Declare(symbol);
        return symbol;
    }

    private Size AnySize() => random.Next(9) == 0 ? Pick(Rare) : Pick(Common);

    private static Expr? NonZero(Expr e) => e.IsZero ? null : e;

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];
}
