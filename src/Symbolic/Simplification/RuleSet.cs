using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Symbolic.Simplification;

/// <summary>
/// Rules that are applied bottom-up, the first that applies first, until nothing changes. A rule looks at its node alone, so
/// what came out unchanged once is not looked at again: the node keeps the set's <paramref name="bit"/>.
/// </summary>
internal sealed class RuleSet(int bit, params Func<Expr, Expr?>[] rules)
{
    private const int MostPasses = 12;
    private const int MostSteps = 40;

    /// <summary>The expression that the rules leave as it is, or the last one after many passes.</summary>
    public Expr Apply(Expr e)
    {
        for (int pass = 0; pass < MostPasses; pass++)
        {
            var next = Rewrite.BottomUp(e, Change, IsSettled);
            if (ReferenceEquals(next, e))
            {
                return e;
            }

            e = next;
        }

        return e;
    }

    private bool IsSettled(Expr e) => (e.SettledBy & bit) != 0;

    private Expr Change(Expr e)
    {
        var changed = Local(e);
        if (ReferenceEquals(changed, e) && AreSettled(e.Children))
        {
            e.SettledBy |= bit;
        }

        return changed;
    }

    private bool AreSettled(IReadOnlyList<Expr> children)
    {
        for (int i = 0; i < children.Count; i++)
        {
            if (!IsSettled(children[i]))
            {
                return false;
            }
        }

        return true;
    }

    private Expr Local(Expr e)
    {
        for (int i = 0; i < MostSteps; i++)
        {
            if (First(e) is not { } next)
            {
                return e;
            }

            e = next;
        }

        return e;
    }

    private Expr? First(Expr e)
    {
        foreach (var rule in rules)
        {
            if (rule(e) is { } next && !ReferenceEquals(next, e))
            {
                return next;
            }
        }

        return null;
    }
}
