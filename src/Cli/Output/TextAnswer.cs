using MatrixDiff.Latex;

namespace MatrixDiff.Cli.Output;

/// <summary>An answer in the language, with remarks below.</summary>
internal static class TextAnswer
{
    /// <summary>The text.</summary>
    public static string Of(Answer answer, bool steps)
    {
        string head = steps ? DerivationWriter.Text(answer.Derivation).TrimEnd() : Lines.Text(answer.Statement);
        return $"{head}\n{string.Join('\n', Lines.Remarks(answer, conditions: !steps).Select(r => "  " + r))}";
    }
}
