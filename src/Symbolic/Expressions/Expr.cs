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

    /// <summary>The bound indices that occur free, kept by <see cref="Indices"/>; null where they were not asked for.</summary>
    internal string[]? KnownIndices { get; set; }

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
