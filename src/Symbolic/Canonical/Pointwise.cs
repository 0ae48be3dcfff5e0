namespace MatrixDiff.Symbolic.Canonical;

/// <summary>
/// Functions of each entry where the argument is 0 but for some places: with b of zeros and ones, f(b E) = f(0) + b (f(E) − f(0)),
/// and f of stacked blocks is stacked. The function gets its argument with the axes that are free there.
/// </summary>
internal static class Pointwise
{
    /// <summary>The function of each entry of a polynomial.</summary>
    public static Polynomial Apply(Polynomial body, Axis[] free, Workspace work, Func<Polynomial, Axis[], Polynomial> f)
    {
        if (Blocks(body, free) is { } axis)
        {
            return OfBlocks(body, free, axis, work, f);
        }

        if (body.IsZero || !body.Terms[0].Factors.Any(g => g.Head.IsBinary && g.IsOver(free)))
        {
            return f(body, free);
        }

        var shared = body.Terms[0].Factors.FirstOrDefault(g => g.Head.IsBinary && g.IsOver(free) && body.Terms.All(t => t.Factors.Any(h => h.SameTensor(g))));
        if (shared is null)
        {
            return f(body, free);
        }

        var rest = new Polynomial([.. body.Terms.Select(t => t.Without(Array.FindIndex(t.Factors, h => h.SameTensor(shared))))]);
        var atZero = f(Polynomial.Zero, free);

        // Where b is 0, E may be anything: from a power of E it is not learned that all entries of E are positive.
        bool mayLearn = work.MayLearn;
        work.MayLearn = false;
        var value = Apply(rest, free, work, f);
        work.MayLearn = mayLearn;
        return Normaliser.Normalise(atZero + (value - atZero).With(shared), free, work);
    }

    // The free axis on which every term has a block of one stacking.
    private static Axis? Blocks(Polynomial body, Axis[] free)
    {
        if (body.IsZero || body.Terms[0].Factors.FirstOrDefault(g => g.Head.Kind == HeadKind.Selector) is not { } first || first.Slots[0] is not [var axis])
        {
            return null;
        }

        return Array.IndexOf(free, axis) >= 0
            && body.Terms.All(t => BlockOn(t, axis) is { } b && b.Head.Partition == first.Head.Partition && !b.Slots[1].Any(a => Array.IndexOf(free, a) >= 0))
                ? axis : null;
    }

    private static Factor? BlockOn(Term t, Axis axis) => Array.Find(t.Factors, f => f.Head.Kind == HeadKind.Selector && f.Slots[0] is [var a] && ReferenceEquals(a, axis));

    private static Polynomial OfBlocks(Polynomial body, Axis[] free, Axis axis, Workspace work, Func<Polynomial, Axis[], Polynomial> f)
    {
        var result = Polynomial.Zero;
        var sizes = body.Terms.Select(t => BlockOn(t, axis)!).First().Head.Sizes;
        for (int k = 0; k < sizes.Count; k++)
        {
            var head = Heads.Selector(k, sizes);
            var inner = Axis.For(sizes[k]);
            var block = Polynomial.Zero;
            foreach (var t in body.Terms)
            {
                var on = BlockOn(t, axis)!;
                if (!on.Head.Is(head))
                {
                    continue;
                }

                // A block may be divided; here it must be whole, or divided as the other terms have it.
                inner = block.IsZero ? [.. on.Slots[1].Select(a => a.Fresh())] : inner;
                if (!inner.Select(a => a.Size).SequenceEqual(on.Slots[1].Select(a => a.Size)))
                {
                    throw new UndecidedException("a block that is divided differently");
                }

                var put = on.Slots[1].Zip(inner).ToDictionary(p => p.First, p => new[] { p.Second });
                block += new Polynomial(t.Without(Array.IndexOf(t.Factors, on)).Put(a => put.GetValueOrDefault(a)));
            }

            Axis[] over = [.. free.Where(a => !ReferenceEquals(a, axis)), .. inner];
            var value = Apply(Normaliser.Normalise(block, over, work), over, work, f);
            result += value.Refresh(over).With(new Factor(head, [axis], inner));
        }

        return Normaliser.Normalise(result, free, work);
    }
}
