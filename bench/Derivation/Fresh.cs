using System.Text.RegularExpressions;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Bench;

/// <summary>A question of one expression, which can be asked again under other names.</summary>
internal sealed record Fresh(DerivationKind Kind, string Expression, string Where, IReadOnlyList<string> Variables)
{
    /// <summary>
    /// The same question with a number behind every declared name. What is found out about a node is kept at the node as
    /// long as it lives, so a question asked twice in the same words would be answered faster the second time.
    /// </summary>
    public Fresh Renamed(int run)
    {
        var names = Where.Split(',').Select(d => Regex.Escape(d.Split(':')[0].Trim()));
        var pattern = new Regex($@"\b({string.Join('|', names)})\b(?!\()");
        string Rename(string text) => pattern.Replace(text, "$1_" + run);
        string where = string.Join(", ", Where.Split(',').Select(d => d.Split(':') is [var name, var shape] ? $"{Rename(name)}:{shape}" : d));
        return new(Kind, Rename(Expression), where, [.. Variables.Select(Rename)]);
    }

    /// <summary>Reads and derives, by each variable.</summary>
    public IReadOnlyList<Derivation> Ask(bool steps = false)
    {
        var scope = ExpressionReader.Declare(Where);
        var e = ExpressionReader.Read(Expression, scope);
        return [.. Variables.Select(v => Differentiator.Derivation(Kind, e, [ExpressionReader.Variable(v, scope)], Layout.Gradient, scope, steps))];
    }

    /// <summary>The nodes of the results as written, and counted once where they are shared.</summary>
    public (double Tree, int Shared) Size()
    {
        Expr[] results = [.. Ask().Select(d => d.Result)];
        return (results.Sum(TreeSize.Of), Rewrite.Nodes(results).Count);
    }
}
