using System.Globalization;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Checking.Reports;

/// <summary>A line about a step below its formula: what it says, and its text.</summary>
internal sealed record StepLine(string Label, string Text, bool IsCode = false);

/// <summary>What a report says of a step, in words: the same in every format.</summary>
internal static class StepWords
{
    /// <summary>The sign of a verdict.</summary>
    public static string Sign(StepVerdict verdict) => verdict switch
    {
        StepVerdict.Holds => "✓",
        StepVerdict.HoldsIf => "△",
        StepVerdict.Fails or StepVerdict.IllShaped => "✗",
        StepVerdict.Definition => "≔",
        StepVerdict.Skipped => "·",
        _ => "?",
    };

    /// <summary>The verdict in words.</summary>
    public static string Verdict(StepResult step) => step.CarriedFrom is not null ? $"{CheckOptions.NameOf(step.Verdict)} (carried over from {step.CarriedFrom})"
        : step.Condition is { } condition ? $"holds if {condition}"
        : CheckOptions.NameOf(step.Verdict);

    /// <summary>Everything else.</summary>
    public static IEnumerable<StepLine> Lines(StepResult step)
    {
        if (step.Reason is { } reason && step.Verdict != StepVerdict.Holds)
        {
            yield return new("reason", reason);
        }

        if (step.AsStep is { } asStep && asStep != step.Verdict && step.CarriedFrom is null)
        {
            yield return new("as a step", asStep == StepVerdict.Holds ? "follows from the line above" : "does not follow from the line above");
        }

        if (step.Diagnostic is { Hint: { } hint })
        {
            yield return new("hint", hint);
        }

        if (step.Evidence is { } evidence)
        {
            if (step.IsFlagged && evidence.Counterexample is { } x)
            {
                yield return new("counterexample", VerdictText.Of(x), IsCode: true);
            }

            if (step.IsFlagged && evidence.Suggestion is { } suggestion && step.CarriedFrom is null)
            {
                bool isFormula = evidence.SuggestionSide is not null;
                yield return new(isFormula ? "probably meant" : "hint", suggestion, isFormula);
            }

            if (step.Verdict == StepVerdict.Holds && evidence.Certificate is { } certificate)
            {
                yield return new("certificate", Of(certificate, evidence.ErrorBound));
            }
        }

        foreach (string note in step.Notes)
        {
            yield return new("note", note);
        }
    }

    /// <summary>The counts of the verdicts that occur.</summary>
    public static string Summary(CheckReport report) => report.Steps.Count == 0 ? "no steps" : string.Join(", ", Enum.GetValues<StepVerdict>()
        .Select(v => (Verdict: v, Count: report.Count(v))).Where(v => v.Count > 0).Select(v => $"{v.Count} {CheckOptions.NameOf(v.Verdict)}"));

    /// <summary>The formula on one line.</summary>
    public static string OneLine(string latex) => string.Join(' ', latex.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Of(Certificate certificate, double? bound) => certificate switch
    {
        Certificate.Canonical => "equal normal forms",
        Certificate.Field => string.Create(CultureInfo.InvariantCulture, $"exact evaluation over a prime field, error bound {bound:0e+0}"),
        _ => "floating point only",
    };
}
