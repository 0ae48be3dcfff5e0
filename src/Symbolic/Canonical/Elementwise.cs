using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>
/// The known functions of one number in terms of few: exp, log, sign, sin, cos, powers; the others stand for themselves, the odd
/// ones with their sign taken out.
/// </summary>
internal sealed class Elementwise(Axis[] free, Workspace work, Polynomial? slope)
{
    private const int MostMultiple = 8;
    private const int MostSummands = 4;

    /// <summary>A function by name.</summary>
    public Polynomial Apply(string name, Polynomial x) => Normalise(One(name, x));

    private Polynomial One(string name, Polynomial x) => name switch
    {
        "exp" => Exp(x),
        "log" => Logarithms.Log(x, free, work, absolute: false),
        "sin" => Angle(x, sine: true),
        "cos" => Angle(x, sine: false),
        "tan" => Angle(x, sine: true).By(Power(Angle(x, sine: false), -1), free),
        "sinh" => (Exp(x) - Exp(x.Times(-1))).Times(new(1, 2)),
        "cosh" => (Exp(x) + Exp(x.Times(-1))).Times(new(1, 2)),
        "tanh" => Sigmoid(x.Times(2)).Times(2) - Polynomial.One,
        "sigmoid" => Sigmoid(x),
        "softplus" => Logarithms.Log(Normalise(Polynomial.One + Exp(x)), free, work, absolute: false),
        "silu" => x.By(Sigmoid(x), free),
        "gelu" => x.Times(new(1, 2)).By(Polynomial.One + Odd("erf", x.With(HalfRoot())), free),
        "abs" => Signs.Absolute(x, free, work),
        "sign" => Signs.Of(x, free, work),
        "relu" => (x + Signs.Absolute(x, free, work)).Times(new(1, 2)),
        "step" => (Polynomial.One + Signs.Of(x, free, work)).Times(new(1, 2)),
        "asin" or "atan" or "erf" => Odd(name, x),
        "acos" => Polynomial.Of(new Factor(Heads.Pi)).Times(new(1, 2)) - Odd("asin", x),
        _ when slope is not null => Leaky(x, slope),
        _ => throw new UndecidedException($"{name} has no form in index notation"),
    };

    // (1+α)/2 x + (1−α)/2 |x|
    private Polynomial Leaky(Polynomial x, Polynomial s) =>
        ((Polynomial.One + s).By(x, free) + (Polynomial.One - s).By(Signs.Absolute(x, free, work), free)).Times(new(1, 2));

    private static Factor HalfRoot() => new(Heads.Prime(2), [], Exponents.Of(new(-1, 2)));

    private Polynomial Normalise(Polynomial p) => Normaliser.Normalise(p, free, work);

    private Polynomial Exp(Polynomial x) => Logarithms.Exp(x, free, work);

    private Polynomial Power(Polynomial x, int k) => Powers.Of(Normalise(x), Exponents.Of(k), free, work);

    // 1 − 1/(1 + exp x)
    private Polynomial Sigmoid(Polynomial x) => Polynomial.One - Power(Polynomial.One + Exp(x), -1);

    private Polynomial Odd(string name, Polynomial x)
    {
        x = Normalise(x);
        if (x.IsZero)
        {
            return x;
        }

        var (factor, sign) = HeadMaker.Pointwise(HeadKind.Function, name, x, free, work, signed: true);
        return Polynomial.Of(factor).Times(sign);
    }

    // sin or cos of a sum by the addition theorems, of whole multiples of a term by those, too.
    private Polynomial Angle(Polynomial x, bool sine)
    {
        if (x.IsZero)
        {
            return sine ? Polynomial.Zero : Polynomial.One;
        }

        if (x.Terms.Length > MostSummands)
        {
            return Plain(x, sine);
        }

        if (x.Terms is [var only])
        {
            var c = only.Coefficient;
            return c.Numerator.IsOne || !(c.Numerator >= -MostMultiple && c.Numerator <= MostMultiple)
                ? Plain(x, sine)
                : Multiple((int)c.Numerator, new(only.Times(Rational.One / new Rational(c.Numerator, 1))), sine);
        }

        return Sum(new(x.Terms[0]), new(x.Terms[1..]), sine);
    }

    private Polynomial Multiple(int k, Polynomial x, bool sine) => k < 0
        ? Multiple(-k, x, sine).Times(sine ? -1 : 1)
        : k == 1 ? Plain(x, sine)
        : Combine(Plain(x, true), Plain(x, false), Multiple(k - 1, x, true), Multiple(k - 1, x, false), sine);

    private Polynomial Sum(Polynomial x, Polynomial y, bool sine) =>
        Combine(Angle(x, true), Angle(x, false), Angle(y, true), Angle(y, false), sine);

    private Polynomial Combine(Polynomial sx, Polynomial cx, Polynomial sy, Polynomial cy, bool sine) => Normalise(sine
        ? sx.By(cy, free) + cx.By(sy, free)
        : cx.By(cy, free) - sx.By(sy, free));

    private Polynomial Plain(Polynomial x, bool sine)
    {
        var (factor, sign) = sine
            ? HeadMaker.Pointwise(HeadKind.Sine, "sin", x, free, work, signed: true)
            : HeadMaker.Pointwise(HeadKind.Cosine, "cos", x, free, work, even: true);
        return Polynomial.Of(factor).Times(sine ? sign : 1);
    }
}
