namespace MatrixDiff.Symbolic.Canonical;

/// <summary>The rules of tensors of zeros and ones: triangles, basis vectors, blocks.</summary>
internal static class MaskRules
{
    /// <summary>On the diagonal a triangle is 1; two opposite ones leave the diagonal; a triangle of a triangular matrix is the matrix.</summary>
    public static Polynomial? Triangles(Term term, Axis[] free, Workspace work)
    {
        for (int i = 0; i < term.Factors.Length; i++)
        {
            var t = term.Factors[i];
            if (t.Head.Kind != HeadKind.Triangle)
            {
                continue;
            }

            var (row, column) = (t.Slots[0], t.Slots[1]);
            if (Same(row, column))
            {
                return term.Without(i).Rest(term, free);
            }

            foreach (var f in term.Factors)
            {
                bool lower = f.Head.Attributes.HasFlag(Expressions.Attributes.Lower);
                bool upper = f.Head.Attributes.HasFlag(Expressions.Attributes.Upper);
                if (f.Slots.Length != 2 || !(lower || upper || f.Head.Kind == HeadKind.Triangle) || ReferenceEquals(f, t))
                {
                    continue;
                }

                bool along = Same(f.Slots[0], row) && Same(f.Slots[1], column);
                bool across = Same(f.Slots[0], column) && Same(f.Slots[1], row);
                if ((along && lower) || (across && upper))
                {
                    return f.Exponent.Value is { Sign: > 0 } ? new(term.Without(i)) : null;
                }

                if (across && f.Head.Kind == HeadKind.Triangle)
                {
                    return new(term.Without(i, Array.IndexOf(term.Factors, f)).With(new Factor(Heads.Delta, row, column)));
                }

                if (((along && upper) || (across && lower)) && f.Exponent.Value is { Sign: > 0 })
                {
                    return new(term.Without(i).With(new Factor(Heads.Delta, row, column)));
                }
            }
        }

        return null;
    }

    /// <summary>Σ e = 1; two basis vectors on one axis are one, or nothing is left.</summary>
    public static Polynomial? Bases(Term term, Axis[] free, Workspace work)
    {
        for (int i = 0; i < term.Factors.Length; i++)
        {
            var e = term.Factors[i];
            if (e.Head.Kind != HeadKind.Basis)
            {
                continue;
            }

            if (e.Slots[0].All(a => Array.IndexOf(free, a) < 0 && term.Count(a) == 1))
            {
                return term.Without(i).Rest(term, free, e.Slots[0]);
            }

            foreach (var f in term.Factors)
            {
                if (!ReferenceEquals(f, e) && f.Head.Kind == HeadKind.Basis && Same(f.Slots[0], e.Slots[0])
                    && f.Head.Place!.Value is { } p && e.Head.Place!.Value is { } q && p != q)
                {
                    return Polynomial.Zero;
                }
            }
        }

        return null;
    }

    /// <summary>Each row of a block is one row of the whole: blocks of one stacking on one axis are one block, or nothing is left.</summary>
    public static Polynomial? Selectors(Term term, Axis[] free, Workspace work)
    {
        for (int i = 0; i < term.Factors.Length; i++)
        {
            var b = term.Factors[i];
            if (b.Head.Kind != HeadKind.Selector)
            {
                continue;
            }

            if (b.Slots[0].All(a => Array.IndexOf(free, a) < 0 && term.Count(a) == 1))
            {
                return term.Without(i).Rest(term, free, b.Slots[0]);
            }

            for (int j = i + 1; j < term.Factors.Length; j++)
            {
                var c = term.Factors[j];
                if (c.Head.Kind == HeadKind.Selector && c.Head.Partition == b.Head.Partition && Same(b.Slots[0], c.Slots[0]))
                {
                    return b.Head.Is(c.Head) ? new(term.Without(j).With(new Factor(Heads.Delta, b.Slots[1], c.Slots[1]))) : Polynomial.Zero;
                }
            }
        }

        return null;
    }

    /// <summary>
    /// Blocks whose sizes have a common factor, over axes that end in one of that size: with sizes ns and ps, the block over
    /// (a s), (b t) is that of sizes n and p over a, b where s = t.
    /// </summary>
    public static Polynomial? DividedSelectors(Term term, Axis[] free, Workspace work)
    {
        for (int i = 0; i < term.Factors.Length; i++)
        {
            var b = term.Factors[i];
            if (b is not { Head.Kind: HeadKind.Selector, Slots: [[_, .., var s], [.., var t]] } || !s.Size.Equals(t.Size))
            {
                continue;
            }

            var sizes = b.Head.Sizes.Select(whole => Alignment.Quotient(whole, s.Size)).ToList();
            if (sizes.All(q => q is not null) && !sizes.All(q => q!.Equals(sizes[0])))
            {
                var head = Heads.Selector((int)b.Head.Place!.Value!.Value.Numerator, [.. sizes.OfType<Shapes.Size>()]);
                return new(term.Without(i).With(new Factor(head, b.Slots[0][..^1], b.Slots[1][..^1]), new Factor(Heads.Delta, [s], [t])));
            }
        }

        return null;
    }

    /// <summary>The same axes in the same order?</summary>
    public static bool Same(Axis[] a, Axis[] b) => a.AsSpan().SequenceEqual(b);
}
