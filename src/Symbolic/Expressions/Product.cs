using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Expressions;

/// <summary>
/// A rational coefficient, scalar factors, and a chain of matrix factors that conform: <c>2 c (x'Ax) B y</c>. Inner products
/// stand among the scalars, so a chain has at most one inner size of 1 (an outer product).
/// </summary>
internal sealed class Product : Expr
{
    private readonly Expr[] scalars;
    private readonly Expr[] chain;
    private Expr[]? children;
    private Expr? core;
    private Expr? turned;

    private Product(Rational coefficient, Expr[] scalars, Expr[] chain)
        : base(
            chain.Length == 0 ? Shape.Scalar : new(chain[0].Shape.Rows, chain[^1].Shape.Columns),
            HashCode.Combine(Combine(6, scalars), Combine(7, chain), coefficient),
            ContentsOf(scalars) | ContentsOf(chain)) =>
        (Coefficient, this.scalars, this.chain) = (coefficient, scalars, chain);

    /// <summary>The number in front.</summary>
    public Rational Coefficient { get; }

    /// <summary>The 1×1 factors, which commute.</summary>
    public IReadOnlyList<Expr> Scalars => scalars;

    /// <summary>The matrix factors in order.</summary>
    public IReadOnlyList<Expr> Chain => chain;

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Children => children ??= scalars.Length == 0 ? chain : chain.Length == 0 ? scalars : [.. scalars, .. chain];

    /// <summary>The product of factors: scalars anywhere, the others conforming in order.</summary>
    public static Expr Of(params IReadOnlyList<Expr> factors) => Of(Rational.One, factors);

    /// <summary>A number times a product.</summary>
    public static Expr Of(Rational coefficient, params IReadOnlyList<Expr> factors)
    {
        var parts = new ProductParts(coefficient);
        foreach (var factor in factors)
        {
            parts.Add(factor);
        }

        return parts.Build();
    }

    /// <summary>The coefficient and what is left without it.</summary>
    public static (Rational Coefficient, Expr Core) Split(Expr e) => e switch
    {
        Number n => (n.Value, Number.One),
        Product { Coefficient.IsOne: false } p => (p.Coefficient, p.core ??= Create(Rational.One, p.scalars, p.chain)),
        _ => (Rational.One, e),
    };

    /// <summary>A scalar with its outermost inner product turned round.</summary>
    public static Expr ScalarTransposed(Expr e) => e is not Product p ? e : p.turned ??=
        p.chain.Length > 0 ? Of(p.Coefficient, [.. p.scalars, .. p.chain.Reverse().Select(Make.Transpose)])
        : Of(p.Coefficient, [.. p.scalars.Select(ScalarTransposed)]);

    /// <inheritdoc/>
    public override Expr WithChildren(IReadOnlyList<Expr> children) => Of(Coefficient, children);

    /// <inheritdoc/>
    internal override bool SameAs(Expr other) =>
        other is Product p && p.Coefficient == Coefficient && Lists.Same(p.scalars, scalars) && Lists.Same(p.chain, chain);

    /// <summary>The node of parts that are in normal form.</summary>
    internal static Expr Create(Rational coefficient, Expr[] scalars, Expr[] chain) =>
        coefficient.IsOne && scalars.Length + chain.Length == 1 ? (scalars.Length == 1 ? scalars[0] : chain[0])
        : scalars.Length + chain.Length == 0 ? Number.Of(coefficient)
        : Interned.Of(new Product(coefficient, scalars, chain));
}
