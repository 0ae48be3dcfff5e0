using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Operators;

/// <summary>
/// A derivative as it stands on the left of an answer, not worked out: ∇_X F, ∇²_X F, ∂vec F/∂(vec X)ᵀ, or the mixed block
/// ∇_X ∇_Y F.
/// </summary>
internal sealed class Nabla(NablaKind kind, Shape shape, params Symbol[] variables) : Operator, IEquatable<Nabla>
{
    /// <summary>Which derivative.</summary>
    public NablaKind Kind { get; } = kind;

    /// <summary>The variables, one or two.</summary>
    public IReadOnlyList<Symbol> Variables { get; } = variables;

    /// <summary>The shape of the derivative.</summary>
    public Shape Result { get; } = shape;

    /// <inheritdoc/>
    public override string Name => Kind switch { NablaKind.Gradient or NablaKind.Tangent => "grad", NablaKind.Jacobian => "jacobian", _ => "hessian" };

    /// <inheritdoc/>
    public override Law Rule => throw new InvalidOperationException("A derivative that stands for itself is not differentiated.");

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier) => Result;

    /// <inheritdoc/>
    public override Expr Differential(Apply node, Expr value, IReadOnlyList<Expr?> moving) =>
        throw new InvalidOperationException("A derivative that stands for itself is not differentiated.");

    /// <inheritdoc/>
    public bool Equals(Nabla? other) => other is not null && other.Kind == Kind && other.Result == Result && Lists.Same(other.Variables, Variables);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Nabla);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Result, Variables[0], Variables[^1]);
}

/// <summary>The derivatives that can stand on a left side.</summary>
internal enum NablaKind
{
    /// <summary>∇_X F.</summary>
    Gradient,

    /// <summary>∂vec F/∂(vec X)ᵀ.</summary>
    Jacobian,

    /// <summary>∇_X F projected on the tangent space of the structure of X.</summary>
    Tangent,

    /// <summary>∇²_X F, or the block of X and Y.</summary>
    Hessian,
}
