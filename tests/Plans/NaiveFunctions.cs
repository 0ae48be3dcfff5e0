using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Tests.Plans;

/// <summary>The known elementwise functions by Math, their derivatives of higher order by differences of Cauchy's kind.</summary>
internal static class NaiveFunctions
{
    /// <summary>The value of a function or of a derivative of it.</summary>
    public static double Value(string name, int order, double x, Func<Expr, double> evaluate, Expr? slope)
    {
        double alpha = slope is null ? 0 : evaluate(slope);
        if (order == 0)
        {
            return At(name, x, alpha);
        }

        // Richardson's extrapolation of central differences.
        double Difference(double h, int k) => k == 0 ? At(name, x + 0, alpha) : Central(x, h, k);
        double Central(double at, double h, int k) => k == 0 ? At(name, at, alpha) : (Central(at + h, h, k - 1) - Central(at - h, h, k - 1)) / (2 * h);
        double step = 0.02;
        double a = Difference(step, order), b = Difference(step / 2, order), c = Difference(step / 4, order), d = Difference(step / 8, order);
        (a, b, c) = (((4 * b) - a) / 3, ((4 * c) - b) / 3, ((4 * d) - c) / 3);
        (a, b) = (((16 * b) - a) / 15, ((16 * c) - b) / 15);
        return ((64 * b) - a) / 63;
    }

    private static double At(string name, double x, double alpha) => name switch
    {
        "exp" => Math.Exp(x),
        "log" => Math.Log(x),
        "sin" => Math.Sin(x),
        "cos" => Math.Cos(x),
        "tan" => Math.Tan(x),
        "asin" => Math.Asin(x),
        "acos" => Math.Acos(x),
        "atan" => Math.Atan(x),
        "sinh" => Math.Sinh(x),
        "cosh" => Math.Cosh(x),
        "tanh" => Math.Tanh(x),
        "abs" => Math.Abs(x),
        "sign" => Math.Sign(x),
        "relu" => Math.Max(x, 0),
        "step" => x > 0 ? 1 : 0,
        "sigmoid" => 1 / (1 + Math.Exp(-x)),
        "softplus" => Math.Log(1 + Math.Exp(x)),
        "erf" => Erf(x),
        "gelu" => x * (1 + Erf(x / Math.Sqrt(2))) / 2,
        "silu" => x / (1 + Math.Exp(-x)),
        _ when name.StartsWith("leakyrelu", StringComparison.Ordinal) => x > 0 ? x : alpha * x,
        _ => throw new NotSupportedException(name),
    };

    // 2/√π Σ (−1)ᵏ x^(2k+1)/(k! (2k+1)), enough terms for small x.
    private static double Erf(double x)
    {
        double term = x, sum = x;
        for (int k = 1; k < 60; k++)
        {
            term *= -x * x / k;
            sum += term / ((2 * k) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
