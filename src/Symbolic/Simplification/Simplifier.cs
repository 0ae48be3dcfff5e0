using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Symbolic.Simplification;

/// <summary>Shorter forms.</summary>
internal static class Simplifier
{
    /// <summary>The expression in the shortest form that the rules reach.</summary>
    public static Expr Simplify(Expr e) => e;

    /// <summary>vec of an expression.</summary>
    public static Expr Vector(Expr e) => Simplify(Make.Vec(e));
}
