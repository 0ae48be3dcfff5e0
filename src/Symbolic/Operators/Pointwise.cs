using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Symbolic.Operators;

/// <summary>An expression in one number t, applied to every entry: <c>t/(1 + exp(-t))</c>.</summary>
internal static class Pointwise
{
    /// <summary>Is a scalar expression made of t by sums, products, powers and functions of one number?</summary>
    public static bool IsOf(Expr e, Symbol t) => !Has(e, t) || e switch
    {
        Symbol => true,
        Sum s => s.Terms.All(x => IsOf(x, t)),
        Product { Chain.Count: 0 } p => p.Scalars.All(x => IsOf(x, t)),
        Apply { Operator: ElementwiseOperator or ElementwisePower } a => IsOf(a.Argument, t),
        _ => false,
    };

    /// <summary>The expression at every entry of x.</summary>
    public static Expr At(Expr e, Symbol t, Expr x) => x.IsScalar ? Rewrite.Substitute(e, t, x) : Spread(Lift(e, t, x), x);

    private static Expr Lift(Expr e, Symbol t, Expr x) => !Has(e, t) ? e : e switch
    {
        Symbol => x,
        Sum s => Sum.Of([.. s.Terms.Select(a => Spread(Lift(a, t, x), x))]),
        Product p => Make.Hadamard([Number.Of(p.Coefficient), .. p.Scalars.Select(a => Lift(a, t, x))]),
        Apply { Operator: ElementwiseOperator or ElementwisePower } a => a.Operator.Of(Lift(a.Argument, t, x)),
        _ => throw new InvalidOperationException($"{e} is not made of {t} entry by entry."),
    };

    private static Expr Spread(Expr e, Expr x) => e.IsScalar ? Make.Spread(e, x.Shape) : e;

    private static bool Has(Expr e, Symbol t) => Rewrite.Contains(e, n => ReferenceEquals(n, t));
}
