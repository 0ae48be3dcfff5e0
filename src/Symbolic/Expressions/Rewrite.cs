using System.Runtime.CompilerServices;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Symbolic.Expressions;

/// <summary>What is written once for all nodes: rebuilding, substitution, symbols, walking.</summary>
internal static class Rewrite
{
    /// <summary>
    /// Rebuilds bottom-up; shared nodes are visited once; a node whose children did not change is kept, and so is one that
    /// <paramref name="skip"/> tells of, with all that is below it.
    /// </summary>
    public static Expr BottomUp(Expr root, Func<Expr, Expr> change, Func<Expr, bool>? skip = null)
    {
        var done = new Dictionary<Expr, Expr>();
        return Visit(root);

        Expr Visit(Expr e)
        {
            if (skip is not null && skip(e))
            {
                return e;
            }

            if (done.TryGetValue(e, out var known))
            {
                return known;
            }

            RuntimeHelpers.EnsureSufficientExecutionStack();
            var children = e.Children;
            Expr[]? changed = null;
            for (int i = 0; i < children.Count; i++)
            {
                var child = Visit(children[i]);
                if (!ReferenceEquals(child, children[i]))
                {
                    changed ??= [.. children];
                    changed[i] = child;
                }
            }

            var result = change(changed is null ? e : e.WithChildren(changed));
            done[e] = result;
            return result;
        }
    }

    /// <summary>Puts one expression in for another of the same shape, everywhere.</summary>
    public static Expr Substitute(Expr root, Expr from, Expr to) => BottomUp(root, e => ReferenceEquals(e, from) ? to : e);

    /// <summary>Puts expressions in for others of the same shapes.</summary>
    public static Expr Substitute(Expr root, IReadOnlyDictionary<Expr, Expr> put) => BottomUp(root, e => put.GetValueOrDefault(e, e));

    /// <summary>Every node once, children before parents.</summary>
    public static IReadOnlyList<Expr> Nodes(params IReadOnlyList<Expr> roots)
    {
        var seen = new HashSet<Expr>();
        var order = new List<Expr>();
        foreach (var root in roots)
        {
            Visit(root);
        }

        return order;

        void Visit(Expr e)
        {
            if (!seen.Add(e))
            {
                return;
            }

            RuntimeHelpers.EnsureSufficientExecutionStack();
            foreach (var child in e.Children)
            {
                Visit(child);
            }

            order.Add(e);
        }
    }

    /// <summary>The symbols that occur, in the order in which they are met from the left.</summary>
    public static IReadOnlyList<Symbol> Symbols(params IReadOnlyList<Expr> roots) => [.. Nodes(roots).OfType<Symbol>()];

    /// <summary>Does a node occur?</summary>
    public static bool Contains(Expr root, Func<Expr, bool> what)
    {
        var seen = new HashSet<Expr>();
        return Visit(root);

        bool Visit(Expr e)
        {
            if (!seen.Add(e))
            {
                return false;
            }

            RuntimeHelpers.EnsureSufficientExecutionStack();
            if (what(e))
            {
                return true;
            }

            foreach (var child in e.Children)
            {
                if (Visit(child))
                {
                    return true;
                }
            }

            return false;
        }
    }
}

/// <summary>Small helpers of the differential calculus.</summary>
internal static class Calculus
{
    /// <summary>Does dX of some X, or a differential still to be worked out, occur?</summary>
    public static bool HasDifferential(Expr e) => e.Contents != Contents.None;

    /// <summary>The sum of products of entries, as it is written for the shape: g'x for columns, tr(G'X) for matrices.</summary>
    public static Expr Inner(Expr g, Expr x) => x.Shape switch
    {
        { IsColumn: true } or { IsScalar: true } => Product.Of(Make.Transpose(g), x),
        { IsRow: true } => Product.Of(x, Make.Transpose(g)),
        _ when g is Constant { Kind: ConstantKind.Ones } => Make.Total(x),
        _ => Make.Trace(Product.Of(Make.Transpose(g), x)),
    };
}
