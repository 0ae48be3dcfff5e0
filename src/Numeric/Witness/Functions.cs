using System.Runtime.CompilerServices;

namespace MatrixDiff.Numeric.Witness;

/// <summary>The known functions of one number, a line each, as numeric functions.</summary>
internal static class Functions
{
    // A dual number of dual numbers doubles with each level.
    private const int GreatestNumber = 4096;

    /// <summary>The names of all of them, but for <c>leakyrelu</c>, which has a slope.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "exp", "log", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh",
        "abs", "sign", "relu", "step", "sigmoid", "softplus", "erf", "gelu", "silu",
    ];

    /// <summary>The functions that have a kink or a jump at 0.</summary>
    public static bool HasKink(string name) => name is "abs" or "sign" or "relu" or "step";

    /// <summary>
    /// f^(order)(x), the derivative taken by nested dual numbers. Each level is a call by itself: inlined into each other,
    /// levels need a stack that doubles from one to the next.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T At<T>(string name, int order, T x)
        where T : struct, IScalar<T> =>
        order == 0 ? At(name, x) : At(name, order - 1, Moved(x)).Slope;

    /// <summary>x moved by ε, to be differentiated once more.</summary>
    /// <exception cref="WitnessException">Too many derivatives are nested.</exception>
    public static Dual<T> Moved<T>(T x)
        where T : struct, IScalar<T> =>
        Unsafe.SizeOf<T>() <= GreatestNumber ? new(x, T.Of(1)) : throw new WitnessException("derivatives are nested too deeply");

    /// <summary>x to a rational power.</summary>
    public static T Power<T>(T x, double exponent)
        where T : struct, IScalar<T>
    {
        if (exponent == 0.5)
        {
            return T.Sqrt(x);
        }

        if (exponent != Math.Round(exponent) || Math.Abs(exponent) > 64)
        {
            return T.Pow(x, exponent);
        }

        var power = x;
        for (int i = 1; i < Math.Abs(exponent); i++)
        {
            power *= x;
        }

        return exponent < 0 ? T.Of(1) / power : power;
    }

    private static T At<T>(string name, T x)
        where T : struct, IScalar<T> => name switch
    {
        "exp" => T.Exp(x),
        "log" => T.Log(x),
        "sin" => T.Sin(x),
        "cos" => T.Cos(x),
        "tan" => T.Tan(x),
        "asin" => T.Asin(x),
        "acos" => T.Acos(x),
        "atan" => T.Atan(x),
        "sinh" => T.Sinh(x),
        "cosh" => T.Cosh(x),
        "tanh" => T.Tanh(x),
        "abs" => T.Abs(x),
        "sign" => T.Sign(x),
        "relu" => x.Primal > 0 ? x : default,
        "step" => x.Primal > 0 ? T.Of(1) : default,
        "sigmoid" => Sigmoid(x),
        "softplus" => x.Primal > 0 ? x + T.Log(T.Of(1) + T.Exp(-x)) : T.Log(T.Of(1) + T.Exp(x)),
        "erf" => T.Erf(x),
        "gelu" => T.Of(0.5) * x * (T.Of(1) + T.Erf(T.Of(1 / Math.Sqrt(2)) * x)),
        "silu" => x * Sigmoid(x),
        _ => throw new WitnessException($"the function {name} has no numeric form"),
    };

    private static T Sigmoid<T>(T x)
        where T : struct, IScalar<T>
    {
        if (x.Primal >= 0)
        {
            return T.Of(1) / (T.Of(1) + T.Exp(-x));
        }

        var e = T.Exp(x);
        return e / (T.Of(1) + e);
    }
}
