using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Symbolic.Canonical;

/// <summary>What a scope says that an expression is: definitions and assumptions put in.</summary>
internal static class Meaning
{
    private const int MostRounds = 16;

    /// <summary>The expression with everything put in.</summary>
    public static Expr Of(Expr e, Scope scope)
    {
        for (int i = 0; i < MostRounds && scope.Definitions.Count > 0; i++)
        {
            var next = Rewrite.BottomUp(e, n => n is Symbol s && scope.Definitions.TryGetValue(s, out var d) ? d : n);
            if (ReferenceEquals(next, e))
            {
                break;
            }

            e = next;
        }

        // What is assumed of values first: it is said of the symbols as they were declared.
        foreach (var assumption in scope.Assumptions.Where(a => a is not AssumedStructure))
        {
            e = assumption.Use(e);
        }

        foreach (var assumed in scope.Assumptions.OfType<AssumedStructure>())
        {
            e = Rewrite.Substitute(e, assumed.Symbol, assumed.Structured);
        }

        foreach (var fact in scope.Facts.Where(f => f is { Order: 2, Other: null, Of.IsScalar: true }))
        {
            e = Rewrite.Substitute(e, fact.Name, Symbol.Of(fact.Name.Name, fact.Name.Shape, fact.Name.Attributes | Attributes.Symmetric, fact.Name.Derivative));
        }

        return e;
    }
}
