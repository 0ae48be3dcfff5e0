using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Expressions;

/// <summary>
/// The number of nodes of an expression as it is written: a leaf 1, a sign, operator or call 1 more than its arguments.
/// Shared parts count as often as they are written.
/// </summary>
internal static class TreeSize
{
    /// <summary>The size as written.</summary>
    public static double Of(Expr e)
    {
        if (e.KnownSize > 0)
        {
            return e.KnownSize;
        }

        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        double result = e switch
        {
            Number n => OfNumber(n.Value),
            Symbol { Derivative: { } d } => 1 + Of(d.Of) + Of(d.Wrt),
            Constant c => c.Kind switch
            {
                ConstantKind.Pi or ConstantKind.SizeValue => 1 + (2 * (c.First.Terms.Count - 1)),
                ConstantKind.Identity or ConstantKind.Duplication or ConstantKind.Elimination => 1 + Of(c.First),
                ConstantKind.Ones or ConstantKind.Zeros => 1 + Of(c.First) + (c.Second.IsOne ? 0 : Of(c.Second)),
                _ => 1 + Of(c.First) + Of(c.Second),
            },
            Symbol or Differential => 1,
            Sum s => OfSum(s),
            Product p => OfProduct(p),
            Apply { Operator: Transpose, Argument: Apply { Operator: MatrixPower { Exponent: -1 } } i } => 3 + Of(i.Argument),
            Apply { Operator: MatrixPower } a => 2 + Of(a.Argument),
            Apply { Operator: ElementwisePower p } a => p.Exponent == new Rational(1, 2) ? 1 + Of(a.Argument)
                : 1 + Of(a.Argument) + OfNumber(p.Exponent),
            Apply { Operator: Hadamard } a => a.Arguments.Sum(Factor) + a.Arguments.Count - 1,
            Apply { Operator: Kronecker } a => a.Arguments.Sum(Of) + a.Arguments.Count - 1,
            Apply { Operator: Unvec u } a => 1 + Of(a.Argument) + Of(u.Result.Rows) + Of(u.Result.Columns),
            Apply a => 1 + a.Arguments.Sum(Of),
            _ => 1,
        };
        return e.KnownSize = result;
    }

    private static double OfNumber(Rational value) => value.IsInteger ? 1 : 3;

    private static double Of(Size size) => Math.Max(1, (2 * size.Terms.Count) - 1 + size.Terms.Sum(t => Math.Max(0, t.Powers.Length - (t.Coefficient.IsOne ? 1 : 0))));

    // Where a factor stands below, its exponent −1 is the sign itself.
    private static double Factor(Expr e) => e is Apply { Operator: ElementwisePower { Exponent.Sign: < 0 } p } a ? Of(ElementwisePower.Of(a.Argument, -p.Exponent)) : Of(e);

    private static double OfSum(Sum s)
    {
        bool full = s.Terms.Any(t => Text.TextPrinter.SpreadScalar(t) is null);
        double size = s.Terms.Count - 1;
        for (int i = 0; i < s.Terms.Count; i++)
        {
            var term = full ? Text.TextPrinter.SpreadScalar(s.Terms[i]) ?? s.Terms[i] : s.Terms[i];
            var (coefficient, core) = Product.Split(term);
            size += coefficient.Sign < 0 ? Of(Product.Of(-coefficient, core)) + (i == 0 ? 1 : 0) : Of(term);
        }

        return size;
    }

    private static double OfProduct(Product p)
    {
        var coefficient = p.Coefficient.Abs();
        double size = p.Coefficient.Sign < 0 ? 1 : 0;
        int parts = 0;
        if (!coefficient.IsOne)
        {
            size += OfNumber(coefficient);
            parts++;
        }

        foreach (var factor in p.Scalars.Concat(p.Chain))
        {
            size += Factor(factor);
            parts++;
        }

        return size + Math.Max(0, parts - 1);
    }
}
