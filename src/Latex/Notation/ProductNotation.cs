using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Latex;

/// <summary>Products: the number in front, what is divided by below a line, the factors with brackets and spaces between.</summary>
internal sealed class ProductNotation(Notation notation)
{
    private const double WidestNumerator = 26;

    /// <summary>The piece of a product.</summary>
    public Piece Of(Product p)
    {
        var coefficient = p.Coefficient.Abs();
        var above = p.Scalars.Where(s => !IsBelow(s)).ToList();
        var below = p.Scalars.Where(IsBelow).Select(s => ElementwisePower.Of(s, -1)).ToList();
        var items = new List<Box>();
        if (p.Coefficient.Sign < 0)
        {
            items.Add(new Sign("−", isPrefix: true));
        }

        if (below.Count == 0)
        {
            if (!coefficient.IsOne)
            {
                items.Add(Names.Of(coefficient));
            }

            Append(items, [.. above, .. p.Chain], !coefficient.IsOne);
        }
        else
        {
            AppendFraction(items, coefficient, above, below, p.Chain);
        }

        var box = items.Count == 1 ? items[0] : Row.Of([.. items]);
        var loosest = p.Coefficient.Sign < 0 ? Tightness.Sum
            : below.Count == 0 && above.Count == 0 && p.Chain.Count == 1 ? Least(Tightness.Product, notation.Visit(p.Chain[0]).Tightness)
            : p.Chain.Count == 0 && items.Count == 1 ? Tightness.Scripted
            : Tightness.Product;
        return new(box, loosest);
    }

    private void AppendFraction(List<Box> items, Rational coefficient, List<Expr> above, List<Expr> below, IReadOnlyList<Expr> chain)
    {
        var denominator = new List<Box>();
        if (!coefficient.IsInteger)
        {
            denominator.Add(Names.Of(new Rational(coefficient.Denominator, 1)));
        }

        Append(denominator, below, denominator.Count > 0, alone: true);
        var number = Names.Of(new Rational(coefficient.Numerator, 1));
        var numerator = new List<Box>();
        if (!coefficient.Numerator.IsOne || above.Count == 0)
        {
            numerator.Add(number);
        }

        Append(numerator, above, numerator.Count > 0, alone: true);
        bool wide = above.Count > 0 && numerator.Sum(b => b.Width) > WidestNumerator;
        items.Add(new Fraction(wide ? number : One(numerator), One(denominator)));
        Append(items, wide ? [.. above, .. chain] : chain, numberBefore: true);
    }

    private static Box One(List<Box> boxes) => boxes.Count == 1 ? boxes[0] : Row.Of([.. boxes]);

    private static Tightness Least(Tightness a, Tightness b) => a < b ? a : b;

    // A scalar that is written below a fraction line.
    private static bool IsBelow(Expr scalar) => scalar is Apply { Operator: ElementwisePower { Exponent.Sign: < 0 } };

    private void Append(List<Box> items, IReadOnlyList<Expr> factors, bool numberBefore, bool alone = false)
    {
        int inner = factors.Count(f => f is Product);
        for (int i = 0; i < factors.Count; i++)
        {
            bool first = i == 0 && !numberBefore, last = i + 1 == factors.Count;
            var least = factors[i] switch
            {
                // An inner product stands without brackets where nothing follows.
                Product when last && (inner == 1 || factors.Count == 1) => Tightness.Product,
                // 2 x ⊙ y means the same either way.
                Apply { Operator: Hadamard or Kronecker } when factors.Count == 1 => Tightness.Spread,
                _ when alone && factors.Count == 1 && first => Tightness.Sum,
                _ => last ? Tightness.Prefix : Tightness.Scripted,
            };
            var box = notation.Operand(factors[i], least);
            if (IsDifferential(factors[i]) && !first)
            {
                items.Add(Space.Thin);
            }
            else if (StartsWithDigit(box) && !first)
            {
                items.Add(new Sign("·"));
            }
            else if (i > 0 && (IsDifferential(factors[i - 1]) || (box is Underbrace && items[^1] is Underbrace)))
            {
                items.Add(Space.Thin);
            }

            items.Add(box);
        }
    }

    private static bool IsDifferential(Expr e) => e is Differential or Apply { Operator: PendingDifferential };

    private static bool StartsWithDigit(Box box) => box switch
    {
        Numeral => true,
        Row { Items: [var first, ..] } => StartsWithDigit(first),
        Scripts s => StartsWithDigit(s.Base),
        _ => false,
    };
}
