using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Layers;

/// <summary>
/// Chooses the cut through which a quantity acts on the objective: what was derived and named before, the quantity itself one
/// step on, or all that is carried over.
/// </summary>
internal sealed class LayerCuts(LayerModel model, LayerGraph graph, Objective objective, IReadOnlyList<LayerFact> pending)
{
    private readonly IReadOnlyList<string> atEnds = objective.ObservedAtEnds;
    private readonly LayerStates states = new(graph, objective);

    // Quantities that are computed: the name of the gradient of a parameter says nothing of what goes through it.
    private IEnumerable<string> Named(bool second) => model.Facts
        .Where(f => ReferenceEquals(f.Fact.Of, objective.Name) && f.Fact.Other is null && f.Fact.Order == (second ? 2 : 1) && !(f.System is { } system && states.AreNested(system.Families))).Select(f => f.Fact.Wrt.Name.Base).Where(f => model.Of(f) is not null).Distinct();

    // What has a gradient with a name, or will have, and lies where a quantity goes within its step, if that is a cut.
    private List<string>? NamedAround(IReadOnlyList<(string Family, int Lag)> inputs)
    {
        List<string> named = [.. Named(second: false).Concat(pending.Where(f => f.Fact.Order == 1 && model.Of(f.Fact.Wrt) is not null).Select(f => f.Fact.Wrt.Name.Base)).Distinct().Where(f => !inputs.Contains((f, 0)))];
        List<string> around = [.. inputs.SelectMany(i => graph.Reached(i.Family, named, i.Lag)).Distinct()];
        return around.Count > 0 && inputs.All(i => i.Lag == 0 ? graph.Carries(i.Family, around, atEnds) : graph.IsCutAfter(i.Family, around)) ? around : null;
    }

    // The states of systems whose second derivatives have names.
    private List<IReadOnlyList<string>> Systems => [.. model.Facts.Where(f => f.System is not null && ReferenceEquals(f.Fact.Of, objective.Name)).Select(f => f.System!.Families).DistinctBy(s => string.Join(' ', s))];

    /// <summary>Has the second derivative by a state and a parameter of what follows a name?</summary>
    public bool IsNamed(string family, Symbol parameter) => model.Facts.Exists(f => f.Fact is { Order: 2 } fact && ReferenceEquals(fact.Of, objective.Name) && fact.Wrt.Name.Base == family && ReferenceEquals(fact.Other, parameter));

    /// <summary>Does what comes after a cut use a parameter again?</summary>
    public bool IsUsedBeyond(IReadOnlyList<string> cut, string parameter)
    {
        var beyond = graph.Beyond(cut);
        bool Sees(Expr term) => objective.Symbols(term) is var seen && seen.Any(s => s.Name.Text == parameter) && seen.Any(s => cut.Contains(s.Name.Base) || beyond.Contains(s.Name.Base));
        return graph.Consumers(parameter).Any(c => beyond.Contains(c.Family)) || objective.Running.Any(r => Sees(r.Term)) || Sees(objective.Ends);
    }

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

        if (second && Systems.Find(s => !s.Contains(family) && graph.Carries(family, s, atEnds) && Covers(s, family)) is { } inner && !isSeen)
        {
            return (true, inner);
        }

        if (second && Systems.Find(s => states.CarryAfter(family, s)) is { } outer)
        {
            return (false, outer);
        }

        if (!second && !isSeen && NamedAround([(family, 0)]) is { } around && Covers(around, family))
        {
            return (true, around);
        }

        if (graph.IsCutAfter(family, [family]))
        {
            return (false, [family]);
        }

        var sinks = graph.Reached(family, graph.Sinks, 0);
        return !isSeen && !graph.Sinks.Contains(family) && sinks.Count > 0 && graph.IsCutAt(family, sinks) ? (true, sinks) : (false, graph.Reached(family, graph.Sinks, 1));
    }

    /// <summary>
    /// For what a step takes in, at its own index (lag 0) or from the step before (lag 1): a cut within the step. For second derivatives
    /// by parameters that what lies beyond uses again, one for which these have names, if there is one.
    /// </summary>
    public IReadOnlyList<string> Within(IEnumerable<(string Family, int Lag)> inputs, bool second, params IReadOnlyList<Symbol> parameters)
    {
        var all = inputs.Where(i => graph.Consumers(i.Family).Count > 0).ToList();
        if (all.Count == 0)
        {
            return [];
        }

        bool Cuts(IReadOnlyList<string> cut) => all.TrueForAll(i => i.Lag == 0 ? graph.IsCutAt(i.Family, cut) : graph.IsCutAfter(i.Family, cut));
        var candidates = new List<IReadOnlyList<string>>();
        if (Nearest(Named(second).Where(f => Cuts([f]))) is { } named)
        {
            candidates.Add([named]);
        }

        // What a running term sees beside the states of a system is differentiated as it is.
        candidates.AddRange(Systems.Where(s => second && all.TrueForAll(i => i.Lag == 0 ? graph.Carries(i.Family, s, atEnds) : states.CarryAfter(i.Family, s))));
        if (candidates.Count == 0 && !second && NamedAround(all) is { } around)
        {
            candidates.Add(around);
        }

        var first = all.SelectMany(i => graph.Consumers(i.Family).Where(c => c.Lag == i.Lag).Select(c => c.Family)).Distinct().ToList();
        if (first.Count <= 1 && Cuts(first))
        {
            candidates.Add(first);
        }

        candidates.Add([.. all.SelectMany(i => graph.Reached(i.Family, graph.Sinks, i.Lag)).Distinct()]);
        return candidates.Find(c => parameters.All(v => !IsUsedBeyond(c, v.Name.Text) || c.All(f => IsNamed(f, v)))) ?? candidates[0];
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
