using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Checking;

/// <summary>
/// Names that a text gives to the derivatives by what a recurrence defines, one for each value of the index: ∇_{z[l+1]} J = δ[l+1] says what
/// δ[l], δ[1] and δ[L] are, since nothing in it depends on which l is meant.
/// </summary>
internal static class DerivativeFamilies
{
    /// <summary>The name and the variable at the index itself, where they are members of families at one open value of it and the function is none; null elsewhere.</summary>
    public static (Name Name, Name Wrt)? General(Scope scope, Name of, Name name, Name wrt) =>
        of.Indices.Count == 0 && name.Indices is [{ Variable: { } v } at] && wrt.Indices is [var there] && there.Equals(at) && scope.Layers.Templates.Count > 0
        && scope.Layers.Of(wrt.Base) is not null && !LayerSeeds.Limits(scope.Layers).Contains(v) && !scope.Dimensions.Contains(new Name(v))
            ? (At(scope, name), At(scope, wrt)) : null;

    /// <summary>Declares the names that formulas introduce so, with the shape that the derivative has at every value of the index.</summary>
    public static void Declare(Scope scope, IReadOnlyList<ReadStep> steps)
    {
        foreach (var (side, other) in steps.SelectMany(s => new[] { (s.Left, s.Right), (Left: s.Right, Right: s.Left) }))
        {
            if (StepSyntax.DerivativeOf(side) is not var (order, of, wrt) || StepSyntax.NameOf(other) is not { } name || General(scope, of, name, wrt) is not var (general, variable)
                || !scope.Symbols.TryGetValue(of, out var f) || !f.IsScalar || scope.Symbols.Keys.Any(n => n.Base == name.Base) || !scope.Symbols.TryGetValue(variable, out var x))
            {
                continue;
            }

            var symbol = Symbol.Of(general, order == 1 ? x.Shape : new Shape(x.Shape.Count, x.Shape.Count));
            scope.Declare(symbol);
            scope.Inferred.Add(symbol);
        }
    }

    private static Name At(Scope scope, Name name) => new(name.Base, new LayerIndex(scope.Layers.Index, 0));
}
