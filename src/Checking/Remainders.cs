using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>
/// Names that a reason gives to what is left of a quantity that is known: J = ½ λ ‖W‖² + R says that R is J − ½ λ ‖W‖².
/// </summary>
internal static class Remainders
{
    /// <summary>Declares such names, with the shape of what they are a part of.</summary>
    public static void Declare(Scope scope, IEnumerable<ReadStep> reasons)
    {
        foreach (var reason in reasons)
        {
            if (Of(scope, reason.Left, reason.Right, n => !IsKnown(scope, n)) is (var name, _) && scope.Symbols.TryGetValue(StepSyntax.NameOf(reason.Left)!, out var whole))
            {
                var symbol = Symbol.Of(name, whole.Shape);
                scope.Declare(symbol);
                scope.Inferred.Add(symbol);

                // R[t+1] is one of a family.
                if (name.Indices is [{ Variable: { } index, Offset: not 0 }])
                {
                    scope.Declare(Symbol.Of(new Name(name.Base, new LayerIndex(index, 0)), whole.Shape));
                }
            }
        }
    }

    /// <summary>Does an equation say what a name that is not known is left with?</summary>
    public static bool IsOne(Scope scope, Syntax? left, Syntax? right) => Of(scope, left, right, n => !IsKnown(scope, n)) is not null;

    /// <summary>The one new name among the terms of a known quantity, and what it is; null where there is none, or other terms are new as well.</summary>
    public static (Name Name, Syntax Value)? Of(Scope scope, Syntax? left, Syntax? right, Func<Name, bool> isNew)
    {
        if (left is not NameSyntax known || right is null || StepSyntax.NameOf(known) is not { } name || !scope.Symbols.TryGetValue(name, out var whole) || !scope.Definitions.ContainsKey(whole))
        {
            return null;
        }

        var terms = ModelEquations.Terms(right, false).ToList();
        var rest = terms.Where(t => !t.Negative && StepSyntax.NameOf(t.Term) is { } part && isNew(part)).ToList();
        if (terms.Count < 2 || rest is not [var (_, found)] || terms.Any(t => !ReferenceEquals(t.Term, found) && StepSyntax.NamesIn(t.Term).Any(n => isNew(n.Name))))
        {
            return null;
        }

        var others = terms.Where(t => !ReferenceEquals(t.Term, found));
        return (StepSyntax.NameOf(found)!, others.Aggregate<(bool Negative, Syntax Term), Syntax>(known, (sum, t) => new BinarySyntax(t.Negative ? BinaryKind.Add : BinaryKind.Subtract, sum, t.Term, t.Term.Span, right.Span)));
    }

    private static bool IsKnown(Scope scope, Name name) => scope.Symbols.ContainsKey(name) || scope.Dimensions.Contains(name) || scope.Layers.Of(name.Base) is not null || scope.Member(name) is not null
        || (name.Indices.Count == 0 && (LayerSeeds.Limits(scope.Layers).Contains(name.Base) || scope.Layers.Templates.Exists(t => t.Range.Index == name.Base)));
}
