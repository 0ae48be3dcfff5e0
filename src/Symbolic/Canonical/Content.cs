using System.Numerics;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>
/// A polynomial as a positive number times powers of tensors that all its terms share times the rest: E⁻¹ + 1 is E⁻¹ (1 + E). Of
/// a single term the rest is what has summed axes, with the sign.
/// </summary>
internal sealed record Content(Rational Number, IReadOnlyList<Factor> Factors, Polynomial Rest)
{
    private const int MostBases = 8;

    /// <summary>The content; only tensors over free axes that are <paramref name="allowed"/> are taken out.</summary>
    public static Content Of(Polynomial p, Axis[] free, Workspace work, Func<Factor, bool>? allowed = null)
    {
        var factors = new List<Factor>();
        for (int i = 0; i < MostBases && p.Terms.Length > 1 && Below(p, free, allowed) is { } below; i++)
        {
            // What stands in a denominator of some term is cleared, so that the rest has none.
            factors.Add(below);
            p = Normaliser.Normalise(p.With(below.To(Exponents.Negate(below.Exponent))), free, work);
        }

        if (p.IsZero)
        {
            return new(Rational.One, factors, p);
        }

        var number = Gcd(p);
        var terms = p.Terms.Select(t => t.Times(Rational.One / number)).ToArray();
        foreach (var f in terms[0].Factors)
        {
            if (IsAllowed(f, free, allowed) && Shared(f, terms) is { } power)
            {
                factors.Add(f.To(power));
                terms = [.. terms.Select(t => Reduced(t, f, power))];
            }
        }

        return new(number, factors, new(terms));
    }

    private static bool IsAllowed(Factor f, Axis[] free, Func<Factor, bool>? allowed) => f.IsOver(free) && (allowed is null || allowed(f));

    private static Factor? Below(Polynomial p, Axis[] free, Func<Factor, bool>? allowed)
    {
        foreach (var t in p.Terms)
        {
            foreach (var f in t.Factors)
            {
                if (f.Exponent.Value is { Sign: < 0 } && IsAllowed(f, free, allowed))
                {
                    Rational[] powers = [.. p.Terms.Select(u => PowerIn(u, f)?.Value ?? Rational.Zero)];
                    return f.To(Exponents.Of(powers.Min()));
                }
            }
        }

        return null;
    }

    private static Size? PowerIn(Term t, Factor f) => Array.Find(t.Factors, g => g.SameTensor(f))?.Exponent;

    // The power of a tensor that every term has.
    private static Size? Shared(Factor f, Term[] terms)
    {
        var least = f.Exponent;
        foreach (var t in terms)
        {
            if (PowerIn(t, f) is not { } power)
            {
                return null;
            }

            if (!power.Equals(least))
            {
                if (power.Value is not { } a || least.Value is not { } b)
                {
                    return null;
                }

                least = a < b ? power : least;
            }
        }

        return least;
    }

    private static Term Reduced(Term t, Factor f, Size power)
    {
        int place = Array.FindIndex(t.Factors, g => g.SameTensor(f));
        var left = Exponents.Add(t.Factors[place].Exponent, Exponents.Negate(power));
        return left.Equals(Size.Zero) ? t.Without(place) : t.Replace(place, t.Factors[place].To(left));
    }

    private static Rational Gcd(Polynomial p)
    {
        var (top, bottom) = (BigInteger.Zero, BigInteger.One);
        foreach (var t in p.Terms)
        {
            top = BigInteger.GreatestCommonDivisor(top, t.Coefficient.Numerator);
            bottom = bottom / BigInteger.GreatestCommonDivisor(bottom, t.Coefficient.Denominator) * t.Coefficient.Denominator;
        }

        return new(top, bottom);
    }
}

/// <summary>The parts of a term that share no summed axis.</summary>
internal static class Components
{
    /// <summary>The parts; with <paramref name="acrossFree"/>, those that share no axis at all.</summary>
    public static IEnumerable<Factor[]> Of(Term term, Axis[] free, bool acrossFree = false)
    {
        int[] parent = [.. Enumerable.Range(0, term.Factors.Length)];
        var owner = new Dictionary<Axis, int>();
        for (int f = 0; f < parent.Length; f++)
        {
            foreach (var a in term.Factors[f].Axes)
            {
                if (!acrossFree && Array.IndexOf(free, a) >= 0)
                {
                    continue;
                }

                if (owner.TryGetValue(a, out int other))
                {
                    parent[Root(f)] = Root(other);
                }
                else
                {
                    owner[a] = f;
                }
            }
        }

        return term.Factors.Select((f, i) => (f, i)).GroupBy(p => Root(p.i)).Select(g => g.Select(p => p.f).ToArray());

        int Root(int f) => parent[f] == f ? f : parent[f] = Root(parent[f]);
    }
}
