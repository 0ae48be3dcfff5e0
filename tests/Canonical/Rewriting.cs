using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Tests.Canonical;

/// <summary>Random rewriting by laws that hold for all sizes and values, one node at a time.</summary>
internal sealed class Rewriting(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>The expression after a number of rewritings at random nodes.</summary>
    public Expr Rewritten(Expr e, int count)
    {
        for (int i = 0; i < count; i++)
        {
            var nodes = Rewrite.Nodes(e).Where(n => n is Sum or Product or Apply).ToList();
            if (nodes.Count == 0)
            {
                return e;
            }

            var node = nodes[random.Next(nodes.Count)];
            var next = Local(node);
            if (next is not null && next.Shape == node.Shape)
            {
                e = Rewrite.Substitute(e, node, next);
            }
        }

        return e;
    }

    /// <summary>The arguments of sums and entrywise products in another order.</summary>
    public Expr Shuffle(Expr e) => Rewrite.BottomUp(e, n => n switch
    {
        Sum s => Sum.Of([.. s.Terms.OrderBy(_ => random.Next())]),
        Apply { Operator: Hadamard } h => Make.Hadamard([.. h.Arguments.OrderBy(_ => random.Next())]),
        Product { Scalars.Count: > 1 } p => Product.Of(p.Coefficient, [.. p.Scalars.OrderBy(_ => random.Next()), .. p.Chain]),
        _ => n,
    });

    private Expr? Local(Expr n) => (n, random.Next(4)) switch
    {
        (Product { Chain.Count: > 1 } p, 0) => Distributed(p),
        (Product { Chain.Count: 3 } p, 1) when !p.IsScalar => Make.Unvec(
            Product.Of(p.Coefficient, [.. p.Scalars, Make.Kronecker(Make.Transpose(p.Chain[2]), p.Chain[0]), Make.Vec(p.Chain[1])]), p.Shape),
        (Product { Chain.Count: > 1 } p, 2) when p.IsScalar => Make.Trace(Product.Of(p.Coefficient, [.. p.Scalars, Product.Of(p.Chain.Skip(1).Append(p.Chain[0]).ToList())])),
        (Product { Chain: [Apply { Operator: DiagonalMatrix } d, _, ..] } p, _) => Product.Of(
            p.Coefficient, [.. p.Scalars, Make.Hadamard(Product.Of(d.Argument, Make.Ones(new(Size.One, p.Chain[1].Shape.Columns))), p.Chain[1]), .. p.Chain.Skip(2)]),
        (Product { Chain.Count: > 1 } p, _) when !p.IsScalar => Apply.Raw(
            Transpose.Instance, Product.Of(p.Coefficient, [.. p.Scalars, .. p.Chain.Reverse().Select(Make.Transpose)])),
        (Sum s, 0) => Apply.Raw(Transpose.Instance, Sum.Of([.. s.Terms.Select(Make.Transpose)])),
        (Apply { Operator: Trace, Argument: Product { Chain.Count: > 1 } p }, 0) => Make.Trace(Product.Of(p.Coefficient, [.. p.Scalars, .. p.Chain.Skip(1), p.Chain[0]])),
        (Apply { Operator: Trace, Argument: Product { Chain: [var a, var b], Scalars.Count: 0 } p }, _) => Product.Of(p.Coefficient, Make.Total(Make.Hadamard(Make.Transpose(a), b))),
        (Apply { Operator: Total } t, _) => Product.Of(Make.Ones(new(Size.One, t.Argument.Shape.Rows)), t.Argument, Make.Ones(Shape.Column(t.Argument.Shape.Columns))),
        (Apply { Operator: Hadamard } h, 0) => Make.Transpose(Make.Hadamard([.. h.Arguments.Select(Make.Transpose)])),
        (Apply { Operator: Hadamard, Shape.IsColumn: true } h, _) => Product.Of(Make.Diag(h.Arguments[0]), Make.Hadamard([.. h.Arguments.Skip(1)])),
        (Apply { Operator: ElementwiseOperator op } a, _) => Make.Transpose(op.Of(Make.Transpose(a.Argument))),
        (Apply { Operator: Kronecker, Arguments: [var a, var b] }, 0) =>
            Product.Of(Make.Kronecker(a, Make.Identity(b.Shape.Rows)), Make.Kronecker(Make.Identity(a.Shape.Columns), b)),
        (Apply { Operator: Kronecker, Arguments: [var a, var b] }, _) =>
            Product.Of(Make.Commutation(a.Shape.Rows, b.Shape.Rows), Make.Kronecker(b, a), Make.Commutation(b.Shape.Columns, a.Shape.Columns)),
        (Apply { Operator: Vec } v, _) => Product.Of(Make.Commutation(v.Argument.Shape.Columns, v.Argument.Shape.Rows), Make.Vec(Make.Transpose(v.Argument))),
        (Apply { Operator: DiagonalPart } d, _) =>
            Product.Of(Make.Hadamard(d.Argument, Make.Identity(d.Shape.Rows)), Make.Ones(Shape.Column(d.Shape.Rows))),
        (Apply { Operator: MatrixPower { Exponent: 2 } } p, _) => Apply.Raw(Transpose.Instance, Product.Of(Make.Transpose(p.Argument), Make.Transpose(p.Argument))),
        _ => null,
    };

    // The product over the first sum in the chain.
    private static Expr? Distributed(Product p)
    {
        int at = p.Chain.ToList().FindIndex(c => c is Sum);
        return at < 0 ? null : Sum.Of([.. ((Sum)p.Chain[at]).Terms.Select(t => Product.Of(p.Coefficient, [.. p.Scalars, .. p.Chain.Take(at), t, .. p.Chain.Skip(at + 1)]))]);
    }
}
