using MatrixDiff.Checking;
using MatrixDiff.Checking.Reports;

namespace MatrixDiff.Cli.Batch;

/// <summary>A line of <c>check</c>: <c>file</c> (a path) or <c>text</c> with an optional <c>file</c> as its name; <c>where</c>, <c>seed</c>.</summary>
internal static class CheckLine
{
    /// <summary>The report on a line.</summary>
    public static string Answer(string text, CheckOptions options) => BatchLine.Answer(text, line =>
    {
        string? file = line.Text("file");
        string content = line.Text("text") ?? InputFile.Read(file ?? throw UsageErrors.BadLine("neither \"text\" nor \"file\" is given"));
        var own = options with { Seed = line.Number("seed") ?? options.Seed, Where = [.. options.Where, .. line.Texts("where") ?? []] };
        return JsonReport.Of(DerivationChecker.Check(content, file ?? "<text>", own), line.Id);
    });
}
