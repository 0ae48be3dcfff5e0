using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>What is always done to a term: δ merges axes, powers of one tensor are added, numbers go to the coefficient.</summary>
internal static class Gathering
{
    /// <summary>
    /// The term gathered, or null where it vanishes. <paramref name="sizes"/> are those of summed axes that are left nowhere,
    /// which the term is to be multiplied by.
    /// </summary>
    public static Term? Gather(Term term, Axis[] free, out List<Size> sizes)
    {
        sizes = [];
        if (term.Coefficient.IsZero)
        {
            return null;
        }

        var summed = new HashSet<Axis>();
        if (Array.Exists(term.Factors, f => f.Head.Kind == HeadKind.Delta))
        {
            term = MergeAxes(term, free, summed);
        }

        var coefficient = term.Coefficient;
        var gathered = new List<Factor>(term.Factors.Length);
        foreach (var f in term.Factors)
        {
            if (Orient(f, ref coefficient) is not { } oriented)
            {
                return null;
            }

            int known = gathered.FindIndex(g => g.SameTensor(oriented));
            if (known < 0)
            {
                gathered.Add(oriented);
            }
            else
            {
                gathered[known] = gathered[known].To(Exponents.Add(gathered[known].Exponent, oriented.Exponent));
            }
        }

        var result = new List<Factor>(gathered.Count);
        foreach (var f in gathered)
        {
            if (!f.Exponent.Equals(Size.Zero) && Reduce(f, ref coefficient) is { } kept)
            {
                result.Add(kept);
            }
        }

        var gatheredTerm = new Term(coefficient, [.. result]);
        if (summed.Count == 0 && result.Count == term.Factors.Length)
        {
            return gatheredTerm; // no factor is gone, so no axis is
        }

        summed.UnionWith(term.Summed(free));
        sizes = [.. summed.Where(a => gatheredTerm.Count(a) == 0).Select(a => a.Size)];
        return gatheredTerm;
    }

    // Every class of axes that δ makes equal is one axis; of free ones the first stands for all, and δ says that the others equal it.
    private static Term MergeAxes(Term term, Axis[] free, HashSet<Axis> summed)
    {
        var parent = new Dictionary<Axis, Axis>();
        var others = new List<Factor>();
        foreach (var f in term.Factors)
        {
            if (f.Head.Kind != HeadKind.Delta)
            {
                others.Add(f);
                continue;
            }

            var (a, b) = (f.Slots[0], f.Slots[1]);
            if (a.Length != b.Length || !a.Zip(b).All(p => p.First.Size.Equals(p.Second.Size)))
            {
                throw new UndecidedException("δ of axes that are divided differently");
            }

            for (int i = 0; i < a.Length; i++)
            {
                var (x, y) = (Root(a[i]), Root(b[i]));
                if (!ReferenceEquals(x, y))
                {
                    var (low, high) = Rank(x) <= Rank(y) ? (x, y) : (y, x);
                    parent[high] = low;
                }
            }
        }

        var kept = new Term(term.Coefficient, [.. others]).Put(a => parent.ContainsKey(a) ? [Root(a)] : null);
        summed.UnionWith(term.Factors.Where(f => f.Head.Kind == HeadKind.Delta).SelectMany(f => f.Axes).Select(Root).Where(a => Rank(a) == int.MaxValue));
        return kept.With(parent.Keys.Where(a => Rank(a) < int.MaxValue).Select(a => new Factor(Heads.Delta, [Root(a)], [a])));

        int Rank(Axis a) => Array.IndexOf(free, a) is >= 0 and var i ? i : int.MaxValue;

        Axis Root(Axis a)
        {
            while (parent.TryGetValue(a, out var up))
            {
                a = up;
            }

            return a;
        }
    }

    // Slots that may be exchanged are put in order. A tensor that is its own negative makes the term 0.
    private static Factor? Orient(Factor f, ref Rational coefficient)
    {
        if (f.Head.Symmetries.Length == 0)
        {
            return f;
        }

        var best = f.Slots;
        bool odd = false;
        bool signed = Exponents.IsOdd(f.Exponent);
        foreach (var s in f.Head.Symmetries)
        {
            Axis[][] other = [.. s.Order.Select(i => f.Slots[i])];
            if (s.Odd && f.Exponent.Value is { Sign: > 0 } && Compare(other, f.Slots) == 0)
            {
                return null;
            }

            if (s.Odd && f.Power is null)
            {
                continue;
            }

            if (Compare(other, best) < 0)
            {
                (best, odd) = (other, s.Odd && signed);
            }
        }

        coefficient = odd ? -coefficient : coefficient;
        return ReferenceEquals(best, f.Slots) ? f : new(f.Head, best, f.Exponent);
    }

    private static int Compare(Axis[][] a, Axis[][] b)
    {
        for (int s = 0; s < a.Length; s++)
        {
            for (int p = 0; p < Math.Min(a[s].Length, b[s].Length); p++)
            {
                int order = a[s][p].Number.CompareTo(b[s][p].Number);
                if (order != 0)
                {
                    return order;
                }
            }

            if (a[s].Length != b[s].Length)
            {
                return a[s].Length.CompareTo(b[s].Length);
            }
        }

        return 0;
    }

    // The powers that are not needed: 0 and 1 are their own powers, a sign squared is 1, whole powers of numbers are numbers.
    private static Factor? Reduce(Factor f, ref Rational coefficient)
    {
        switch (f.Head.Kind)
        {
            case var _ when f.Head.IsBinary:
                return f.Exponent.IsOne ? f
                    : f.Exponent.Value is { Sign: > 0 } ? f.To(Exponents.One)
                    : throw new UndecidedException("a power of 0");
            case HeadKind.Sign when f.Power is { } p:
                return p % 2 == 0 ? null : f.To(Exponents.One);
            case HeadKind.MinusOne:
                var rest = Exponents.Modulo2(f.Exponent);
                if (rest.Terms.Any(t => t.Powers.Length == 0))
                {
                    coefficient = -coefficient;
                    rest -= Size.One;
                }

                return rest.Equals(Size.Zero) ? null : f.To(rest);
            case HeadKind.Prime when Exponents.FloorOfConstant(f.Exponent) is { IsZero: false } floor && System.Numerics.BigInteger.Abs(floor) < 1000:
                var number = new Rational(System.Numerics.BigInteger.Parse(f.Head.Key.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture), 1);
                coefficient *= Rational.Pow(number, (int)floor);
                var left = Exponents.Add(f.Exponent, Exponents.Of(new Rational(-floor, 1)));
                return left.Equals(Size.Zero) ? null : f.To(left);
            default:
                return f;
        }
    }
}
