namespace MatrixDiff.Cli.Output;

/// <summary>Answers as a page.</summary>
internal static class HtmlAnswer
{
    /// <summary>The page.</summary>
    public static string Of(IReadOnlyList<Answer> answers, bool steps) => Services.Html([.. answers.Select(a => a.Derivation)], steps).TrimEnd();
}
