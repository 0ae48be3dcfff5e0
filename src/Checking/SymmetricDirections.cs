using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Checking;

/// <summary>Equations in dX of a symmetric X, where dX is symmetric like X: dX is replaced by (dX + dXᵀ)/2.</summary>
internal static class SymmetricDirections
{
    /// <summary>The judgement where the equation is true so; null where it is not, or no such dX occurs.</summary>
    public static Judgement? Decide(Question question, int seed)
    {
        try
        {
            var claim = question.Read().Derived();
            var moved = Rewrite.Nodes(claim.Left, claim.Right).OfType<Differential>().Where(d => d.Of.Attributes.HasFlag(Attributes.Symmetric)).Distinct().ToDictionary(d => (Expr)d, d => Symmetrised(d));
            if (moved.Count == 0)
            {
                return null;
            }

            var judgement = Equality.Decide(new Claim(Rewrite.Substitute(claim.Left, moved), Rewrite.Substitute(claim.Right, moved), claim.Scope) { Moving = claim.Moving }, seed);
            return judgement.True == true ? judgement : null;
        }
        catch (Exception e) when (e is DiagnosticException or NotDifferentiableException)
        {
            return null;
        }
    }

    private static Expr Symmetrised(Differential d) => Product.Of(new Rational(1, 2), Sum.Of(d, Make.Transpose(d)));
}
