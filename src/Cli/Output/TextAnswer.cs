using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Simplification;

namespace MatrixDiff.Cli.Output;

/// <summary>An answer in the language, with remarks below.</summary>
internal static class TextAnswer
{
    /// <summary>The text.</summary>
    public static string Of(Answer answer, bool steps)
    {
        string head = steps ? DerivationWriter.Text(answer.Derivation).TrimEnd() : Named(answer);
        return $"{head}\n{string.Join('\n', Lines.Remarks(answer, conditions: !steps).Select(r => "  " + r))}";
    }

    // Parts that are repeated have names: … where p = softmax(x).
    private static string Named(Answer answer)
    {
        var named = CommonParts.Of(answer.Result, answer.Derivation.Scope.Symbols.Keys.Select(n => n.Base).Concat(answer.Derivation.Scope.Functions.Keys.Select(n => n.Base)));
        string text = Lines.Text(answer.Statement with { Right = named.Short });
        return named.Parts.Count == 0 ? Lines.Text(answer.Statement)
            : text + string.Concat(named.Parts.Select((p, i) => $"\n  {(i == 0 ? "where" : "  and")} {p.Name} = {p.Part}"));
    }
}
