using MatrixDiff.Cli.Commands;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Cli.Batch;

/// <summary>A line of <c>equal</c>: <c>left</c>, <c>right</c>, <c>where</c>, <c>assume</c>.</summary>
internal static class EqualLine
{
    /// <summary>The verdict on a line; what it does not say is as the command line says.</summary>
    public static string Answer(string text, IReadOnlyList<string> where, IReadOnlyList<string> assume, LetterClasses letters, int seed) => BatchLine.Answer(text, line => VerdictJson.Of(
        EqualCommand.Decide(
            line.Text("left") ?? throw UsageErrors.BadLine("\"left\" is missing"),
            line.Text("right") ?? throw UsageErrors.BadLine("\"right\" is missing"),
            [.. where, .. line.Texts("where") ?? []],
            [.. assume, .. line.Texts("assume") ?? []],
            line.OneOf("syntax", Request.SyntaxNames) is null ? letters : LetterClasses.MatrixCalculus,
            line.Number("seed") ?? seed),
        line.Id));
}
