using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Symbolic.Simplification;

/// <summary>
/// Brings expressions to the form a textbook prints. Rules are local and exact; each makes its node smaller, or no larger and
/// more usual; one that makes it longer takes a scalar out of a determinant: det(c X) = cⁿ det X. They are applied bottom-up
/// until nothing changes.
/// </summary>
internal static class Simplifier
{
    private static readonly RuleSet Rules = new(
        1,
        ElementwiseRules.Apply,
        KroneckerRules.Apply,
        ChainRules.Apply,
        ReductionRules.Apply,
        IndexedRules.Apply,
        Factoring.Apply,
        Expanding.Apply);

    // What would stand in the way of cancellation comes last.
    private static readonly RuleSet Closing = new(2, ElementwiseRules.SigmoidComplement);

    private static readonly RuleSet Recognising = new(4, ElementwiseRules.Apply, ReductionRules.Apply);

    /// <summary>The expression in the shortest form that the rules reach.</summary>
    public static Expr Simplify(Expr e) => Closing.Apply(Rules.Apply(e));

    /// <summary>The expression with what has a name of its own called by it: exp(x)/Σ exp(x) is softmax(x), det(X^k) is det(X)^k.</summary>
    public static Expr Recognise(Expr e) => Recognising.Apply(e);
}
