using System.Numerics;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Simplification;

/// <summary>Common factors of the terms of a sum, taken out where that makes it shorter.</summary>
internal static class Factoring
{
    private enum Side
    {
        Scalar,
        Left,
        Right,
        Hadamard,
        KroneckerLeft,
        KroneckerRight,
    }

    /// <summary>The sum with the best common factor taken out, or null where none shortens it.</summary>
    public static Expr? Apply(Expr e)
    {
        if (e is not Sum s || s.Terms.Count > 200)
        {
            return null;
        }

        // A common sign is taken out although it is no shorter: the product around it may take it further.
        double size = TreeSize.Of(s);
        var best = Content(s);
        best = best is not null && TreeSize.Of(best) <= size ? best : null;
        double least = best is null ? size : TreeSize.Of(best);
        foreach (var (side, factor, indices) in Candidates(s))
        {
            var rests = indices.Select(i => side is Side.Scalar or Side.Hadamard ? Over(s.Terms[i], side, factor) : Without(s.Terms[i], side, factor)).ToList();
            var joined = Join(side, factor, Sum.Of(rests));
            int first = indices[0];
            var whole = Sum.Of([.. s.Terms.Take(first), joined, .. s.Terms.Where((_, i) => i > first && !indices.Contains(i))]);
            if (TreeSize.Of(whole) < least)
            {
                (best, least) = (whole, TreeSize.Of(whole));
            }
        }

        return best;
    }

    // 2 A + 2 B = 2 (A + B), and −A − B as it is.
    private static Expr? Content(Sum s)
    {
        var numerator = BigInteger.Zero;
        var denominator = BigInteger.One;
        foreach (var term in s.Terms)
        {
            var c = Product.Split(term).Coefficient;
            numerator = BigInteger.GreatestCommonDivisor(numerator, c.Numerator);
            denominator = denominator / BigInteger.GreatestCommonDivisor(denominator, c.Denominator) * c.Denominator;
        }

        var content = new Rational(numerator, denominator);
        if (Product.Split(s.Terms[0]).Coefficient.Sign < 0 && s.Terms.All(t => Product.Split(t).Coefficient.Sign < 0))
        {
            content = -content;
        }

        return content.IsOne || content.IsZero ? null : Product.Of(content, Sum.Of([.. s.Terms.Select(t => Product.Of(Rational.One / content, t))]));
    }

    private static IEnumerable<(Side Side, Expr Factor, List<int> Indices)> Candidates(Sum s)
    {
        var found = new Dictionary<(Side, Expr), List<int>>();
        for (int i = 0; i < s.Terms.Count; i++)
        {
            foreach (var key in Factors(Product.Split(s.Terms[i]).Core).Distinct())
            {
                if (!found.TryGetValue(key, out var list))
                {
                    found[key] = list = [];
                }

                list.Add(i);
            }
        }

        return found.Where(f => f.Value.Count > 1).Select(f => (f.Key.Item1, f.Key.Item2, f.Value)).Concat(Powers(found, s)).ToList();
    }

    // Powers of one base: the lowest comes out, b⁻¹ − a b⁻³ = b⁻³ (b² − a).
    private static IEnumerable<(Side, Expr, List<int>)> Powers(Dictionary<(Side Side, Expr Factor), List<int>> found, Sum s)
    {
        foreach (var group in found.Where(f => f.Key.Side is Side.Scalar or Side.Hadamard).GroupBy(f => (f.Key.Side, ElementwisePower.Split(f.Key.Factor).Base)).Where(g => g.Count() > 1))
        {
            var lowest = group.MinBy(f => ElementwisePower.Split(f.Key.Factor).Exponent).Key.Factor;
            var indices = group.SelectMany(f => f.Value).Distinct().Order().ToList();
            if (indices.Count > 1)
            {
                yield return (group.Key.Side, lowest, indices);
            }
        }
    }

    // A term over a power of a base: entrywise and scalar factors merge by themselves.
    private static Expr Over(Expr term, Side side, Expr factor)
    {
        var inverse = ElementwisePower.Of(factor, -1);
        return side == Side.Scalar ? Product.Of(inverse, term) : Make.Hadamard(term, inverse);
    }

    private static IEnumerable<(Side, Expr)> Factors(Expr core)
    {
        switch (core)
        {
            case Product p:
                foreach (var scalar in p.Scalars)
                {
                    yield return (Side.Scalar, scalar);
                }

                if (p.Chain.Count > 0)
                {
                    yield return (Side.Left, p.Chain[0]);
                    yield return (Side.Right, p.Chain[^1]);
                }

                if (p.Chain is [Apply { Operator: Operators.Hadamard or Kronecker } inner])
                {
                    foreach (var key in Factors(inner))
                    {
                        yield return key;
                    }
                }

                break;
            case Apply { Operator: Operators.Hadamard } h:
                foreach (var factor in h.Arguments)
                {
                    yield return (Side.Hadamard, factor);
                }

                break;
            case Apply { Operator: Kronecker } k:
                yield return (Side.KroneckerLeft, k.Arguments[0]);
                yield return (Side.KroneckerRight, k.Arguments[^1]);
                break;
            case Number:
                break;
            default:
                yield return (core.IsScalar ? Side.Scalar : Side.Left, core);
                if (!core.IsScalar)
                {
                    yield return (Side.Right, core);
                    yield return (Side.Hadamard, core);
                }

                break;
        }
    }

    // The term without the factor: what has to be multiplied by it on its side.
    private static Expr Without(Expr term, Side side, Expr factor)
    {
        var (coefficient, core) = Product.Split(term);
        var rest = core switch
        {
            _ when ReferenceEquals(core, factor) => side switch
            {
                Side.Scalar => Number.One,
                Side.Left => Make.Identity(factor.Shape.Columns),
                Side.Right => Make.Identity(factor.Shape.Rows),
                _ => Make.Ones(factor.Shape),
            },
            Product p when side == Side.Scalar => Product.Of([.. Remove(p.Scalars, factor), .. p.Chain]),
            Product p when side == Side.Left => p.Chain.Count == 1 ? Product.Of([.. p.Scalars, Make.Identity(factor.Shape.Columns)]) : Product.Of([.. p.Scalars, .. p.Chain.Skip(1)]),
            Product p when side == Side.Right => p.Chain.Count == 1 ? Product.Of([.. p.Scalars, Make.Identity(factor.Shape.Rows)]) : Product.Of([.. p.Scalars, .. p.Chain.Take(p.Chain.Count - 1)]),
            Product p => Product.Of([.. p.Scalars, Without(p.Chain[0], side, factor)]),
            Apply { Operator: Operators.Hadamard } h => Make.Hadamard([Make.Ones(h.Shape), .. Remove(h.Arguments, factor)]),
            Apply k when side == Side.KroneckerLeft => Make.Kronecker([.. k.Arguments.Skip(1)]),
            Apply k => Make.Kronecker([.. k.Arguments.Take(k.Arguments.Count - 1)]),
            _ => throw new InvalidOperationException("The factor is not there."),
        };
        return Product.Of(coefficient, rest);
    }

    private static Expr Join(Side side, Expr factor, Expr rest) => side switch
    {
        Side.Scalar or Side.Left => Product.Of(factor, rest),
        Side.Right => Product.Of(rest, factor),
        Side.Hadamard => Make.Hadamard(factor, rest),
        Side.KroneckerLeft => Make.Kronecker(factor, rest),
        _ => Make.Kronecker(rest, factor),
    };

    private static IEnumerable<Expr> Remove(IReadOnlyList<Expr> factors, Expr factor)
    {
        int at = factors.IndexOf(factor);
        return factors.Where((_, i) => i != at);
    }
}
