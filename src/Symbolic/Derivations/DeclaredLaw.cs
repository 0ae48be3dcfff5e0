using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Simplification;

namespace MatrixDiff.Symbolic.Derivations;

/// <summary>
/// A law that a document declares: its text, its two sides for readers, how it was proved, and for a law that is no
/// differential of an operator the pattern whose occurrences it may replace.
/// </summary>
internal sealed record DeclaredLaw(string Text, Statement Statement, string Proof, LawPattern? Pattern)
{
    /// <summary>The expression with left sides replaced by right sides where that is shorter.</summary>
    public Expr Use(Expr e) => Pattern is null ? e : Rewrite.BottomUp(e, n => Pattern.At(n) is { } other && TreeSize.Of(other) < TreeSize.Of(n) ? other : n);
}

/// <summary>The left side of a law, whose variables stand for expressions of the same kinds.</summary>
/// <param name="left">The left side.</param>
/// <param name="variables">Its variables.</param>
/// <param name="build">Both sides for expressions in the place of the variables.</param>
internal sealed class LawPattern(Expr left, IReadOnlyList<Symbol> variables, Func<IReadOnlyList<Expr>, Statement> build)
{
    /// <summary>The right side where a node is the left side, or neighbouring factors of it are; null where not.</summary>
    public Expr? At(Expr node)
    {
        foreach (var (part, place) in Parts(node))
        {
            foreach (var found in PatternMatch.Find(left, part, variables))
            {
                // Sizes are compared by building the left side anew.
                var sides = build([.. variables.Select(v => found[v])]);
                if (ReferenceEquals(sides.Left, part))
                {
                    return place(sides.Right);
                }
            }
        }

        return null;
    }

    // The node itself, and where products are matched every stretch of its factors.
    private IEnumerable<(Expr Part, Func<Expr, Expr> Place)> Parts(Expr node)
    {
        yield return (node, static e => e);
        if (left is not Product { Scalars.Count: 0, Coefficient.IsOne: true } || node is not Product p)
        {
            yield break;
        }

        for (int length = p.Chain.Count; length >= 2; length--)
        {
            for (int at = 0; at + length <= p.Chain.Count; at++)
            {
                int start = at, end = at + length;
                yield return (
                    Product.Of([.. p.Chain.Take(end).Skip(start)]),
                    e => Product.Of(p.Coefficient, [.. p.Scalars, .. p.Chain.Take(start), e, .. p.Chain.Skip(end)]));
            }
        }
    }
}
