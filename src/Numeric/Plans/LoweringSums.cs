using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Plans;

/// <content>Sums and entrywise products, with what repeats left small.</content>
internal sealed partial class Lowering
{
    // Numbers of "sum": the constant, then a coefficient an operand.
    private Value LowerSum(Sum s)
    {
        if (!s.Shape.IsVector && OntoDiagonal(s) is { } whole)
        {
            return whole;
        }

        var operands = new List<Operand>();
        var coefficients = new List<Rational> { Rational.Zero };
        foreach (var term in s.Terms)
        {
            var (c, core) = Product.Split(term);
            var spread = core.IsOne ? new Spread(core, View.Plain) : Spread.Of(core);
            if (spread is { Inner.IsOne: true, View: View.Plain })
            {
                coefficients[0] += c;
            }
            else if (spread is { } r)
            {
                operands.Add(new(Lower(r.Inner), r.View));
                coefficients.Add(c);
            }
            else
            {
                operands.Add(Operand(core));
                coefficients.Add(c);
            }
        }

        if (!Covers(s.Shape, operands))
        {
            // Only repeated things: the first that is no scalar is built, or the sum of scalars is spread.
            int first = operands.FindIndex(o => o.View != View.Plain);
            if (first < 0)
            {
                return Fill(s.Shape, Emit("sum", Shape.Scalar, operands, coefficients));
            }

            operands[first] = new(Whole(operands[first], s.Shape));
        }

        return Emit("sum", s.Shape, operands, coefficients);
    }

    private Value LowerHadamard(Apply h)
    {
        var above = new List<Operand>();
        var below = new List<Operand>();
        foreach (var factor in h.Arguments)
        {
            Factor(factor, above, below);
        }

        return Multiply(h.Shape, Rational.One, above, below);
    }

    // One factor of an entrywise product: a power with a negative exponent divides, a b' scales rows by a and columns by b.
    private void Factor(Expr factor, List<Operand> above, List<Operand> below)
    {
        if (factor is Apply { Operator: ElementwisePower { Exponent.Sign: < 0 } power } a)
        {
            Factor(ElementwisePower.Of(a.Argument, -power.Exponent), below, above);
        }
        else if (Spread.Of(factor) is { } spread)
        {
            above.Add(new(Lower(spread.Inner), spread.View));
        }
        else if (factor is Product { Coefficient.IsOne: true, Scalars.Count: 0 } p && !p.Shape.IsVector && Outer(p.Chain) is { } cut)
        {
            above.Add(new(Lower(Product.Of([.. p.Chain.Take(cut)])), View.Across));
            above.Add(new(Lower(Product.Of([.. p.Chain.Skip(cut)])), View.Down));
        }
        else
        {
            above.Add(Operand(factor));
        }
    }

    // Numbers of "multiply": the coefficient, then how many operands divide, which come last.
    private Value Multiply(Shape shape, Rational coefficient, List<Operand> above, List<Operand> below)
    {
        if (!Covers(shape, [.. above, .. below]))
        {
            int first = above.FindIndex(o => o.View != View.Plain);
            if (first >= 0)
            {
                above[first] = new(Whole(above[first], shape));
            }
            else if (below.FindIndex(o => o.View != View.Plain) is >= 0 and var i)
            {
                below[i] = new(Whole(below[i], shape));
            }
            else
            {
                return Fill(shape, Multiply(Shape.Scalar, coefficient, above, below));
            }
        }

        return coefficient.IsOne && above.Count == 1 && below.Count == 0
            ? above[0].View == View.Plain ? above[0].Value : Emit("transpose", shape, [new(above[0].Value)])
            : Emit("multiply", shape, [.. above, .. below], [coefficient, below.Count]);
    }

    // Does the broadcast of operands have the whole shape?
    private static bool Covers(Shape shape, IReadOnlyList<Operand> operands) => shape.IsScalar
        || operands.Any(o => o.View == View.Transposed || (o.View == View.Plain && o.Value.Form != Form.Scalar))
        || (operands.Any(o => o.View == View.Across) && operands.Any(o => o.View == View.Down));

    private Value Whole(Operand operand, Shape shape) =>
        Emit("broadcast", shape, [operand], sizes: [operand.View == View.Across ? shape.Columns : shape.Rows]);

    private Value Fill(Shape shape, Value scalar) => Emit("fill", shape, [new(scalar)], sizes: Extents(shape));

    private static int? Outer(IReadOnlyList<Expr> chain)
    {
        for (int i = 1; i < chain.Count; i++)
        {
            if (chain[i].Shape.Rows.IsOne)
            {
                return i;
            }
        }

        return null;
    }
}
