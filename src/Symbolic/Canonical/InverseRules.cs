using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>
/// M M⁻¹ = I. Where M is a sum, its leading term beside M⁻¹ is what the others leave of I:
/// with M = c T + R, T M⁻¹ = (I − R M⁻¹)/c.
/// </summary>
internal static class InverseRules
{
    /// <summary>An inverse beside a copy of (the leading term of) its matrix.</summary>
    public static Polynomial? Inverse(Term term, Axis[] free, Workspace work)
    {
        for (int i = 0; i < term.Factors.Length; i++)
        {
            var f = term.Factors[i];
            if (f.Head.Kind != HeadKind.Inverse || !f.Exponent.IsOne)
            {
                continue;
            }

            for (int side = 0; side < 2; side++)
            {
                if (On(term, free, i, side, work) is { } result)
                {
                    return result;
                }
            }
        }

        return null;
    }

    private static Polynomial? On(Term term, Axis[] free, int place, int side, Workspace work)
    {
        var inverse = term.Factors[place];
        var pattern = inverse.Head.Argument!;
        var inner = inverse.Slots[side];
        var bound = new Dictionary<Axis, Axis[]>();
        if (!Instance.Bind(pattern.Slots[side], inner, bound))
        {
            return null;
        }

        int leading = Leading.OfMatrix(pattern);
        var lead = pattern.Body.Terms[leading];
        var found = Matching.Find(lead, pattern.Free, term, free, place, bound, work);
        if (found is null || pattern.Slots[1 - side].Any(a => !found.Bound.ContainsKey(a)))
        {
            return null;
        }

        // An axis that δ hands through to the other side may stand elsewhere; the others are summed between the two only.
        Axis[] outer = [.. pattern.Slots[1 - side].SelectMany(a => found.Bound[a])];
        var linked = lead.Factors.Where(f => f.Head.Kind == HeadKind.Delta && f.Axes.Any(pattern.Slots[side].Contains) && f.Axes.Any(pattern.Slots[1 - side].Contains))
            .SelectMany(f => f.Axes).SelectMany(a => found.Bound[a]).ToHashSet();
        bool isSummed = inner.All(a => linked.Contains(a) || (
            Array.IndexOf(free, a) < 0 && Array.IndexOf(outer, a) < 0 && term.Count(a) == 1 + found.CountInCopy(a)));
        if (!isSummed || outer.Any(found.Inner.Contains))
        {
            return null;
        }

        if (MatrixRules.Delta(inverse.Slots[1 - side], outer) is not { } unit)
        {
            return null;
        }

        var rest = found.Without(place).Times(Rational.One / (found.Sign * lead.Coefficient));
        var result = new Polynomial(rest).Beside(unit);
        Axis[] fresh = [.. inner.Select(a => a.Fresh())];
        Axis[][] slots = side == 0 ? [fresh, inverse.Slots[1]] : [inverse.Slots[0], fresh];
        foreach (var other in pattern.Body.Terms.Where((_, k) => k != leading))
        {
            if (Instance.Over(new(new(other), pattern.Slots), side == 0 ? [fresh, outer] : [outer, fresh]) is not { } copy)
            {
                return null;
            }

            result -= new Polynomial(rest).Beside(copy).Beside(Polynomial.Of(new Factor(inverse.Head, slots)));
        }

        return result;
    }
}
