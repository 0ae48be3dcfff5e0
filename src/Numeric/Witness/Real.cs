using MathNet.Numerics;

namespace MatrixDiff.Numeric.Witness;

/// <summary>A plain floating-point number.</summary>
/// <param name="value">The number.</param>
internal readonly struct Real(double value) : IScalar<Real>
{
    /// <summary>The number.</summary>
    public double Value { get; } = value;

    /// <inheritdoc/>
    public double Primal => Value;

    /// <inheritdoc/>
    public bool IsZero => Value == 0;

    /// <inheritdoc/>
    public bool IsFinite => double.IsFinite(Value);

    /// <inheritdoc/>
    public static Real Of(double value) => new(value);

    /// <inheritdoc/>
    public static Real operator +(Real a, Real b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    public static Real operator -(Real a, Real b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    public static Real operator *(Real a, Real b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    public static Real operator /(Real a, Real b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    public static Real operator -(Real a) => new(-a.Value);

    /// <inheritdoc/>
    public static Real Exp(Real x) => new(Math.Exp(x.Value));

    /// <inheritdoc/>
    public static Real Log(Real x) => new(Math.Log(x.Value));

    /// <inheritdoc/>
    public static Real Sin(Real x) => new(Math.Sin(x.Value));

    /// <inheritdoc/>
    public static Real Cos(Real x) => new(Math.Cos(x.Value));

    /// <inheritdoc/>
    public static Real Tan(Real x) => new(Math.Tan(x.Value));

    /// <inheritdoc/>
    public static Real Asin(Real x) => new(Math.Asin(x.Value));

    /// <inheritdoc/>
    public static Real Acos(Real x) => new(Math.Acos(x.Value));

    /// <inheritdoc/>
    public static Real Atan(Real x) => new(Math.Atan(x.Value));

    /// <inheritdoc/>
    public static Real Sinh(Real x) => new(Math.Sinh(x.Value));

    /// <inheritdoc/>
    public static Real Cosh(Real x) => new(Math.Cosh(x.Value));

    /// <inheritdoc/>
    public static Real Tanh(Real x) => new(Math.Tanh(x.Value));

    /// <inheritdoc/>
    public static Real Sqrt(Real x) => new(Math.Sqrt(x.Value));

    /// <inheritdoc/>
    public static Real Pow(Real x, double r) => new(Math.Pow(x.Value, r));

    /// <inheritdoc/>
    public static Real Erf(Real x) => new(SpecialFunctions.Erf(x.Value));

    /// <inheritdoc/>
    public static Real Abs(Real x) => new(Math.Abs(x.Value));

    /// <inheritdoc/>
    public static Real Sign(Real x) => new(x.Value > 0 ? 1 : x.Value < 0 ? -1 : x.Value);
}
