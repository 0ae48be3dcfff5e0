using MatrixDiff.Latex;

namespace MatrixDiff.Cli.Output;

/// <summary>An answer in Markdown: a block of mathematics, and remarks as a list.</summary>
internal static class MarkdownAnswer
{
    /// <summary>The text.</summary>
    public static string Of(Answer answer, bool steps)
    {
        string formula = steps ? DerivationWriter.Markdown(answer.Derivation).Trim() : $"```math\n{LatexWriter.Formula(answer.Statement, answer.Notation)}\n```";
        return $"{formula}\n\n{Remarks(answer, conditions: !steps)}";
    }

    private static string Remarks(Answer answer, bool conditions) => string.Join('\n', Lines.Remarks(answer, conditions).Select(r => $"- {Escape(r)}"));

    /// <summary>A remark in which stars and underscores stand for themselves.</summary>
    public static string Escape(string remark) =>
        remark.Replace("*", @"\*", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
