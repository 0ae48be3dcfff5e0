namespace MatrixDiff.Numeric.Witness;

/// <summary>
/// A number that the witness computes with: a plain one, or one that carries a derivative along. Comparisons are made by
/// the caller on <see cref="Primal"/>.
/// </summary>
/// <typeparam name="T">The type itself.</typeparam>
internal interface IScalar<T>
    where T : struct, IScalar<T>
{
    /// <summary>The plain value, without derivatives.</summary>
    double Primal { get; }

    /// <summary>Are the value and all derivatives 0?</summary>
    bool IsZero { get; }

    /// <summary>Are the value and all derivatives finite?</summary>
    bool IsFinite { get; }

    /// <summary>A constant.</summary>
    static abstract T Of(double value);

    /// <summary>Sum.</summary>
    static abstract T operator +(T a, T b);

    /// <summary>Difference.</summary>
    static abstract T operator -(T a, T b);

    /// <summary>Product.</summary>
    static abstract T operator *(T a, T b);

    /// <summary>Quotient.</summary>
    static abstract T operator /(T a, T b);

    /// <summary>Negative.</summary>
    static abstract T operator -(T a);

    /// <summary>eˣ.</summary>
    static abstract T Exp(T x);

    /// <summary>Natural logarithm, NaN for x &lt; 0.</summary>
    static abstract T Log(T x);

    /// <summary>Sine.</summary>
    static abstract T Sin(T x);

    /// <summary>Cosine.</summary>
    static abstract T Cos(T x);

    /// <summary>Tangent.</summary>
    static abstract T Tan(T x);

    /// <summary>Inverse sine, NaN for |x| &gt; 1.</summary>
    static abstract T Asin(T x);

    /// <summary>Inverse cosine, NaN for |x| &gt; 1.</summary>
    static abstract T Acos(T x);

    /// <summary>Inverse tangent.</summary>
    static abstract T Atan(T x);

    /// <summary>Hyperbolic sine.</summary>
    static abstract T Sinh(T x);

    /// <summary>Hyperbolic cosine.</summary>
    static abstract T Cosh(T x);

    /// <summary>Hyperbolic tangent.</summary>
    static abstract T Tanh(T x);

    /// <summary>Square root, NaN for x &lt; 0.</summary>
    static abstract T Sqrt(T x);

    /// <summary>xʳ for a real r; NaN for x &lt; 0 unless r is whole.</summary>
    static abstract T Pow(T x, double r);

    /// <summary>The error function.</summary>
    static abstract T Erf(T x);

    /// <summary>|x|, with the derivative 0 at 0.</summary>
    static abstract T Abs(T x);

    /// <summary>−1, 0 or 1, with the derivative 0.</summary>
    static abstract T Sign(T x);
}
