using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Verification.Layers;

/// <summary>Why a part of a sum is positive semidefinite, and the matrix in it that is so already, if it rests on one.</summary>
internal sealed record SemidefinitePart(Expr Part, string Why, Expr? By);

/// <summary>
/// Rules of structure for M ⪰ 0, symmetric with x'Mx ≥ 0 for all x. They prove and never refute: a sum of such matrices, a
/// congruence A M A', a Gram matrix A A', diag(v) with v ≥ 0, M ⊗ N, M ⊙ N (Schur), diag(s) − s s' with s = softmax(z).
/// </summary>
/// <param name="meaning">What a symbol is defined to be; null for none.</param>
/// <param name="isKnown">Is a symbol known to be positive semidefinite?</param>
internal sealed class Semidefinite(Func<Symbol, Expr?> meaning, Func<Symbol, bool> isKnown)
{
    /// <summary>The reasons, part by part; null where a part has none, which is then <paramref name="open"/>.</summary>
    public IReadOnlyList<SemidefinitePart>? Reasons(Expr e, out Expr? open)
    {
        open = null;
        List<Expr> terms = e is Sum sum ? [.. sum.Terms] : [e];
        var found = new List<SemidefinitePart>();
        foreach (var spread in terms.OfType<Apply>().Where(t => t.Operator is DiagonalMatrix).ToList())
        {
            var s = spread.Argument;
            if (IsDistribution(s) && terms.Remove(Make.Negate(Product.Of(s, Make.Transpose(s)))))
            {
                terms.Remove(spread);
                found.Add(new(Make.Minus(spread, Product.Of(s, Make.Transpose(s))), "the covariance of a distribution", null));
            }
        }

        foreach (var term in terms)
        {
            if (Why(term) is not { } why)
            {
                open = term;
                return null;
            }

            found.Add(why);
        }

        return found;
    }

    private bool Holds(Expr e) => Reasons(e, out _) is not null;

    private SemidefinitePart? Why(Expr e)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        SemidefinitePart Part(string why, Expr? by = null) => new(e, why, by);
        if (e.Shape.IsScalar)
        {
            return IsNonnegative(e) ? Part("not negative") : null;
        }

        return e switch
        {
            _ when e.IsZero => Part("zero"),
            Constant { Kind: ConstantKind.Identity } => Part("the identity"),
            Symbol s when s.Attributes.HasFlag(Attributes.PositiveDefinite) => Part("declared positive definite"),
            Symbol s when isKnown(s) => Part("known already", s),
            Apply { Operator: DiagonalMatrix } d when IsNonnegative(d.Argument) => Part("diagonal with entries that are not negative"),
            Apply { Operator: Transpose } t => Why(t.Argument) is { } inner ? inner with { Part = e } : null,
            Apply { Operator: Kronecker or Hadamard } k when k.Arguments.All(Holds) =>
                Part(k.Operator is Kronecker ? "a Kronecker product of positive semidefinite matrices" : "an entrywise product of positive semidefinite matrices (Schur)", k.Arguments.OfType<Symbol>().FirstOrDefault(isKnown)),
            Apply { Operator: IndexedSum } sum when Holds(sum.Argument) => Part("a sum of positive semidefinite matrices"),
            Product p => OfProduct(p),
            _ => null,
        };
    }

    // c A M A' and c A A'.
    private SemidefinitePart? OfProduct(Product p)
    {
        if (p.Coefficient.Sign < 0 || !p.Scalars.All(IsNonnegative))
        {
            return null;
        }

        int n = p.Chain.Count;
        for (int i = 0; i < n / 2; i++)
        {
            if (!ReferenceEquals(p.Chain[n - 1 - i], Make.Transpose(p.Chain[i])))
            {
                return null;
            }
        }

        return n % 2 == 0 ? new(p, n == 0 ? "not negative" : "a Gram matrix", null)
            : Reasons(p.Chain[n / 2], out _) is not { } inner ? null
            : n == 1 ? new(p, inner[0].Why, inner[0].By) : new(p, "a congruence", p.Chain[n / 2]);
    }

    // Every entry ≥ 0.
    private bool IsNonnegative(Expr e)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        return e switch
        {
            _ when e.IsZero => true,
            Number n => n.Value.Sign >= 0,
            Constant { Kind: ConstantKind.Ones or ConstantKind.Identity or ConstantKind.Basis or ConstantKind.Delta } => true,
            Symbol s when s.Attributes.HasFlag(Attributes.Positive) => true,
            Symbol s => meaning(s) is { } value && IsNonnegative(value),
            Sum s => s.Terms.All(IsNonnegative) || IsComplement(s),
            Product p => p.Coefficient.Sign >= 0 && ((p.Scalars.All(IsNonnegative) && p.Chain.All(IsNonnegative)) || (p.IsScalar && OfProduct(p) is not null)),
            Apply { Operator: ElementwisePower power } a => (power.Exponent.IsInteger && power.Exponent.Numerator.IsEven) || IsNonnegative(a.Argument),
            Apply { Operator: ElementwiseOperator { Order: 0, Function.Name.Text: "exp" or "sigmoid" or "softplus" or "relu" or "abs" or "step" or "cosh" or "square" } } => true,
            Apply { Operator: DefinedReduction { Name: "sumsq" or "norm1" or "norm2" or "normF" } } => true,
            Apply { Operator: Hadamard } h => h.Arguments.All(IsNonnegative) || (h.Arguments is [var a, var b] && ReferenceEquals(a, b)),
            Apply { Operator: Transpose or Total or IndexedSum } a => IsNonnegative(a.Argument),
            _ => IsDistribution(e),
        };
    }

    // 1 − p with 0 ≤ p ≤ 1.
    private bool IsComplement(Sum s) => s.Terms is [var a, var b] && (IsOne(a) ? Make.Negate(b) : IsOne(b) ? Make.Negate(a) : null) is { } p && IsProbability(p);

    private static bool IsOne(Expr e) => e is Constant { Kind: ConstantKind.Ones } or Number { Value.IsOne: true };

    private bool IsProbability(Expr e) => e is Apply { Operator: ElementwiseOperator { Order: 0, Function.Name.Text: "sigmoid" or "step" } } || IsDistribution(e)
        || (e is Symbol s && meaning(s) is { } value && IsProbability(value));

    private bool IsDistribution(Expr e) => e is Apply { Operator.Name: "softmax" } || (e is Symbol s && meaning(s) is { } value && IsDistribution(value));
}
