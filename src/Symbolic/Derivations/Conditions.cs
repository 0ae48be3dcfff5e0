using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Simplification;

namespace MatrixDiff.Symbolic.Derivations;

/// <summary>
/// Where an answer is valid: the conditions of the operators in the question, which hold for derivatives of every order. Where
/// the question leaves its operators to definitions, those of the answer count as well.
/// </summary>
internal static class Conditions
{
    /// <summary>The conditions, each once; those that declared attributes give are left out.</summary>
    public static IReadOnlyList<string> Of(Scope scope, Expr question, Expr answer)
    {
        var found = new List<string>();
        var asked = Rewrite.Nodes(question);
        bool defined = asked.Any(n => n is Apply { Operator: UserOperator } || (n is Symbol s && (scope.Definitions.ContainsKey(s) || s.Name.Indices.Count > 0)));
        var nodes = defined ? WithDefinitions([question, answer]) : WithDefinitions([question]);
        foreach (var node in nodes.OfType<Apply>())
        {
            if (!IsSquared(node, nodes) && node.Arguments.Count > 0 && !Known(node.Argument) && node.Operator.Condition(node) is { } condition && !found.Contains(condition))
            {
                found.Add(condition);
            }
        }

        return found;
    }

    // Where an operator of the document is defined its definition says.
    private static IReadOnlyList<Expr> WithDefinitions(IReadOnlyList<Expr> expressions)
    {
        var nodes = Rewrite.Nodes(expressions);
        var definitions = nodes.OfType<Apply>().Select(a => a.Operator switch
        {
            UserOperator u => u.Definition(a),
            ElementwiseOperator f => f.Written(a.Argument),
            _ => null,
        }).OfType<Expr>().ToList();
        return definitions.Count == 0 ? nodes : [.. nodes, .. WithDefinitions(definitions)];
    }

    // A norm that occurs only squared is smooth everywhere.
    private static bool IsSquared(Apply node, IReadOnlyList<Expr> nodes) => node.Operator is DefinedReduction { Where: not null, Name: not "norm1" }
        && nodes.Where(n => n.Children.Contains(node)).All(n => n is Apply { Operator: ElementwisePower { Exponent: { IsInteger: true, Sign: > 0 } k } } && k.Numerator.IsEven)
        && nodes.Any(n => n.Children.Contains(node));

    // What needs no saying: the argument is positive by its form, or its condition stands already for the norm.
    private static bool Known(Expr e) => ElementwiseRules.IsPositive(e) || e is Apply { Operator: DefinedReduction { Where: not null } } || e is Constant { Kind: ConstantKind.Pi or ConstantKind.SizeValue } or Number
        || (e is Symbol s && (s.Attributes & (Attributes.Invertible | Attributes.PositiveDefinite | Attributes.Positive)) != 0);
}
