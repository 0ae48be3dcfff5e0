using System.Text;
using MatrixDiff.Latex;

namespace MatrixDiff.Checking.Reports;

/// <summary>A report as a page by itself: MathML, each step marked, what there is to say of it folded out.</summary>
internal static class HtmlReport
{
    private const string Css = """
        .step { border-left: 4px solid var(--line); padding: .1rem .9rem .3rem; margin: .7rem 0; }
        .step .head { display: flex; gap: .8rem; font-size: .9rem; color: var(--faint); }
        .step.holds { border-color: var(--mark); }
        .step.holds-if { border-color: #b8860b; }
        .step.fails, .step.ill-shaped { border-color: var(--wrong); }
        .step .verdict { font-weight: 600; color: var(--ink); }
        .step .formula { margin: .3rem 0; }
        .step details { font-size: .95rem; }
        .step dt { float: left; clear: left; width: 9rem; color: var(--faint); }
        .step dd { margin: 0 0 .3rem 9.5rem; overflow-wrap: anywhere; }
        .summary { background: var(--shade); padding: .6rem .9rem; border-radius: .3rem; }

        """;

    /// <summary>The page for one or several files.</summary>
    public static string Of(IReadOnlyList<CheckReport> reports)
    {
        string title = MathMLRenderer.Escape(reports.Count == 1 ? reports[0].Title ?? reports[0].File : "Derivations checked");
        var text = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        text.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        text.Append($"<title>{title}</title>\n<style>\n{PageStyle.Css}{Css}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n");
        foreach (var report in reports)
        {
            Append(text, report, reports.Count > 1);
        }

        return text.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Append(StringBuilder text, CheckReport report, bool named)
    {
        text.Append(named ? $"<h2>{MathMLRenderer.Escape(report.File)}</h2>\n" : "");
        text.Append($"<p class=\"summary\">{MathMLRenderer.Escape(StepWords.Summary(report))}.");
        text.Append(report.FirstWrong is { } first ? $" The first step that does not hold is <a href=\"#{Anchor(report, first)}\">{first.Number}</a>.</p>\n" : "</p>\n");
        foreach (string said in report.Assumed)
        {
            text.Append($"<p class=\"note\">Assumed: <code>{MathMLRenderer.Escape(said)}</code></p>\n");
        }

        foreach (var step in report.Steps)
        {
            Append(text, report, step);
        }
    }

    private static void Append(StringBuilder text, CheckReport report, StepResult step)
    {
        string kind = CheckOptions.NameOf(step.Verdict);
        text.Append($"<section class=\"step {kind}\" id=\"{Anchor(report, step)}\">\n");
        text.Append($"<div class=\"head\"><span class=\"verdict\">{StepWords.Sign(step.Verdict)} {MathMLRenderer.Escape(StepWords.Verdict(step))}</span><span>{step.Number}</span><span>line {step.Line}</span></div>\n");
        text.Append(HtmlProse.Math(step.Latex, display: true)).Append('\n');
        var lines = StepWords.Lines(step).ToList();
        if (lines.Count > 0)
        {
            text.Append(step.IsFlagged ? "<details open=\"open\">" : "<details>").Append("<summary>why</summary>\n<dl>\n");
            foreach (var line in lines)
            {
                string shown = MathMLRenderer.Escape(line.Text);
                text.Append($"<dt>{line.Label}</dt><dd>{(line.IsCode ? $"<code>{shown}</code>" : shown)}</dd>\n");
            }

            text.Append("</dl>\n</details>\n");
        }

        text.Append("</section>\n");
    }

    private static string Anchor(CheckReport report, StepResult step) => $"s{string.Concat(report.File.Where(char.IsAsciiLetterOrDigit))}-{step.Block}-{step.Step}";
}
