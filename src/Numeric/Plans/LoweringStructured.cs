using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Plans;

/// <content>Diagonals, traces and products with vectors from the parts of a matrix, so that the matrix itself is not formed.</content>
internal sealed partial class Lowering
{
    // The diagonal of a sum, of a Kronecker product, of a multiple; null where the whole matrix is needed.
    private static Expr? DiagonalFromParts(Expr matrix) => matrix switch
    {
        Apply { Operator: DiagonalMatrix } d => d.Argument,
        Apply { Operator: Kronecker } k when k.Arguments.All(f => f.Shape.Rows.Equals(f.Shape.Columns)) => Make.Kronecker([.. k.Arguments.Select(Make.DiagPart)]),
        Sum s when s.Terms.Any(IsStructured) => Sum.Of([.. s.Terms.Select(Make.DiagPart)]),
        Product { Chain: [var only] } p when p.Scalars.Count > 0 || !p.Coefficient.IsOne => Product.Of(p.Coefficient, [.. p.Scalars, Make.DiagPart(only)]),
        _ => null,
    };

    // The trace, in the same way.
    private static Expr? TraceFromParts(Expr matrix) => matrix switch
    {
        Apply { Operator: DiagonalMatrix } d => Make.Total(d.Argument),
        Apply { Operator: Kronecker } k when k.Arguments.All(f => f.Shape.Rows.Equals(f.Shape.Columns)) => Product.Of([.. k.Arguments.Select(Make.Trace)]),
        Sum s when s.Terms.Any(IsStructured) => Sum.Of([.. s.Terms.Select(Make.Trace)]),
        _ => null,
    };

    // (A B + diag(d)) x = A (B x) + d ⊙ x, where the matrix is needed for nothing else.
    private Value? TermByTerm(Expr left, Expr right) =>
        left is Sum s && right.Shape.IsColumn && uses.GetValueOrDefault(left) <= 1 && s.Terms.All(IsStructured)
            ? Lower(Sum.Of([.. s.Terms.Select(t => Product.Of(t, right))]))
            : null;

    // A sum with diag(d) among its terms: d is added to the diagonal of the rest.
    private Value? OntoDiagonal(Sum s)
    {
        var diagonals = s.Terms.Where(t => Product.Split(t).Core is Apply { Operator: DiagonalMatrix } or Product { Chain: [Apply { Operator: DiagonalMatrix }] }).ToList();
        if (diagonals.Count == 0 || diagonals.Count == s.Terms.Count)
        {
            return null;
        }

        var rest = Sum.Of([.. s.Terms.Except(diagonals)]);
        var diagonal = Sum.Of([.. diagonals.Select(t => DiagonalFromParts(t)!)]);
        return Emit("plus diagonal", s.Shape, [new(Lower(rest)), new(Lower(diagonal))]);
    }

    // Does it act on a vector with less work than its entries?
    private static bool IsStructured(Expr term) => term switch
    {
        Apply { Operator: DiagonalMatrix or Kronecker } => true,
        Constant { Kind: ConstantKind.Identity or ConstantKind.Commutation } => true,
        Product p => p.Chain.Count > 1 || (p.Chain is [var only] && IsStructured(only)),
        _ => false,
    };
}
