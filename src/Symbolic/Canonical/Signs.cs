using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>Signs and absolute values of each entry, off the places where they are 0.</summary>
internal static class Signs
{
    /// <summary>The sign of E, a product of signs.</summary>
    public static Polynomial Of(Polynomial e, Axis[] free, Workspace work)
    {
        if (e.IsZero)
        {
            throw new UndecidedException("the sign of 0");
        }

        var (_, factors, sign) = Powers.Factorise(e, free, work);
        var result = new List<Factor>();
        foreach (var f in factors)
        {
            if (f.Head.IsBinary)
            {
                throw new UndecidedException("the sign of 0");
            }

            if (Exponents.IsEven(f.Exponent) || !Exponents.IsInteger(f.Exponent) || work.SignOf(f.Head) > 0)
            {
                continue;
            }

            if (work.SignOf(f.Head) < 0)
            {
                result.Add(new(Heads.MinusOne, [], f.Exponent));
            }
            else if (f.Head.Kind is HeadKind.Sign or HeadKind.MinusOne)
            {
                result.Add(f);
            }
            else
            {
                var body = f.Head.Kind == HeadKind.Base ? Instance.Of(f) : null;
                var made = HeadMaker.Pointwise(HeadKind.Sign, "sign", body ?? Polynomial.Of(f.To(Exponents.One)), free, work, signed: true);
                result.Add(made.Factor.To(f.Exponent));
                if (made.Sign < 0)
                {
                    result.Add(new(Heads.MinusOne, [], f.Exponent));
                }
            }
        }

        return Normaliser.Normalise(Polynomial.Of([.. result]).Times(sign), free, work);
    }

    /// <summary>|E| = E sign(E).</summary>
    public static Polynomial Absolute(Polynomial e, Axis[] free, Workspace work) => e.IsZero || e.IsNonNegative(work)
        ? e
        : Pointwise.Apply(e, free, work, (x, over) => x.IsZero ? x : Normaliser.Normalise(x.By(Of(x, over, work), over), over, work));

    /// <summary>|E| to a power.</summary>
    public static Polynomial AbsolutePower(Polynomial e, Size exponent, Axis[] free, Workspace work)
    {
        if (!Exponents.IsInteger(exponent))
        {
            return Powers.Of(e, exponent, free, work, learn: false);
        }

        var power = Powers.Of(e, exponent, free, work);
        return Exponents.IsEven(exponent) ? power : Normaliser.Normalise(power.By(Powers.Of(Of(e, free, work), exponent, free, work), free), free, work);
    }

    /// <summary>
    /// Where a product is positive and the sign of all its tensors but one is known, the sign of that one is known; of a tensor
    /// over free axes that are all different, every entry has it.
    /// </summary>
    public static void Learn(IReadOnlyList<Factor> factors, int sign, Workspace work)
    {
        Factor? unknown = null;
        foreach (var f in factors)
        {
            int known = Exponents.IsEven(f.Exponent) || !Exponents.IsInteger(f.Exponent) ? 1 : work.SignOf(f);
            if (known == 0 && (unknown is not null || !Exponents.IsOdd(f.Exponent)))
            {
                return;
            }

            unknown = known == 0 ? f : unknown;
            sign *= known == 0 ? 1 : known;
        }

        if (unknown is null)
        {
            if (sign < 0)
            {
                throw new UndecidedException("what must be positive is negative");
            }
        }
        else if (unknown.Axes.Distinct().Count() == unknown.Axes.Count())
        {
            work.Learn(unknown.Head, sign);
        }
    }
}
