namespace MatrixDiff.Cli.Batch;

/// <summary>A line of <c>witness</c>.</summary>
internal static class WitnessLine
{
    /// <summary>The value of a derivative at a point.</summary>
    public static string Answer(string text) => BatchLine.Answer(text, _ => throw UsageErrors.BadLine("not built"));
}
