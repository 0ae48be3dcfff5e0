using System.Globalization;
using System.Numerics;

namespace MatrixDiff.Symbolic.Shapes;

/// <summary>An exact fraction in lowest terms, its denominator positive.</summary>
public readonly struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    private readonly BigInteger denominator;

    /// <summary>numerator/denominator.</summary>
    /// <exception cref="DivideByZeroException">The denominator is 0.</exception>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException("A fraction with denominator 0.");
        }

        if (denominator.IsOne)
        {
            Numerator = numerator;
            this.denominator = denominator;
            return;
        }

        var common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        int sign = denominator.Sign;
        Numerator = sign * numerator / common;
        this.denominator = sign * denominator / common;
    }

    /// <summary>0.</summary>
    public static Rational Zero => default;

    /// <summary>1.</summary>
    public static Rational One { get; } = new(1, 1);

    /// <summary>−1.</summary>
    public static Rational MinusOne { get; } = new(-1, 1);

    /// <summary>The numerator, which carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>The denominator, at least 1.</summary>
    public BigInteger Denominator => denominator.IsZero ? BigInteger.One : denominator;

    /// <summary>Is it 0?</summary>
    public bool IsZero => Numerator.IsZero;

    /// <summary>Is it 1?</summary>
    public bool IsOne => Numerator.IsOne && Denominator.IsOne;

    /// <summary>Is it a whole number?</summary>
    public bool IsInteger => Denominator.IsOne;

    /// <summary>−1, 0 or 1.</summary>
    public int Sign => Numerator.Sign;

    /// <summary>A whole number as a fraction.</summary>
    public static implicit operator Rational(int value) => new(value, 1);

    /// <summary>Sum.</summary>
    public static Rational operator +(Rational a, Rational b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    /// <summary>Difference.</summary>
    public static Rational operator -(Rational a, Rational b) => a + (-b);

    /// <summary>Negative.</summary>
    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    /// <summary>Product.</summary>
    public static Rational operator *(Rational a, Rational b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>Quotient.</summary>
    public static Rational operator /(Rational a, Rational b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>Equal.</summary>
    public static bool operator ==(Rational a, Rational b) => a.Equals(b);

    /// <summary>Not equal.</summary>
    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);

    /// <summary>Less.</summary>
    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    /// <summary>Greater.</summary>
    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    /// <summary>The power with a whole exponent; of 0 only with a positive one.</summary>
    public static Rational Pow(Rational value, int exponent) => exponent >= 0
        ? new(BigInteger.Pow(value.Numerator, exponent), BigInteger.Pow(value.Denominator, exponent))
        : new(BigInteger.Pow(value.Denominator, -exponent), BigInteger.Pow(value.Numerator, -exponent));

    /// <summary>The value without its sign.</summary>
    public Rational Abs() => new(BigInteger.Abs(Numerator), Denominator);

    /// <summary>The nearest floating-point number.</summary>
    public double ToDouble() => Denominator.IsOne ? (double)Numerator : Math.Exp(BigInteger.Log(BigInteger.Abs(Numerator)) - BigInteger.Log(Denominator)) is var rough
        && BigInteger.Abs(Numerator) < (BigInteger.One << 52) && Denominator < (BigInteger.One << 52)
            ? (double)Numerator / (double)Denominator
            : Numerator.Sign * rough;

    /// <summary>The whole number, where it is one that fits.</summary>
    public bool TryToInt32(out int value)
    {
        bool fits = IsInteger && Numerator >= int.MinValue && Numerator <= int.MaxValue;
        value = fits ? (int)Numerator : 0;
        return fits;
    }

    /// <inheritdoc/>
    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <inheritdoc/>
    public bool Equals(Rational other) => Numerator == other.Numerator && Denominator == other.Denominator;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    /// <summary><c>3</c>, <c>-1/2</c>.</summary>
    public override string ToString() => IsInteger
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
