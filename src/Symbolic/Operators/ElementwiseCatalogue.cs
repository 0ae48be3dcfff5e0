using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Operators;

/// <summary>The known functions of one number, a line each: name, derivative in x and in the value v, domain.</summary>
internal static class ElementwiseCatalogue
{
    /// <summary>All of them, by name.</summary>
    public static readonly IReadOnlyDictionary<string, ElementwiseFunction> All = new ElementwiseFunction[]
    {
        Known("exp", (x, v) => v, atZero: 1),
        Known("log", (x, v) => Power(x, -1), "x > 0"),
        Known("sin", (x, v) => At("cos", x), atZero: 0),
        Known("cos", (x, v) => Make.Negate(At("sin", x)), atZero: 1),
        Known("tan", (x, v) => OnePlus(Power(v, 2), 1), "cos(x) ≠ 0", atZero: 0),
        Known("asin", (x, v) => Power(OnePlus(Power(x, 2), -1), new(-1, 2)), "|x| < 1", atZero: 0),
        Known("acos", (x, v) => Make.Negate(Power(OnePlus(Power(x, 2), -1), new(-1, 2))), "|x| < 1"),
        Known("atan", (x, v) => Power(OnePlus(Power(x, 2), 1), -1), atZero: 0),
        Known("sinh", (x, v) => At("cosh", x), atZero: 0),
        Known("cosh", (x, v) => At("sinh", x), atZero: 1),
        Primed("tanh", (x, v) => OnePlus(Power(v, 2), -1), atZero: 0),
        Known("abs", (x, v) => At("sign", x), "x ≠ 0", vanishing: 2, atZero: 0),
        Known("sign", (x, v) => Make.Zero(x.Shape), "x ≠ 0", vanishing: 1, atZero: 0),
        Known("relu", (x, v) => At("step", x), "x ≠ 0", vanishing: 2, atZero: 0),
        Known("step", (x, v) => Make.Zero(x.Shape), "x ≠ 0", vanishing: 1),
        Primed("sigmoid", (x, v) => Make.Hadamard(v, OnePlus(v, -1)), atZero: new(1, 2)),
        Known("softplus", (x, v) => At("sigmoid", x)),
        Known("erf", (x, v) => Product.Of(2, Power(Constant.Pi, new(-1, 2)), At("exp", Make.Negate(Power(x, 2)))), atZero: 0),
        // x Φ(x) has the derivative Φ(x) + x φ(x).
        Primed("gelu", (x, v) => Sum.Of(Phi(x), Product.Of(Power(Product.Of(2, Constant.Pi), new(-1, 2)), Make.Hadamard(x, Gauss(x)))), atZero: 0),
        Primed("silu", (x, v) => Make.Hadamard(At("sigmoid", x), OnePlus(Make.Hadamard(x, OnePlus(At("sigmoid", x), -1)), 1)), atZero: 0),
    }.ToDictionary(f => f.Name.Text);

    /// <summary>The slope α of a leaky ReLU below 0.</summary>
    public static ElementwiseFunction LeakyRelu(Expr slope) => new(
        new Name($"leakyrelu[{slope}]"),
        (x, v) => Sum.Of(Make.Spread(slope, x.Shape), Product.Of(Make.Minus(Number.One, slope), At("step", x))),
        Primes: false) { Domain = "x ≠ 0", Slope = slope, VanishingOrder = 2 };

    /// <summary>The derivative of a leaky ReLU, or of its own derivative in x, by its slope: x below 0 and 0 above, or 1 and 0.</summary>
    public static Expr BySlope(Expr x, int order) => order == 0
        ? Make.Minus(x, At("relu", x))
        : Make.Minus(Make.Ones(x.Shape), At("step", x));

    /// <summary>A function applied.</summary>
    public static Expr At(string name, Expr x) => All[name].At(x);

    private static ElementwiseFunction Known(string name, Func<Expr, Expr, Expr> first, string? domain = null, int? vanishing = null, Rational? atZero = null) =>
        new(new Name(name), first, Primes: false) { Domain = domain, VanishingOrder = vanishing, AtZero = atZero };

    private static ElementwiseFunction Primed(string name, Func<Expr, Expr, Expr> first, Rational? atZero = null) =>
        new(new Name(name), first, Primes: true) { AtZero = atZero };

    private static Expr Power(Expr x, Rational exponent) => ElementwisePower.Of(x, exponent);

    // 1 + s·x
    private static Expr OnePlus(Expr x, int s) => Sum.Of(Make.Ones(x.Shape), Product.Of(s, x));

    private static Expr Gauss(Expr x) => At("exp", Product.Of(new Rational(-1, 2), Power(x, 2)));

    private static Expr Phi(Expr x) => Product.Of(new Rational(1, 2), OnePlus(At("erf", Product.Of(Power(Number.Of(2), new(-1, 2)), x)), 1));
}
