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
        _ => null,
    };

    private static Expr Replaced(IReadOnlyList<Expr> chain, int at, int count, params Expr[] by) =>
        Product.Of([.. chain.Take(at), .. by, .. chain.Skip(at + count)]);
}
