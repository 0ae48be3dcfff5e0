namespace MatrixDiff.Cli.Output;

/// <summary>An answer in Markdown with mathematics.</summary>
internal static class MarkdownAnswer
{
    /// <summary>The text.</summary>
    public static string Of(Answer answer, bool steps)
    {
        var remarks = new List<string> { $"- shape: {Lines.ShapeAndLayout(answer)}" };
        if (Lines.Inferred(answer) is { } inferred)
        {
            remarks.Add($"- inferred: `{inferred}`");
        }

        if (answer.Derivation.Conditions.Count > 0)
        {
            remarks.Add($"- where: `{string.Join(", ", answer.Derivation.Conditions)}`");
        }

        remarks.Add($"- checked: {Lines.Checked(answer)}");
        return $"{Services.Markdown(answer.Derivation, steps).Trim()}\n\n{string.Join('\n', remarks)}";
    }
}
