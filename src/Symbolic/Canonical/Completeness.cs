using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>
/// The unit of a sum of blocks: Σ_k e_k = 1 on an axis of a given number of values, and Σ_k S_k S_k' = I for the blocks of a
/// stacking. The last one is written as what the others leave.
/// </summary>
internal static class Completeness
{
    private const int MostValues = 6;

    /// <summary>The polynomial without last blocks.</summary>
    public static Polynomial Apply(Polynomial p, Axis[] free, Workspace work)
    {
        for (int i = 0; i < MostValues; i++)
        {
            if (!p.Terms.Any(t => OfTerm(t, free) is not null))
            {
                return p;
            }

            p = Normaliser.Normalise(new([.. p.Terms.SelectMany(t => OfTerm(t, free)?.Terms ?? [t])]), free, work);
        }

        return p;
    }

    private static Polynomial? OfTerm(Term t, Axis[] free)
    {
        for (int i = 0; i < t.Factors.Length; i++)
        {
            var f = t.Factors[i];
            if (f is { Head.Kind: HeadKind.Basis, Slots: [[var axis]] } && Number(axis.Size) is { } n && f.Head.Place!.Equals(axis.Size))
            {
                return Without(t.Without(i), [.. Enumerable.Range(1, n - 1).Select(k => new[] { new Factor(Heads.Basis(Size.Of(k)), [axis]) })], []).Kept(t, free);
            }

            if (f.Head.Kind == HeadKind.Selector && f.Head.Place!.Value == f.Head.Sizes.Count - 1 && Partner(t, i, free) is { } j)
            {
                var (q, r) = (f.Slots[0], t.Factors[j].Slots[0]);
                return Without(t.Without(i, j), [.. Enumerable.Range(0, f.Head.Sizes.Count - 1).Select(k => Block(f.Head, k, q, r))], Deltas(q, r));
            }
        }

        return null;
    }

    // What the others leave of 1, or of δ.
    private static Polynomial Without(Term rest, Factor[][] others, Factor[] unit) =>
        others.Aggregate(new Polynomial(rest.With(unit)), (sum, o) => sum - new Polynomial(rest.With(o)));

    private static Factor[] Deltas(Axis[] q, Axis[] r) => [.. q.Zip(r, (a, b) => new Factor(Heads.Delta, [a], [b]))];

    private static Factor[] Block(Head of, int k, Axis[] q, Axis[] r)
    {
        var head = Heads.Selector(k, of.Sizes);
        var inner = Axis.For(of.Sizes[k]);
        return [new(head, q, inner), new(head, r, inner)];
    }

    // The other factor of S S', joined to it by axes that stand nowhere else.
    private static int? Partner(Term t, int i, Axis[] free)
    {
        var f = t.Factors[i];
        int j = Array.FindIndex(t.Factors, g => !ReferenceEquals(g, f) && g.Head.Is(f.Head) && MaskRules.Same(g.Slots[1], f.Slots[1])
            && g.Slots[0].Select(a => a.Size).SequenceEqual(f.Slots[0].Select(a => a.Size)));
        return j > i && f.Slots[1].All(a => Array.IndexOf(free, a) < 0 && t.Count(a) == 2) ? j : null;
    }

    private static int? Number(Size size) => size.Value is { } v && v.TryToInt32(out int n) && n is > 1 and <= MostValues ? n : null;
}
