namespace MatrixDiff.Numeric.Witness;

/// <summary>
/// A dual number value + slope·ε with ε² = 0: every operation carries the derivative along by the chain rule. Over dual
/// numbers again it carries second derivatives, and so on.
/// </summary>
/// <typeparam name="T">The numbers of the value and of the derivative.</typeparam>
/// <param name="value">The value.</param>
/// <param name="slope">The derivative.</param>
internal readonly struct Dual<T>(T value, T slope) : IScalar<Dual<T>>
    where T : struct, IScalar<T>
{
    /// <summary>The value.</summary>
    public T Value { get; } = value;

    /// <summary>The derivative.</summary>
    public T Slope { get; } = slope;

    /// <inheritdoc/>
    public double Primal => Value.Primal;

    /// <inheritdoc/>
    public bool IsZero => Value.IsZero && Slope.IsZero;

    /// <inheritdoc/>
    public bool IsFinite => Value.IsFinite && Slope.IsFinite;

    /// <inheritdoc/>
    public static Dual<T> Of(double value) => new(T.Of(value), default);

    /// <inheritdoc/>
    public static Dual<T> operator +(Dual<T> a, Dual<T> b) => new(a.Value + b.Value, a.Slope + b.Slope);

    /// <inheritdoc/>
    public static Dual<T> operator -(Dual<T> a, Dual<T> b) => new(a.Value - b.Value, a.Slope - b.Slope);

    /// <inheritdoc/>
    public static Dual<T> operator *(Dual<T> a, Dual<T> b) => new(a.Value * b.Value, (a.Slope * b.Value) + (a.Value * b.Slope));

    /// <inheritdoc/>
    public static Dual<T> operator /(Dual<T> a, Dual<T> b)
    {
        var quotient = a.Value / b.Value;
        return new(quotient, (a.Slope - (quotient * b.Slope)) / b.Value);
    }

    /// <inheritdoc/>
    public static Dual<T> operator -(Dual<T> a) => new(-a.Value, -a.Slope);

    /// <inheritdoc/>
    public static Dual<T> Exp(Dual<T> x)
    {
        var e = T.Exp(x.Value);
        return new(e, e * x.Slope);
    }

    /// <inheritdoc/>
    public static Dual<T> Log(Dual<T> x) => new(T.Log(x.Value), x.Slope / x.Value);

    /// <inheritdoc/>
    public static Dual<T> Sin(Dual<T> x) => new(T.Sin(x.Value), T.Cos(x.Value) * x.Slope);

    /// <inheritdoc/>
    public static Dual<T> Cos(Dual<T> x) => new(T.Cos(x.Value), -(T.Sin(x.Value) * x.Slope));

    /// <inheritdoc/>
    public static Dual<T> Tan(Dual<T> x)
    {
        var c = T.Cos(x.Value);
        return new(T.Tan(x.Value), x.Slope / (c * c));
    }

    /// <inheritdoc/>
    public static Dual<T> Asin(Dual<T> x) => new(T.Asin(x.Value), x.Slope / Leg(x.Value));

    /// <inheritdoc/>
    public static Dual<T> Acos(Dual<T> x) => new(T.Acos(x.Value), -(x.Slope / Leg(x.Value)));

    /// <inheritdoc/>
    public static Dual<T> Atan(Dual<T> x) => new(T.Atan(x.Value), x.Slope / (T.Of(1) + (x.Value * x.Value)));

    /// <inheritdoc/>
    public static Dual<T> Sinh(Dual<T> x) => new(T.Sinh(x.Value), T.Cosh(x.Value) * x.Slope);

    /// <inheritdoc/>
    public static Dual<T> Cosh(Dual<T> x) => new(T.Cosh(x.Value), T.Sinh(x.Value) * x.Slope);

    /// <inheritdoc/>
    public static Dual<T> Tanh(Dual<T> x)
    {
        var c = T.Cosh(x.Value);
        return new(T.Tanh(x.Value), x.Slope / (c * c));
    }

    /// <inheritdoc/>
    public static Dual<T> Sqrt(Dual<T> x)
    {
        var root = T.Sqrt(x.Value);
        return new(root, x.Slope / (root + root));
    }

    /// <inheritdoc/>
    public static Dual<T> Pow(Dual<T> x, double r) => r == 0 ? Of(1) : new(T.Pow(x.Value, r), T.Of(r) * T.Pow(x.Value, r - 1) * x.Slope);

    /// <inheritdoc/>
    public static Dual<T> Erf(Dual<T> x) =>
        new(T.Erf(x.Value), T.Of(2 / Math.Sqrt(Math.PI)) * T.Exp(-(x.Value * x.Value)) * x.Slope);

    /// <inheritdoc/>
    public static Dual<T> Abs(Dual<T> x) => new(T.Abs(x.Value), T.Sign(x.Value) * x.Slope);

    /// <inheritdoc/>
    public static Dual<T> Sign(Dual<T> x) => new(T.Sign(x.Value), default);

    // √(1 − x²)
    private static T Leg(T x) => T.Sqrt(T.Of(1) - (x * x));
}
