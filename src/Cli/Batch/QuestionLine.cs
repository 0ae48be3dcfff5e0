using System.Text.Json;
using MatrixDiff.Cli.Json;
using MatrixDiff.Symbolic.Derivations;

namespace MatrixDiff.Cli.Batch;

/// <summary>A line of <c>grad</c>, <c>jacobian</c>, <c>hessian</c>, <c>differential</c> or <c>simplify</c>.</summary>
internal static class QuestionLine
{
    /// <summary>The answer to a line; what it does not say is as the command line says.</summary>
    public static string Answer(string text, Request defaults) => BatchLine.Answer(text, line =>
    {
        var answers = Engine.Answer(Request(line, defaults));
        return answers is [var only]
            ? JsonSerializer.Serialize(ToJson.Of(only, line.Id), CliJson.Compact.AnswerJson)
            : JsonSerializer.Serialize([.. answers.Select(a => ToJson.Of(a, line.Id))], CliJson.Compact.IReadOnlyListAnswerJson);
    });

    private static Request Request(BatchLine line, Request defaults) => defaults with
    {
        Expression = new(line.Text("expr") ?? throw UsageErrors.BadLine("\"expr\" is missing")),
        Wrt = line.Texts("wrt") ?? defaults.Wrt,
        Where = [.. defaults.Where, .. line.Texts("where") ?? []],
        Assume = [.. defaults.Assume, .. line.Texts("assume") ?? []],
        Layout = line.OneOf("layout", Cli.Request.LayoutNames) ?? defaults.Layout,
        Structured = line.OneOf("structured", Cli.Request.StructureNames) is { } structure ? Cli.Request.Structure(structure) : defaults.Structured,
        Letters = line.OneOf("syntax", Cli.Request.SyntaxNames) is null ? defaults.Letters : LetterClasses.MatrixCalculus,
        Seed = line.Number("seed") ?? defaults.Seed,
        Steps = true,
    };
}
