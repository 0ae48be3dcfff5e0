using System.Runtime.CompilerServices;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Expressions;

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
