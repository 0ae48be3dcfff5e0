using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>
/// Is the difference of two matrices 0? Where it does not vanish as it stands, it is multiplied by what stands in denominators
/// and by matrices whose inverses stand at its ends: these are not 0 and invertible where the two are defined.
/// </summary>
internal static class Comparison
{
    private const int MostTried = 10;
    private const int MostTerms = 100;

    /// <summary>Proved equal?</summary>
    public static bool AreEqual(Grid a, Grid b, Workspace work)
    {
        Alignment.Align(ref a, ref b);
        b = b.Rename(b.Free, a.Free);
        int tried = 0;
        int most = MostTerms + (4 * (a.Body.Terms.Length + b.Body.Terms.Length));
        return Vanishes(new(a.Rows, a.Columns, a.Body - b.Body), work, most, ref tried);
    }

    private static bool Vanishes(Grid d, Workspace work, int most, ref int tried)
    {
        d = d.Normalise(work);
        d = d with { Body = Completeness.Apply(Collector.Collect(d.Body, d.Free, work).Body, d.Free, work) };
        if (d.Body.IsZero)
        {
            return true;
        }

        if (d.Body.Terms.Length > most)
        {
            return false;
        }

        if (WithoutDenominator(d) is { } cleared)
        {
            return ++tried <= MostTried && Vanishes(cleared, work, most, ref tried);
        }

        foreach (var product in WithoutInverse(d))
        {
            if (++tried > MostTried)
            {
                return false;
            }

            if (Vanishes(product, work, most, ref tried))
            {
                return true;
            }
        }

        return false;
    }

    private static Grid? WithoutDenominator(Grid d)
    {
        var free = d.Free;
        foreach (var f in d.Body.Terms.SelectMany(t => t.Factors))
        {
            if (f.Head.Kind == HeadKind.Base && f.Exponent.Value is { Sign: < 0 } && f.IsOver(free))
            {
                var least = d.Body.Terms.Min(t => Array.Find(t.Factors, g => g.SameTensor(f))?.Exponent.Value ?? Rational.Zero);
                int power = -(int)Exponents.FloorOfConstant(Size.Of(least));
                return power is > 0 and < 32 ? d with { Body = d.Body.With(f.To(Exponents.Of(power))) } : null;
            }
        }

        return null;
    }

    // With an inverse N over all rows, what is 0 for all rows is 0 just if its product with the matrix of N is. Inverses of long
    // sums come first.
    private static IEnumerable<Grid> WithoutInverse(Grid d)
    {
        var ends = new List<(Factor Inverse, int Side, bool Rows)>();
        foreach (var f in d.Body.Terms.SelectMany(t => t.Factors).Where(f => f.Head.Kind == HeadKind.Inverse && f.Exponent.IsOne))
        {
            for (int side = 0; side < 2; side++)
            {
                foreach (bool rows in new[] { true, false })
                {
                    if (d.Side(rows).Length > 0 && MaskRules.Same(f.Slots[side], d.Side(rows))
                        && !ends.Exists(e => e.Inverse.Head.Is(f.Head) && e.Side == side && e.Rows == rows))
                    {
                        ends.Add((f, side, rows));
                    }
                }
            }
        }

        return ends.OrderByDescending(e => e.Inverse.Head.Argument!.Body.Terms.Length)
            .Select(e => Multiplied(d, e.Rows, e.Inverse, e.Side)).OfType<Grid>();
    }

    private static Grid? Multiplied(Grid d, bool rows, Factor inverse, int side)
    {
        Axis[] ends = d.Side(rows);
        var pattern = inverse.Head.Argument!;
        // The other side of the matrix becomes the new end, divided as its own axes are.
        Axis[] outer = [.. pattern.Slots[1 - side].Select(a => a.Fresh())];
        if (Instance.Over(pattern, side == 0 ? [ends, outer] : [outer, ends]) is not { } matrix)
        {
            return null;
        }

        var body = ends.Aggregate(d.Body.Beside(matrix), (p, a) => p.SumOver(a));
        return rows ? new(outer, d.Columns, body) : new(d.Rows, outer, body);
    }
}
