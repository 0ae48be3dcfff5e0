using System.Runtime.CompilerServices;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Expressions;

/// <summary>I, 0, ones, eᵢ, K, D, L, δ, a size as a number, π.</summary>
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

    /// <summary>δ(i,j), 1 where two indices are equal and 0 elsewhere.</summary>
    Delta,
}
