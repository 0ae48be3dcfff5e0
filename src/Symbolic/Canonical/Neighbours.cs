using System.Diagnostics.CodeAnalysis;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>
/// Two axes i, j that stand only beside each other, j after i in one slot, are one axis of the size of both: x_(ij) y_(ij) is
/// the inner product of two vectors, however their length is divided.
/// </summary>
internal static class Neighbours
{
    /// <summary>The term with its summed axes merged where they can be.</summary>
    public static Term MergeSummed(Term term, Axis[] free)
    {
        while (HasLists(term))
        {
            var next = Next([term]);
            var pair = next.FirstOrDefault(p => p.Value is { } j && Array.IndexOf(free, p.Key) < 0 && Array.IndexOf(free, j) < 0);
            if (pair.Value is null)
            {
                return term;
            }

            term = Merge([term], pair.Key, pair.Value, out _)[0];
        }

        return term;
    }

    /// <summary>
    /// A polynomial with its free axes merged where every term allows it; <paramref name="groups"/> says which may be merged with
    /// each other and gives the merged ones with what they are made of. Axes of a side of a matrix are <paramref name="ordered"/>:
    /// only neighbours there may be merged.
    /// </summary>
    public static Polynomial MergeFree(Polynomial body, Axis[][] groups, bool ordered, out (Axis Axis, Axis[] Parts)[][] merged)
    {
        var current = groups.Select(g => g.Select(a => (Axis: a, Parts: new[] { a })).ToList()).ToList();
        var terms = body.Terms;
        while (terms.Any(HasLists))
        {
            var next = Next(terms);
            bool found = false;
            foreach (var group in current)
            {
                for (int k = 0; k < group.Count && !found; k++)
                {
                    if (next.GetValueOrDefault(group[k].Axis) is { } j && group.FindIndex(g => ReferenceEquals(g.Axis, j)) is >= 0 and var l
                        && (!ordered || l == k + 1))
                    {
                        terms = Merge(terms, group[k].Axis, j, out var axis);
                        group[k] = (axis, [.. group[k].Parts, .. group[l].Parts]);
                        group.RemoveAt(l);
                        found = true;
                    }
                }
            }

            if (!found)
            {
                break;
            }
        }

        merged = [.. current.Select(g => g.ToArray())];
        return new(terms);
    }

    private static bool HasLists(Term t) => Array.Exists(t.Factors, f => Array.Exists(f.Slots, s => s.Length > 1));

    // For every axis the one that always follows it and that it always precedes, if there is one.
    private static Dictionary<Axis, Axis?> Next(Term[] terms)
    {
        var after = new Dictionary<Axis, Axis?>();
        var before = new Dictionary<Axis, Axis?>();
        foreach (var slot in terms.SelectMany(t => t.Factors).SelectMany(f => f.Slots))
        {
            for (int p = 0; p < slot.Length; p++)
            {
                Note(after, slot[p], p + 1 < slot.Length ? slot[p + 1] : null);
                Note(before, slot[p], p > 0 ? slot[p - 1] : null);
            }
        }

        foreach (var (i, j) in after.ToList())
        {
            if (j is not null && (ReferenceEquals(i, j) || !ReferenceEquals(before[j], i)))
            {
                after[i] = null;
            }
        }

        return after;
    }

    private static void Note(Dictionary<Axis, Axis?> seen, Axis axis, Axis? other)
    {
        if (seen.TryGetValue(axis, out var known))
        {
            seen[axis] = ReferenceEquals(known, other) ? known : null;
        }
        else
        {
            seen[axis] = other;
        }
    }

    private static Term[] Merge(Term[] terms, Axis first, Axis second, [NotNull] out Axis? merged)
    {
        var axis = new Axis(first.Size * second.Size);
        merged = axis;
        return [.. terms.Select(t => t.Put(a => ReferenceEquals(a, first) ? [axis] : ReferenceEquals(a, second) ? [] : null))];
    }
}
