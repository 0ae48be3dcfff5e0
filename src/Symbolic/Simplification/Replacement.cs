using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Simplification;

/// <summary>
/// Puts one expression in for another of the same shape, also where it is a part of a node: neighbouring factors of a
/// product (also across the ends of a trace), some of the factors of ⊙, some of the terms of a sum.
/// </summary>
internal sealed class Replacement
{
    private const int MostAtOneNode = 64;
    private const int HighestPower = 8;

    private readonly Expr from;
    private readonly Expr to;
    private readonly IReadOnlyList<Expr> scalars;
    private readonly IReadOnlyList<Expr> chain;

    /// <summary>Replaces <paramref name="from"/>, which is not 0, by <paramref name="to"/>.</summary>
    public Replacement(Expr from, Expr to)
    {
        var (coefficient, core) = Product.Split(from);
        (this.from, this.to) = (core, Product.Of(Rational.One / coefficient, to));
        scalars = core is Product { Scalars: var s } ? s : [];
        chain = Written(Chain(core));
    }

    /// <summary>The expression with every occurrence replaced; the same object where there is none.</summary>
    public Expr In(Expr e) => Rewrite.BottomUp(e, AtNode);

    private Expr AtNode(Expr e)
    {
        for (int i = 0; i < MostAtOneNode; i++)
        {
            var next = Once(e);
            if (next is null || ReferenceEquals(next, e))
            {
                return e;
            }

            e = next;
        }

        return e;
    }

    private Expr? Once(Expr e) => e switch
    {
        _ when ReferenceEquals(e, from) => to,
        Product or Apply { Operator: MatrixPower } when scalars.Count + chain.Count > 1 => InProduct(e),
        Apply { Operator: Trace, Argument: Product p } when scalars.Count == 0 && chain.Count > 1 => InTrace(p),
        Apply { Operator: Hadamard } h when from is Apply { Operator: Hadamard } part => Without(h.Arguments, part.Arguments) is { } rest
            ? Make.Hadamard([.. rest, to]) : null,
        Sum s when from is Sum part => InSum(s, part),
        _ => null,
    };

    private Expr? InProduct(Expr e)
    {
        var (coefficient, own) = e is Product p ? (p.Coefficient, p.Scalars) : (Rational.One, []);
        if (Without(own, scalars) is not { } others)
        {
            return null;
        }

        if (chain.Count == 0)
        {
            return Product.Of(coefficient, [.. others, to, .. Chain(e)]);
        }

        var links = Written(Chain(e));
        int at = Find(links);
        return at < 0 ? null : Product.Of(coefficient, [.. others, .. links.Take(at), to, .. links.Skip(at + chain.Count)]);
    }

    // tr(B … A) has the neighbours A B, too.
    private Expr? InTrace(Product p)
    {
        var links = Written(p.Chain);
        for (int turn = 1; turn < links.Count && p.Shape.Rows.Equals(p.Shape.Columns); turn++)
        {
            List<Expr> turned = [.. links.Skip(turn), .. links.Take(turn)];
            if (Find(turned) is >= 0 and var at)
            {
                return Make.Trace(Product.Of(p.Coefficient, [.. p.Scalars, .. turned.Take(at), to, .. turned.Skip(at + chain.Count)]));
            }
        }

        return null;
    }

    // λ(a + b) + c, for a + b.
    private Expr? InSum(Sum s, Sum part)
    {
        var have = s.Terms.Select(Product.Split).ToDictionary(t => t.Core, t => t.Coefficient);
        Rational? factor = null;
        foreach (var (coefficient, core) in part.Terms.Select(Product.Split))
        {
            if (!have.Remove(core, out var found) || (factor is { } f && f != found / coefficient))
            {
                return null;
            }

            factor = found / coefficient;
        }

        return Sum.Of([Product.Of(factor!.Value, to), .. have.Select(t => Product.Of(t.Value, t.Key))]);
    }

    private int Find(IReadOnlyList<Expr> links)
    {
        for (int i = 0; i + chain.Count <= links.Count; i++)
        {
            int k = 0;
            while (k < chain.Count && ReferenceEquals(links[i + k], chain[k]))
            {
                k++;
            }

            if (k == chain.Count)
            {
                return i;
            }
        }

        return -1;
    }

    // What is left of a list without others; null where one is not in it.
    private static List<Expr>? Without(IReadOnlyList<Expr> list, IReadOnlyList<Expr> others)
    {
        var left = list.ToList();
        return others.All(o => left.Remove(o)) ? left : null;
    }

    private static IReadOnlyList<Expr> Chain(Expr e) => e is Product p ? p.Chain : e.IsScalar ? [] : [e];

    // Whole powers as factors one by one.
    private static List<Expr> Written(IReadOnlyList<Expr> links) =>
    [
        .. links.SelectMany(l => l is Apply { Operator: MatrixPower { Exponent: > 1 and <= HighestPower and var k } } power
            ? Enumerable.Repeat(power.Argument, k) : [l]),
    ];
}
