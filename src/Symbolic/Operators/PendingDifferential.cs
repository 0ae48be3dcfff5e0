using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Operators;

/// <summary>d(E), a differential that is still to be worked out.</summary>
internal sealed class PendingDifferential : LinearOperator
{
    /// <summary>The operator.</summary>
    public static readonly PendingDifferential Instance = new();

    /// <inheritdoc/>
    public override string Name => "d";

    /// <inheritdoc/>
    public override Law VecRule => Catalogue.Linearity;

    /// <inheritdoc/>
    public override Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier) => arguments[0];

    /// <inheritdoc/>
    public override Expr Pullback(Apply node, int argument, Expr cotangent) => throw new InvalidOperationException("A differential that is not worked out has no adjoint.");

    /// <inheritdoc/>
    public override Expr Jacobian(Apply node, int argument) => throw new InvalidOperationException("A differential that is not worked out has no Jacobian.");
}
