using System.Text.Json;
using MatrixDiff.Cli;

namespace MatrixDiff.Tests.Cli;

/// <summary>What a run of the command line left behind.</summary>
internal sealed record Outcome(int Code, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public IReadOnlyList<JsonElement> Lines =>
        [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];
}

/// <summary>Runs the command line within the test.</summary>
internal static class Run
{
    public static Outcome Matrixdiff(params string[] args) => WithInput("", args);

    public static Outcome WithInput(string input, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int code = CommandLine.Run(args, new StringReader(input), output, error);
        return new(code, output.ToString(), error.ToString());
    }
}
