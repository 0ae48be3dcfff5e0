using System.Text.Json;
using MatrixDiff.Cli.Json;

namespace MatrixDiff.Cli.Output;

/// <summary>Writes answers in the format that was asked for.</summary>
internal static class AnswerWriter
{
    /// <summary>Writes answers, with their steps if wanted.</summary>
    public static void Write(IReadOnlyList<Answer> answers, bool steps, Terminal terminal)
    {
        var output = terminal.Output;
        switch (terminal.Format)
        {
            case OutputFormat.Json:
                output.WriteLine(answers is [var only]
                    ? JsonSerializer.Serialize(ToJson.Of(only), CliJson.Indented.AnswerJson)
                    : JsonSerializer.Serialize([.. answers.Select(a => ToJson.Of(a))], CliJson.Indented.IReadOnlyListAnswerJson));
                break;
            case OutputFormat.NumPy:
                output.WriteLine(string.Join("\n\n", answers.Select(a => Services.NumPy(a.Result, a.Symbols, a.Derivation.Scope).TrimEnd())));
                break;
            case OutputFormat.Latex:
                output.WriteLine(string.Join("\n\n", answers.Select(a => LatexAnswer.Of(a, steps))));
                break;
            case OutputFormat.Markdown:
                output.WriteLine(string.Join("\n\n", answers.Select(a => MarkdownAnswer.Of(a, steps))));
                break;
            case OutputFormat.Html:
                output.WriteLine(HtmlAnswer.Of(answers, steps));
                break;
            default:
                output.WriteLine(string.Join("\n\n", answers.Select(a => TextAnswer.Of(a, steps))));
                break;
        }
    }
}
