using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Simplification;

/// <summary>Rules of sums over an index: Σ a(i) + Σ b(i) = Σ (a(i) + b(i)), the shorter of the two.</summary>
internal static class IndexedRules
{
    /// <summary>The node after one rule, or null where none applies.</summary>
    public static Expr? Apply(Expr e) => e switch
    {
        Sum s => Merged(s),
        Apply { Operator: IndexedSum sum, Argument: Sum terms } => ChainRules.Shorter(e, Sum.Of([.. terms.Terms.Select(t => sum.Of(t))])),
        _ => null,
    };

    // Two sums over one range, their factors in front taken in.
    private static Expr? Merged(Sum s)
    {
        for (int i = 0; i < s.Terms.Count; i++)
        {
            if (Over(s.Terms[i]) is not { } first)
            {
                continue;
            }

            for (int j = i + 1; j < s.Terms.Count; j++)
            {
                if (Over(s.Terms[j]) is { } second && first.Range.From.Equals(second.Range.From) && first.Range.To.Equals(second.Range.To))
                {
                    string index = Indices.Fresh();
                    var both = IndexedSum.Over(index, first.Range.From, first.Range.To, Sum.Of(first.At(index), second.At(index)));
                    var rest = s.Terms.Where((_, k) => k != i && k != j).ToList();
                    if (ChainRules.Shorter(s, Sum.Of([.. rest.Take(i), both, .. rest.Skip(i)])) is { } shorter)
                    {
                        return shorter;
                    }
                }
            }
        }

        return null;
    }

    // A product of which one factor is a sum over an index: its range, and its term at an index.
    private static (IIndexed Range, Func<string, Expr> At)? Over(Expr term)
    {
        IReadOnlyList<Expr> factors = term is Product p ? p.Children : [term];
        int place = factors.TakeWhile(f => f is not Apply { Operator: IndexedSum }).Count();
        if (place == factors.Count)
        {
            return null;
        }

        var node = (Apply)factors[place];
        return ((IIndexed)node.Operator, index => Product.Of(
            Product.Split(term).Coefficient,
            [.. factors.Select((f, k) => k == place ? IndexedTerm.At(node, Size.Of(new Name(index))) : f)]));
    }
}
