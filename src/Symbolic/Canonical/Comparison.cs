using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>
/// Is the difference of two matrices 0? Where it does not vanish as it stands, it is multiplied by what stands in denominators
/// and by matrices whose inverses stand at its ends: these are not 0 and invertible where the two are defined.
/// </summary>
internal static class Comparison
{
    private const int MostRounds = 6;

    /// <summary>Proved equal?</summary>
    public static bool AreEqual(Grid a, Grid b, Workspace work)
    {
        Alignment.Align(ref a, ref b);
        b = b.Rename(b.Free, a.Free);
        var difference = new Grid(a.Rows, a.Columns, a.Body - b.Body).Normalise(work);
        difference = difference with { Body = Collector.Collect(difference.Body, difference.Free, work).Body };
        for (int i = 0; i < MostRounds && !difference.Body.IsZero; i++)
        {
            if ((WithoutDenominator(difference) ?? WithoutInverse(difference)) is not { } next)
            {
                return false;
            }

            difference = next.Normalise(work);
            difference = difference with { Body = Collector.Collect(difference.Body, difference.Free, work).Body };
        }

        return difference.Body.IsZero;
    }

    private static Grid? WithoutDenominator(Grid d)
    {
        var free = d.Free;
        foreach (var f in d.Body.Terms.SelectMany(t => t.Factors))
        {
            if (f.Head.Kind == HeadKind.Base && f.Exponent.Value is { Sign: < 0 } && f.IsOver(free))
            {
                var least = d.Body.Terms.Min(t => Array.Find(t.Factors, g => g.SameTensor(f))?.Exponent.Value ?? Rational.Zero);
                int power = -(int)Exponents.FloorOfConstant(Shapes.Size.Of(least));
                return power is > 0 and < 32 ? d with { Body = d.Body.With(f.To(Exponents.Of(power))) } : null;
            }
        }

        return null;
    }

    // With an inverse N over all rows, what is 0 for all rows is 0 just if its product with the matrix of N is.
    private static Grid? WithoutInverse(Grid d)
    {
        foreach (var f in d.Body.Terms.SelectMany(t => t.Factors))
        {
            if (f.Head.Kind != HeadKind.Inverse || !f.Exponent.IsOne)
            {
                continue;
            }

            for (int side = 0; side < 2; side++)
            {
                foreach (bool rows in new[] { true, false })
                {
                    if (d.Side(rows).Length > 0 && MaskRules.Same(f.Slots[side], d.Side(rows)) && Multiplied(d, rows, f, side) is { } product)
                    {
                        return product;
                    }
                }
            }
        }

        return null;
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

        var body = ends.Aggregate(d.Body * matrix, (p, a) => p.SumOver(a));
        return rows ? new(outer, d.Columns, body) : new(d.Rows, outer, body);
    }
}
