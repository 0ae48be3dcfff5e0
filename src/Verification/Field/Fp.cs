using System.Numerics;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Verification.Field;

/// <summary>Arithmetic modulo the prime 2⁶¹ − 1. Numbers are kept from 0 to p − 1.</summary>
internal static class Fp
{
    /// <summary>The prime.</summary>
    public const ulong P = (1UL << 61) - 1;

    /// <summary>a + b.</summary>
    public static ulong Add(ulong a, ulong b)
    {
        ulong sum = a + b;
        return sum >= P ? sum - P : sum;
    }

    /// <summary>a − b.</summary>
    public static ulong Subtract(ulong a, ulong b) => a >= b ? a - b : a + P - b;

    /// <summary>−a.</summary>
    public static ulong Negate(ulong a) => a == 0 ? 0 : P - a;

    /// <summary>a·b.</summary>
    public static ulong Multiply(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        ulong sum = (low & P) + ((high << 3) | (low >> 61));
        return sum >= P ? sum - P : sum;
    }

    /// <summary>aᵏ.</summary>
    public static ulong Power(ulong a, ulong k)
    {
        ulong result = 1;
        for (; k > 0; k >>= 1)
        {
            if ((k & 1) == 1)
            {
                result = Multiply(result, a);
            }

            a = Multiply(a, a);
        }

        return result;
    }

    /// <summary>aᵏ, also for negative k.</summary>
    /// <exception cref="UndefinedException">0 to a negative power.</exception>
    public static ulong Power(ulong a, long k) => k >= 0 ? Power(a, (ulong)k) : Inverse(Power(a, (ulong)-k));

    /// <summary>1/a.</summary>
    /// <exception cref="UndefinedException">a is 0.</exception>
    public static ulong Inverse(ulong a) => a == 0 ? throw new UndefinedException("a division by zero") : Power(a, P - 2);

    /// <summary>A whole number.</summary>
    public static ulong Of(BigInteger value)
    {
        var rest = value % P;
        return (ulong)(rest.Sign < 0 ? rest + P : rest);
    }

    /// <summary>A fraction.</summary>
    public static ulong Of(Rational value) => value.IsInteger ? Of(value.Numerator) : Multiply(Of(value.Numerator), Inverse(Of(value.Denominator)));
}

/// <summary>The point lies where an expression has no value: a singular matrix is inverted, or 0.</summary>
internal sealed class UndefinedException(string what) : Exception(what);

/// <summary>An expression has a part that can't be evaluated over a finite field.</summary>
internal sealed class OutOfReachException(string what) : Exception(what);
