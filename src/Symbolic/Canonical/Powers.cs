using System.Numerics;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>
/// Powers of each entry. Whole powers go into products; other powers go in as powers of absolute values, which is what they are
/// where the power is defined (its base not negative): (x²y)^½ is |x| |y|^½.
/// </summary>
internal static class Powers
{
    private const int MostExpanded = 2000;

    /// <summary>E to a power. Where it is not whole, what must be positive for it is learned, unless E is already an absolute value.</summary>
    public static Polynomial Of(Polynomial e, Size exponent, Axis[] free, Workspace work, bool learn = true)
    {
        if (exponent.Equals(Size.Zero))
        {
            return Polynomial.One;
        }

        if (exponent.IsOne)
        {
            return e;
        }

        if (Exponents.IsNumber(exponent, out int k) && k > 0 && Expandable(e, k))
        {
            var result = e;
            for (int i = 1; i < k; i++)
            {
                result = Normaliser.Normalise(result.By(e, free), free, work);
            }

            return result;
        }

        return Pointwise.Apply(e, free, work, (x, over) => Monomials(x, exponent, over, work, learn));
    }

    /// <summary>Is a whole power written out?</summary>
    public static bool Expandable(Polynomial e, int k) => e.Terms.Length <= 1 ? k <= 64 : k <= 16 && Math.Pow(e.Terms.Length, k) <= MostExpanded;

    /// <summary>A number to a power.</summary>
    public static Polynomial OfNumber(Rational number, Size exponent)
    {
        if (Exponents.IsNumber(exponent, out int k) && Math.Abs(k) < 1000 && !(number.IsZero && k < 0))
        {
            return Polynomial.Of(Rational.Pow(number, k));
        }

        if (number.IsZero || (number.Sign < 0 && !Exponents.IsInteger(exponent)))
        {
            throw new UndecidedException("a power of a number that is not positive");
        }

        var factors = new List<Factor>();
        if (number.Sign < 0)
        {
            factors.Add(new(Heads.MinusOne, [], exponent));
        }

        Split(BigInteger.Abs(number.Numerator), exponent, factors);
        Split(number.Denominator, Exponents.Negate(exponent), factors);
        return Polynomial.Of([.. factors]);
    }

    /// <summary>Adds the prime factors of a whole number to a power; what has only large ones is left whole.</summary>
    public static void Split(BigInteger number, Size exponent, List<Factor> factors)
    {
        for (int p = 2; p < 1000 && number > 1; p++)
        {
            int count = 0;
            while ((number % p).IsZero)
            {
                number /= p;
                count++;
            }

            if (count > 0)
            {
                factors.Add(new(Heads.Prime(p), [], Exponents.Times(exponent, Exponents.Of(count))));
            }
        }

        if (number > 1)
        {
            factors.Add(new(Heads.Prime(number), [], exponent));
        }
    }

    /// <summary>A polynomial with summed axes or more than one term as the base of powers; its sign is that which was taken out.</summary>
    public static Made Base(Polynomial rest, Axis[] free, Workspace work)
    {
        bool known = rest.IsNonNegative(work) || rest.Times(Rational.MinusOne).IsNonNegative(work);
        return HeadMaker.Pointwise(HeadKind.Base, "base", rest, free, work, signed: true, nonNegative: known);
    }

    /// <summary>The tensors that E is a product of, each with its power, a positive number, and the sign of the rest.</summary>
    public static (Rational Number, List<Factor> Factors, int Sign) Factorise(Polynomial e, Axis[] free, Workspace work)
    {
        var content = Content.Of(e, free, work);
        var factors = content.Factors.ToList();
        if (content.Rest.IsZero)
        {
            throw new UndecidedException("a power or logarithm of 0");
        }

        int sign = 1;
        if (content.Rest.Terms is [var term])
        {
            sign = term.Coefficient.Sign;
            foreach (var part in Components.Of(new Term(Rational.One, term.Factors), free))
            {
                var made = Base(Polynomial.Of(part), free, work);
                sign *= made.Sign;
                factors.Add(made.Factor);
            }
        }
        else
        {
            var made = Base(content.Rest, free, work);
            sign = made.Sign;
            factors.Add(made.Factor);
        }

        return (content.Number, factors, sign);
    }

    private static Polynomial Monomials(Polynomial e, Size exponent, Axis[] free, Workspace work, bool learn)
    {
        if (e.IsZero)
        {
            return exponent.Value is { Sign: > 0 } ? Polynomial.Zero : throw new UndecidedException("a power of 0");
        }

        var (number, factors, sign) = Factorise(e, free, work);
        bool whole = Exponents.IsInteger(exponent);
        if (!whole && learn)
        {
            Signs.Learn(factors, sign, work);
        }

        var result = OfNumber(whole ? number * sign : number, exponent);
        foreach (var f in factors)
        {
            result = result.Beside(whole ? Whole(f, exponent) : Polynomial.Of(Absolute(f, exponent, free, work)));
        }

        return Normaliser.Normalise(result, free, work);
    }

    private static Polynomial Whole(Factor f, Size exponent) => f.Head.IsBinary
        ? exponent.Value is { Sign: > 0 } ? Polynomial.Of(f) : throw new UndecidedException("a power of 0")
        : Polynomial.Of(f.To(Exponents.Times(f.Exponent, exponent)));

    // |f|^r, which is f^r where f is not negative.
    private static Factor[] Absolute(Factor f, Size exponent, Axis[] free, Workspace work)
    {
        var power = Exponents.Times(f.Exponent, exponent);
        if (f.Head.IsBinary)
        {
            return exponent.Value is { Sign: > 0 } ? [f] : throw new UndecidedException("a power of 0");
        }

        if (f.Head.Kind is HeadKind.Sign or HeadKind.MinusOne)
        {
            return [];
        }

        if (work.SignOf(f.Head) > 0 || (f.Exponent.Value is { IsInteger: false }))
        {
            return [f.To(power)];
        }

        if (exponent.Value is null)
        {
            throw new UndecidedException("a power that is neither whole nor a number");
        }

        var body = f.Head.Kind == HeadKind.Base ? Instance.Of(f) : null;
        var made = HeadMaker.Pointwise(HeadKind.Abs, "abs", body ?? Polynomial.Of(f.To(Exponents.One)), free, work, even: true, nonNegative: true);
        return [made.Factor.To(power)];
    }
}
