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
    private readonly ulong[] gathered;
    private readonly List<int> axes = [];

    /// <summary>Colours what stands in these factors.</summary>
    public Refinement(TermGraph graph, List<int> factors, int[] labels, Workspace work)
    {
        this.graph = graph;
        this.factors = factors;
        colours = new ulong[graph.Axes.Count];
        gathered = new ulong[graph.Axes.Count];
        foreach (int f in factors)
        {
            foreach (int[] slot in graph.SlotsOf(f))
            {
                foreach (int a in slot)
                {
                    if (colours[a] == 0)
                    {
                        colours[a] = labels[a] >= 0 ? Hashing.Mix((ulong)labels[a] + 1) : graph.SizeHash(a);
                        if (labels[a] < 0)
                        {
                            axes.Add(a);
                        }
                    }
                }
            }
        }

        for (int before = 0, count = 0; axes.Count > 0; before = count)
        {
            work.Spend(factors.Count);
            Round();
            count = Distinct();
            if (count == before || count == axes.Count)
            {
                break;
            }
        }

        Cells = [.. axes.GroupBy(a => colours[a]).OrderBy(g => g.Key).Select(g => g.ToList())];
        Singles = [.. Cells.Where(c => c.Count == 1).Select(c => c[0])];
    }

    /// <summary>The axes of each colour, in the order of colours.</summary>
    public IReadOnlyList<List<int>> Cells { get; }

    /// <summary>The axes that have a colour to themselves, in the order of colours.</summary>
    public List<int> Singles { get; }

    private int Distinct()
    {
        axes.Sort((a, b) => colours[a].CompareTo(colours[b]));
        int count = 1;
        for (int i = 1; i < axes.Count; i++)
        {
            count += colours[axes[i]] == colours[axes[i - 1]] ? 0 : 1;
        }

        return count;
    }

    private void Round()
    {
        Array.Clear(gathered);
        Span<ulong> few = stackalloc ulong[8];
        foreach (int f in factors)
        {
            int[][] slots = graph.SlotsOf(f);
            var classes = graph.Factors[f].Head.SlotClasses;
            Span<ulong> hashes = slots.Length <= few.Length ? few : new ulong[slots.Length];
            ulong whole = graph.Hashes[f];
            for (int s = 0; s < slots.Length; s++)
            {
                ulong hash = 1;
                foreach (int a in slots[s])
                {
                    hash = Hashing.Combine(hash, colours[a]);
                }

                hashes[s] = hash;
                whole += Hashing.Combine((ulong)classes[s] + 17, hash);
            }

            for (int s = 0; s < slots.Length; s++)
            {
                for (int p = 0; p < slots[s].Length; p++)
                {
                    gathered[slots[s][p]] += Hashing.Combine(Hashing.Combine(whole, hashes[s]), (ulong)((classes[s] * 64) + p));
                }
            }
        }

        foreach (int a in axes)
        {
            colours[a] = Hashing.Combine(colours[a], gathered[a]);
        }
    }
}
