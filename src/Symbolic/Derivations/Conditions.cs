using MatrixDiff.Symbolic.Expressions;

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

    private static bool Known(Expr e) => e is Constant { Kind: ConstantKind.Pi or ConstantKind.SizeValue } or Number
        || (e is Symbol s && (s.Attributes & (Attributes.Invertible | Attributes.PositiveDefinite | Attributes.Positive)) != 0);
}
