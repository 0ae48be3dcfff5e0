using System.Text;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>The text of a term in which summed axes have canonical numbers, and the sign that its tensors took; 0 where the term vanishes.</summary>
internal readonly record struct Labelled(string Text, int Sign);

/// <summary>
/// Canonical labelling of a term: a hypergraph whose edges are the tensors and whose vertices are the axes. Free axes have
/// numbers. Colour refinement numbers what it can tell apart, the rest falls into parts that are labelled by themselves, and
/// where a part is symmetric, each axis of a cell is tried in turn; those that give what another gave are not followed further.
/// Two terms have one text only if one is the other with renamed summed axes: the text can be read back.
/// </summary>
internal sealed class Labelling
{
    private readonly Workspace work;
    private readonly TermGraph graph;

    private Labelling(TermGraph graph, Workspace work) => (this.graph, this.work) = (graph, work);

    /// <summary>The labelled text of a term's tensors.</summary>
    public static Labelled Of(Term term, Axis[] free, Workspace work)
    {
        var graph = new TermGraph(term, free);
        int[] labels = [.. Enumerable.Range(0, graph.Axes.Count).Select(a => a < free.Length ? a : -1)];
        var labelling = new Labelling(graph, work);
        return labelling.Label([.. Enumerable.Range(0, graph.Factors.Length)], labels, free.Length, first: false);
    }

    private Labelled Label(List<int> factors, int[] labels, int next, bool first)
    {
        work.Spend(factors.Count + 1);
        var texts = new List<string>(factors.Count);
        int sign = 1;
        var open = Write(factors, labels, texts, ref sign);
        string header = "";
        if (open.Count > 0)
        {
            var colours = new Refinement(graph, open, labels, work);
            bool numbered = colours.Singles.Count > 0;
            if (numbered)
            {
                labels = (int[])labels.Clone();
                header = Number(colours.Singles, labels, ref next);
                open = Write(open, labels, texts, ref sign);
            }

            var parts = open.Count < 2 ? open.ConvertAll(f => new List<int> { f }) : Parts(open, labels);
            foreach (var part in parts)
            {
                var sub = numbered || parts.Count > 1 || texts.Count > 0
                    ? Label(part, labels, next, first)
                    : Branch(part, colours.Cells, labels, next, first);
                texts.Add(sub.Text);
                sign *= sub.Sign;
            }
        }

        texts.Sort(StringComparer.Ordinal);
        return new($"({header}{string.Join(" ", texts)})", sign);
    }

    // Adds the texts of the factors whose axes all have numbers; the others are left.
    private List<int> Write(List<int> factors, int[] labels, List<string> texts, ref int sign)
    {
        var open = new List<int>();
        foreach (int f in factors)
        {
            if (graph.IsNumbered(f, labels))
            {
                var (text, s) = graph.Write(f, labels);
                texts.Add(text);
                sign *= s;
            }
            else
            {
                open.Add(f);
            }
        }

        return open;
    }

    // Gives each axis of the smallest cell the next number in turn and keeps the least text.
    private Labelled Branch(List<int> factors, IReadOnlyList<List<int>> cells, int[] labels, int next, bool first)
    {
        var cell = cells.MinBy(c => c.Count)!;
        var seen = new Dictionary<string, int>();
        Labelled? best = null;
        foreach (int axis in cell)
        {
            var tried = (int[])labels.Clone();
            int after = next;
            string header = Number([axis], tried, ref after);
            if (best is not null)
            {
                // The same text along one path is an automorphism: what lies below is the same, too.
                var probe = Add(header, Label(factors, tried, after, first: true));
                if (seen.TryGetValue(probe.Text, out int sign))
                {
                    best = sign * probe.Sign > 0 ? best : new(best.Value.Text, 0);
                    continue;
                }

                seen[probe.Text] = probe.Sign;
            }

            var full = Add(header, Label(factors, tried, after, first));
            if (first)
            {
                return full;
            }

            if (best is null)
            {
                var probe = Add(header, Label(factors, tried, after, first: true));
                seen[probe.Text] = probe.Sign;
            }

            seen[full.Text] = full.Sign;
            int order = best is { } b ? string.CompareOrdinal(full.Text, b.Text) : -1;
            best = order < 0 ? full : order == 0 && full.Sign != best!.Value.Sign ? new(full.Text, 0) : best;
        }

        return best!.Value;
    }

    private static Labelled Add(string header, Labelled rest) => new(header + rest.Text, rest.Sign);

    private string Number(IReadOnlyList<int> axes, int[] labels, ref int next)
    {
        var header = new StringBuilder();
        foreach (int axis in axes)
        {
            labels[axis] = next++;
            header.Append(graph.Axes[axis].Size.Text).Append(';');
        }

        return header.ToString();
    }

    // What hangs together by axes that have no number.
    private List<List<int>> Parts(List<int> factors, int[] labels)
    {
        var parent = new Dictionary<int, int>();
        var owner = new Dictionary<int, int>();
        foreach (int f in factors)
        {
            parent[f] = f;
            foreach (int a in graph.AxesOf(f))
            {
                if (labels[a] >= 0)
                {
                    continue;
                }

                if (owner.TryGetValue(a, out int other))
                {
                    parent[Root(f)] = Root(other);
                }
                else
                {
                    owner[a] = f;
                }
            }
        }

        return [.. factors.GroupBy(Root).Select(g => g.ToList())];

        int Root(int f) => parent[f] == f ? f : parent[f] = Root(parent[f]);
    }
}
