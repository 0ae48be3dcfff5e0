using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>
/// log and exp of each entry. log E is log |E|, which it is where it is defined, and so goes into all products: log(xy) is
/// log |x| + log |y|. exp goes into all sums.
/// </summary>
internal static class Logarithms
{
    private const int MostSummands = 24;

    /// <summary>log |E|. Of a log that is not one of an absolute value, it is learned what is positive.</summary>
    public static Polynomial Log(Polynomial e, Axis[] free, Workspace work, bool absolute)
    {
        var (number, factors, sign) = Powers.Factorise(e, free, work);
        if (!absolute)
        {
            Signs.Learn(factors, sign, work);
        }

        var primes = new List<Factor>();
        Powers.Split(number.Numerator, Exponents.One, primes);
        Powers.Split(number.Denominator, Exponents.MinusOne, primes);
        var result = Polynomial.Zero;
        foreach (var f in primes.Concat(factors))
        {
            result += OfTensor(f, free, work).Beside(Polynomial.Of(f.Exponent));
        }

        return Normaliser.Normalise(result, free, work);
    }

    /// <summary>exp E, a product of exp of its terms.</summary>
    public static Polynomial Exp(Polynomial e, Axis[] free, Workspace work)
    {
        if (e.Terms.Length > MostSummands)
        {
            return Polynomial.Of(HeadMaker.Pointwise(HeadKind.Function, "exp", e, free, work, nonNegative: true).Factor);
        }

        var result = Polynomial.One;
        foreach (var t in e.Terms)
        {
            result = result.By(OfTerm(t, free, work), free);
        }

        return Normaliser.Normalise(result, free, work);
    }

    private static Polynomial OfTensor(Factor f, Axis[] free, Workspace work)
    {
        switch (f.Head.Kind)
        {
            case HeadKind.Sign or HeadKind.MinusOne:
                return Polynomial.Zero;
            case HeadKind.Exp:
                return Instance.Of(f) ?? throw new UndecidedException("an argument that is divided differently");
            case HeadKind.Abs:
                return Log(Instance.Of(f) ?? throw new UndecidedException("an argument that is divided differently"), free, work, absolute: true);
            case HeadKind.Product:
                var pattern = f.Head.Argument!;
                var axis = pattern.Slots[0][0];
                var fresh = axis.Fresh();
                var body = pattern.Body.Refresh(pattern.Free).Put(a => ReferenceEquals(a, axis) ? [fresh] : null);
                return Log(body, [fresh], work, absolute: true).SumOver(fresh);
            case var _ when f.Head.IsBinary:
                throw new UndecidedException("a logarithm of 0");
            default:
                var argument = f.Head.Kind == HeadKind.Base ? Instance.Of(f) : null;
                return Polynomial.Of(HeadMaker.Pointwise(
                    HeadKind.Log, "log", argument ?? Polynomial.Of(f.To(Exponents.One)), free, work, even: true).Factor);
        }
    }

    // The number and the sizes in front are a power; exp(r log |R|) is |R|^r.
    private static Polynomial OfTerm(Term t, Axis[] free, Workspace work)
    {
        var exponent = Size.Of(t.Coefficient);
        var rest = new List<Factor>();
        foreach (var f in t.Factors)
        {
            if (f.Head.Kind == HeadKind.Size && f.Power is > 0 and var p)
            {
                exponent *= Size.Pow(Size.Of(new Name(f.Head.Key[2..])), p);
            }
            else
            {
                rest.Add(f);
            }
        }

        if (rest is [{ Head.Kind: HeadKind.Log, Exponent.IsOne: true } log] && Instance.Of(log) is { } argument && log.IsOver(free))
        {
            return Signs.AbsolutePower(argument, exponent, free, work);
        }

        var made = HeadMaker.Pointwise(HeadKind.Exp, "exp", Polynomial.Of([.. rest]), free, work, nonNegative: true);
        return Polynomial.Of(made.Factor.To(exponent));
    }
}
