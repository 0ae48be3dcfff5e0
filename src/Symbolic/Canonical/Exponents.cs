using System.Numerics;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>Exponents are formulas of sizes: numbers in the usual case, n or n − 1 in powers of determinants.</summary>
internal static class Exponents
{
    private static readonly Size[] Small = [.. Enumerable.Range(-8, 17).Select(i => Size.Of(i))];

    /// <summary>1.</summary>
    public static Size One { get; } = Of(1);

    /// <summary>−1.</summary>
    public static Size MinusOne { get; } = Of(-1);

    /// <summary>A number as an exponent.</summary>
    public static Size Of(Rational value) => value.TryToInt32(out int i) && Math.Abs(i) <= 8 ? Small[i + 8] : Size.Of(value);

    /// <summary>Sum.</summary>
    public static Size Add(Size a, Size b) => a.Value is { } x && b.Value is { } y ? Of(x + y) : a + b;

    /// <summary>Product.</summary>
    public static Size Times(Size a, Size b) => a.IsOne ? b : b.IsOne ? a : a.Value is { } x && b.Value is { } y ? Of(x * y) : a * b;

    /// <summary>Negative.</summary>
    public static Size Negate(Size a) => Times(a, MinusOne);

    /// <summary>Is it a whole number for all sizes? n(n+1)/2 is one.</summary>
    public static bool IsInteger(Size a)
    {
        if (a.Terms.All(t => t.Coefficient.IsInteger))
        {
            return true;
        }

        // A polynomial has whole values everywhere if it has them on the grid of 0..degree in each name.
        Name[] names = [.. a.Names];
        int degree = a.Terms.Max(t => t.Degree);
        if (names.Length == 0 || Math.Pow(degree + 1, names.Length) > 256)
        {
            return false;
        }

        int[] at = new int[names.Length];
        for (bool more = true; more;)
        {
            if (!a.Evaluate(n => at[Array.IndexOf(names, n)]).IsInteger)
            {
                return false;
            }

            int i = 0;
            while (i < at.Length && ++at[i] > degree)
            {
                at[i++] = 0;
            }

            more = i < at.Length;
        }

        return true;
    }

    /// <summary>The whole number, where it is one that fits.</summary>
    public static bool IsNumber(Size a, out int value)
    {
        value = 0;
        return a.Value is { } v && v.TryToInt32(out value);
    }

    /// <summary>Is it a whole odd number?</summary>
    public static bool IsOdd(Size a) => a.Value is { IsInteger: true } v && !v.Numerator.IsEven;

    /// <summary>Is it an even whole number for all sizes?</summary>
    public static bool IsEven(Size a) => a.Value is { } v ? v.IsInteger && v.Numerator.IsEven : IsInteger(a * Size.Of(new Rational(1, 2)));

    /// <summary>The greatest whole number that is not above the constant part.</summary>
    public static BigInteger FloorOfConstant(Size a)
    {
        var c = a.Terms.Where(t => t.Powers.Length == 0).Select(t => t.Coefficient).FirstOrDefault();
        var quotient = BigInteger.DivRem(c.Numerator, c.Denominator, out var rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>What it is modulo 2, given that n² and n are both even or both odd.</summary>
    public static Size Modulo2(Size a)
    {
        if (!a.Terms.All(t => t.Coefficient.IsInteger))
        {
            return a;
        }

        var sum = Size.Zero;
        foreach (var t in a.Terms)
        {
            var power = t.Powers.Aggregate(Size.One, (p, n) => p * Size.Of(n.Name));
            sum += Size.Of(t.Coefficient) * power;
        }

        return sum.Terms.Where(t => !t.Coefficient.Numerator.IsEven)
            .Aggregate(Size.Zero, (s, t) => s + t.Powers.Aggregate(Size.One, (p, n) => p * Size.Of(n.Name)));
    }
}
