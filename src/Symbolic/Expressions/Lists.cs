using System.Runtime.CompilerServices;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Expressions;

/// <summary>Searching and comparing lists of interned nodes.</summary>
internal static class Lists
{
    /// <summary>Where a node stands, or −1.</summary>
    public static int IndexOf(this IReadOnlyList<Expr> list, Expr node)
    {
        for (int i = 0; i < list.Count; i++)
        {
            if (ReferenceEquals(list[i], node))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Where a chain can be cut into an outer product, the first factor with one row after the first; or −1.</summary>
    public static int OuterCut(this IReadOnlyList<Expr> chain)
    {
        for (int i = 1; i < chain.Count; i++)
        {
            if (chain[i].Shape.Rows.IsOne)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The same nodes in the same order?</summary>
    public static bool Same(IReadOnlyList<Expr> a, IReadOnlyList<Expr> b)
    {
        if (a.Count != b.Count)
        {
            return false;
        }

        for (int i = 0; i < a.Count; i++)
        {
            if (!ReferenceEquals(a[i], b[i]))
            {
                return false;
            }
        }

        return true;
    }
}
