using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Layers;

/// <summary>
/// Chooses the cut through which a quantity acts on the objective: what was derived and named before, the quantity itself one
/// step on, or all that is carried over.
/// </summary>
internal sealed class LayerCuts(LayerModel model, LayerGraph graph, Objective objective)
{
    private readonly IReadOnlyList<string> atEnds = objective.ObservedAtEnds;

    // Quantities that are computed: the name of the gradient of a parameter says nothing of what goes through it.
    private IEnumerable<string> Named(bool second) => model.Facts
        .Where(f => ReferenceEquals(f.Fact.Of, objective.Name) && f.Fact.Order == (second ? 2 : 1)).Select(f => f.Fact.Wrt.Name.Base).Where(f => model.Of(f) is not null).Distinct();

    /// <summary>For a computed quantity: a cut within its step, or after it.</summary>
    public (bool Within, IReadOnlyList<string> Cut) For(string family, bool second)
    {
        var named = Named(second).Where(f => f != family).ToList();
        bool isSeen = atEnds.Contains(family);
        if (!isSeen && Nearest(named.Where(f => graph.IsCutAt(family, [f]) && Covers([f], family))) is { } at)
        {
            return (true, [at]);
        }

        if (!isSeen && !ActsLater(family))
        {
            return (true, graph.Reached(family, graph.Sinks, 0));
        }

        if (named.Find(f => graph.IsCutAfter(family, [f])) is { } after)
        {
            return (false, [after]);
        }

        if (graph.IsCutAfter(family, [family]))
        {
            return (false, [family]);
        }

        var sinks = graph.Reached(family, graph.Sinks, 0);
        return !isSeen && !graph.Sinks.Contains(family) && sinks.Count > 0 && graph.IsCutAt(family, sinks) ? (true, sinks) : (false, graph.Reached(family, graph.Sinks, 1));
    }

    /// <summary>For what a step takes in, at its own index (lag 0) or from the step before (lag 1): a cut within the step.</summary>
    public IReadOnlyList<string> Within(IEnumerable<(string Family, int Lag)> inputs, bool second)
    {
        var all = inputs.Where(i => graph.Consumers(i.Family).Count > 0).ToList();
        if (all.Count == 0)
        {
            return [];
        }

        bool Cuts(IReadOnlyList<string> cut) => all.TrueForAll(i => i.Lag == 0 ? graph.IsCutAt(i.Family, cut) : graph.IsCutAfter(i.Family, cut));
        if (Nearest(Named(second).Where(f => Cuts([f]))) is { } named)
        {
            return [named];
        }

        var first = all.SelectMany(i => graph.Consumers(i.Family).Where(c => c.Lag == i.Lag).Select(c => c.Family)).Distinct().ToList();
        if (first.Count <= 1 && Cuts(first))
        {
            return first;
        }

        return [.. all.SelectMany(i => graph.Reached(i.Family, graph.Sinks, i.Lag)).Distinct()];
    }

    /// <summary>The last value from which a cut one step on is reached.</summary>
    public Size LastBefore(IReadOnlyList<string> cut, LayerRange range)
    {
        var ends = cut.Select(f => model.Of(f)!.Range.To - Size.One).Append(range.To).ToList();
        var least = ends.Find(e => ends.TrueForAll(o => (o - e).Value is { Sign: >= 0 })) ?? throw Apart();
        return (range.To - least).Value is { } left && (left.IsZero || left.IsOne) ? least : throw Apart();

        NotDifferentiableException Apart() => new($"the last steps of {string.Join(", ", cut)} are not those of {range}");
    }

    /// <summary>The members of a cut at a value of the index.</summary>
    public IReadOnlyList<Expr> Members(IReadOnlyList<string> cut, Size at) => [.. cut.Select(f => model.Of(f)!.At(at).Left)];

    // Does a family at l change anything at l+1?
    private bool ActsLater(string family) => graph.Reached(family, model.Templates.Select(t => t.Left.Name.Base), 1).Count > 0;

    private bool Covers(IReadOnlyList<string> cut, string family) => cut.All(f => model.Of(f)!.Range == model.Of(family)!.Range);

    // The one from which the others are computed.
    private string? Nearest(IEnumerable<string> families)
    {
        var all = families.ToList();
        return all.Find(f => all.TrueForAll(o => o == f || graph.Depends(o, f)));
    }
}
