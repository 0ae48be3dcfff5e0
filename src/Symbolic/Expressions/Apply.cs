using System.Runtime.CompilerServices;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Expressions;

/// <summary>dX, the differential of a variable, in its shape.</summary>
internal sealed class Differential : Expr
{
    private Differential(Symbol of)
        : base(of.Shape, HashCode.Combine(4, of), Contents.Differential) => Of = of;

    /// <summary>The variable.</summary>
    public Symbol Of { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Children => [];

    /// <summary>The node of dX.</summary>
    public static Differential For(Symbol of) => Interned.Of(new Differential(of));

    /// <inheritdoc/>
    public override Expr WithChildren(IReadOnlyList<Expr> children) => this;

    /// <inheritdoc/>
    internal override bool SameAs(Expr other) => other is Differential d && ReferenceEquals(d.Of, Of);
}

/// <summary>An operator applied to its arguments.</summary>
internal sealed class Apply : Expr
{
    private readonly Expr[] arguments;

    private Apply(Operator @operator, Expr[] arguments, Shape shape)
        : base(
            shape, Combine(@operator.GetHashCode(), arguments), ContentsOf(arguments) | (@operator is PendingDifferential ? Contents.Pending : Contents.None)) =>
        (Operator, this.arguments) = (@operator, arguments);

    /// <summary>The operator.</summary>
    public Operator Operator { get; }

    /// <summary>The arguments.</summary>
    public IReadOnlyList<Expr> Arguments => arguments;

    /// <summary>The first argument.</summary>
    public Expr Argument => arguments[0];

    /// <summary>The arguments that are written.</summary>
    public IEnumerable<Expr> Written => Operator is UserOperator u ? arguments.Take(u.Parameters) : arguments;

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Children => arguments;

    /// <summary>The node as it stands, without normalising; shapes are checked.</summary>
    public static Apply Raw(Operator @operator, params Expr[] arguments)
    {
        var shapes = new Shape[arguments.Length];
        for (int i = 0; i < shapes.Length; i++)
        {
            shapes[i] = arguments[i].Shape;
        }

        return Interned.Of(new Apply(@operator, arguments, @operator.ShapeOf(shapes, Unifier.Strict)));
    }

    /// <inheritdoc/>
    public override Expr WithChildren(IReadOnlyList<Expr> children) => Operator.Of([.. children]);

    /// <inheritdoc/>
    internal override bool SameAs(Expr other) => other is Apply a && a.Operator.Equals(Operator) && Lists.Same(a.arguments, arguments);
}
