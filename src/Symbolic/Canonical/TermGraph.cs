namespace MatrixDiff.Symbolic.Canonical;

/// <summary>The tensors of a term over numbered axes, those that always stand beside each other merged.</summary>
internal sealed class TermGraph
{
    private readonly int[][][] slots;
    private readonly string[] prefixes;

    /// <summary>The graph of a term; the free axes come first.</summary>
    public TermGraph(Term term, Axis[] free)
    {
        term = Neighbours.MergeSummed(term, free);
        Factors = term.Factors;
        Axes = [.. free];
        var numbers = new Dictionary<Axis, int>();
        for (int i = 0; i < free.Length; i++)
        {
            numbers[free[i]] = i;
        }

        slots = new int[Factors.Length][][];
        prefixes = new string[Factors.Length];
        Hashes = new ulong[Factors.Length];
        for (int f = 0; f < Factors.Length; f++)
        {
            slots[f] = [.. Factors[f].Slots.Select(s => s.Select(Number).ToArray())];
            prefixes[f] = Factors[f].Exponent.IsOne ? Factors[f].Head.Key : $"{Factors[f].Head.Key}^{Factors[f].Exponent.Text}";
            Hashes[f] = Factors[f].Exponent.IsOne ? Factors[f].Head.Hash : Hashing.Combine(Factors[f].Head.Hash, Hashing.Of(Factors[f].Exponent.Text));
        }

        int Number(Axis a)
        {
            if (!numbers.TryGetValue(a, out int n))
            {
                numbers[a] = n = Axes.Count;
                Axes.Add(a);
            }

            return n;
        }
    }

    /// <summary>The tensors.</summary>
    public Factor[] Factors { get; }

    /// <summary>The axes by number.</summary>
    public List<Axis> Axes { get; }

    /// <summary>Hashes of the tensors with their powers.</summary>
    public ulong[] Hashes { get; }

    /// <summary>A hash of the size of an axis, not 0.</summary>
    public ulong SizeHash(int axis) => Hashing.Of(Axes[axis].Size.Text) | 1;

    /// <summary>The axes in the slots of a tensor.</summary>
    public int[][] SlotsOf(int factor) => slots[factor];

    /// <summary>All axes of a tensor.</summary>
    public IEnumerable<int> AxesOf(int factor) => slots[factor].SelectMany(s => s);

    /// <summary>Have all axes of a tensor labels?</summary>
    public bool IsNumbered(int factor, int[] labels)
    {
        foreach (var slot in slots[factor])
        {
            foreach (int a in slot)
            {
                if (labels[a] < 0)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>The text of a tensor, the least over its symmetries, and the sign of the one that was taken.</summary>
    public (string Text, int Sign) Write(int factor, int[] labels)
    {
        var own = slots[factor];
        if (own.Length == 0)
        {
            return (prefixes[factor], 1);
        }

        string[] parts = [.. own.Select(s => string.Join(",", s.Select(a => labels[a])))];
        string best = string.Join("|", parts);
        int sign = 1;
        bool odd = Exponents.IsOdd(Factors[factor].Exponent);
        foreach (var symmetry in Factors[factor].Head.Symmetries)
        {
            if (symmetry.Odd && Factors[factor].Power is null)
            {
                continue;
            }

            string other = string.Join("|", symmetry.Order.Select(i => parts[i]));
            if (string.CompareOrdinal(other, best) < 0)
            {
                best = other;
                sign = symmetry.Odd && odd ? -1 : 1;
            }
        }

        return ($"{prefixes[factor]}[{best}]", sign);
    }
}
