using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Numeric.Plans;

/// <summary>What is positive definite by declaration and construction, so that its Cholesky factor exists.</summary>
internal static class Definiteness
{
    /// <summary>Is x'Ax &gt; 0 for every x ≠ 0?</summary>
    public static bool IsPositiveDefinite(Expr e) => e switch
    {
        Symbol s => s.Attributes.HasFlag(Attributes.PositiveDefinite),
        Constant c => c.Kind == ConstantKind.Identity,
        Apply { Operator: MatrixPower } a => IsPositiveDefinite(a.Argument),
        Sum s => s.Terms.All(IsSemidefinite) && s.Terms.Any(IsPositiveDefinite),
        Product { Scalars.Count: 0, Chain: [var only] } p => p.Coefficient.Sign > 0 && IsPositiveDefinite(only),
        _ => false,
    };

    // A A' for any A, its sums and positive multiples.
    private static bool IsSemidefinite(Expr e) => IsPositiveDefinite(e)
        || (e is Product { Scalars.Count: 0 } p && p.Coefficient.Sign > 0 && p.Chain.Count > 0 && p.Chain.Count % 2 == 0
            && Enumerable.Range(0, p.Chain.Count / 2).All(i => ReferenceEquals(Make.Transpose(p.Chain[i]), p.Chain[^(i + 1)])));
}
