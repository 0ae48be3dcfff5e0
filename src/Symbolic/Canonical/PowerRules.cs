using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>The rules of powers that make more terms.</summary>
internal static class PowerRules
{
    /// <summary>A whole power of a sum is written out; of R^(3/2), R is.</summary>
    public static Polynomial? WholePart(Term term, Axis[] free, Workspace work)
    {
        for (int i = 0; i < term.Factors.Length; i++)
        {
            var f = term.Factors[i];
            if (f.Head.Kind != HeadKind.Base || Floor(f) is not (> 0 and var k) || !Powers.Expandable(f.Head.Argument!.Body, k))
            {
                continue;
            }

            Polynomial result = new(WithPower(term, i, k));
            for (int n = 0; n < k; n++)
            {
                if (Instance.Of(f) is not { } copy)
                {
                    return null;
                }

                result = result.Beside(copy);
            }

            return result.Kept(term, free);
        }

        return null;
    }

    /// <summary>|R| is R sign(R).</summary>
    public static Polynomial? Absolute(Term term, Axis[] free, Workspace work)
    {
        for (int i = 0; i < term.Factors.Length; i++)
        {
            var f = term.Factors[i];
            int k = f.Head.Kind == HeadKind.Abs ? Floor(f) ?? 0 : 0;
            if (k == 0 || Instance.Of(f) is not { } argument)
            {
                continue;
            }

            Axis[] over = [.. f.Axes.Distinct()];
            var power = Signs.AbsolutePower(argument, Exponents.Of(k), over, work);
            return new Polynomial(WithPower(term, i, k)).By(power, over).Kept(term, free);
        }

        return null;
    }

    /// <summary>sin² is 1 − cos².</summary>
    public static Polynomial? Squares(Term term, Axis[] free, Workspace work)
    {
        for (int i = 0; i < term.Factors.Length; i++)
        {
            var f = term.Factors[i];
            if (f.Head.Kind != HeadKind.Sine || f.Power is not (>= 2 and var p) || Instance.Of(f) is not { } argument)
            {
                continue;
            }

            Axis[] over = [.. f.Axes.Distinct()];
            var cosine = HeadMaker.Pointwise(HeadKind.Cosine, "cos", argument, over, work, even: true).Factor;
            var less = p == 2 ? term.Without(i) : term.Replace(i, f.To(Exponents.Of(p - 2)));
            return less.Rest(term, free) - new Polynomial(less.With(cosine.To(Exponents.Of(2))));
        }

        return null;
    }

    private static int? Floor(Factor f) => f.Exponent.Value is { } && Exponents.FloorOfConstant(f.Exponent) is var k && k > -100 && k < 100 ? (int)k : null;

    // The term with the power of one factor less by k.
    private static Term WithPower(Term term, int place, int k)
    {
        var f = term.Factors[place];
        var left = Exponents.Add(f.Exponent, Exponents.Of(-k));
        return left.Equals(Size.Zero) ? term.Without(place) : term.Replace(place, f.To(left));
    }
}
