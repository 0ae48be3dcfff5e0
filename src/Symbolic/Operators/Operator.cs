using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Operators;

/// <summary>
/// What can be applied to arguments. There are four kinds: <see cref="LinearOperator"/> (linear in each argument),
/// <see cref="ElementwiseOperator"/>, <see cref="DefinedOperator"/> (with a definition in terms of others) and
/// <see cref="MatrixFunction"/>. Equal operators are one object or equal by value.
/// </summary>
internal abstract class Operator
{
    /// <summary>The canonical spelling.</summary>
    public abstract string Name { get; }

    /// <summary>The shape of the value; throws a <see cref="ShapeException"/> where the arguments do not conform.</summary>
    public abstract Shape ShapeOf(IReadOnlyList<Shape> arguments, Unifier unifier);

    /// <summary>The node of this operator over arguments, after what is always simplified (double transposes, zeros).</summary>
    public virtual Expr Of(params Expr[] arguments) => Apply.Raw(this, arguments);

    /// <summary>
    /// The differential of a node, given those of its arguments (null for a constant one). <paramref name="value"/> stands
    /// for the node itself: the symbol that it defines, where there is one.
    /// </summary>
    public abstract Expr Differential(Apply node, Expr value, IReadOnlyList<Expr?> moving);

    /// <summary>The law that <see cref="Differential"/> applies.</summary>
    public abstract Law Rule { get; }

    /// <summary>Where the operator is defined and differentiable, if not everywhere, as a condition on a node.</summary>
    public virtual string? Condition(Apply node) => null;

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>A shape rule's complaint about a single argument.</summary>
    protected ShapeException Wrong(Shape shape, string clash) => new(Name, shape, null, clash);
}

/// <summary>
/// An operator that is linear in each argument, or (hcat, vcat) in all of them together. Besides its shape it says how an
/// argument moves out, the others being constant or 0: by <see cref="Pullback"/> for scalar functions and by
/// <see cref="Jacobian"/> under vec.
/// </summary>
internal abstract class LinearOperator : Operator
{
    /// <summary>For ⟨G, op(…, U, …)⟩ = ⟨H, U⟩ (sums of products of entries) the H that belongs to G.</summary>
    public abstract Expr Pullback(Apply node, int argument, Expr cotangent);

    /// <summary>The M with vec(op(…, U, …)) = M vec(U).</summary>
    public abstract Expr Jacobian(Apply node, int argument);

    /// <summary>The law that <see cref="Jacobian"/> applies.</summary>
    public abstract Law VecRule { get; }

    /// <inheritdoc/>
    public override Law Rule => Catalogue.Linearity;

    /// <inheritdoc/>
    public override Expr Differential(Apply node, Expr value, IReadOnlyList<Expr?> moving)
    {
        var terms = new List<Expr>();
        for (int i = 0; i < moving.Count; i++)
        {
            if (moving[i] is { } d)
            {
                terms.Add(Of([.. node.Arguments.Select((a, k) => k == i ? d : a)]));
            }
        }

        return Sum.Of(terms);
    }
}

/// <summary>
/// An operator that is written by its differential; <see cref="Definition"/> says what it is in terms of others, so that the
/// differential can be proved.
/// </summary>
internal abstract class DefinedOperator : Operator
{
    /// <summary>The same value in terms of other operators.</summary>
    public abstract Expr Definition(Apply node);
}

/// <summary>An operator on matrices whose differential is known: X⁻¹, det, logdet, adj, pinv, expm.</summary>
internal abstract class MatrixFunction : Operator
{
    /// <summary>The shape of a square argument.</summary>
    protected Shape Square(Shape shape, Unifier unifier) => unifier.Unify(shape.Rows, shape.Columns)
        ? unifier.Resolve(shape)
        : throw Wrong(shape, $"{Name} is defined for square matrices");
}

/// <summary>Arguments whose shapes do not conform: the operator, the shapes, the clash.</summary>
internal sealed class ShapeException(string @operator, Shape left, Shape? right, string clash) : Exception(
    right is { } r ? $"{@operator}: {left} and {r} do not conform: {clash}" : $"{@operator}: {left} does not conform: {clash}")
{
    /// <summary>The operator's name.</summary>
    public string Operator { get; } = @operator;

    /// <summary>The shape of the left or only operand.</summary>
    public Shape Left { get; } = left;

    /// <summary>The shape of the right operand.</summary>
    public Shape? Right { get; } = right;

    /// <summary>What does not fit.</summary>
    public string Clash { get; } = clash;
}

/// <summary>A derivative that can't be had: the operator and why.</summary>
internal sealed class NotDifferentiableException(string message) : Exception(message);
