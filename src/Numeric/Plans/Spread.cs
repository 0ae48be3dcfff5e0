using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Plans;

/// <summary>
/// An expression whose entries repeat: c·1 (a scalar for all entries), a 1' (a column for every column), 1 b' (a row for
/// every row). Sums and entrywise products take the smaller thing and never build the whole.
/// </summary>
internal readonly record struct Spread(Expr Inner, View View)
{
    /// <summary>What repeats, where something does.</summary>
    public static Spread? Of(Expr e) => e.IsScalar ? null : e switch
    {
        Constant { Kind: ConstantKind.Ones } => new(Number.One, View.Plain),
        Product p => OfProduct(p),
        Apply { Operator: ElementwisePower o } a when Of(a.Argument) is { } s => s with { Inner = ElementwisePower.Of(s.Inner, o.Exponent) },
        Apply { Operator: ElementwiseOperator o } a when Of(a.Argument) is { } s => s with { Inner = o.Of(s.Inner) },
        _ => null,
    };

    private static Spread? OfProduct(Product p)
    {
        var chain = p.Chain;
        if (chain is [Constant { Kind: ConstantKind.Ones }])
        {
            return new(Product.Of(p.Coefficient, p.Scalars), View.Plain);
        }

        if (!p.Shape.IsVector && chain.Count > 1)
        {
            if (chain[^1] is Constant { Kind: ConstantKind.Ones } last)
            {
                var column = Product.Of(p.Coefficient, [.. p.Scalars, .. chain.SkipLast(1), .. Short(last.Shape.Rows, Shape.Column(last.Shape.Rows))]);
                return Of(column) is { View: View.Plain } scalar ? scalar : new(column, View.Across);
            }

            if (chain[0] is Constant { Kind: ConstantKind.Ones } first)
            {
                var row = Product.Of(p.Coefficient, [.. p.Scalars, .. Short(first.Shape.Columns, new(Size.One, first.Shape.Columns)), .. chain.Skip(1)]);
                return Of(row) is { View: View.Plain } scalar ? scalar : new(row, View.Down);
            }
        }

        return null;
    }

    // The part of ones(m,n) that stays: nothing where it is a vector.
    private static Expr[] Short(Size inner, Shape shape) => inner.IsOne ? [] : [Make.Ones(shape)];
}
