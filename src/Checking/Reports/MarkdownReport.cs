using System.Text;

namespace MatrixDiff.Checking.Reports;

/// <summary>A report as Markdown with mathematics.</summary>
internal static class MarkdownReport
{
    /// <summary>The report.</summary>
    public static string Of(CheckReport report)
    {
        var text = new StringBuilder($"# {report.Title ?? report.File}\n\n{StepWords.Summary(report)}.");
        text.Append(report.FirstWrong is { } first ? $" The first step that does not hold is {first.Number}, in line {first.Line}.\n" : "\n");
        foreach (string said in report.Assumed)
        {
            text.Append($"\nAssumed: `{said}`\n");
        }

        foreach (var step in report.Steps)
        {
            text.Append($"\n## {StepWords.Sign(step.Verdict)} {step.Number} {StepWords.Verdict(step)}\n\n$$\n{Formula(step.Latex)}\n$$\n");
            var lines = StepWords.Lines(step).ToList();
            text.Append(lines.Count > 0 ? "\n" : "");
            foreach (var line in lines)
            {
                text.Append($"- {line.Label}: {(line.IsCode ? $"`{line.Text}`" : line.Text)}\n");
            }
        }

        return text.ToString();
    }

    private static string Formula(string latex) => StepWords.OneLine(latex).Replace("$$", "", StringComparison.Ordinal);
}
