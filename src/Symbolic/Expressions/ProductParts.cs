using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Expressions;

/// <summary>Collects factors and brings them to the normal form of a <see cref="Product"/>.</summary>
internal sealed class ProductParts(Rational coefficient)
{
    private readonly List<Expr> scalars = [];
    private readonly List<Expr> chain = [];
    private Rational coefficient = coefficient;

    /// <summary>Appends a factor.</summary>
    public void Add(Expr factor)
    {
        switch (factor)
        {
            case Number n:
                coefficient *= n.Value;
                break;
            case Product p:
                coefficient *= p.Coefficient;
                scalars.AddRange(p.Scalars);
                if (p.IsScalar && p.Chain.Count > 0)
                {
                    scalars.Add(Product.Create(Rational.One, [], [.. p.Chain]));
                }
                else
                {
                    foreach (var link in p.Chain)
                    {
                        Link(link);
                    }
                }

                break;
            case { IsScalar: true }:
                scalars.Add(factor);
                break;
            default:
                Link(factor);
                break;
        }
    }

    /// <summary>The product.</summary>
    public Expr Build()
    {
        var shape = chain.Count == 0 ? Shape.Scalar : new Shape(chain[0].Shape.Rows, chain[^1].Shape.Columns);
        if (coefficient.IsZero || HasZero(scalars) || HasZero(chain))
        {
            return Make.Zero(shape);
        }

        var links = Segments();
        MergeScalars();
        if (links.Count == 0 && shape != Shape.Scalar)
        {
            links.Add(Constant.Of(ConstantKind.Identity, shape.Rows));
        }

        if (HasZero(scalars) || coefficient.IsZero)
        {
            return Make.Zero(shape);
        }

        return Product.Create(coefficient, [.. scalars], [.. links]);
    }

    private static bool HasZero(List<Expr> factors)
    {
        foreach (var factor in factors)
        {
            if (factor.IsZero)
            {
                return true;
            }
        }

        return false;
    }

    private void Link(Expr factor)
    {
        if (chain.Count > 0 && !chain[^1].Shape.Columns.Equals(factor.Shape.Rows))
        {
            throw new ShapeException("*", Outer(), factor.Shape, "the columns of the left are not as many as the rows of the right");
        }

        chain.Add(factor);
    }

    private Shape Outer() => new(chain[0].Shape.Rows, chain[^1].Shape.Columns);

    // Cuts the chain where the inner size is 1: what is 1×1 there is a scalar, what is left is one chain or an outer product.
    private List<Expr> Segments()
    {
        if (chain.OuterCut() < 0 && !(chain.Count > 0 && chain[0].Shape.Rows.IsOne && chain[^1].Shape.Columns.IsOne))
        {
            return Condense(chain);
        }

        var kept = new List<Expr>();
        int start = 0;
        for (int i = 0; i < chain.Count; i++)
        {
            if (i + 1 < chain.Count && !chain[i].Shape.Columns.IsOne)
            {
                continue;
            }

            var segment = Condense(chain.GetRange(start, i + 1 - start));
            bool scalar = chain[start].Shape.Rows.IsOne && chain[i].Shape.Columns.IsOne;
            if (scalar)
            {
                scalars.Add(Product.Create(Rational.One, [], [.. segment]));
            }
            else
            {
                kept.AddRange(segment);
            }

            start = i + 1;
        }

        return kept;
    }

    // Drops identities and merges neighbouring powers of one matrix.
    private static List<Expr> Condense(List<Expr> links)
    {
        var result = new List<Expr>(links.Count);
        foreach (var link in links)
        {
            if (link is Constant { Kind: ConstantKind.Identity })
            {
                continue;
            }

            if (result.Count > 0 && MatrixPower.Join(result[^1], link) is { } joined)
            {
                result.RemoveAt(result.Count - 1);
                if (joined is not Constant { Kind: ConstantKind.Identity })
                {
                    result.Add(joined);
                }
            }
            else
            {
                result.Add(link);
            }
        }

        if (result.Count == 0 && links.Count > 0)
        {
            result.Add(Constant.Of(ConstantKind.Identity, links[0].Shape.Rows));
        }

        return result;
    }

    private void MergeScalars()
    {
        if (scalars.Count < 2)
        {
            return;
        }

        var order = new List<Expr>();
        var powers = new Dictionary<Expr, Rational>();
        foreach (var factor in scalars)
        {
            var (b, exponent) = ElementwisePower.Split(factor);
            if (!powers.ContainsKey(b) && b is Product && Product.ScalarTransposed(b) is var turned && powers.ContainsKey(turned))
            {
                b = turned;
            }

            if (powers.TryGetValue(b, out var sum))
            {
                powers[b] = sum + exponent;
            }
            else
            {
                powers[b] = exponent;
                order.Add(b);
            }
        }

        // What is written below the line stands last, so that the order is the one that is written.
        scalars.Clear();
        foreach (var b in order.OrderBy(b => powers[b].Sign < 0))
        {
            var factor = ElementwisePower.Of(b, powers[b]);
            if (factor is Number n)
            {
                coefficient *= n.Value;
            }
            else
            {
                scalars.Add(factor);
            }
        }
    }
}
