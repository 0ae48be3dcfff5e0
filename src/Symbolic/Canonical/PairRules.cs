namespace MatrixDiff.Symbolic.Canonical;

/// <summary>
/// The rules of vech. Pair[t|i|j] is 1 where t is the place of {i, j}; L is the pairs with i ≥ j, D all of them.
/// </summary>
internal static class PairRules
{
    /// <summary>A pair has one place: two places of one pair are the same.</summary>
    public static Polynomial? SamePair(Term term, Axis[] free, Workspace work)
    {
        for (int i = 0; i < term.Factors.Length; i++)
        {
            for (int j = i + 1; IsPair(term.Factors[i]) && j < term.Factors.Length; j++)
            {
                var (p, q) = (term.Factors[i], term.Factors[j]);
                if (IsPair(q) && SameSides(p, q))
                {
                    return new(term.Without(j).With(new Factor(Heads.Delta, p.Slots[0], q.Slots[0])));
                }
            }
        }

        return null;
    }

    /// <summary>Σ over all places is 1, and so is Σ over the pairs i ≥ j of a place.</summary>
    public static Polynomial? Unused(Term term, Axis[] free, Workspace work)
    {
        for (int i = 0; i < term.Factors.Length; i++)
        {
            var p = term.Factors[i];
            if (!IsPair(p))
            {
                continue;
            }

            if (OnlyHere(p.Slots[0], 1))
            {
                return term.Without(i).Rest(term, free, p.Slots[0]);
            }

            int t = Array.FindIndex(term.Factors, f => f.Head.Kind == HeadKind.Triangle && Covers(f, p));
            if (t >= 0 && OnlyHere(p.Slots[1], 2) && OnlyHere(p.Slots[2], 2) && !MaskRules.Same(p.Slots[1], p.Slots[2]))
            {
                return term.Without(i, t).Rest(term, free, [.. p.Slots[1], .. p.Slots[2]]);
            }
        }

        return null;

        bool OnlyHere(Axis[] axes, int count) => axes.All(a => Array.IndexOf(free, a) < 0 && term.Count(a) == count);
    }

    /// <summary>D L vec(S) = vec(S) for a symmetric S: Pair[t|i|j] Pair[t|k|l] [k ≥ l] S[k|l] is S[i|j].</summary>
    public static Polynomial? Symmetric(Term term, Axis[] free, Workspace work)
    {
        for (int i = 0; i < term.Factors.Length; i++)
        {
            var p = term.Factors[i];
            int t = IsPair(p) ? Array.FindIndex(term.Factors, f => f.Head.Kind == HeadKind.Triangle && Covers(f, p)) : -1;
            if (t < 0 || !p.Slots[0].All(a => Array.IndexOf(free, a) < 0 && term.Count(a) == 2))
            {
                continue;
            }

            int q = Array.FindIndex(term.Factors, f => IsPair(f) && !ReferenceEquals(f, p) && MaskRules.Same(f.Slots[0], p.Slots[0]));
            int s = Array.FindIndex(term.Factors, f => f.Slots.Length == 2 && f.Head.Kind != HeadKind.Triangle && Covers(f, p)
                && f.Head.Symmetries.Any(y => !y.Odd));
            if (q < 0 || s < 0 || !p.Slots[1].Concat(p.Slots[2]).All(a => Array.IndexOf(free, a) < 0 && term.Count(a) == 3))
            {
                continue;
            }

            var moved = new Factor(term.Factors[s].Head, [term.Factors[q].Slots[1], term.Factors[q].Slots[2]], term.Factors[s].Exponent);
            return new(term.Without(i, t, q, s).With(moved));
        }

        return null;
    }

    private static bool IsPair(Factor f) => f.Head.Kind == HeadKind.Pair;

    private static bool SameSides(Factor p, Factor q) =>
        (MaskRules.Same(p.Slots[1], q.Slots[1]) && MaskRules.Same(p.Slots[2], q.Slots[2]))
        || (MaskRules.Same(p.Slots[1], q.Slots[2]) && MaskRules.Same(p.Slots[2], q.Slots[1]));

    private static bool Covers(Factor f, Factor pair) =>
        (MaskRules.Same(f.Slots[0], pair.Slots[1]) && MaskRules.Same(f.Slots[1], pair.Slots[2]))
        || (MaskRules.Same(f.Slots[0], pair.Slots[2]) && MaskRules.Same(f.Slots[1], pair.Slots[1]));
}
