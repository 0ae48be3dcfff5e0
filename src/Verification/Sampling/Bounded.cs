using MathNet.Numerics;
using MatrixDiff.Numeric.Witness;

namespace MatrixDiff.Verification.Sampling;

/// <summary>A floating-point number with a bound of its rounding error, carried along to first order.</summary>
/// <param name="value">The number.</param>
/// <param name="error">The bound.</param>
internal readonly struct Bounded(double value, double error) : IScalar<Bounded>
{
    private const double Unit = 2.3e-16;
    private const double MostExact = 1L << 53;

    /// <summary>The number.</summary>
    public double Value { get; } = value;

    /// <summary>How far the true value may be from it.</summary>
    public double Error { get; } = error;

    /// <inheritdoc/>
    public double Primal => Value;

    /// <inheritdoc/>
    public bool IsZero => Value == 0 && Error == 0;

    /// <inheritdoc/>
    public bool IsFinite => double.IsFinite(Value);

    /// <inheritdoc/>
    public static Bounded Of(double value) => new(value, value == Math.Round(value) ? 0 : Unit * Math.Abs(value));

    /// <inheritdoc/>
    public static Bounded operator +(Bounded a, Bounded b) => AreWhole(a, b) ? Whole(a.Value + b.Value) : Rounded(a.Value + b.Value, a.Error + b.Error);

    /// <inheritdoc/>
    public static Bounded operator -(Bounded a, Bounded b) => AreWhole(a, b) ? Whole(a.Value - b.Value) : Rounded(a.Value - b.Value, a.Error + b.Error);

    /// <inheritdoc/>
    public static Bounded operator *(Bounded a, Bounded b) => AreWhole(a, b) ? Whole(a.Value * b.Value)
        : Rounded(a.Value * b.Value, (Math.Abs(a.Value) * b.Error) + (Math.Abs(b.Value) * a.Error) + (a.Error * b.Error));

    /// <inheritdoc/>
    public static Bounded operator /(Bounded a, Bounded b)
    {
        double quotient = a.Value / b.Value;
        double below = Math.Abs(b.Value) - b.Error;
        return Rounded(quotient, below > 0 ? (a.Error + (Math.Abs(quotient) * b.Error)) / below : double.PositiveInfinity);
    }

    /// <inheritdoc/>
    public static Bounded operator -(Bounded a) => new(-a.Value, a.Error);

    /// <inheritdoc/>
    public static Bounded Exp(Bounded x) => Function(Math.Exp(x.Value), x.Error, Math.Exp(x.Value + x.Error));

    /// <inheritdoc/>
    public static Bounded Log(Bounded x) => Function(Math.Log(x.Value), x.Error, 1 / Math.Max(0, x.Value - x.Error));

    /// <inheritdoc/>
    public static Bounded Sin(Bounded x) => Function(Math.Sin(x.Value), x.Error, 1);

    /// <inheritdoc/>
    public static Bounded Cos(Bounded x) => Function(Math.Cos(x.Value), x.Error, 1);

    /// <inheritdoc/>
    public static Bounded Tan(Bounded x)
    {
        double t = Math.Tan(x.Value);
        return Function(t, x.Error, 2 * (1 + (t * t)));
    }

    /// <inheritdoc/>
    public static Bounded Asin(Bounded x) => Function(Math.Asin(x.Value), x.Error, Leg(x));

    /// <inheritdoc/>
    public static Bounded Acos(Bounded x) => Function(Math.Acos(x.Value), x.Error, Leg(x));

    /// <inheritdoc/>
    public static Bounded Atan(Bounded x) => Function(Math.Atan(x.Value), x.Error, 1);

    /// <inheritdoc/>
    public static Bounded Sinh(Bounded x) => Function(Math.Sinh(x.Value), x.Error, Math.Cosh(Math.Abs(x.Value) + x.Error));

    /// <inheritdoc/>
    public static Bounded Cosh(Bounded x) => Function(Math.Cosh(x.Value), x.Error, Math.Sinh(Math.Abs(x.Value) + x.Error));

    /// <inheritdoc/>
    public static Bounded Tanh(Bounded x) => Function(Math.Tanh(x.Value), x.Error, 1);

    /// <inheritdoc/>
    public static Bounded Sqrt(Bounded x)
    {
        double root = Math.Sqrt(x.Value);
        return root == 0 ? new(0, Math.Sqrt(x.Error)) : Function(root, x.Error, 1 / root);
    }

    /// <inheritdoc/>
    public static Bounded Pow(Bounded x, double r)
    {
        double power = Math.Pow(x.Value, r);
        return Function(power, x.Error, x.Error == 0 ? 0 : 2 * Math.Abs(r * power / x.Value));
    }

    /// <inheritdoc/>
    public static Bounded Erf(Bounded x) => Function(SpecialFunctions.Erf(x.Value), x.Error, 1.13);

    /// <inheritdoc/>
    public static Bounded Abs(Bounded x) => new(Math.Abs(x.Value), x.Error);

    /// <inheritdoc/>
    public static Bounded Sign(Bounded x) => new(x.Value > 0 ? 1 : x.Value < 0 ? -1 : x.Value, Math.Abs(x.Value) > x.Error || x.Error == 0 ? 0 : 2);

    // Sums and products of whole numbers are exact up to 2⁵³: a size plus 1 is a whole exponent.
    private static bool AreWhole(Bounded a, Bounded b) =>
        a.Error == 0 && b.Error == 0 && a.Value == Math.Floor(a.Value) && b.Value == Math.Floor(b.Value);

    private static Bounded Whole(double value) => Math.Abs(value) < MostExact ? new(value, 0) : Rounded(value, 0);

    private static Bounded Rounded(double value, double error) => new(value, error + (Unit * Math.Abs(value)));

    // A function whose slope is at most so large; library functions are off by a few units.
    private static Bounded Function(double value, double error, double slope) =>
        new(value, (error == 0 ? 0 : error * slope) + (4 * Unit * Math.Abs(value)));

    private static double Leg(Bounded x) => 2 / Math.Sqrt(Math.Max(0, 1 - (x.Value * x.Value)));
}
