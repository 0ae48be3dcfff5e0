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
                ConstantKind.Pi or ConstantKind.SizeValue => 1,
                ConstantKind.Identity or ConstantKind.Duplication or ConstantKind.Elimination => 1 + Of(c.First),
                ConstantKind.Ones or ConstantKind.Zeros => 1 + Of(c.First) + (c.Second.IsOne ? 0 : Of(c.Second)),
                _ => 1 + Of(c.First) + Of(c.Second),
            },
            Symbol or Differential => 1,
            Sum s => OfSum(s),
            Product p => OfProduct(p),
            Apply { Operator: Transpose, Argument: Apply { Operator: MatrixPower { Exponent: -1 } } i } => 3 + Of(i.Argument),
            Apply { Operator: MatrixPower } a => 2 + Of(a.Argument),
            Apply { Operator: ElementwisePower p } a => OfPower(a, p.Exponent),
            Apply { Operator: Hadamard } a => OfHadamard(a),
            Apply { Operator: Kronecker } a => a.Arguments.Sum(Of) + a.Arguments.Count - 1,
            Apply { Operator: Unvec u } a => 1 + Of(a.Argument) + Of(u.Result.Rows) + Of(u.Result.Columns),
            Apply { Operator: IIndexed r } a => 1 + Of(r.From) + Of(r.To) + Of(a.Argument),
            Apply { Operator: Nabla n } a => 1 + Of(a.Argument) + n.Variables.Sum(Of),
            Apply a => 1 + a.Written.Sum(Of),
            _ => 1,
        };
        return e.KnownSize = result;
    }

    // 3, 1/2, and with a sign.
    private static double OfNumber(Rational value) => (value.IsInteger ? 1 : 3) + (value.Sign < 0 ? 1 : 0);

    private static double Of(Size size) => size.Terms.Count == 0 ? 1 : size.Terms.Sum(Of) + size.Terms.Count - 1 + (size.Terms[0].Coefficient.Sign < 0 ? 1 : 0);

    // 2*m*n^2.
    private static double Of(Monomial term)
    {
        var coefficient = term.Coefficient.Abs();
        bool written = term.Powers.Length == 0 || !coefficient.IsOne;
        return (written ? OfNumber(coefficient) : 0) + term.Powers.Sum(p => p.Power == 1 ? 1 : 3) + Math.Max(0, term.Powers.Length - (written ? 0 : 1));
    }

    // A whole exponent is one leaf with its sign: x.^-2.
    private static double OfPower(Apply a, Rational exponent) =>
        exponent == new Rational(1, 2) ? 1 + Of(a.Argument)
        : a.IsScalar && exponent.Sign < 0 ? 2 + Below(a)
        : 1 + Of(a.Argument) + (exponent.IsInteger ? 1 : OfNumber(exponent));

    private static double OfHadamard(Apply a)
    {
        // Where all factors stand below, the first is written as a power.
        bool above = a.Arguments.Any(x => !IsBelow(x));
        return a.Arguments.Select((x, i) => IsBelow(x) && (above || i > 0) ? Below(x) : Of(x)).Sum() + a.Arguments.Count - 1;
    }

    private static bool IsBelow(Expr e) => e is Apply { Operator: ElementwisePower { Exponent.Sign: < 0 } };

    // What is written below a fraction line.
    private static double Below(Expr e) => Of(ElementwisePower.Of(e, -1));

    private static double OfSum(Sum s)
    {
        double size = s.Terms.Count - 1;
        for (int i = 0; i < s.Terms.Count; i++)
        {
            var term = Text.TextPrinter.SpreadScalar(s.Terms[i]) ?? s.Terms[i];
            var (coefficient, core) = Product.Split(term);
            size += coefficient.Sign < 0 ? Of(Product.Of(-coefficient, core)) + (i == 0 ? 1 : 0) : Of(term);
        }

        return size;
    }

    // What is above the fraction line, 1 if nothing is, and what is below; a fraction without a line is 3 nodes.
    private static double OfProduct(Product p)
    {
        var coefficient = p.Coefficient.Abs();
        double size = p.Coefficient.Sign < 0 ? 1 : 0;
        int above = p.Chain.Count, below = 0;
        foreach (var factor in p.Scalars)
        {
            if (IsBelow(factor))
            {
                size += Below(factor);
                below++;
            }
            else
            {
                size += Of(factor);
                above++;
            }
        }

        size += p.Chain.Sum(Of);
        bool split = below > 0 || above == 0;
        if (!coefficient.IsOne && !(split && coefficient.Numerator.IsOne))
        {
            size += split ? 1 : OfNumber(coefficient);
            above++;
        }

        if (split && !coefficient.IsInteger)
        {
            size++;
            below++;
        }

        size += above == 0 ? 1 : above - 1;
        return size + below;
    }
}
