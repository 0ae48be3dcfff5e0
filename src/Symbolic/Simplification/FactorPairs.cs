using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Symbolic.Simplification;

/// <summary>Two factors of a product of numbers or of a Hadamard product that are one together.</summary>
internal static class FactorPairs
{
    /// <summary>The factor that two make, or null where they stay two.</summary>
    public static Expr? Join(Expr a, Expr b) => (a, b) switch
    {
        // b^k b = b^(k+1).
        (Apply { Operator: GeneralPower } p, var other) when ElementwisePower.Split(other) is var (x, r) && ReferenceEquals(x, p.Arguments[0]) =>
            GeneralPower.Instance.Of(x, Sum.Of(p.Arguments[1], Make.Spread(Number.Of(r), p.Arguments[1].Shape))),
        // x'x norm2(x)^r = norm2(x)^(r+2).
        (Product { Coefficient.IsOne: true, Scalars.Count: 0, Chain.Count: 2 } square, var power)
            when ElementwisePower.Split(power) is ({ } norm, var r) && norm is Apply { Operator: DefinedReduction { Name: "norm2" } } n
            && ElementwiseRules.IsSquare(square.Chain) && ReferenceEquals(square.Chain[1], n.Argument) => ElementwisePower.Of(norm, r + 2),
        // exp(v) σ(−v) = σ(v).
        _ when Argument(a, "exp") is { } v && Argument(b, "sigmoid") is { } u && ReferenceEquals(u, Make.Negate(v)) => ElementwiseCatalogue.At("sigmoid", v),
        // x sign(x) = |x| and |x| sign(x) = x.
        _ when Argument(b, "sign") is { } v && ReferenceEquals(a, v) => ElementwiseCatalogue.At("abs", v),
        _ when Argument(b, "sign") is { } v && ReferenceEquals(Argument(a, "abs"), v) => v,
        // sinh/cosh = tanh, sin/cos = tan.
        _ => Quotient(a, b, "sinh", "cosh", "tanh") ?? Quotient(a, b, "sin", "cos", "tan"),
    };

    private static Expr? Argument(Expr e, string function) =>
        e is Apply { Operator: ElementwiseOperator { Order: 0, Function: { IsUnknown: false } f } } a && f.Name.Text == function ? a.Argument : null;

    // f^r g^(−r) = q^r for the quotient q of f and g.
    private static Expr? Quotient(Expr a, Expr b, string over, string under, string quotient)
    {
        var (f, r) = ElementwisePower.Split(a);
        var (g, s) = ElementwisePower.Split(b);
        return r.Sign > 0 && r + s == 0 && Argument(f, over) is { } x && ReferenceEquals(Argument(g, under), x)
            ? ElementwisePower.Of(ElementwiseCatalogue.At(quotient, x), r) : null;
    }
}
