using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Simplification;

namespace MatrixDiff.Symbolic.Derivations;

/// <summary>Where an answer is valid: the conditions of the operators in the question and in the answer.</summary>
internal static class Conditions
{
    /// <summary>The conditions, each once; those that declared attributes give are left out.</summary>
    public static IReadOnlyList<string> Of(Scope scope, params IReadOnlyList<Expr> expressions)
    {
        var found = new List<string>();
        foreach (var node in Rewrite.Nodes(expressions).OfType<Apply>())
        {
            if (node.Arguments.Count > 0 && !Known(node.Argument) && node.Operator.Condition(node) is { } condition && !found.Contains(condition))
            {
                found.Add(condition);
            }
        }

        return found;
    }

    // What needs no saying: the argument is positive by its form, or its condition stands already for the norm.
    private static bool Known(Expr e) => ElementwiseRules.IsPositive(e) || e is Apply { Operator: DefinedReduction { Where: not null } } || e is Constant { Kind: ConstantKind.Pi or ConstantKind.SizeValue } or Number
        || (e is Symbol s && (s.Attributes & (Attributes.Invertible | Attributes.PositiveDefinite | Attributes.Positive)) != 0);
}
