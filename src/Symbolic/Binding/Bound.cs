using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Binding;

/// <summary>
/// An expression that has a shape (perhaps with sizes still unknown) and can be built once every size is known. Shapes are
/// worked out while reading, nodes are made after.
/// </summary>
internal sealed class Bound(Shape shape, Func<Expr> build)
{
    private Expr? built;

    /// <summary>The shape as far as it is known.</summary>
    public Shape Shape { get; } = shape;

    /// <summary>The node.</summary>
    public Expr Build()
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        return built ??= build();
    }
}
