using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Simplification;

namespace MatrixDiff.Symbolic.Derivations;

/// <summary>
/// Hessians by a variable with a structure. Its entries move each by itself, so a gradient that is to be differentiated again
/// must be that of a general matrix (∇ det S = det(S) S⁻ᵀ); the structure is put in at the end.
/// </summary>
internal static class GeneralPoint
{
    private const Attributes Structures = Attributes.Symmetric | Attributes.Diagonal | Attributes.Orthogonal | Attributes.PositiveDefinite
        | Attributes.Lower | Attributes.Upper | Attributes.Skew;

    /// <summary>Is a Hessian by these variables one that needs it?</summary>
    public static bool IsNeeded(IReadOnlyList<Symbol> variables) => (variables[^1].Attributes & Structures) != 0;

    /// <summary>The Hessian block: its name, its value, the steps that led there, and the assumptions used.</summary>
    public static (Expr Asked, Expr Result, IReadOnlyList<Step> Steps, IReadOnlyList<string> Assumptions) Hessian(
        Scope scope, Layout layout, bool steps, Expr e, IReadOnlyList<Symbol> variables)
    {
        var y = variables[^1];
        var general = Symbol.Of(y.Name, y.Shape, General(y.Attributes), y.Derivative);
        var there = scope.Copy();
        there.Declare(general);
        foreach (var (symbol, definition) in scope.Definitions)
        {
            there.Define(symbol, Rewrite.Substitute(definition, y, general));
        }

        IReadOnlyList<Symbol> moving = [.. variables.Select(v => ReferenceEquals(v, y) ? general : v)];
        var derivation = Differentiator.Derivation(DerivationKind.Hessian, Rewrite.Substitute(e, y, general), moving, layout, there, steps);
        var result = Simplifier.Simplify(Rewrite.Substitute(derivation.Result, general, y));
        bool own = ReferenceEquals(variables[0], y);
        var asked = Apply.Raw(own ? new Nabla(NablaKind.Hessian, result.Shape, y) : new Nabla(NablaKind.Hessian, result.Shape, variables[0], y), e);
        var conclusion = new Step(Catalogue.Structure, new(derivation.Asked, derivation.Result), new(asked, result));
        return (asked, result, steps ? [.. derivation.Steps, conclusion] : [], derivation.Assumptions);
    }

    // A positive definite or orthogonal matrix still has an inverse.
    private static Attributes General(Attributes attributes) => (attributes & ~Structures)
        | ((attributes & (Attributes.PositiveDefinite | Attributes.Orthogonal)) != 0 ? Attributes.Invertible : Attributes.None);
}
