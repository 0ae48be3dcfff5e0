using System.Text;

namespace MatrixDiff.Checking.Reports;

/// <summary>A report for a terminal.</summary>
internal static class TextReport
{
    private const string Reset = "\u001b[0m";

    /// <summary>The report; with colours only where they are asked for.</summary>
    public static string Of(CheckReport report, bool colour = false)
    {
        var text = new StringBuilder();
        text.Append(report.File).Append('\n');
        foreach (string said in report.Assumed)
        {
            text.Append("  assumed: ").Append(said).Append('\n');
        }

        foreach (var step in report.Steps)
        {
            string sign = StepWords.Sign(step.Verdict);
            string head = $"{sign} {step.Number,-5} line {step.Line,-4} {StepWords.Verdict(step)}";
            text.Append("  ").Append(colour ? Colour(step.Verdict) + head + Reset : head).Append('\n');
            text.Append("      ").Append(Clean(StepWords.OneLine(step.Latex))).Append('\n');
            foreach (var line in StepWords.Lines(step).Where(l => l.Label != "certificate"))
            {
                text.Append("      ").Append(line.Label).Append(": ").Append(Clean(line.Text)).Append('\n');
            }
        }

        text.Append("  ").Append(StepWords.Summary(report)).Append('\n');
        if (report.FirstWrong is { } first)
        {
            text.Append($"  first step that does not hold: {first.Number} (line {first.Line})\n");
        }

        return text.ToString();
    }

    private static string Colour(StepVerdict verdict) => verdict switch
    {
        StepVerdict.Holds => "\u001b[32m",
        StepVerdict.Fails or StepVerdict.IllShaped => "\u001b[31m",
        StepVerdict.HoldsIf => "\u001b[33m",
        StepVerdict.Definition or StepVerdict.Skipped => "\u001b[2m",
        _ => "\u001b[35m",
    };

    // Control characters in a document don't reach the terminal.
    private static string Clean(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
