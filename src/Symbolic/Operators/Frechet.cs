using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Operators;

/// <summary>
/// The Fréchet derivative of expm or logm at X in a direction E, linear in E: the upper right block of f([X E; 0 X]). It
/// stands in derivations; answers have the block form, which is an expression of the language.
/// </summary>
internal sealed class Frechet(SpectralFunction function) : LinearOperator, IEquatable<Frechet>
{
    /// <summary>expm or logm.</summary>
    public SpectralFunction Function { get; } = function;

    /// <inheritdoc/>
    public override string Name => "frechet_" + Function.Name;

    /// <inheritdoc/>
    public override Law Rule => Function.Rule;

    /// <inheritdoc/>
    public override Law VecRule => Catalogue.FrechetVec;

    /// <summary>An expression with every Fréchet derivative in its block form.</summary>
    public static Expr WithBlocks(Expr e) => Rewrite.BottomUp(e, n => n is Apply { Operator: Frechet f } a ? f.BlockForm(a) : n);

    /// <summary>[I 0] f([X E; 0 X]) [0; I].</summary>
    public Expr BlockForm(Apply node) => Corner(Function.Of(Block(node.Arguments[0], node.Arguments[1])), node.Shape);

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier) =>
        unifier.Unify(arguments[0].Rows, arguments[0].Columns) && unifier.Unify(arguments[0].Rows, arguments[1].Rows) && unifier.Unify(arguments[0].Columns, arguments[1].Columns)
            ? unifier.Resolve(arguments[0])
            : throw new ShapeException(Name, arguments[0], arguments[1], "matrix and direction are square and of one size");

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => arguments[1].IsZero ? arguments[1] : Apply.Raw(this, arguments);

    /// <inheritdoc/>
    public override Expr Differential(Apply node, Expr value, IReadOnlyList<Expr?> moving)
    {
        if (moving[0] is not { } dx)
        {
            return Of(node.Arguments[0], moving[1]!);
        }

        // The upper right block of L(B, dB) with B = [X E; 0 X].
        return Corner(new Frechet(Function).Of(Block(node.Arguments[0], node.Arguments[1]), Block(dx, moving[1] ?? Make.Zero(dx.Shape))), dx.Shape);
    }

    /// <inheritdoc/>
    public override Expr Pullback(Apply node, int argument, Expr cotangent) => Of(Make.Transpose(node.Arguments[0]), cotangent);

    /// <inheritdoc/>
    public override Expr Jacobian(Apply node, int argument)
    {
        // vec L(X, E) = ∫ exp(s (I ⊗ X)) exp((1−s)(X' ⊗ I)) ds vec E, again a block of an exponential; that of the logarithm is
        // the inverse of that of the exponential at log X.
        var x = node.Arguments[0];
        var n = x.Shape.Rows;
        var one = Make.Identity(n);
        bool log = ReferenceEquals(Function, SpectralFunction.Logarithm);
        var at = log ? Function.Of(x) : x;
        var (upper, lower) = (Make.Kronecker(one, at), Make.Kronecker(Make.Transpose(at), one));
        var (zero, big) = (Make.Zero(upper.Shape), Make.Identity(n * n));
        var block = Vcat.Instance.Of(Hcat.Instance.Of(upper, big), Hcat.Instance.Of(zero, lower));
        var m = Product.Of(Hcat.Instance.Of(big, zero), SpectralFunction.Exponential.Of(block), Vcat.Instance.Of(zero, big));
        return log ? Make.Inverse(m) : m;
    }

    /// <inheritdoc/>
    public bool Equals(Frechet? other) => other is not null && ReferenceEquals(other.Function, Function);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Frechet);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(nameof(Frechet), Function.Name);

    // [X E; 0 X].
    private static Expr Block(Expr x, Expr e) => Vcat.Instance.Of(Hcat.Instance.Of(x, e), Hcat.Instance.Of(Make.Zero(x.Shape), x));

    // The upper right of four blocks of one shape.
    private static Expr Corner(Expr whole, Shape shape)
    {
        var (one, zero) = (Make.Identity(shape.Rows), Make.Zero(shape));
        return Product.Of(Hcat.Instance.Of(one, zero), whole, Vcat.Instance.Of(zero, one));
    }
}
