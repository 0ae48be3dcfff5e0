using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Checking;

/// <summary>
/// Names of adjoints: where ȳ is ∂ℓ/∂y, the bar over another variable v means ∂ℓ/∂v as well, and <c>v̄ = Wᵀȳ</c> claims something.
/// </summary>
internal static class AdjointNames
{
    /// <summary>What a marked name is the gradient of, and by what; null where the text has no such convention.</summary>
    public static (Name Of, Name Wrt)? Of(Name name, Scope scope)
    {
        foreach (string mark in Decoration.Accents)
        {
            if (Decoration.Without(name, mark) is { } plain && scope.Symbols.ContainsKey(plain)
                && scope.Facts.FirstOrDefault(f => f.Order == 1 && f.Of.IsScalar && f.Wrt.Name.Equals(Decoration.Without(f.Name.Name, mark))) is { } fact)
            {
                return (fact.Of.Name, plain);
            }
        }

        return null;
    }
}
