namespace MatrixDiff.Symbolic.Canonical;

/// <summary>
/// Colours for the axes without number: from their sizes, then again and again from the tensors that they stand in and the
/// colours beside them, until no more are told apart. Colours are hashes, so that equal structures get equal colours.
/// </summary>
internal sealed class Refinement
{
    private readonly TermGraph graph;
    private readonly List<int> factors;
    private readonly ulong[] colours;
    private readonly List<int> axes;

    /// <summary>Colours what stands in these factors.</summary>
    public Refinement(TermGraph graph, List<int> factors, int[] labels, Workspace work)
    {
        this.graph = graph;
        this.factors = factors;
        colours = new ulong[graph.Axes.Count];
        axes = [.. factors.SelectMany(graph.AxesOf).Distinct()];
        foreach (int a in axes)
        {
            colours[a] = labels[a] >= 0 ? Hashing.Mix((ulong)labels[a] + 1) : Hashing.Of(graph.Axes[a].Size.Text);
        }

        axes.RemoveAll(a => labels[a] >= 0);
        for (int count = Distinct(), before = 0; count > before && before < axes.Count;)
        {
            work.Spend(factors.Count);
            Round();
            (before, count) = (count, Distinct());
        }

        Cells = [.. axes.GroupBy(a => colours[a]).OrderBy(g => g.Key).Select(g => g.ToList())];
    }

    /// <summary>The axes of each colour, in the order of colours.</summary>
    public IReadOnlyList<List<int>> Cells { get; }

    private int Distinct() => axes.Select(a => colours[a]).Distinct().Count();

    private void Round()
    {
        var gathered = new Dictionary<int, ulong>();
        foreach (int f in factors)
        {
            var slots = graph.SlotsOf(f);
            var head = graph.Factors[f].Head;
            var hashes = new ulong[slots.Length];
            ulong whole = graph.Hashes[f];
            for (int s = 0; s < slots.Length; s++)
            {
                hashes[s] = slots[s].Aggregate(1UL, (h, a) => Hashing.Combine(h, colours[a]));
                whole += Hashing.Combine((ulong)head.SlotClass(s) + 17, hashes[s]);
            }

            for (int s = 0; s < slots.Length; s++)
            {
                for (int p = 0; p < slots[s].Length; p++)
                {
                    ulong seen = Hashing.Combine(Hashing.Combine(whole, hashes[s]), (ulong)((head.SlotClass(s) * 64) + p));
                    gathered[slots[s][p]] = gathered.GetValueOrDefault(slots[s][p]) + seen;
                }
            }
        }

        foreach (int a in axes)
        {
            colours[a] = Hashing.Combine(colours[a], gathered.GetValueOrDefault(a));
        }
    }
}
