using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Operators;

/// <summary>det X.</summary>
internal sealed class Determinant : MatrixFunction
{
    /// <summary>The operator.</summary>
    public static readonly Determinant Instance = new();

    /// <inheritdoc/>
    public override string Name => "det";

    /// <inheritdoc/>
    public override Law Rule => Catalogue.DeterminantRule;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier)
    {
        Square(arguments[0], unifier);
        return Shape.Scalar;
    }

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => arguments[0] switch
    {
        { IsScalar: true } x => x,
        { IsZero: true } => Number.Zero,
        Constant { Kind: ConstantKind.Identity } => Number.One,
        Apply { Operator: Transpose } t => Of(t.Argument),
        Apply { Operator: MatrixPower p } a => ElementwisePower.Of(Of(a.Argument), p.Exponent),
        var x => Apply.Raw(this, x),
    };

    /// <inheritdoc/>
    public override Expr Differential(Apply node, Expr value, IReadOnlyList<Expr?> moving) =>
        Product.Of(value, Make.Trace(Product.Of(Make.Inverse(node.Argument), moving[0]!)));

    /// <inheritdoc/>
    public override string? Condition(Apply node) => $"{node.Argument} invertible";
}

/// <summary>log |det X|.</summary>
internal sealed class LogDeterminant : MatrixFunction
{
    /// <summary>The operator.</summary>
    public static readonly LogDeterminant Instance = new();

    /// <inheritdoc/>
    public override string Name => "logdet";

    /// <inheritdoc/>
    public override Law Rule => Catalogue.LogDeterminantRule;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier)
    {
        Square(arguments[0], unifier);
        return Shape.Scalar;
    }

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => arguments[0] switch
    {
        Constant { Kind: ConstantKind.Identity } => Number.Zero,
        Apply { Operator: Transpose } t => Of(t.Argument),
        Apply { Operator: MatrixPower p } a => Product.Of(p.Exponent, Of(a.Argument)),
        { IsScalar: true } x => ElementwiseCatalogue.At("log", ElementwiseCatalogue.At("abs", x)),
        var x => Apply.Raw(this, x),
    };

    /// <inheritdoc/>
    public override Expr Differential(Apply node, Expr value, IReadOnlyList<Expr?> moving) =>
        Make.Trace(Product.Of(Make.Inverse(node.Argument), moving[0]!));

    /// <inheritdoc/>
    public override string? Condition(Apply node) => $"{node.Argument} invertible";
}

/// <summary>adj X = det(X) X⁻¹, continued to singular matrices.</summary>
internal sealed class Adjugate : MatrixFunction
{
    /// <summary>The operator.</summary>
    public static readonly Adjugate Instance = new();

    /// <inheritdoc/>
    public override string Name => "adj";

    /// <inheritdoc/>
    public override Law Rule => Catalogue.AdjugateRule;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier) => Square(arguments[0], unifier);

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => arguments[0] switch
    {
        { IsScalar: true } => Number.One,
        Constant { Kind: ConstantKind.Identity } i => i,
        var x => Apply.Raw(this, x),
    };

    /// <inheritdoc/>
    public override Expr Differential(Apply node, Expr value, IReadOnlyList<Expr?> moving)
    {
        var inverse = Make.Inverse(node.Argument);
        return Make.Minus(
            Product.Of(Make.Trace(Product.Of(inverse, moving[0]!)), value),
            Product.Of(inverse, moving[0]!, value));
    }

    /// <inheritdoc/>
    public override string? Condition(Apply node) => $"{node.Argument} invertible";
}

/// <summary>The Moore–Penrose inverse X⁺, n×m for X m×n, differentiable where the rank does not change.</summary>
internal sealed class PseudoInverse : MatrixFunction
{
    /// <summary>The operator.</summary>
    public static readonly PseudoInverse Instance = new();

    /// <inheritdoc/>
    public override string Name => "pinv";

    /// <inheritdoc/>
    public override Law Rule => Catalogue.PseudoInverseRule;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier) => arguments[0].Transposed;

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => arguments[0] switch
    {
        Constant { Kind: ConstantKind.Identity } i => i,
        Apply { Operator: Transpose } t => Make.Transpose(Of(t.Argument)),
        Apply { Operator: PseudoInverse } p => p.Argument,
        var x => Apply.Raw(this, x),
    };

    /// <inheritdoc/>
    public override Expr Differential(Apply node, Expr value, IReadOnlyList<Expr?> moving)
    {
        var (x, p, dx, dt) = (node.Argument, value, moving[0]!, Make.Transpose(moving[0]!));
        var pt = Make.Transpose(p);
        return Sum.Of(
            Product.Of(Rational.MinusOne, p, dx, p),
            Product.Of(p, pt, dt, Make.Minus(Make.Identity(x.Shape.Rows), Product.Of(x, p))),
            Product.Of(Make.Minus(Make.Identity(x.Shape.Columns), Product.Of(p, x)), dt, pt, p));
    }

    /// <inheritdoc/>
    public override string? Condition(Apply node) => $"rank of {node.Argument} constant";
}

/// <summary>A matrix function whose differential has no closed form in general: expm, logm (block form), chol (Murray's form).</summary>
internal sealed class SpectralFunction : MatrixFunction
{
    /// <summary>exp of a matrix.</summary>
    public static readonly SpectralFunction Exponential = new("expm", Catalogue.ExponentialRule);

    /// <summary>log of a matrix.</summary>
    public static readonly SpectralFunction Logarithm = new("logm", Catalogue.LogarithmRule);

    /// <summary>The lower triangular L with L L' = X.</summary>
    public static readonly SpectralFunction Cholesky = new("chol", Catalogue.CholeskyRule);

    private SpectralFunction(string name, Law rule) => (Name, Rule) = (name, rule);

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override Law Rule { get; }

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier) => Square(arguments[0], unifier);

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => arguments[0] switch
    {
        { IsScalar: true } x => Name switch
        {
            "expm" => ElementwiseCatalogue.At("exp", x),
            "logm" => ElementwiseCatalogue.At("log", x),
            _ => ElementwisePower.Of(x, new(1, 2)),
        },
        Constant { Kind: ConstantKind.Identity } i => Name == "logm" ? Make.Zero(i.Shape) : Name == "expm" ? Apply.Raw(this, i) : i,
        { IsZero: true } x when Name == "expm" => Make.Identity(x.Shape.Rows),
        var x => Apply.Raw(this, x),
    };

    /// <inheritdoc/>
    public override Expr Differential(Apply node, Expr value, IReadOnlyList<Expr?> moving)
    {
        if (Name == "chol")
        {
            // Murray: dL = L Φ(L⁻¹ dX L⁻ᵀ), Φ the lower triangle with half the diagonal. Of a matrix that is not symmetric the
            // factor is that of its symmetric part.
            var inverse = Make.Inverse(value);
            var symmetric = Product.Of(new Rational(1, 2), Sum.Of(moving[0]!, Make.Transpose(moving[0]!)));
            var inner = Product.Of(inverse, symmetric, Make.Transpose(inverse));
            return Product.Of(value, Make.Minus(Tril.Instance.Of(inner), Product.Of(new Rational(1, 2), Make.Diag(Make.DiagPart(inner)))));
        }

        // Where X and dX commute, as in X = t A with dX = dt A, the scalar rules hold.
        var (scalar, direction) = OneDirection(node.Argument, moving[0]!);
        return scalar is not null
            ? Name == "expm" ? Product.Of(scalar, direction!, value) : Product.Of(scalar, Make.Inverse(node.Argument), direction!)
            : new Frechet(this).Of(node.Argument, moving[0]!);
    }

    /// <inheritdoc/>
    public override string? Condition(Apply node) => Name switch
    {
        "logm" => $"no eigenvalue of {node.Argument} real and ≤ 0",
        "chol" => $"{node.Argument} positive definite",
        _ => null,
    };

    // dX = s·M with s a scalar that holds all that moves and X a multiple of M.
    private static (Expr? Scalar, Expr? Direction) OneDirection(Expr x, Expr dx)
    {
        if (dx is not Product { Chain.Count: > 0, IsScalar: false } p || p.Chain.Any(Calculus.HasDifferential))
        {
            return (null, null);
        }

        var direction = Product.Of(p.Chain);
        bool commutes = x is Product q && ReferenceEquals(Product.Of(q.Chain), direction);
        return commutes ? (Product.Of(p.Coefficient, p.Scalars), direction) : (null, null);
    }
}
