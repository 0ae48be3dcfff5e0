using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Operators;

/// <summary>x.^r, every entry to a rational power; of scalars x^r. It is also sqrt (½), division (−1) and the square (2).</summary>
internal sealed class ElementwisePower : Operator, IEquatable<ElementwisePower>
{
    private ElementwisePower(Rational exponent) => Exponent = exponent;

    /// <summary>The exponent.</summary>
    public Rational Exponent { get; }

    /// <inheritdoc/>
    public override string Name => ".^";

    /// <inheritdoc/>
    public override Law Rule => Catalogue.PowerRule;

    /// <summary>The operator of an exponent, without normalising its node.</summary>
    public static ElementwisePower Operator(Rational exponent) => new(exponent);

    /// <summary>x to the power, in normal form.</summary>
    public static Expr Of(Expr x, Rational exponent)
    {
        if (exponent.IsZero)
        {
            return Make.Ones(x.Shape);
        }

        if (exponent.IsOne || x is Constant { Kind: ConstantKind.Ones })
        {
            return x;
        }

        switch (x)
        {
            case Number n when exponent.TryToInt32(out int whole) && Math.Abs(whole) < 1000 && !(n.IsZero && whole < 0):
                return Number.Of(Rational.Pow(n.Value, whole));
            case Number n when Root(n.Value, exponent) is { } root:
                return Number.Of(root);
            case { IsZero: true } when exponent.Sign > 0:
                return x;
            case Apply { Operator: ElementwisePower inner } a when exponent.IsInteger || inner.Exponent is { IsInteger: true } e && !e.Numerator.IsEven:
                return Of(a.Argument, inner.Exponent * exponent);
            case Apply { Operator: Hadamard } h when exponent.IsInteger:
                return Make.Hadamard([.. h.Arguments.Select(f => Of(f, exponent))]);
            case Product p when exponent.IsInteger && (p.Chain.Count == 0 || !p.Coefficient.IsOne || p.Scalars.Count > 0):
                return Product.Of(
                    [Of(Number.Of(p.Coefficient), exponent), .. p.Scalars.Select(s => Of(s, exponent)),
                     .. p.Chain.Count > 0 ? [Of(Product.Of(p.Chain), exponent)] : Array.Empty<Expr>()]);
            case Product p when !exponent.IsInteger && p.Coefficient.Sign > 0 && !p.Coefficient.IsOne && Root(p.Coefficient, exponent) is { } root:
                return Product.Of(root, Of(Product.Split(x).Core, exponent));
            default:
                return Apply.Raw(new ElementwisePower(exponent), x);
        }
    }

    /// <summary>Base and exponent, the exponent 1 for what is no power.</summary>
    public static (Expr Base, Rational Exponent) Split(Expr e) =>
        e is Apply { Operator: ElementwisePower p } a ? (a.Argument, p.Exponent) : (e, Rational.One);

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier) => arguments[0];

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => Of(arguments[0], Exponent);

    /// <summary>r x.^(r−1).</summary>
    public Expr Derivative(Expr x) => Product.Of(Exponent, Of(x, Exponent - 1));

    /// <inheritdoc/>
    public override Expr Differential(Apply node, Expr value, IReadOnlyList<Expr?> moving) => Make.Hadamard(Derivative(node.Argument), moving[0]!);

    /// <inheritdoc/>
    public override string? Condition(Apply node) => !Exponent.IsInteger ? $"{node.Argument} > 0" : Exponent.Sign < 0 ? $"{node.Argument} ≠ 0" : null;

    /// <inheritdoc/>
    public bool Equals(ElementwisePower? other) => other is not null && other.Exponent == Exponent;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ElementwisePower);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(nameof(ElementwisePower), Exponent);

    // The rational power of a positive rational, where it is rational: (1/4)^(1/2) = 1/2.
    private static Rational? Root(Rational value, Rational exponent)
    {
        if (value.Sign <= 0 || exponent.Denominator > 16 || System.Numerics.BigInteger.Abs(exponent.Numerator) > 64)
        {
            return null;
        }

        int degree = (int)exponent.Denominator;
        var top = Root(value.Numerator, degree);
        var bottom = Root(value.Denominator, degree);
        return top is { } t && bottom is { } b ? Rational.Pow(new Rational(t, b), (int)exponent.Numerator) : null;
    }

    private static System.Numerics.BigInteger? Root(System.Numerics.BigInteger value, int degree)
    {
        if (value > (System.Numerics.BigInteger.One << 50))
        {
            return null;
        }

        var root = new System.Numerics.BigInteger(Math.Round(Math.Pow((double)value, 1.0 / degree)));
        return System.Numerics.BigInteger.Pow(root, degree) == value ? root : null;
    }
}

/// <summary>x.^c, entries to a scalar power that is an expression; c.^x, a scalar to the entries; x.^y of one shape.</summary>
internal sealed class GeneralPower : Operator
{
    /// <summary>The operator.</summary>
    public static readonly GeneralPower Instance = new();

    /// <inheritdoc/>
    public override string Name => ".^";

    /// <inheritdoc/>
    public override Law Rule => Catalogue.GeneralPowerRule;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier)
    {
        var (x, c) = (unifier.Resolve(arguments[0]), unifier.Resolve(arguments[1]));
        return c.IsScalar ? x : x.IsScalar ? c : unifier.Unify(x.Rows, c.Rows) && unifier.Unify(x.Columns, c.Columns)
            ? unifier.Resolve(x)
            : throw new ShapeException(Name, x, c, "base and exponent have one shape, or one is a scalar");
    }

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => arguments[1] is Number n ? ElementwisePower.Of(arguments[0], n.Value) : Apply.Raw(this, arguments);

    /// <inheritdoc/>
    public override Expr Differential(Apply node, Expr value, IReadOnlyList<Expr?> moving)
    {
        var (x, c) = (node.Arguments[0], node.Arguments[1]);
        var terms = new List<Expr>();
        if (moving[0] is { } dx)
        {
            var lower = Of(x, Sum.Of(c, Make.Spread(Number.Of(-1), c.Shape)));
            terms.Add(Make.Hadamard(c, lower, Full(dx, node)));
        }

        if (moving[1] is { } dc)
        {
            terms.Add(Make.Hadamard(node, ElementwiseCatalogue.At("log", x), Full(dc, node)));
        }

        return Sum.Of([.. terms.Select(t => Full(t, node))]);
    }

    /// <inheritdoc/>
    public override string? Condition(Apply node) => $"{node.Arguments[0]} > 0";

    private static Expr Full(Expr d, Apply node) => d.IsScalar ? Make.Spread(d, node.Shape) : d;
}

/// <summary>X^k for a whole number k (X⁻¹ for k = −1) or a scalar expression k.</summary>
internal sealed class MatrixPower : MatrixFunction, IEquatable<MatrixPower>
{
    private MatrixPower(int exponent) => Exponent = exponent;

    /// <summary>The exponent.</summary>
    public int Exponent { get; }

    /// <inheritdoc/>
    public override string Name => "^";

    /// <inheritdoc/>
    public override Law Rule => Exponent == -1 ? Catalogue.InverseRule : Catalogue.MatrixPowerRule;

    /// <summary>The operator of an exponent, without normalising its node.</summary>
    public static MatrixPower Operator(int exponent) => new(exponent);

    /// <summary>X^k in normal form.</summary>
    public static Expr Of(Expr x, int exponent) => x switch
    {
        { IsScalar: true } => ElementwisePower.Of(x, exponent),
        _ when exponent == 0 => Make.Identity(x.Shape.Rows),
        _ when exponent == 1 => x,
        Constant { Kind: ConstantKind.Identity } => x,
        Constant { Kind: ConstantKind.Commutation } k when exponent == -1 => Make.Transpose(k),
        Constant { Kind: ConstantKind.Commutation } k when k.First.Equals(k.Second) => exponent % 2 == 0 ? Make.Identity(k.Shape.Rows) : k,
        Apply { Operator: MatrixPower inner } a => Of(a.Argument, inner.Exponent * exponent),
        Apply { Operator: Transpose } t => Make.Transpose(Of(t.Argument, exponent)),
        Apply { Operator: DiagonalMatrix } d => Make.Diag(ElementwisePower.Of(d.Argument, exponent)),
        Symbol s when exponent == -1 && s.Attributes.HasFlag(Attributes.Orthogonal) => Make.Transpose(x),
        Product p when !p.Coefficient.IsOne || p.Scalars.Count > 0 => Product.Of(
            [ElementwisePower.Of(Number.Of(p.Coefficient), exponent), .. p.Scalars.Select(s => ElementwisePower.Of(s, exponent)), Of(Product.Of(p.Chain), exponent)]),
        Product p when exponent < 0 && p.Chain.All(f => f.Shape.Rows.Equals(f.Shape.Columns)) =>
            Of(Product.Of([.. p.Chain.Reverse().Select(f => Of(f, -1))]), -exponent),
        Apply { Operator: Kronecker } k when k.Arguments.All(f => f.Shape.Rows.Equals(f.Shape.Columns)) => Make.Kronecker([.. k.Arguments.Select(f => Of(f, exponent))]),
        _ => Apply.Raw(new MatrixPower(exponent), x),
    };

    /// <summary>Base and exponent; the exponent is 1 for what is no power.</summary>
    public static (Expr Base, int Exponent) Split(Expr e) => e is Apply { Operator: MatrixPower p } a ? (a.Argument, p.Exponent) : (e, 1);

    /// <summary>The product of two neighbours in a chain, where they are powers of one matrix.</summary>
    public static Expr? Join(Expr left, Expr right)
    {
        if (left is Constant { Kind: ConstantKind.Commutation } k && right is Constant { Kind: ConstantKind.Commutation } m)
        {
            return k.First.Equals(m.Second) && k.Second.Equals(m.First) ? Make.Identity(k.Shape.Rows) : null;
        }

        if (left is Symbol { Attributes: var a } q && a.HasFlag(Attributes.Orthogonal) && ReferenceEquals(right, Make.Transpose(q))
            || (right is Symbol { Attributes: var b } r && b.HasFlag(Attributes.Orthogonal) && ReferenceEquals(left, Make.Transpose(r))))
        {
            return Make.Identity(left.Shape.Rows);
        }

        if (!left.Shape.Rows.Equals(left.Shape.Columns) || right.Shape != left.Shape)
        {
            return null;
        }

        bool transposed = left is Apply { Operator: Transpose } && right is Apply { Operator: Transpose };
        var (x, i) = Split(transposed ? ((Apply)left).Argument : left);
        var (y, j) = Split(transposed ? ((Apply)right).Argument : right);
        if (!ReferenceEquals(x, y))
        {
            return null;
        }

        var power = Of(x, i + j);
        return transposed ? Make.Transpose(power) : power;
    }

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier) => unifier.Unify(arguments[0].Rows, arguments[0].Columns)
        ? unifier.Resolve(arguments[0])
        : throw Wrong(arguments[0], Exponent == -1 ? "only a square matrix has an inverse" : "only a square matrix has powers; .^ is the power of each entry");

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => Of(arguments[0], Exponent);

    /// <inheritdoc/>
    public override Expr Differential(Apply node, Expr value, IReadOnlyList<Expr?> moving)
    {
        var (x, dx) = (node.Argument, moving[0]!);
        int k = Math.Abs(Exponent);
        var terms = new List<Expr>();
        for (int i = 0; i < k; i++)
        {
            terms.Add(Exponent > 0
                ? Product.Of(Of(x, i), dx, Of(x, k - 1 - i))
                : Product.Of(Rational.MinusOne, Of(x, -1 - i), dx, Of(x, i - k)));
        }

        return Sum.Of(terms);
    }

    /// <inheritdoc/>
    public override string? Condition(Apply node) => Exponent < 0 ? $"{node.Argument} invertible" : null;

    /// <inheritdoc/>
    public bool Equals(MatrixPower? other) => other is not null && other.Exponent == Exponent;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MatrixPower);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(nameof(MatrixPower), Exponent);
}
