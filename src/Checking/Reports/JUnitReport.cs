using System.Xml;
using System.Xml.Linq;

namespace MatrixDiff.Checking.Reports;

/// <summary>Reports as JUnit XML: a suite a file, a case a step; what does not hold is a failure, what can't be read an error.</summary>
internal static class JUnitReport
{
    /// <summary>The XML.</summary>
    public static string Of(IReadOnlyList<CheckReport> reports)
    {
        var root = new XElement("testsuites", reports.Select(Suite));
        return new XDeclaration("1.0", "utf-8", null) + "\n" + root.ToString().ReplaceLineEndings("\n") + "\n";
    }

    private static XElement Suite(CheckReport report)
    {
        var cases = report.Steps.Select(s => Case(report, s)).ToList();
        return new XElement(
            "testsuite",
            new XAttribute("name", Clean(report.File)),
            new XAttribute("tests", cases.Count),
            new XAttribute("failures", cases.Count(c => c.Element("failure") is not null)),
            new XAttribute("errors", cases.Count(c => c.Element("error") is not null)),
            new XAttribute("skipped", cases.Count(c => c.Element("skipped") is not null)),
            cases);
    }

    private static XElement Case(CheckReport report, StepResult step)
    {
        var lines = StepWords.Lines(step).ToList();
        string body = Clean(string.Join('\n', [StepWords.OneLine(step.Latex), .. lines.Select(l => $"{l.Label}: {l.Text}")]));
        var result = new XElement(
            "testcase",
            new XAttribute("name", $"{step.Number} (line {step.Line})"),
            new XAttribute("classname", Clean(report.File)));
        string message = Clean($"{StepWords.Verdict(step)}{(step.Reason is { } reason ? ": " + reason : "")}");
        switch (step.Verdict)
        {
            case StepVerdict.Fails or StepVerdict.IllShaped or StepVerdict.HoldsIf:
                result.Add(new XElement("failure", new XAttribute("message", message), body));
                break;
            case StepVerdict.Unreadable:
                result.Add(new XElement("error", new XAttribute("message", message), body));
                break;
            case StepVerdict.Undecided or StepVerdict.Skipped:
                result.Add(new XElement("skipped", new XAttribute("message", message)));
                break;
        }

        return result;
    }

    // What XML can't hold.
    private static string Clean(string text) => string.Concat(text.Select((c, i) =>
        XmlConvert.IsXmlChar(c) || (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) || (char.IsLowSurrogate(c) && i > 0 && char.IsHighSurrogate(text[i - 1]))
            ? c : '\uFFFD'));
}
