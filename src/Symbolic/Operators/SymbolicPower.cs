using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Operators;

/// <summary>X^k for a scalar expression k, as in the determinant or trace of a power.</summary>
internal sealed class SymbolicPower : Operator
{
    /// <summary>The operator.</summary>
    public static readonly SymbolicPower Instance = new();

    /// <inheritdoc/>
    public override string Name => "^";

    /// <inheritdoc/>
    public override Law Rule => Catalogue.SymbolicPowerRule;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier) => unifier.Unify(arguments[0].Rows, arguments[0].Columns)
        ? unifier.Resolve(arguments[0])
        : throw Wrong(arguments[0], "only a square matrix has powers; .^ is the power of each entry");

    /// <inheritdoc/>
    public override Expr Of(params Expr[] arguments) => arguments[1] is Number n && n.Value.TryToInt32(out int k) && Math.Abs(k) <= 64
        ? MatrixPower.Of(arguments[0], k)
        : arguments[0].IsScalar ? GeneralPower.Instance.Of(arguments) : Apply.Raw(this, arguments);

    /// <inheritdoc/>
    /// <exception cref="NotDifferentiableException">The exponent is no size, so that there is no last term.</exception>
    public override Expr Differential(Apply node, Expr value, IReadOnlyList<Expr?> moving)
    {
        var (x, k) = (node.Arguments[0], node.Arguments[1]);
        if (moving[0] is not { } dx || moving[1] is not null || SizeOf(k) is not { } count)
        {
            throw new NotDifferentiableException(
                $"^: the differential of {node} is a sum over 0..{k}-1, which has terms for whole {k} alone; declare {k}: dim, or take det or tr of it");
        }

        // Σ_i X^i dX X^(k−1−i).
        string index = Indices.Fresh();
        var i = Size.Of(new Name(index));
        return IndexedSum.Over(index, Size.Zero, count - Size.One, Product.Of(
            Of(x, Make.SizeValue(i)), dx, Of(x, Make.SizeValue(count - Size.One - i))));
    }

    // The size whose value a scalar is.
    private static Size? SizeOf(Expr e) => e switch
    {
        Constant { Kind: ConstantKind.SizeValue } c => c.First,
        Number { Value.IsInteger: true } n => Size.Of(n.Value),
        Sum s => s.Terms.Aggregate((Size?)Size.Zero, (sum, t) => sum is null || SizeOf(t) is not { } size ? null : sum + size),
        Product { Chain.Count: 0 } p => p.Scalars.Aggregate((Size?)Size.Of(p.Coefficient), (size, f) => size is null || SizeOf(f) is not { } factor ? null : size * factor),
        _ => null,
    };
}
