using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;

namespace MatrixDiff.Checking;

/// <summary>
/// What gets a name after it was used: J = ½‖Xw − y‖², and then r = Xw − y. J is from there on a function of r, so that ∂J/∂r = r; its derivatives
/// by what r is made of stay what they are.
/// </summary>
internal static class IntermediateQuantities
{
    /// <summary>Puts a symbol that was just defined into the definitions that contain what it means; the symbol comes back.</summary>
    public static Symbol PutIn(Scope scope, Symbol symbol)
    {
        if (!scope.Definitions.TryGetValue(symbol, out var meaning) || meaning is not (Sum or Product or Apply) || symbol.Name.Indices.Count > 0)
        {
            return symbol;
        }

        foreach (var (of, value) in scope.Definitions.Where(d => !ReferenceEquals(d.Key, symbol) && !ReferenceEquals(d.Value, meaning) && d.Key.Name.Indices.Count == 0).ToList())
        {
            if (Rewrite.Nodes([value]).Contains(meaning) && !Objective.Reached(symbol, scope).Contains(of))
            {
                scope.Define(of, Rewrite.Substitute(value, meaning, symbol));
            }
        }

        return symbol;
    }
}
