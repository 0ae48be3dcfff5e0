using System.Text;
using MatrixDiff.Symbolic.Derivations;

namespace MatrixDiff.Cli.Output;

/// <summary>An answer in the language, with remarks below.</summary>
internal static class TextAnswer
{
    /// <summary>The text.</summary>
    public static string Of(Answer answer, bool steps)
    {
        var text = new StringBuilder();
        if (steps)
        {
            Steps(answer.Derivation.Steps, text);
        }

        text.Append($"{answer.Derivation.Asked} = {answer.Result}");
        text.Append($"\n  shape: {Lines.ShapeAndLayout(answer)}");
        if (Lines.Inferred(answer) is { } inferred)
        {
            text.Append($"\n  inferred: {inferred}");
        }

        if (answer.Derivation.Conditions.Count > 0)
        {
            text.Append($"\n  where: {string.Join(", ", answer.Derivation.Conditions)}");
        }

        return text.Append($"\n  checked: {Lines.Checked(answer)}").ToString();
    }

    // A chain continues below its left side; each line ends with its reason.
    private static void Steps(IReadOnlyList<Step> steps, StringBuilder text)
    {
        for (int i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            if (i == 0 || !ReferenceEquals(steps[i - 1].After.Left, step.Before.Left))
            {
                text.Append(Lines.Text(step.Before)).Append('\n');
            }

            string reason = string.Join("; ", step.Also.Prepend(step.Law).Select(l => l.Name)) + (step.Note is null ? "" : $": {step.Note}");
            text.Append(step.Continues ? $"    = {step.After.Right}" : $"∴ {Lines.Text(step.After)}").Append($"    [{reason}]\n");
        }

        text.Append('\n');
    }
}
