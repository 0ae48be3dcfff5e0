using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Symbolic.Simplification;

/// <summary>
/// Brings expressions to the form a textbook prints. Rules are local and exact; each makes its node smaller, or no larger and
/// more usual. They are applied bottom-up until nothing changes.
/// </summary>
internal static class Simplifier
{
    private const int MostPasses = 12;

    private static readonly Func<Expr, Expr?>[] Rules =
    [
        ElementwiseRules.Apply,
        ChainRules.Apply,
        KroneckerRules.Apply,
        ReductionRules.Apply,
        Factoring.Apply,
        Expanding.Apply,
    ];

    /// <summary>The expression in the shortest form that the rules reach.</summary>
    public static Expr Simplify(Expr e)
    {
        for (int pass = 0; pass < MostPasses; pass++)
        {
            var next = Rewrite.BottomUp(e, Local);
            if (ReferenceEquals(next, e))
            {
                return e;
            }

            e = next;
        }

        return e;
    }

    private static Expr Local(Expr e)
    {
        for (int i = 0; i < 40; i++)
        {
            var next = Rules.Select(rule => rule(e)).FirstOrDefault(r => r is not null && !ReferenceEquals(r, e));
            if (next is null)
            {
                return e;
            }

            e = next;
        }

        return e;
    }
}
