using System.Runtime.CompilerServices;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Expressions;

/// <summary>
/// An expression: one of seven kinds of node, immutable, with its shape computed at birth, and interned, so that equal
/// expressions are the same object and sharing is seen by reference.
/// </summary>
internal abstract class Expr
{
    private readonly int hash;

    private protected Expr(Shape shape, int hash, Contents contents = Contents.None)
    {
        Shape = shape;
        this.hash = hash;
        Contents = contents;
    }

    /// <summary>Rows by columns.</summary>
    public Shape Shape { get; }

    /// <summary>Is it 1×1?</summary>
    public bool IsScalar => Shape.IsScalar;

    /// <summary>Which kinds of nodes occur in it.</summary>
    public Contents Contents { get; }

    /// <summary>The size as written, kept by <see cref="TreeSize"/>; 0 where it was not asked for.</summary>
    internal double KnownSize { get; set; }

    /// <summary>The sets of rules, as bits, that are known to leave the node as it is.</summary>
    internal int SettledBy { get; set; }

    /// <summary>The nodes directly below.</summary>
    public abstract IReadOnlyList<Expr> Children { get; }

    /// <summary>Is it the number 0 or a matrix of zeros?</summary>
    public virtual bool IsZero => false;

    /// <summary>Is it the number 1?</summary>
    public bool IsOne => this is Number { Value.IsOne: true };

    /// <summary>The same node over other children (of the same shapes).</summary>
    public abstract Expr WithChildren(IReadOnlyList<Expr> children);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => hash;

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override string ToString() => Text.TextPrinter.Print(this);

    /// <summary>Equal in content, given that children are interned.</summary>
    internal abstract bool SameAs(Expr other);

    private protected static Contents ContentsOf(ReadOnlySpan<Expr> parts)
    {
        var contents = Contents.None;
        foreach (var part in parts)
        {
            contents |= part.Contents;
        }

        return contents;
    }

    private protected static int Combine(int seed, ReadOnlySpan<Expr> parts)
    {
        var code = new HashCode();
        code.Add(seed);
        foreach (var part in parts)
        {
            code.Add(part.hash);
        }

        return code.ToHashCode();
    }
}

/// <summary>An exact number, 1×1.</summary>
internal sealed class Number : Expr
{
    private Number(Rational value)
        : base(Shape.Scalar, HashCode.Combine(1, value)) => Value = value;

    /// <summary>The number.</summary>
    public Rational Value { get; }

    /// <summary>0.</summary>
    public static Number Zero { get; } = Of(0);

    /// <summary>1.</summary>
    public static Number One { get; } = Of(1);

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Children => [];

    /// <inheritdoc/>
    public override bool IsZero => Value.IsZero;

    /// <summary>The node of a number.</summary>
    public static Number Of(Rational value) => Interned.Of(new Number(value));

    /// <inheritdoc/>
    public override Expr WithChildren(IReadOnlyList<Expr> children) => this;

    /// <inheritdoc/>
    internal override bool SameAs(Expr other) => other is Number n && n.Value == Value;
}

/// <summary>A named scalar, vector or matrix.</summary>
internal sealed class Symbol : Expr
{
    private Symbol(Name name, Shape shape, Attributes attributes, Derivative? derivative)
        : base(shape, HashCode.Combine(2, name, shape, attributes, derivative?.Of, derivative?.Wrt)) =>
        (Name, Attributes, Derivative) = (name, attributes, derivative);

    /// <summary>The name.</summary>
    public Name Name { get; }

    /// <summary>What is known of its structure.</summary>
    public Attributes Attributes { get; }

    /// <summary>For the unnamed derivative of an unknown function: of what and in what; the name is then only a key.</summary>
    public Derivative? Derivative { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Children => [];

    /// <summary>The node of a name with its shape and structure.</summary>
    public static Symbol Of(Name name, Shape shape, Attributes attributes = Attributes.None, Derivative? derivative = null) =>
        Interned.Of(new Symbol(name, shape, attributes, derivative));

    /// <inheritdoc/>
    public override Expr WithChildren(IReadOnlyList<Expr> children) => this;

    /// <inheritdoc/>
    internal override bool SameAs(Expr other) =>
        other is Symbol s && s.Name.Equals(Name) && s.Shape == Shape && s.Attributes == Attributes && Equals(s.Derivative, Derivative);
}

/// <summary>∇_wrt of, in the layout dim(wrt)×dim(of).</summary>
internal sealed record Derivative(Symbol Of, Symbol Wrt);

/// <summary>I, 0, ones, eᵢ, K, D, L, a size as a number, π.</summary>
internal sealed class Constant : Expr
{
    private Constant(ConstantKind kind, Size first, Size second, Shape shape)
        : base(shape, HashCode.Combine(3, kind, first, second)) => (Kind, First, Second) = (kind, first, second);

    /// <summary>Which one.</summary>
    public ConstantKind Kind { get; }

    /// <summary>The first parameter: n of I(n), m of K(m,n), i of e(i,n).</summary>
    public Size First { get; }

    /// <summary>The second parameter, 1 where there is none.</summary>
    public Size Second { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Children => [];

    /// <inheritdoc/>
    public override bool IsZero => Kind == ConstantKind.Zeros;

    /// <summary>π.</summary>
    public static Constant Pi { get; } = Of(ConstantKind.Pi, Size.One);

    /// <summary>The node of a constant with its parameters.</summary>
    public static Constant Of(ConstantKind kind, Size first, Size? second = null)
    {
        var b = second ?? Size.One;
        var shape = kind switch
        {
            ConstantKind.Identity => new Shape(first, first),
            ConstantKind.Zeros or ConstantKind.Ones => new Shape(first, b),
            ConstantKind.Basis => Shape.Column(b),
            ConstantKind.Commutation => new Shape(first * b, first * b),
            ConstantKind.Duplication => new Shape(first * first, Triangle(first)),
            ConstantKind.Elimination => new Shape(Triangle(first), first * first),
            _ => Shape.Scalar,
        };
        return Interned.Of(new Constant(kind, first, b, shape));
    }

    /// <summary>n(n+1)/2, the length of vech of an n×n matrix.</summary>
    public static Size Triangle(Size n) => Size.Of(new Rational(1, 2)) * n * (n + Size.One);

    /// <inheritdoc/>
    public override Expr WithChildren(IReadOnlyList<Expr> children) => this;

    /// <inheritdoc/>
    internal override bool SameAs(Expr other) => other is Constant c && c.Kind == Kind && c.First.Equals(First) && c.Second.Equals(Second);
}

/// <summary>The constants of the language.</summary>
internal enum ConstantKind
{
    /// <summary>I(n), n×n.</summary>
    Identity,

    /// <summary>zeros(m,n).</summary>
    Zeros,

    /// <summary>ones(m,n).</summary>
    Ones,

    /// <summary>e(i,n), the i-th column of I(n), counted from 1.</summary>
    Basis,

    /// <summary>K(m,n), with K(m,n) vec(A) = vec(A') for A m×n.</summary>
    Commutation,

    /// <summary>D(n), with D(n) vech(S) = vec(S) for symmetric S.</summary>
    Duplication,

    /// <summary>L(n), with L(n) vec(A) = vech(A).</summary>
    Elimination,

    /// <summary>A name of a size used as a number.</summary>
    SizeValue,

    /// <summary>π.</summary>
    Pi,
}

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

/// <summary>Kinds of nodes that are looked for often.</summary>
[Flags]
internal enum Contents
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>dX of a variable.</summary>
    Differential = 1,

    /// <summary>d(E), still to be worked out.</summary>
    Pending = 2,
}

/// <summary>Searching and comparing lists of interned nodes.</summary>
internal static class Lists
{
    /// <summary>Where a node stands, or −1.</summary>
    public static int IndexOf(this IReadOnlyList<Expr> list, Expr node)
    {
        for (int i = 0; i < list.Count; i++)
        {
            if (ReferenceEquals(list[i], node))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Where a chain can be cut into an outer product, the first factor with one row after the first; or −1.</summary>
    public static int OuterCut(this IReadOnlyList<Expr> chain)
    {
        for (int i = 1; i < chain.Count; i++)
        {
            if (chain[i].Shape.Rows.IsOne)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The same nodes in the same order?</summary>
    public static bool Same(IReadOnlyList<Expr> a, IReadOnlyList<Expr> b)
    {
        if (a.Count != b.Count)
        {
            return false;
        }

        for (int i = 0; i < a.Count; i++)
        {
            if (!ReferenceEquals(a[i], b[i]))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>What can be known of a matrix's structure or values.</summary>
[Flags]
internal enum Attributes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A' = A.</summary>
    Symmetric = 1,

    /// <summary>Zero off the diagonal (and so symmetric).</summary>
    Diagonal = 2,

    /// <summary>A'A = I.</summary>
    Orthogonal = 4,

    /// <summary>Symmetric with x'Ax > 0.</summary>
    PositiveDefinite = 8,

    /// <summary>Zero above the diagonal.</summary>
    Lower = 16,

    /// <summary>Zero below the diagonal.</summary>
    Upper = 32,

    /// <summary>A' = −A.</summary>
    Skew = 64,

    /// <summary>An inverse exists.</summary>
    Invertible = 128,

    /// <summary>Every entry is positive.</summary>
    Positive = 256,
}
