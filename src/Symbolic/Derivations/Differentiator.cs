using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Simplification;

namespace MatrixDiff.Symbolic.Derivations;

/// <summary>The derivatives of an expression: first its differential, then what is read off it.</summary>
internal static class Differentiator
{
    /// <summary>d(E) in terms of the dX of the moving symbols.</summary>
    public static Expr Differential(Expr e, IReadOnlyList<Symbol> moving, Scope scope) =>
        moving.Count == 0 ? Make.Zero(e.Shape) : Simplifier.Simplify(Selection.In(new Expansion(scope, new Dependence(scope, moving)).Full(e)));

    /// <summary>The derivative asked for, without its steps.</summary>
    public static Expr Derive(DerivationKind kind, Expr e, IReadOnlyList<Symbol> variables, Layout layout, Scope scope) =>
        new DerivationBuilder(scope, layout, steps: false).Run(kind, e, variables).Result;

    /// <summary>The derivation of what is asked for, with its steps.</summary>
    public static Derivation Derivation(
        DerivationKind kind, Expr e, IReadOnlyList<Symbol> variables, Layout layout, Scope scope, bool steps = true, StructureConvention structured = StructureConvention.Entrywise) =>
        new DerivationBuilder(scope, layout, steps, structured).Run(kind, e, variables);
}
