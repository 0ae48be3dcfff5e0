using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Derivations;

/// <summary>
/// Reads derivatives off a differential that is linear in dX: the gradient of a scalar by moving everything from dX to the
/// other side of the trace (one sweep from the top, contributions added up where parts are shared), the Jacobian of
/// anything by vec.
/// </summary>
internal sealed class Identification
{
    private readonly HashSet<Expr> moving = [];
    private readonly Symbol variable;
    private readonly Dictionary<Expr, Expr> jacobians = [];

    /// <summary>Identification of a differential by one variable; the dX of others count as constant.</summary>
    public Identification(Expr differential, Symbol variable)
    {
        this.variable = variable;
        foreach (var node in Rewrite.Nodes(differential))
        {
            if ((node is Differential d && ReferenceEquals(d.Of, variable)) || node.Children.Any(moving.Contains))
            {
                moving.Add(node);
            }
        }
    }

    /// <summary>The laws that were used, in the order of their first use.</summary>
    public List<Law> Laws { get; } = [];

    /// <summary>The G with dF = tr(Gᵀ dX), in the shape of X.</summary>
    public Expr Gradient(Expr differential) => Gradient(differential, Number.One);

    /// <summary>The H with tr(Gᵀ U) = tr(Hᵀ dX) for a U that is linear in dX, in the shape of X.</summary>
    private Expr Gradient(Expr u, Expr g)
    {
        var cotangents = new Dictionary<Expr, List<Expr>> { [u] = [g] };
        var gradient = new List<Expr>();
        foreach (var node in Rewrite.Nodes(u).Reverse())
        {
            if (!moving.Contains(node) || !cotangents.Remove(node, out var contributions))
            {
                continue;
            }

            contributions.Reverse();
            var cotangent = Sum.Of(contributions);
            if (cotangent.IsZero)
            {
                continue;
            }

            if (node is Differential)
            {
                gradient.Add(cotangent);
                continue;
            }

            if (node is Apply { Operator: IndexedSum sum } s)
            {
                // What belongs to a term holds its index, and is summed over it.
                Use(Catalogue.SumRule);
                var (index, term) = IndexedTerm.Open(s);
                gradient.Add(IndexedSum.Over(index, sum.From, sum.To, new Identification(term, variable).Gradient(term, cotangent)));
                continue;
            }

            foreach (var (child, part) in PullBack(node, cotangent))
            {
                if (!cotangents.TryGetValue(child, out var list))
                {
                    cotangents[child] = list = [];
                }

                list.Add(part);
            }
        }

        return gradient.Count == 0 ? Make.Zero(variable.Shape) : Sum.Of(gradient);
    }

    /// <summary>The M with vec(U) = M vec(dX), dim(U)×dim(X).</summary>
    public Expr Jacobian(Expr u)
    {
        if (jacobians.TryGetValue(u, out var known))
        {
            return known;
        }

        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        var result = u switch
        {
            _ when !moving.Contains(u) => Make.Zero(new(u.Shape.Count, variable.Shape.Count)),
            Differential => Make.Identity(variable.Shape.Count),
            { IsScalar: true } => Make.Transpose(Make.Vec(Gradient(u))),
            Sum s => Sum.Of([.. s.Terms.Where(moving.Contains).Select(Jacobian)]),
            Product p => OfProduct(p),
            Apply { Operator: LinearOperator op } a => OfOperator(op, a),
            Apply { Operator: IndexedSum sum } a => sum.Of(Jacobian(a.Argument)),
            _ => throw new InvalidOperationException($"{u} is not linear in d{variable}."),
        };
        jacobians[u] = result;
        return result;
    }

    // A trace is what the inner product is made of, and takes no law.
    private void Use(LinearOperator op, Expr argument)
    {
        if (op is not Trace)
        {
            Use(op is Operators.Hadamard ? Catalogue.HadamardInner : op is not Transpose ? op.VecRule : argument.Shape.Columns.IsOne ? Catalogue.InnerSymmetric : Catalogue.TraceTranspose);
        }
    }

    private void Use(Law law)
    {
        if (!Laws.Contains(law))
        {
            Laws.Add(law);
        }
    }

    private IEnumerable<(Expr Child, Expr Cotangent)> PullBack(Expr node, Expr g)
    {
        switch (node)
        {
            case Sum s:
                foreach (var term in s.Terms.Where(moving.Contains))
                {
                    yield return (term, g);
                }

                break;
            case Product p:
                yield return PullBack(p, g);
                break;
            case Apply { Operator: LinearOperator op } a:
                for (int i = 0; i < a.Arguments.Count; i++)
                {
                    if (moving.Contains(a.Arguments[i]))
                    {
                        Use(op, a.Arguments[i]);
                        yield return (a.Arguments[i], op.Pullback(a, i, g));
                    }
                }

                break;
            default:
                throw new InvalidOperationException($"{node} is not linear in d{variable}.");
        }
    }

    private (Expr, Expr) PullBack(Product p, Expr g)
    {
        int scalar = Index(p.Scalars);
        if (scalar >= 0)
        {
            var others = p.Scalars.Where((_, i) => i != scalar);
            var inner = p.Chain.Count == 0 ? g : Calculus.Inner(g, Product.Of(p.Chain));
            return (p.Scalars[scalar], Product.Of(p.Coefficient, [.. others, inner]));
        }

        int k = Index(p.Chain);
        if (k > 0 && k < p.Chain.Count - 1)
        {
            Use(Catalogue.TraceCyclic);
        }

        var left = Product.Of([.. p.Chain.Take(k).Reverse().Select(Make.Transpose)]);
        var right = Product.Of([.. p.Chain.Skip(k + 1).Reverse().Select(Make.Transpose)]);
        return (p.Chain[k], Product.Of(p.Coefficient, [.. p.Scalars, left, g, right]));
    }

    private Expr OfProduct(Product p)
    {
        int scalar = Index(p.Scalars);
        if (scalar >= 0)
        {
            var rest = Product.Of(p.Coefficient, [.. p.Scalars.Where((_, i) => i != scalar), Make.Vec(Product.Of(p.Chain))]);
            return Product.Of(rest, Jacobian(p.Scalars[scalar]));
        }

        int k = Index(p.Chain);
        var u = p.Chain[k];
        var left = k > 0 ? Product.Of([.. p.Chain.Take(k)]) : Make.Identity(u.Shape.Rows);
        var right = k < p.Chain.Count - 1 ? Product.Of([.. p.Chain.Skip(k + 1)]) : Make.Identity(u.Shape.Columns);
        var scale = Product.Of(p.Coefficient, p.Scalars);
        if (u is Apply { Operator: DiagonalMatrix } d)
        {
            // diag(u) b = b ⊙ u and a'diag(u) = (a ⊙ u)'.
            if (right.Shape.IsColumn)
            {
                Use(Catalogue.DiagTimes);
                return Product.Of(scale, left, Make.Diag(right), Jacobian(d.Argument));
            }

            if (left.Shape.IsRow)
            {
                Use(Catalogue.DiagTimes);
                return Product.Of(scale, Make.Transpose(right), Make.Diag(Make.Transpose(left)), Jacobian(d.Argument));
            }
        }

        if (!u.Shape.IsColumn || right is not Number)
        {
            Use(Catalogue.VecTriple);
        }

        return Product.Of(scale, Make.Kronecker(Make.Transpose(right), left), Jacobian(u));
    }

    private Expr OfOperator(LinearOperator op, Apply a)
    {
        var terms = new List<Expr>();
        for (int i = 0; i < a.Arguments.Count; i++)
        {
            if (moving.Contains(a.Arguments[i]))
            {
                if (!a.Shape.IsVector || op is not (Transpose or Vec or Unvec))
                {
                    Use(a.Shape.IsColumn && op is Operators.Hadamard ? Catalogue.DiagTimes : op.VecRule);
                }

                terms.Add(Product.Of(op.Jacobian(a, i), Jacobian(a.Arguments[i])));
            }
        }

        return Sum.Of(terms);
    }

    private int Index(IReadOnlyList<Expr> factors)
    {
        for (int i = 0; i < factors.Count; i++)
        {
            if (moving.Contains(factors[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
