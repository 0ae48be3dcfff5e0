namespace MatrixDiff.Symbolic.Canonical;

/// <summary>
/// Finds a copy of a term inside another one. Axes of the pattern that are given stand for given axes; the others that are not
/// summed in it may stand for any; its summed axes stand for summed ones that occur in the copy only.
/// </summary>
internal sealed class Matching
{
    private readonly Factor[] pattern;
    private readonly Axis[] summed;
    private readonly Term term;
    private readonly Axis[] free;
    private readonly Workspace work;
    private readonly int[] used;
    private readonly Dictionary<Axis, Axis[]> bound;

    private Matching(Factor[] pattern, Axis[] summed, Term term, Axis[] free, int[] skip, Dictionary<Axis, Axis[]> bound, Workspace work)
    {
        (this.pattern, this.summed, this.term, this.free, this.work, this.bound) = (pattern, summed, term, free, work, bound);
        used = new int[pattern.Length];
        Array.Fill(used, -1);
        Skip = skip;
    }

    /// <summary>What each axis of the pattern stands for.</summary>
    public IReadOnlyDictionary<Axis, Axis[]> Bound => bound;

    /// <summary>The sign of the copy.</summary>
    public int Sign { get; private set; } = 1;

    private int[] Skip { get; }

    /// <summary>A copy of a pattern term, or null.</summary>
    public static Matching? Find(Term lead, Axis[] leadFree, Term term, Axis[] free, int skip, Dictionary<Axis, Axis[]> bound, Workspace work)
    {
        bound = new(bound);
        foreach (var d in lead.Factors.Where(f => f.Head.Kind == HeadKind.Delta))
        {
            var (a, b) = (bound.GetValueOrDefault(d.Slots[0][0]), bound.GetValueOrDefault(d.Slots[1][0]));
            if (a is null && b is null)
            {
                return null;
            }

            if (a is not null && b is not null && !MaskRules.Same(a, b))
            {
                return null;
            }

            bound[d.Slots[0][0]] = bound[d.Slots[1][0]] = a ?? b!;
        }

        var matching = new Matching(
            [.. lead.Factors.Where(f => f.Head.Kind != HeadKind.Delta)], [.. lead.Summed(leadFree)], term, free, [skip], bound, work);
        return matching.Extend(0) ? matching : null;
    }

    /// <summary>The axes that the summed axes of the pattern stand for.</summary>
    public IEnumerable<Axis> Inner => summed.SelectMany(a => bound[a]);

    /// <summary>How often an axis stands in the copy.</summary>
    public int CountInCopy(Axis axis) => used.Sum(u => term.Factors[u].Count(axis));

    /// <summary>The term without the copy and without one more factor.</summary>
    public Term Without(int place)
    {
        var result = new List<Factor>();
        for (int i = 0; i < term.Factors.Length; i++)
        {
            int p = Array.IndexOf(used, i);
            if (p >= 0)
            {
                var left = Exponents.Add(term.Factors[i].Exponent, Exponents.Negate(pattern[p].Exponent));
                if (!left.Equals(Shapes.Size.Zero))
                {
                    result.Add(term.Factors[i].To(left));
                }
            }
            else if (i != place)
            {
                result.Add(term.Factors[i]);
            }
        }

        return new(term.Coefficient, [.. result]);
    }

    private bool Extend(int matched)
    {
        work.Spend(1);
        if (matched == pattern.Length)
        {
            return IsWhole();
        }

        int next = Next();
        for (int i = 0; i < term.Factors.Length; i++)
        {
            if (Array.IndexOf(used, i) >= 0 || Array.IndexOf(Skip, i) >= 0 || !Fits(pattern[next], term.Factors[i]))
            {
                continue;
            }

            foreach (var order in Orders(pattern[next]))
            {
                var before = new Dictionary<Axis, Axis[]>(bound);
                if (Bind(pattern[next], term.Factors[i], order))
                {
                    int sign = Sign;
                    Sign = order is { Odd: true } && Exponents.IsOdd(pattern[next].Exponent) ? -Sign : Sign;
                    used[next] = i;
                    if (Extend(matched + 1))
                    {
                        return true;
                    }

                    used[next] = -1;
                    Sign = sign;
                }

                bound.Clear();
                foreach (var (a, b) in before)
                {
                    bound[a] = b;
                }
            }
        }

        return false;
    }

    // The factor of the pattern of whose axes most are known.
    private int Next()
    {
        int best = -1;
        int most = -1;
        for (int p = 0; p < pattern.Length; p++)
        {
            int known = used[p] >= 0 ? -1 : pattern[p].Axes.Count(bound.ContainsKey);
            if (known > most)
            {
                (best, most) = (p, known);
            }
        }

        return best;
    }

    // Of tensors that the pattern does not sum over, a part of a power will do.
    private bool Fits(Factor p, Factor f)
    {
        if (!p.Head.Is(f.Head))
        {
            return false;
        }

        if (p.Exponent.Equals(f.Exponent))
        {
            return true;
        }

        return p.Exponent.Value is { } a && f.Exponent.Value is { } b && a.Sign == b.Sign && b.Abs() > a.Abs() && !p.Axes.Any(x => Array.IndexOf(summed, x) >= 0);
    }

    private static IEnumerable<Symmetry?> Orders(Factor f) => f.Head.Symmetries.Where(s => !s.Odd || f.Power is not null).Prepend<Symmetry?>(null);

    private bool Bind(Factor p, Factor f, Symmetry? order)
    {
        for (int s = 0; s < p.Slots.Length; s++)
        {
            var slot = f.Slots[order is null ? s : order.Order[s]];
            int next = 0;
            foreach (var a in p.Slots[s])
            {
                if (bound.TryGetValue(a, out var known))
                {
                    if (next + known.Length > slot.Length || !slot.AsSpan(next, known.Length).SequenceEqual(known))
                    {
                        return false;
                    }

                    next += known.Length;
                }
                else
                {
                    int count = 0;
                    for (var size = Shapes.Size.One; !size.Equals(a.Size); count++)
                    {
                        if (next + count == slot.Length)
                        {
                            return false;
                        }

                        size *= slot[next + count].Size;
                    }

                    bound[a] = slot[next..(next + count)];
                    next += count;
                }
            }

            if (next != slot.Length)
            {
                return false;
            }
        }

        return true;
    }

    private bool IsWhole()
    {
        var inner = Inner.ToList();
        return inner.Distinct().Count() == inner.Count
            && inner.All(a => Array.IndexOf(free, a) < 0 && term.Count(a) == CountInCopy(a))
            && !bound.Any(b => Array.IndexOf(summed, b.Key) < 0 && b.Value.Any(inner.Contains));
    }
}
