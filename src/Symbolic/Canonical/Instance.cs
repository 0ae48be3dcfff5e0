namespace MatrixDiff.Symbolic.Canonical;

/// <summary>Puts the axes of a tensor into the argument that it is a function of.</summary>
internal static class Instance
{
    /// <summary>The argument over the axes of a factor, with summed axes of its own; null where its slots are not divided as the argument's.</summary>
    public static Polynomial? Of(Factor f) => Over(f.Head.Argument!, f.Slots);

    /// <summary>A pattern over lists of axes, one for each of its slots.</summary>
    public static Polynomial? Over(Pattern pattern, Axis[][] slots)
    {
        var put = Bind(pattern.Slots, slots);
        return put is null ? null : pattern.Body.Refresh(pattern.Free).Put(a => put.GetValueOrDefault(a));
    }

    /// <summary>For each axis of a pattern's slots the axes that stand for it.</summary>
    public static Dictionary<Axis, Axis[]>? Bind(Axis[][] pattern, Axis[][] slots)
    {
        var put = new Dictionary<Axis, Axis[]>();
        for (int s = 0; s < pattern.Length; s++)
        {
            if (!Bind(pattern[s], slots[s], put))
            {
                return null;
            }
        }

        return put;
    }

    /// <summary>Binds the axes of one slot, each to as many as have its size together.</summary>
    public static bool Bind(Axis[] pattern, Axis[] slot, Dictionary<Axis, Axis[]> put)
    {
        int next = 0;
        foreach (var a in pattern)
        {
            var parts = new List<Axis>();
            for (var size = Shapes.Size.One; !size.Equals(a.Size); size *= parts[^1].Size)
            {
                if (next == slot.Length)
                {
                    return false;
                }

                parts.Add(slot[next++]);
            }

            put[a] = [.. parts];
        }

        return next == slot.Length;
    }
}
