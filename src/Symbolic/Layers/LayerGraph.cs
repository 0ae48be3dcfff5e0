using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Symbolic.Layers;

/// <summary>
/// Who consumes whom at a general value l of the index: an edge from a family at l to one at l (lag 0) or at l+1 (lag 1).
/// A sink is a family through which what happens at l+1 and later, or the objective, sees step l+1.
/// </summary>
internal sealed class LayerGraph
{
    private readonly LayerModel model;
    private readonly Dictionary<string, HashSet<(string Family, int Lag)>> consumers = [];

    /// <summary>The graph of the recurrences, with the families that the objective looks at.</summary>
    public LayerGraph(LayerModel model, IReadOnlyCollection<string> observed)
    {
        this.model = model;
        var seen = Seen(observed.ToHashSet());
        foreach (var template in model.Templates.Where(t => seen.Contains(t.Left.Name.Base)))
        {
            var shared = Rewrite.Symbols(template.Right).Where(s => s.Name.Indices.Count == 0).Select(s => (s.Name.Text, 0));
            foreach (var (family, offset) in Uses(template.Right, model.Index).Concat(shared))
            {
                (consumers.TryGetValue(family, out var list) ? list : consumers[family] = []).Add((template.Left.Name.Base, -offset));
            }
        }

        var carried = model.Templates.Select(t => t.Left.Name.Base).Where(f => consumers.GetValueOrDefault(f, []).Any(c => c.Lag == 1));
        Sinks = [.. carried.Concat(seen.Where(f => observed.Contains(f) && model.Of(f) is not null)).Distinct()];
    }

    // What the objective sees, directly or through others; the rest of the recurrences is no consumer.
    private HashSet<string> Seen(HashSet<string> families)
    {
        int before;
        do
        {
            before = families.Count;
            families.UnionWith(model.Templates.Where(t => families.Contains(t.Left.Name.Base)).SelectMany(t => Uses(t.Right, model.Index)).Select(u => u.Family).ToList());
        }
        while (families.Count > before);

        return families;
    }

    /// <summary>The families that later steps or the objective use.</summary>
    public IReadOnlyList<string> Sinks { get; }

    /// <summary>The families that use a family or a shared parameter, and how many steps later.</summary>
    public IReadOnlyCollection<(string Family, int Lag)> Consumers(string family) => consumers.GetValueOrDefault(family, []);

    /// <summary>The families with the index in an expression, and how far from it they stand.</summary>
    public static IEnumerable<(string Family, int Offset)> Uses(Expr e, string index) => Rewrite.Symbols(e)
        .Where(s => s.Name.Indices is [var i] && i.Variable == index).Select(s => (s.Name.Base, s.Name.Indices[0].Offset)).Distinct();

    /// <summary>Does everything that a family at l does to step l+1 and to the objective from there on go through the cut at l+1?</summary>
    public bool IsCutAfter(string family, IReadOnlyCollection<string> cut) => !Leaks(family, 0, cut, 1, []);

    /// <summary>Does everything that a family at l does go through the cut at l?</summary>
    public bool IsCutAt(string family, IReadOnlyCollection<string> cut) => !Leaks(family, 0, cut, 0, []);

    /// <summary>Does what a family at l does to later steps, and to what is seen at the end, go through the cut at l?</summary>
    public bool Carries(string family, IReadOnlyCollection<string> cut, IReadOnlyCollection<string> atEnd) =>
        !Walk(family, 0, (next, at) => at == 0 && cut.Contains(next), (next, at) => at > 0 || atEnd.Contains(next));

    /// <summary>Does what a family at l does to what comes after step l+1, and to what is seen at the end there, go through the cut at l+1?</summary>
    public bool CarriesAfter(string family, IReadOnlyCollection<string> cut, IReadOnlyCollection<string> atEnd) =>
        !Walk(family, 1, (next, at) => at == 1 && cut.Contains(next), (next, at) => at > 1 || (at == 1 && atEnd.Contains(next)));

    /// <summary>The families that are computed from others, at any distance.</summary>
    public IReadOnlySet<string> Beyond(IEnumerable<string> families)
    {
        var found = new HashSet<string>();
        var open = new Stack<string>(families);
        while (open.TryPop(out string? family))
        {
            foreach (var (next, _) in Consumers(family))
            {
                if (found.Add(next))
                {
                    open.Push(next);
                }
            }
        }

        return found;
    }

    /// <summary>The families among those given that a family at l reaches at l (lag 0) or at l+1 (lag 1).</summary>
    public IReadOnlyList<string> Reached(string family, IEnumerable<string> among, int lag) => [.. among.Where(f => Reaches(family, 0, f, lag, []))];

    /// <summary>Is one family at l computed from another one at l?</summary>
    public bool Depends(string family, string on) => family != on && Reaches(on, 0, family, 0, []);

    /// <summary>The families that a family at l is computed from at l, itself last.</summary>
    public IReadOnlyList<string> Needed(IEnumerable<string> families)
    {
        var needed = families.ToHashSet();
        foreach (var template in Enumerable.Reverse(model.Templates))
        {
            if (needed.Contains(template.Left.Name.Base))
            {
                needed.UnionWith(Uses(template.Right, model.Index).Where(u => u.Offset == 0).Select(u => u.Family));
            }
        }

        return [.. model.Templates.Select(t => t.Left.Name.Base).Where(needed.Contains)];
    }

    /// <summary>Does a family at l act on what comes after step l + lag otherwise than through the state at l + lag?</summary>
    public bool Passes(string family, string state, int lag) => !(family == state && lag == 0)
        && Walk(family, lag, (next, at) => next == state && at == lag, (_, at) => at > lag);

    /// <summary>Does a family at l act on another one at l + lag otherwise than through the state there?</summary>
    public bool PassesTo(string family, string state, int lag, string goal) => !(family == state && lag == 0) && goal != state
        && ((family == goal && lag == 0) || Walk(family, lag, (next, at) => (next == state && at == lag) || at > lag, (next, at) => next == goal && at == lag));

    /// <summary>Is a family at l computed from what comes before step l + lag (lag ≤ 0) otherwise than through the state there?</summary>
    public bool Stems(string family, string state, int lag, int at = 0)
    {
        if ((family == state && at == lag) || model.Of(family) is not { } template)
        {
            return false;
        }

        return Uses(template.Right, model.Index).Any(u => model.Of(u.Family) is not null
            && (at + u.Offset < lag || Stems(u.Family, state, lag, at + u.Offset)));
    }

    // Does a path forward from a family reach a goal before it is stopped?
    private bool Walk(string family, int most, Func<string, int, bool> isStopped, Func<string, int, bool> isGoal)
    {
        var seen = new HashSet<(string Family, int At)>();
        var open = new Stack<(string Family, int At)>([(family, 0)]);
        while (open.TryPop(out var place))
        {
            foreach (var (next, step) in Consumers(place.Family))
            {
                var there = (next, place.At + step);
                if (isStopped(next, there.Item2))
                {
                    continue;
                }

                if (isGoal(next, there.Item2))
                {
                    return true;
                }

                if (there.Item2 <= most && seen.Add(there))
                {
                    open.Push(there);
                }
            }
        }

        return false;
    }

    // Is a sink at l + lag, or a sink before it, reached without meeting the cut?
    private bool Leaks(string family, int at, IReadOnlyCollection<string> cut, int lag, HashSet<(string, int)> seen)
    {
        foreach (var (next, step) in consumers.GetValueOrDefault(family, []))
        {
            int there = at + step;
            if (there > lag)
            {
                return true;
            }

            if ((there == lag && cut.Contains(next)) || !seen.Add((next, there)))
            {
                continue;
            }

            if ((there == lag && Sinks.Contains(next)) || Leaks(next, there, cut, lag, seen))
            {
                return true;
            }
        }

        return false;
    }

    private bool Reaches(string family, int at, string goal, int lag, HashSet<(string, int)> seen)
    {
        foreach (var (next, step) in consumers.GetValueOrDefault(family, []))
        {
            int there = at + step;
            if ((next == goal && there == lag) || (there <= lag && seen.Add((next, there)) && Reaches(next, there, goal, lag, seen)))
            {
                return true;
            }
        }

        return false;
    }
}
