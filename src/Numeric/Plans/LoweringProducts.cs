using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Plans;

/// <content>Products: scalars, the order of a chain, and what a structured factor does to the rest.</content>
internal sealed partial class Lowering
{
    private Value LowerProduct(Product p)
    {
        var above = new List<Operand>();
        var below = new List<Operand>();
        foreach (var scalar in p.Scalars)
        {
            Factor(scalar, above, below);
        }

        switch (p.Chain)
        {
            case []:
                break;
            case [Constant { Kind: ConstantKind.Ones }]:
                return Fill(p.Shape, Multiply(Shape.Scalar, p.Coefficient, above, below));
            case [Apply { Operator: Hadamard } h] when uses.GetValueOrDefault(h) <= 1:
                foreach (var factor in h.Arguments)
                {
                    Factor(factor, above, below);
                }

                break;
            default:
                above.Add(new(LowerChain(p.Chain)));
                break;
        }

        return Multiply(p.Shape, p.Coefficient, above, below);
    }

    private Value LowerChain(IReadOnlyList<Expr> chain)
    {
        if (chain.Count == 1)
        {
            return Lower(chain[0]);
        }

        // A row is held as its column is: x'A as A'x.
        if (chain[0].Shape.Rows.IsOne && !chain[^1].Shape.Columns.IsOne)
        {
            return Lower(Product.Of([.. chain.Reverse().Select(Make.Transpose)]));
        }

        if (Links.Simplify(chain) is { } simpler)
        {
            return Lower(simpler);
        }

        int cut = order.Cut(chain);
        return Combine(Product.Of([.. chain.Take(cut)]), Product.Of([.. chain.Skip(cut)]), IsSymmetric(Product.Of([.. chain])));
    }

    // Numbers of "matmul": 1 where the product is symmetric, so that half of it is enough.
    private Value Combine(Expr left, Expr right, bool symmetric)
    {
        var shape = new Shape(left.Shape.Rows, right.Shape.Columns);
        return TermByTerm(left, right) ?? FromLeft(left, right, shape) ?? FromRight(left, right, shape) ?? Emit(
            shape.IsScalar ? "dot" : left.Shape.IsColumn ? "outer" : "matmul",
            shape,
            [Operand(left), Operand(right)],
            symmetric && !shape.IsScalar && !left.Shape.IsColumn && !right.Shape.IsRow ? [Rational.One] : null);
    }

    // What a structured left factor does to a column or a matrix.
    private Value? FromLeft(Expr left, Expr right, Shape shape)
    {
        bool column = right.Shape.IsColumn;
        switch (left)
        {
            case Apply { Operator: DiagonalMatrix } d:
                return Multiply(shape, Rational.One, [new(Lower(d.Argument), column ? View.Plain : View.Across), Operand(right)], []);
            case Constant { Kind: ConstantKind.Ones, Shape.IsColumn: true }:
                return Whole(new(Lower(right), View.Down), shape);
            case Constant { Kind: ConstantKind.Ones }:
                return column ? Emit("sum of entries", shape, [Operand(right)]) : Sums(Operand(right, transposed: true), shape);
            case Constant { Kind: ConstantKind.Commutation } k when column:
                return Lower(Make.Vec(Make.Transpose(Make.Unvec(right, new(k.First, k.Second)))));
            case Constant { Kind: ConstantKind.Commutation or ConstantKind.Duplication or ConstantKind.Elimination } k:
                return Emit(KernelTable.Gather(k.Kind, columns: false), shape, [new(Lower(right))], sizes: Parameters(k));
            case Apply { Operator: Transpose, Argument: Constant { Kind: ConstantKind.Basis } b } when column:
                return Emit("entry", shape, [new(Lower(right))], sizes: [b.First - Size.One]);
            case Apply { Operator: Kronecker } k when column:
                var (b1, a1) = (k.Arguments[0], Make.Kronecker([.. k.Arguments.Skip(1)]));
                return Lower(Make.Vec(Product.Of(a1, Make.Unvec(right, new(a1.Shape.Columns, b1.Shape.Columns)), Make.Transpose(b1))));
            default:
                return Links.Power(left) is { } power ? Powers(power, right, shape) : null;
        }
    }

    // What a structured right factor does to a matrix, or to a row for a scalar.
    private Value? FromRight(Expr left, Expr right, Shape shape)
    {
        bool row = left.Shape.IsRow;
        switch (right)
        {
            case Apply { Operator: DiagonalMatrix } d:
                return Multiply(shape, Rational.One, [Operand(left), new(Lower(d.Argument), View.Down)], []);
            case Constant { Kind: ConstantKind.Ones, Shape.IsRow: true }:
                return Whole(new(Lower(left), View.Across), shape);
            case Constant { Kind: ConstantKind.Ones }:
                return row ? Emit("sum of entries", shape, [Operand(left)]) : Sums(Operand(left), shape);
            case Constant { Kind: ConstantKind.Basis } b:
                var index = new[] { b.First - Size.One };
                return row ? Emit("entry", shape, [new(Lower(left))], sizes: index)
                    : Operand(left) is { View: View.Transposed } turned ? Emit("row", shape, [new(turned.Value)], sizes: index)
                    : Emit("column", shape, [new(Lower(left))], sizes: index);
            case Constant { Kind: ConstantKind.Commutation } k when !row:
                return Emit(KernelTable.Gather(k.Kind, columns: true), shape, [new(Lower(left))], sizes: [k.Second, k.First]);
            case Apply { Operator: Transpose, Argument: Constant { Kind: ConstantKind.Duplication or ConstantKind.Elimination } k } when !row:
                return Emit(KernelTable.Gather(k.Kind, columns: true), shape, [new(Lower(left))], sizes: Parameters(k));
            default:
                return !row && Links.Power(right) is ({ } x, < 0 and var exponent, var transposed)
                    ? Emit("transpose", shape, [new(Solve(x, !transposed, -exponent, Operand(left, transposed: true), shape.Transposed))])
                    : null;
        }
    }

    // The sums of the rows of a matrix, or of the columns where it is looked at transposed.
    private Value Sums(Operand x, Shape shape) =>
        Emit(x.View == View.Transposed ? "sums of columns" : "sums of rows", shape, [new(x.Value)]);

    // X⁻ᵏ B by k solutions; Xᵏ b by k products.
    private Value? Powers((Expr Base, int Exponent, bool Transposed) power, Expr right, Shape shape)
    {
        if (power.Exponent < 0)
        {
            return Solve(power.Base, power.Transposed, -power.Exponent, Operand(right), shape);
        }

        if (!right.Shape.IsColumn || power.Exponent > 8)
        {
            return null;
        }

        var (x, value) = (Operand(power.Base, power.Transposed), new Operand(Lower(right)));
        for (int i = 0; i < power.Exponent; i++)
        {
            value = new(Emit("matmul", shape, [x, value]));
        }

        return value.Value;
    }

    private Value Solve(Expr x, bool transposed, int times, Operand right, Shape shape)
    {
        var (factors, suffix) = Factors(x, transposed);
        for (int i = 0; i < times; i++)
        {
            right = new(Emit("solve" + suffix, shape, [factors, right]));
        }

        return right.Value;
    }

    // L L' of what is positive definite by its declaration, L U of other matrices, once for all that is done with it; the end of the
    // names of the rows that read it.
    private (Operand Factors, string Suffix) Factors(Expr x, bool transposed = false)
    {
        if (x is Apply { Operator: Transpose } t)
        {
            return Factors(t.Argument, !transposed);
        }

        var n = x.Shape.Rows;
        if (Definiteness.IsPositiveDefinite(x))
        {
            return (new(Emit("cholesky", new(n, n), [new(Lower(x))])), " posdef");
        }

        return (new(Emit("lu", new(n, n + Size.One), [new(Lower(x))]), transposed && !IsSymmetric(x) ? View.Transposed : View.Plain), "");
    }

    private static Size[] Parameters(Constant c) => c.Kind == ConstantKind.Commutation ? [c.First, c.Second] : [c.First];
}
