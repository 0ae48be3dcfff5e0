namespace MatrixDiff.Numeric.Reference;

/// <summary>
/// A hyper-dual number v + d1·ε₁ + d2·ε₂ + d12·ε₁ε₂ with ε₁² = ε₂² = 0.
/// With d1 = ∂x/∂s, d2 = ∂x/∂t and d12 = ∂²x/∂s∂t, every operation below carries these derivatives along exactly:
/// there is no step size and no truncation error.
/// </summary>
/// <param name="V">The value v.</param>
/// <param name="D1">The coefficient of ε₁.</param>
/// <param name="D2">The coefficient of ε₂.</param>
/// <param name="D12">The coefficient of ε₁ε₂.</param>
public readonly record struct HyperDual(double V, double D1, double D2, double D12)
{
    /// <summary>A constant: c + 0ε₁ + 0ε₂ + 0ε₁ε₂.</summary>
    public static implicit operator HyperDual(double c) => new(c, 0, 0, 0);

    /// <summary>x + y.</summary>
    public static HyperDual operator +(HyperDual x, HyperDual y) =>
        new(x.V + y.V, x.D1 + y.D1, x.D2 + y.D2, x.D12 + y.D12);

    /// <summary>x − y.</summary>
    public static HyperDual operator -(HyperDual x, HyperDual y) =>
        new(x.V - y.V, x.D1 - y.D1, x.D2 - y.D2, x.D12 - y.D12);

    /// <summary>−x.</summary>
    public static HyperDual operator -(HyperDual x) => new(-x.V, -x.D1, -x.D2, -x.D12);

    /// <summary>x y, by the product rule (xy)₁₂ = x₁₂y + x₁y₂ + x₂y₁ + xy₁₂.</summary>
    public static HyperDual operator *(HyperDual x, HyperDual y) => new(
        x.V * y.V,
        (x.D1 * y.V) + (x.V * y.D1),
        (x.D2 * y.V) + (x.V * y.D2),
        (x.D12 * y.V) + (x.D1 * y.D2) + (x.D2 * y.D1) + (x.V * y.D12));

    /// <summary>x / y as x · (1/y), where (1/y)′ = −1/y² and (1/y)″ = 2/y³. Infinite or NaN for y = 0, as in <see cref="double"/>.</summary>
    public static HyperDual operator /(HyperDual x, HyperDual y)
    {
        double r = 1 / y.V;
        return x * Chain(y, r, -r * r, 2 * r * r * r);
    }

    /// <summary>eˣ.</summary>
    public static HyperDual Exp(HyperDual x)
    {
        double e = Math.Exp(x.V);
        return Chain(x, e, e, e);
    }

    /// <summary>Natural logarithm, for x &gt; 0: log′ = 1/x, log″ = −1/x².</summary>
    public static HyperDual Log(HyperDual x)
    {
        double r = 1 / x.V;
        return Chain(x, Math.Log(x.V), r, -r * r);
    }

    /// <summary>log(1 + x), for x &gt; −1, accurate for small x.</summary>
    public static HyperDual LogOnePlus(HyperDual x)
    {
        double r = 1 / (1 + x.V);
        return Chain(x, LogOnePlus(x.V), r, -r * r);
    }

    /// <summary>tanh x: tanh′ = 1/cosh², tanh″ = −2 tanh/cosh².</summary>
    public static HyperDual Tanh(HyperDual x)
    {
        double t = Math.Tanh(x.V);
        double c = Math.Cosh(x.V);
        return Chain(x, t, 1 / (c * c), -2 * t / (c * c));
    }

    /// <summary>√x, for x &gt; 0: √′ = 1/(2√x), √″ = −1/(4x√x).</summary>
    public static HyperDual Sqrt(HyperDual x)
    {
        double s = Math.Sqrt(x.V);
        return Chain(x, s, 0.5 / s, -0.25 / (x.V * s));
    }

    /// <summary>log(1 + x) of a plain number, accurate for small x (Kahan's correction).</summary>
    internal static double LogOnePlus(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>The chain rule: f(x) from f = f(v), f1 = f′(v), f2 = f″(v).</summary>
    private static HyperDual Chain(HyperDual x, double f, double f1, double f2) =>
        new(f, f1 * x.D1, f1 * x.D2, (f2 * x.D1 * x.D2) + (f1 * x.D12));
}
