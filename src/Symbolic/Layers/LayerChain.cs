using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Symbolic.Layers;

/// <summary>
/// The state through which one step acts on a later one: everything that v[k] does to w[l] goes through State[k + Entry] and
/// through State[l + Exit], if l ≥ k + Gap.
/// </summary>
/// <param name="State">The family through which everything goes.</param>
/// <param name="Entry">0 where it is met in the step of the variable, 1 one step later.</param>
/// <param name="Exit">0 where it is left in the step of what is looked at, −1 one step before.</param>
/// <param name="Gap">The least distance at which that is so.</param>
internal sealed record LayerChain(string State, int Entry, int Exit, int Gap)
{
    /// <summary>The chain from families at k to families at l: of those that are preferred the first one, else the one that is met and left nearest.</summary>
    /// <param name="model">The recurrences.</param>
    /// <param name="from">The families at k that move.</param>
    /// <param name="to">The families at l that are looked at.</param>
    /// <param name="preferred">The states to be taken before others, in order.</param>
    /// <param name="before">Must the state be left before l?</param>
    /// <exception cref="NotDifferentiableException">No single quantity of a step carries everything.</exception>
    public static LayerChain Between(LayerModel model, IReadOnlyList<string> from, IReadOnlyList<string> to, IEnumerable<string> preferred, bool before = false)
    {
        var graph = new LayerGraph(model, [.. to]);
        foreach (string state in preferred.Concat(model.Templates.Select(t => t.Left.Name.Base)).Distinct())
        {
            int? entry = new int?[] { 0, 1 }.FirstOrDefault(e => from.All(f => !graph.Passes(f, state, e!.Value)));
            int? exit = new int?[] { 0, -1 }.FirstOrDefault(x => !(before && x == 0) && to.All(t => !graph.Stems(t, state, x!.Value)));
            if (entry is { } e && exit is { } x)
            {
                bool beside = x == 0 && from.Any(f => to.Any(t => graph.PassesTo(f, state, e, t)));
                return new(state, e, x, e - x + (beside ? 1 : 0));
            }
        }

        throw new NotDifferentiableException($"the steps between depend on each other through several quantities, and no one of them carries what {string.Join(", ", from)} does; stack them in one vector by vcat");
    }
}
