using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Plans;

/// <summary>
/// Expressions that overflow as they are written, as others of the same value that don't: log(1 + eᶻ) is softplus(z),
/// eᶻ/(1 + eᶻ) is σ(z), log Σ eˣ is logsumexp(x), eˣ/Σ eˣ is softmax(x).
/// </summary>
internal static class StableForms
{
    /// <summary>The stable form of a node whose parts are stable.</summary>
    public static Expr Of(Expr e) => e switch
    {
        Apply { Operator: ElementwiseOperator { Order: 0, Function.Name.Text: "log" } } a => Logarithm(a),
        Apply { Operator: Hadamard } h => Factors(h.Arguments) is { } f ? Make.Hadamard(f) : e,
        Apply { Operator: ElementwisePower } p => Factors([p]) is [var only] ? only : e,
        Product p => OfProduct(p),
        _ => e,
    };

    private static Expr Logarithm(Apply log) => log.Argument switch
    {
        var x when OnePlusExp(x) is { } z => At("softplus", z),
        Apply { Operator: ElementwiseOperator { Order: 0, Function.Name.Text: "sigmoid" } } s => Make.Negate(At("softplus", Make.Negate(s.Argument))),
        Apply { Operator: VectorFunction { Name: "softmax" } } s => VectorFunction.LogSoftmax.Of(s.Argument),
        Apply { Operator: Total } t when Exponent(t.Argument) is { } x => DefinedReduction.LogSumExp.Of(x),
        _ => log,
    };

    private static Expr OfProduct(Product p)
    {
        if (Factors(p.Scalars) is { } scalars)
        {
            return Product.Of(p.Coefficient, [.. scalars, .. p.Chain]);
        }

        // (Σ eˣ)⁻¹ eˣ, among other factors
        foreach (var scalar in p.Scalars)
        {
            if (scalar is Apply { Operator: ElementwisePower { Exponent: var power } } s && power == Rational.MinusOne
                && s.Argument is Apply { Operator: Total } t && Exponent(t.Argument) is { Shape.IsColumn: true } x)
            {
                int at = p.Chain.ToList().FindIndex(c => ReferenceEquals(c, t.Argument));
                if (at >= 0)
                {
                    return Product.Of(p.Coefficient, [.. p.Scalars.Where(f => f != scalar), .. p.Chain.Select((c, i) => i == at ? VectorFunction.Softmax.Of(x) : c)]);
                }
            }
        }

        return p;
    }

    // (1 + eᶻ)⁻ᵐ (eᶻ)ᵏ with 0 ≤ k ≤ m is σ(z)ᵏ σ(−z)ᵐ⁻ᵏ; null where there is no such factor.
    private static Expr[]? Factors(IReadOnlyList<Expr> factors)
    {
        for (int i = 0; i < factors.Count; i++)
        {
            var (below, m) = ElementwisePower.Split(factors[i]);
            if (!m.IsInteger || m.Sign >= 0 || OnePlusExp(below) is not { } z)
            {
                continue;
            }

            var rest = factors.Where((_, k) => k != i).ToList();
            int at = rest.FindIndex(f => ReferenceEquals(Exponent(ElementwisePower.Split(f).Base), z) && ElementwisePower.Split(f).Exponent is { IsInteger: true, Sign: > 0 });
            var above = at < 0 ? Rational.Zero : ElementwisePower.Split(rest[at]).Exponent;
            if (above > -m)
            {
                continue;
            }

            if (at >= 0)
            {
                rest.RemoveAt(at);
            }

            Expr[] stable = [.. rest, ElementwisePower.Of(At("sigmoid", z), above), ElementwisePower.Of(At("sigmoid", Make.Negate(z)), -m - above)];
            return Factors(stable) ?? stable;
        }

        return null;
    }

    // The z of 1 + eᶻ.
    private static Expr? OnePlusExp(Expr e) => e is Sum { Terms: [var a, var b] }
        ? IsOne(a) ? Exponent(b) : IsOne(b) ? Exponent(a) : null
        : null;

    private static bool IsOne(Expr e) => e.IsOne || e is Constant { Kind: ConstantKind.Ones };

    // The z of eᶻ.
    private static Expr? Exponent(Expr e) => e is Apply { Operator: ElementwiseOperator { Order: 0, Function.Name.Text: "exp" } } a ? a.Argument : null;

    private static Expr At(string name, Expr x) => ElementwiseCatalogue.At(name, x);
}
