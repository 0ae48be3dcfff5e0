using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Symbolic.Simplification;

/// <summary>
/// The inverse of a product beside the product: (X'X)⁻¹ X'X = I, so that X(X'X)⁻¹X' is its own square; and what the
/// pseudoinverse leaves as it is: A A⁺ A = A, A⁺ A A⁺ = A⁺, A⁺ A A' = A', A'⁺ standing for A⁺'.
/// </summary>
internal static class Cancellation
{
    /// <summary>The chain with one inverse cancelled, or a power of a product whose neighbours cancel, or null.</summary>
    public static Expr? Apply(Expr e) => e switch
    {
        Product p => InChain(p) ?? Projected(p),
        Apply { Operator: MatrixPower { Exponent: > 1 } power, Argument: Product { Scalars.Count: 0, Coefficient.IsOne: true } p }
            when Product.Of([.. p.Chain, .. p.Chain]) is Product twice && InChain(twice) is { } once =>
            Product.Of(once, MatrixPower.Of(p, power.Exponent - 2)),
        _ => null,
    };

    private static Expr? InChain(Product p)
    {
        for (int i = 0; i < p.Chain.Count; i++)
        {
            if (Inverted(p.Chain[i]) is not { } inner)
            {
                continue;
            }

            int n = inner.Factors.Count;
            bool after = Stands(p.Chain, i + 1, inner.Factors);
            if (after || Stands(p.Chain, i - n, inner.Factors))
            {
                int first = after ? i : i - n;
                return Product.Of(p.Coefficient, [.. p.Scalars, .. p.Chain.Take(first), inner.Left, .. p.Chain.Skip(first + n + 1)]);
            }
        }

        return null;
    }

    // A⁺A is symmetric and leaves A⁺ and A' behind it as they are, A and A⁺' before it; so does A A⁺ with the two exchanged.
    private static Expr? Projected(Product p)
    {
        for (int i = 0; i + 2 < p.Chain.Count; i++)
        {
            var (x, y, z) = (p.Chain[i], p.Chain[i + 1], p.Chain[i + 2]);
            if (IsProjector(x, y) && (ReferenceEquals(z, x) || ReferenceEquals(z, Make.Transpose(y))))
            {
                return Product.Of(p.Coefficient, [.. p.Scalars, .. p.Chain.Take(i), .. p.Chain.Skip(i + 2)]);
            }

            if (IsProjector(y, z) && (ReferenceEquals(x, z) || ReferenceEquals(x, Make.Transpose(y))))
            {
                return Product.Of(p.Coefficient, [.. p.Scalars, .. p.Chain.Take(i + 1), .. p.Chain.Skip(i + 3)]);
            }
        }

        return null;
    }

    /// <summary>Is a product of two factors A⁺A or A A⁺?</summary>
    public static bool IsProjector(Expr x, Expr y) => IsPseudoinverseOf(x, y) || IsPseudoinverseOf(y, x);

    private static bool IsPseudoinverseOf(Expr x, Expr y) => x is Apply { Operator: PseudoInverse } p && ReferenceEquals(p.Argument, y);

    // The factors whose product a factor is the inverse of, and what is left of a higher power when one is cancelled.
    private static (IReadOnlyList<Expr> Factors, Expr Left)? Inverted(Expr e)
    {
        bool transposed = e is Apply { Operator: Transpose };
        return (transposed ? ((Apply)e).Argument : e) is Apply { Operator: MatrixPower { Exponent: < 0 } power, Argument: Product { Scalars.Count: 0, Coefficient.IsOne: true } p }
            && (transposed ? Make.Transpose(p) : p) is Product { Scalars.Count: 0, Coefficient.IsOne: true } turned
            ? (turned.Chain, MatrixPower.Of(turned, power.Exponent + 1)) : null;
    }

    private static bool Stands(IReadOnlyList<Expr> chain, int first, IReadOnlyList<Expr> factors)
    {
        if (first < 0 || first + factors.Count > chain.Count)
        {
            return false;
        }

        for (int i = 0; i < factors.Count; i++)
        {
            if (!ReferenceEquals(chain[first + i], factors[i]))
            {
                return false;
            }
        }

        return true;
    }
}
