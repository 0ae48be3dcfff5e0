using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Checking;

/// <summary>
/// Families that a text defines by a recursion of its own and what it begins with, in two equations in either order: G[l] = E(G[l+1]) and
/// G[L] = B. Neither says anything without the other.
/// </summary>
internal static class RecursiveDefinitions
{
    /// <summary>Is a name the end at which a recursion begins that the text has defined before: G[L] or G[L+1] of G[l] = E(G[l+1])?</summary>
    public static bool IsAwaited(Scope scope, Name name) => name.Indices is [var at] && CaseDefinitions.RangeOf(scope) is { } whole
        && scope.Definitions.Keys.FirstOrDefault(s => IsGeneral(s, name.Base, whole)) is { } general && End(scope, general, at, whole) is not null;

    /// <summary>Makes one family of a recursion and its end, where a name that was just defined is one of them and the other is there.</summary>
    public static void Join(Scope scope, Symbol defined)
    {
        if (defined.Name.Indices.Count != 1 || CaseDefinitions.RangeOf(scope) is not { } whole || scope.Definitions.Keys.FirstOrDefault(s => IsGeneral(s, defined.Name.Base, whole)) is not { } general)
        {
            return;
        }

        foreach (var end in scope.Definitions.Keys.Where(s => RecurrenceInstance.IsMember(s, general) && !ReferenceEquals(s, general)).ToList())
        {
            if (End(scope, general, end.Name.Indices[0], whole) is var (from, to, at))
            {
                bool first = at.Equals(from - Size.One);
                scope.Layers.Formulas.Add(new(general, new(whole.Index, first ? at : from, first ? to : at), [new(from, to, scope.Definitions[general]), new(at, at, scope.Definitions[end])]));
                scope.Undefine(general);
                scope.Undefine(end);
                return;
            }
        }
    }

    private static bool IsGeneral(Symbol s, string family, LayerRange whole) => s.Name.Base == family && s.Name.Indices is [{ Variable: { } v, Offset: 0 }] && v == whole.Index;

    // The values for which a recursion by one step is meant that begins at an end: those of the whole range, or all but the end.
    private static (Size From, Size To, Size At)? End(Scope scope, Symbol general, LayerIndex end, LayerRange whole)
    {
        var steps = Rewrite.Symbols(scope.Definitions[general]).Where(s => RecurrenceInstance.IsMember(s, general)).Select(s => s.Name.Indices[0]).Distinct().ToList();
        var at = Indices.AsSize(end);
        return steps is not [{ Variable: { } v, Offset: 1 or -1 } by] || v != whole.Index ? null
            : by.Offset == 1 ? at.Equals(whole.To) ? (whole.From, whole.To - Size.One, at) : at.Equals(whole.To + Size.One) ? (whole.From, whole.To, at) : null
            : at.Equals(whole.From) ? (whole.From + Size.One, whole.To, at) : at.Equals(whole.From - Size.One) ? (whole.From, whole.To, at) : null;
    }
}
