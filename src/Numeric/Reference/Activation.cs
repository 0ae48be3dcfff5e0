namespace MatrixDiff.Numeric.Reference;

/// <summary>
/// An elementwise activation f: ℝ → ℝ with its first two derivatives written by hand, and, apart from them,
/// f on hyper-dual numbers, composed of exp, log and tanh, so that the two ways check each other.
/// All of them are stable for arguments of any size.
/// </summary>
public sealed class Activation
{
    private readonly Func<double, double> value;
    private readonly Func<double, double> first;
    private readonly Func<double, double> second;
    private readonly Func<HyperDual, HyperDual> onDuals;

    private Activation(
        string name,
        Func<double, double> value,
        Func<double, double> first,
        Func<double, double> second,
        Func<HyperDual, HyperDual> onDuals)
    {
        Name = name;
        this.value = value;
        this.first = first;
        this.second = second;
        this.onDuals = onDuals;
    }

    /// <summary>σ(x) = 1/(1 + e⁻ˣ): σ′(x) = σ(x)σ(−x), σ″(x) = σ(x)σ(−x)(σ(−x) − σ(x)).</summary>
    public static Activation Sigmoid { get; } = new(
        "sigmoid",
        Logistic,
        x => Logistic(x) * Logistic(-x),
        x => Logistic(x) * Logistic(-x) * (Logistic(-x) - Logistic(x)),
        Logistic);

    /// <summary>tanh x: tanh′ = 1/cosh², tanh″ = −2 tanh/cosh².</summary>
    public static Activation Tanh { get; } = new(
        "tanh",
        Math.Tanh,
        x => 1 / (Math.Cosh(x) * Math.Cosh(x)),
        x => -2 * Math.Tanh(x) / (Math.Cosh(x) * Math.Cosh(x)),
        HyperDual.Tanh);

    /// <summary>log(1 + eˣ), computed as max(x, 0) + log(1 + e^(−|x|)): its derivatives are σ and σ′.</summary>
    public static Activation Softplus { get; } = new(
        "softplus",
        x => Math.Max(x, 0) + HyperDual.LogOnePlus(Math.Exp(-Math.Abs(x))),
        Logistic,
        x => Logistic(x) * Logistic(-x),
        x => x.V > 0 ? x + HyperDual.LogOnePlus(HyperDual.Exp(-x)) : HyperDual.LogOnePlus(HyperDual.Exp(x)));

    /// <summary>max(x, 0): its derivative is 1 for x &gt; 0 and 0 elsewhere (0 at the kink, by convention), its second derivative 0.</summary>
    public static Activation Relu { get; } = new(
        "relu",
        x => x > 0 ? x : 0,
        x => x > 0 ? 1 : 0,
        _ => 0,
        x => x.V > 0 ? x : 0);

    /// <summary>x.</summary>
    public static Activation Identity { get; } = new("identity", x => x, _ => 1, _ => 0, x => x);

    /// <summary>Every activation.</summary>
    public static IReadOnlyList<Activation> All { get; } = [Sigmoid, Tanh, Softplus, Relu, Identity];

    /// <summary>The name, in lower case.</summary>
    public string Name { get; }

    /// <summary>f(x).</summary>
    public double Value(double x) => value(x);

    /// <summary>f(x) with the derivatives that x carries.</summary>
    public HyperDual Value(HyperDual x) => onDuals(x);

    /// <summary>f′(x).</summary>
    public double First(double x) => first(x);

    /// <summary>f″(x).</summary>
    public double Second(double x) => second(x);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static double Logistic(double x) =>
        x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    private static HyperDual Logistic(HyperDual x) =>
        x.V >= 0 ? 1 / (1 + HyperDual.Exp(-x)) : HyperDual.Exp(x) / (1 + HyperDual.Exp(x));
}
