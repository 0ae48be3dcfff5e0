using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Plans;

/// <summary>Neighbouring factors of a chain that are shorter together.</summary>
internal static class Links
{
    /// <summary>The chain with two neighbours joined, or a factor split; null where there is nothing to do.</summary>
    public static Expr? Simplify(IReadOnlyList<Expr> chain)
    {
        for (int i = 0; i < chain.Count; i++)
        {
            if (chain[i] is Constant { Kind: ConstantKind.Ones } o && !o.Shape.IsVector)
            {
                // A ones(m,n) B = (A 1)(1' B).
                return Replaced(chain, i, 1, Make.Ones(Shape.Column(o.Shape.Rows)), Make.Ones(new(Size.One, o.Shape.Columns)));
            }

            if (chain[i] is Sum s && s.Terms.All(IsPermutation))
            {
                // (I + K) A = A + K A.
                return Sum.Of([.. s.Terms.Select(t => Replaced(chain, i, 1, t))]);
            }

            if (i + 1 < chain.Count && Power(chain[i]) is { Exponent: < 0 } && chain[i + 1] is Sum low && low.Terms.Any(IsPermutation) && low.Terms.All(t => IsPermutation(t) || IsOuter(t)))
            {
                // A⁻¹ (I - x y') = A⁻¹ - (A⁻¹ x) y'.
                return Sum.Of([.. low.Terms.Select(t => Replaced(chain, i + 1, 1, t))]);
            }

            if (i + 1 < chain.Count && Join(chain[i], chain[i + 1]) is { } joined)
            {
                return Replaced(chain, i, 2, joined);
            }
        }

        return null;
    }

    /// <summary>X, k and whether it is transposed, where a factor is (Xᵏ)' or Xᵏ.</summary>
    public static (Expr Base, int Exponent, bool Transposed)? Power(Expr factor) => factor switch
    {
        Apply { Operator: MatrixPower p } a => (a.Argument, p.Exponent, false),
        Apply { Operator: Transpose, Argument: Apply { Operator: MatrixPower p } a } => (a.Argument, p.Exponent, true),
        _ => null,
    };

    private static Expr? Join(Expr left, Expr right) => (left, right) switch
    {
        (Apply { Operator: DiagonalMatrix } a, Apply { Operator: DiagonalMatrix } b) => Make.Diag(Make.Hadamard(a.Argument, b.Argument)),
        (Constant { Kind: ConstantKind.Ones, Shape.IsRow: true }, Apply { Operator: DiagonalMatrix } b) => Make.Transpose(b.Argument),
        (Apply { Operator: DiagonalMatrix } a, Constant { Kind: ConstantKind.Ones, Shape.IsColumn: true }) => a.Argument,
        (Apply { Operator: Kronecker } a, Apply { Operator: Kronecker } b) when a.Arguments.Count == b.Arguments.Count
            && a.Arguments.Zip(b.Arguments).All(f => f.First.Shape.Columns.Equals(f.Second.Shape.Rows)) =>
            Make.Kronecker([.. a.Arguments.Zip(b.Arguments).Select(f => Product.Of(f.First, f.Second))]),
        // A matrix is 1 ⊗ M: (a ⊗ B) M = a ⊗ (B M), M (a' ⊗ B) = a' ⊗ (M B).
        (Apply { Operator: Kronecker } a, _) when a.Arguments[0].Shape.IsColumn => Make.Kronecker(a.Arguments[0], Product.Of(Others(a, 1, 0), right)),
        (Apply { Operator: Kronecker } a, _) when a.Arguments[^1].Shape.IsColumn => Make.Kronecker(Product.Of(Others(a, 0, 1), right), a.Arguments[^1]),
        (_, Apply { Operator: Kronecker } b) when b.Arguments[0].Shape.IsRow => Make.Kronecker(b.Arguments[0], Product.Of(left, Others(b, 1, 0))),
        (_, Apply { Operator: Kronecker } b) when b.Arguments[^1].Shape.IsRow => Make.Kronecker(Product.Of(left, Others(b, 0, 1)), b.Arguments[^1]),
        _ => null,
    };

    // c x y'.
    private static bool IsOuter(Expr term) => term is Product p && p.Chain.Skip(1).Any(f => f.Shape.Rows.IsOne);

    // c I or c K, which are applied at no cost.
    private static bool IsPermutation(Expr term) => (term is Product { Chain: [var only] } ? only : term)
        is Constant { Kind: ConstantKind.Identity or ConstantKind.Commutation };

    private static Expr Others(Apply kronecker, int first, int last) =>
        Make.Kronecker([.. kronecker.Arguments.Skip(first).SkipLast(last)]);

    private static Expr Replaced(IReadOnlyList<Expr> chain, int at, int count, params Expr[] by) =>
        Product.Of([.. chain.Take(at), .. by, .. chain.Skip(at + count)]);
}
