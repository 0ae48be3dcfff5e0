namespace MatrixDiff.Symbolic.Canonical;

/// <summary>The rules of lists of axes that are divided differently.</summary>
internal static class PlaceRules
{
    /// <summary>
    /// Where a list of summed axes stands elsewhere only whole and in order, the list that gives the same places stands for it;
    /// where it stands nowhere else, its sum is 1. Lists that are divided alike are equal axis by axis, also two that give the same
    /// places as a third.
    /// </summary>
    public static Polynomial? Apply(Term term, Axis[] free, Workspace work)
    {
        for (int i = 0; i < term.Factors.Length; i++)
        {
            var p = term.Factors[i];
            if (p.Head.Kind != HeadKind.Place)
            {
                continue;
            }

            if (MatrixRules.Delta(p.Slots[0], p.Slots[1]) is { } delta)
            {
                return new Polynomial(term.Without(i)).Beside(delta);
            }

            if (Shared(term, i) is { } shared)
            {
                return shared;
            }

            for (int side = 0; side < 2; side++)
            {
                var (list, other) = (p.Slots[side], p.Slots[1 - side]);
                var rest = term.Without(i);
                if (list.Length > 0 && list.Distinct().Count() == list.Length && !list.Any(a => Array.IndexOf(free, a) >= 0 || Array.IndexOf(other, a) >= 0)
                    && rest.Factors.All(f => f.Slots.All(s => StandsWhole(list, s))))
                {
                    var put = rest.Put(a => ReferenceEquals(a, list[0]) ? other : Array.IndexOf(list, a) > 0 ? [] : null);
                    return put.Rest(term, free, list);
                }
            }
        }

        return null;
    }

    // (L = A) (L = B) is (L = A) and δ of A and B, where these are divided alike.
    private static Polynomial? Shared(Term term, int first)
    {
        var p = term.Factors[first];
        for (int k = first + 1; k < term.Factors.Length; k++)
        {
            var q = term.Factors[k];
            for (int side = 0; side < 4 && q.Head.Kind == HeadKind.Place; side++)
            {
                var (a, b) = (side / 2, side % 2);
                if (p.Slots[a].AsSpan().SequenceEqual(q.Slots[b]) && MatrixRules.Delta(p.Slots[1 - a], q.Slots[1 - b]) is { } delta)
                {
                    return new Polynomial(term.Without(k)).Beside(delta);
                }
            }
        }

        return null;
    }

    // Is every axis of a list that stands in a slot followed there by the rest of the list?
    private static bool StandsWhole(Axis[] list, Axis[] slot)
    {
        for (int p = 0; p < slot.Length; p++)
        {
            int k = Array.IndexOf(list, slot[p]);
            if (k < 0)
            {
                continue;
            }

            if (k > 0 || p + list.Length > slot.Length || !slot.AsSpan(p, list.Length).SequenceEqual(list))
            {
                return false;
            }

            p += list.Length - 1;
        }

        return true;
    }
}
