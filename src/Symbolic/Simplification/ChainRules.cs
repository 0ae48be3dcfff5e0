using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Simplification;

/// <summary>
/// Rules of neighbours in a product, and of transposed sums and powers: ((A B)²)' is (B' A')², so that powers meet.
/// </summary>
internal static class ChainRules
{
    /// <summary>The node after one rule, or null where none applies.</summary>
    public static Expr? Apply(Expr e) => e switch
    {
        Product p => DiagonalTimesVector(p) ?? Neighbours(p) ?? Cancellation.Apply(p) ?? Repetition(p),
        Sum s => PositiveFirst(s) ?? Transposed(s),
        Apply { Operator: MatrixPower } power => Cancellation.Apply(power),
        Apply { Operator: Transpose, Argument: Apply { Operator: MatrixPower { Exponent: > 1 } power, Argument: Product inner } } =>
            MatrixPower.Of(Make.Transpose(inner), power.Exponent),
        Apply { Operator: Transpose, Argument: Sum s } t => Shorter(t, Sum.Of([.. s.Terms.Select(Make.Transpose)])),
        _ => null,
    };

    /// <summary>The new form if it is smaller than the old one.</summary>
    public static Expr? Shorter(Expr old, Expr @new) => TreeSize.Of(@new) < TreeSize.Of(old) ? @new : null;

    /// <summary>The new form if it is not longer than the old one.</summary>
    public static Expr? NoLonger(Expr old, Expr @new) => TreeSize.Of(@new) <= TreeSize.Of(old) ? @new : null;

    // diag(v) x = v ⊙ x for a column x, and for a row r'diag(v) = (v ⊙ r)' or r diag(v) = r ⊙ v'.
    private static Expr? DiagonalTimesVector(Product p)
    {
        for (int i = 0; i < p.Chain.Count; i++)
        {
            if (p.Chain[i] is not Apply { Operator: DiagonalMatrix } d)
            {
                continue;
            }

            for (int j = i + 1; j < p.Chain.Count; j++)
            {
                if (p.Chain[j].Shape.Columns.IsOne)
                {
                    var column = Make.Hadamard(d.Argument, Product.Of([.. p.Chain.Skip(i + 1).Take(j - i)]));
                    return Product.Of(p.Coefficient, [.. p.Scalars, .. p.Chain.Take(i), column, .. p.Chain.Skip(j + 1)]);
                }
            }

            for (int j = i - 1; j >= 0; j--)
            {
                if (p.Chain[j].Shape.Rows.IsOne)
                {
                    var left = Product.Of([.. p.Chain.Skip(j).Take(i - j)]);
                    var column = Make.Transpose(Make.Hadamard(d.Argument, Make.Transpose(left)));
                    var row = Shorter(column, Make.Hadamard(left, Make.Transpose(d.Argument))) ?? column;
                    return Product.Of(p.Coefficient, [.. p.Scalars, .. p.Chain.Take(j), row, .. p.Chain.Skip(i + 1)]);
                }
            }
        }

        return null;
    }

    // −a + b = b − a.
    private static Expr? PositiveFirst(Sum s)
    {
        for (int i = 0; i < s.Terms.Count; i++)
        {
            if (!IsNegative(s.Terms[i]))
            {
                return i > 0 ? ReadFrom(s, i) : null;
            }
        }

        return null;
    }

    private static bool IsNegative(Expr term) => term is Number { Value.Sign: < 0 } or Product { Coefficient.Sign: < 0 };

    private static Expr ReadFrom(Sum s, int first) => Sum.Of([s.Terms[first], .. s.Terms.Where((_, i) => i != first)]);

    // B'A' + A'B' = (A B + B A)' where every term becomes shorter.
    private static Expr? Transposed(Sum s)
    {
        if (s.Shape.IsVector || s.IsScalar)
        {
            return null;
        }

        var turned = Sum.Of([.. s.Terms.Select(Make.Transpose)]);
        return turned is Sum && TreeSize.Of(turned) + 2 < TreeSize.Of(s) ? Operators.Transpose.Instance.Of(turned) : null;
    }

    // A B A B = (A B)².
    private static Expr? Repetition(Product p)
    {
        for (int length = 2; length <= p.Chain.Count / 2; length++)
        {
            for (int start = 0; start + (2 * length) <= p.Chain.Count; start++)
            {
                if (!Repeats(p.Chain, start, start + length, length))
                {
                    continue;
                }

                var block = p.Chain.Skip(start).Take(length).ToList();
                if (!block[0].Shape.Rows.Equals(block[^1].Shape.Columns) || block[0].Shape.Rows.IsOne)
                {
                    continue;
                }

                int count = 2;
                while (Repeats(p.Chain, start, start + (count * length), length))
                {
                    count++;
                }

                var power = MatrixPower.Of(Product.Of(block), count);
                return Shorter(p, Product.Of(p.Coefficient, [.. p.Scalars, .. p.Chain.Take(start), power, .. p.Chain.Skip(start + (count * length))]));
            }
        }

        return null;
    }

    private static bool Repeats(IReadOnlyList<Expr> chain, int start, int again, int length)
    {
        for (int i = 0; i < length; i++)
        {
            if (again + i >= chain.Count || !ReferenceEquals(chain[start + i], chain[again + i]))
            {
                return false;
            }
        }

        return true;
    }

    // [A B] times C over D is A C + B D, where that is shorter.
    private static Expr? Blocks(Apply h, Apply v) => h.Arguments.Count == v.Arguments.Count
        && h.Arguments.Zip(v.Arguments).All(p => p.First.Shape.Columns.Equals(p.Second.Shape.Rows))
        ? Shorter(Product.Of(h, v), Sum.Of([.. h.Arguments.Zip(v.Arguments, (a, b) => Product.Of(a, b))])) : null;

    private static Expr? Neighbours(Product p)
    {
        for (int i = 0; i + 1 < p.Chain.Count; i++)
        {
            if (Pair(p.Chain[i], p.Chain[i + 1]) is { } joined)
            {
                return Product.Of(p.Coefficient, [.. p.Scalars, .. p.Chain.Take(i), joined, .. p.Chain.Skip(i + 2)]);
            }
        }

        return null;
    }

    private static Expr? Pair(Expr a, Expr b) => (a, b) switch
    {
        // B (C B)² = (B C)² B.
        (_, Apply { Operator: MatrixPower { Exponent: > 1 } power, Argument: Product { Scalars.Count: 0 } inner }) when ReferenceEquals(inner.Chain[^1], a) =>
            Product.Of(MatrixPower.Of(Product.Of([a, .. inner.Chain.Take(inner.Chain.Count - 1)]), power.Exponent), a),
        (Apply { Operator: DiagonalMatrix } x, Apply { Operator: DiagonalMatrix } y) => Make.Diag(Make.Hadamard(x.Argument, y.Argument)),
        // A⁺'A' = (A A⁺)' = A A⁺, and A'A⁺' = A⁺A.
        (Apply { Operator: Transpose, Argument: var x }, Apply { Operator: Transpose, Argument: var y }) when Cancellation.IsProjector(y, x) => Product.Of(y, x),
        (Constant { Kind: ConstantKind.Ones } x, Constant { Kind: ConstantKind.Ones } y) =>
            Product.Of(Make.SizeValue(x.Second), Make.Ones(new(x.First, y.Second))),
        (Apply { Operator: Hcat } h, Apply { Operator: Vcat } v) => Blocks(h, v),
        (Constant { Kind: ConstantKind.Elimination }, Constant { Kind: ConstantKind.Duplication } d) => Make.Identity(d.Shape.Columns),
        (Constant { Kind: ConstantKind.Commutation } k, Constant { Kind: ConstantKind.Duplication } d) when k.First.Equals(k.Second) => d,
        (Constant { Kind: ConstantKind.Elimination }, Apply { Operator: Vec } v) => Vech.Instance.Of(v.Argument),
        (Constant { Kind: ConstantKind.Duplication }, Apply { Operator: Vech } v) when Structure.IsSymmetric(v.Argument) => Make.Vec(v.Argument),
        (Constant { Kind: ConstantKind.Commutation } k, Apply { Operator: Vec } v) when v.Argument.Shape == new Shape(k.First, k.Second) => Make.Vec(Make.Transpose(v.Argument)),
        _ => null,
    };
}
