using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>
/// The rules of denominators: with R = c T + S, T R⁻¹ = (1 − S R⁻¹)/c, and T⁻¹ R⁻¹ = (T⁻¹ − c R⁻¹)/s where S is a number s.
/// </summary>
internal static class DenominatorRules
{
    /// <summary>A denominator beside a copy of (the leading term of) its base.</summary>
    public static Polynomial? Leading(Term term, Axis[] free, Workspace work)
    {
        for (int i = 0; i < term.Factors.Length; i++)
        {
            var f = term.Factors[i];
            if (!IsDenominator(f))
            {
                continue;
            }

            var pattern = f.Head.Argument!;
            if (pattern.Body.IsZero)
            {
                throw new UndecidedException("a power of 0");
            }

            int leading = Canonical.Leading.Of(pattern.Body);
            var lead = pattern.Body.Terms[leading];
            if (Instance.Bind(pattern.Slots, f.Slots) is not { } bound || Matching.Find(lead, pattern.Free, term, free, i, bound, work) is not { } found)
            {
                continue;
            }

            var rest = found.Without(i).Times(Rational.One / (found.Sign * lead.Coefficient));
            var whole = rest.With(f.To(Exponents.Add(f.Exponent, Exponents.One)));
            var result = new Polynomial(whole);
            if (Instance.Over(new(new([.. pattern.Body.Terms.Where((_, k) => k != leading)]), pattern.Slots), f.Slots) is not { } others)
            {
                continue;
            }

            return (result - new Polynomial(rest.With(f)).Beside(others)).Kept(term, free, [.. found.Inner]);
        }

        return null;
    }

    /// <summary>A denominator T + s beside T to a negative power.</summary>
    public static Polynomial? PartialFractions(Term term, Axis[] free, Workspace work)
    {
        for (int i = 0; i < term.Factors.Length; i++)
        {
            var f = term.Factors[i];
            if (!IsDenominator(f) || f.Head.Argument!.Body.Terms is not [var a, var b])
            {
                continue;
            }

            var (number, other) = a.Factors.Length == 0 ? (a, b) : (b, a);
            if (number.Factors.Length != 0 || other.Factors is not [{ Exponent.Value.Sign: > 0 } g]
                || Instance.Bind(f.Head.Argument.Slots, f.Slots) is not { } bound)
            {
                continue;
            }

            var tensor = g.Put(x => bound.GetValueOrDefault(x));
            if (!Array.Exists(term.Factors, h => h.SameTensor(tensor) && h.Exponent.Value is { Sign: < 0 }))
            {
                continue;
            }

            var rest = term.Without(i);
            var first = rest.With(f.To(Exponents.Add(f.Exponent, Exponents.One)));
            var second = rest.With(f, tensor).Times(-other.Coefficient);
            return new Polynomial(first, second).Times(Rational.One / number.Coefficient).Kept(term, free);
        }

        return null;
    }

    private static bool IsDenominator(Factor f) => f.Head.Kind == HeadKind.Base && f.Exponent.Value is { Sign: < 0 };
}

/// <summary>The term of a sum that the rules put the others for.</summary>
internal static class Leading
{
    /// <summary>The place of the term of the highest degree, of those the last.</summary>
    public static int Of(Polynomial p) => Enumerable.Range(0, p.Terms.Length).OrderBy(i => Degree(p.Terms[i])).ThenBy(i => i).Last();

    /// <summary>Of a matrix, first of all a term in which what hangs on the rows hangs on the columns, too: of A + uv', A.</summary>
    public static int OfMatrix(Pattern p) => Enumerable.Range(0, p.Body.Terms.Length)
        .OrderBy(i => IsJoined(p.Body.Terms[i], p)).ThenBy(i => Degree(p.Body.Terms[i])).ThenBy(i => i).Last();

    private static bool IsJoined(Term t, Pattern p) => t.Factors.Any(f => f.Head.Kind != HeadKind.Delta)
        && Components.Of(t, [], acrossFree: true).All(part => Touches(part, p.Slots[0]) == Touches(part, p.Slots[1]));

    private static bool Touches(Factor[] part, Axis[] side) => side.Any(a => part.Any(f => f.Count(a) > 0));

    private static Rational Degree(Term t) =>
        t.Factors.Aggregate(Rational.Zero, (d, f) => d + (f.Head.IsBinary || f.Head.Arity == 0 ? Rational.Zero : f.Exponent.Value?.Abs() ?? Rational.One));
}
