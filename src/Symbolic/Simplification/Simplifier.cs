using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Symbolic.Simplification;

/// <summary>
/// Brings expressions to the form a textbook prints. Rules are local and exact; each makes its node smaller, or no larger and
/// more usual; one that makes it longer takes a scalar out of a determinant: det(c X) = cⁿ det X. They are applied bottom-up
/// until nothing changes.
/// </summary>
internal static class Simplifier
{
    private const int MostPasses = 12;

    private static readonly Func<Expr, Expr?>[] Rules =
    [
        ElementwiseRules.Apply,
        KroneckerRules.Apply,
        ChainRules.Apply,
        ReductionRules.Apply,
        Factoring.Apply,
        Expanding.Apply,
    ];

    // What would stand in the way of cancellation comes last.
    private static readonly Func<Expr, Expr?>[] Closing = [ElementwiseRules.SigmoidComplement];

    private static readonly Func<Expr, Expr?>[] Recognising = [ElementwiseRules.Apply, ReductionRules.Apply];

    /// <summary>The expression in the shortest form that the rules reach.</summary>
    public static Expr Simplify(Expr e) => Simplify(Simplify(e, Rules), Closing);

    /// <summary>The expression with what has a name of its own called by it: exp(x)/Σ exp(x) is softmax(x), det(X^k) is det(X)^k.</summary>
    public static Expr Recognise(Expr e) => Simplify(e, Recognising);

    private static Expr Simplify(Expr e, Func<Expr, Expr?>[] rules)
    {
        for (int pass = 0; pass < MostPasses; pass++)
        {
            var next = Rewrite.BottomUp(e, n => Local(n, rules));
            if (ReferenceEquals(next, e))
            {
                return e;
            }

            e = next;
        }

        return e;
    }

    private static Expr Local(Expr e, Func<Expr, Expr?>[] rules)
    {
        for (int i = 0; i < 40; i++)
        {
            var next = rules.Select(rule => rule(e)).FirstOrDefault(r => r is not null && !ReferenceEquals(r, e));
            if (next is null)
            {
                return e;
            }

            e = next;
        }

        return e;
    }
}
