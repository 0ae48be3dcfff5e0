using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Verification.Conditions;

/// <summary>Conditions on unknown functions, made by putting functions of the kind in their place.</summary>
internal static class FunctionConditions
{
    /// <summary><c>f'' = 0</c>: f(t) = a t + b.</summary>
    public static Condition Affine(ElementwiseFunction f)
    {
        var slope = Symbol.Of(new Name(f.Name.Base + "_slope"), Shape.Scalar);
        var shift = Symbol.Of(new Name(f.Name.Base + "_shift"), Shape.Scalar);
        return Of($"{f.Name}'' = 0", f, (x, order) => order switch
        {
            0 => Sum.Of(Product.Of(slope, x), Make.Spread(shift, x.Shape)),
            1 => Make.Spread(slope, x.Shape),
            _ => Make.Zero(x.Shape),
        }, claim => (claim.Left.IsZero && IsSecond(claim.Right)) || (claim.Right.IsZero && IsSecond(claim.Left)));

        bool IsSecond(Expr e) => e is Apply { Operator: ElementwiseOperator { Order: 2 } op } && op.Function.Equals(f);
    }

    /// <summary>f(t) = t.</summary>
    public static Condition Identity(ElementwiseFunction f) =>
        Of($"{f.Name} identity", f, (x, order) => order switch { 0 => x, 1 => Make.Ones(x.Shape), _ => Make.Zero(x.Shape) });

    /// <summary>f(−t) = −f(t): f(t) = h(t) − h(−t).</summary>
    public static Condition Odd(ElementwiseFunction f) => Mirrored(f, "odd", -1);

    /// <summary>f(−t) = f(t): f(t) = h(t) + h(−t).</summary>
    public static Condition Even(ElementwiseFunction f) => Mirrored(f, "even", 1);

    /// <summary>A claim with other values in the place of a function and its derivatives, wherever they occur.</summary>
    public static Claim Replace(Claim claim, ElementwiseFunction f, Func<Expr, int, Expr> put) => claim.Everywhere(side => Rewrite.BottomUp(side, e =>
        e is Apply { Operator: ElementwiseOperator op } a && op.Function.Equals(f) ? put(a.Argument, op.Order) : e));

    private static Condition Mirrored(ElementwiseFunction f, string word, int sign)
    {
        var h = f with { Name = new Name(f.Name.Base + "_half", [.. f.Name.Indices]) };
        return Of($"{f.Name} {word}", f, (x, order) => Sum.Of(h.At(x, order), Product.Of(order % 2 == 0 ? sign : -sign, h.At(Make.Negate(x), order))));
    }

    private static Reading Of(string text, ElementwiseFunction f, Func<Expr, int, Expr> put, Func<Claim, bool>? repeats = null) => new(text, claim => Replace(claim, f, put), repeats);
}
