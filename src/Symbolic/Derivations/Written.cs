using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Symbolic.Derivations;

/// <summary>Expressions without the names that a document gives.</summary>
internal static class Written
{
    /// <summary>The expression with the operators of a document replaced by their definitions.</summary>
    public static Expr Out(Expr e) => Rewrite.BottomUp(e, n => n switch
    {
        Apply { Operator: UserOperator u } a => Out(u.Definition(a)),
        Apply { Operator: ElementwiseOperator f } a when f.Written(a.Argument) is { } written => Out(written),
        _ => n,
    });
}
