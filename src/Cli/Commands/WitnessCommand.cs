using System.CommandLine;
using MatrixDiff.Cli.Batch;

namespace MatrixDiff.Cli.Commands;

/// <summary><c>witness</c>, hidden: values of derivatives at given points, by dual numbers alone.</summary>
internal static class WitnessCommand
{
    /// <summary>The command.</summary>
    public static Command Build(Terminal terminal)
    {
        var command = new Command("witness", "Values of derivatives at given points by automatic differentiation, a request a line.") { Hidden = true };
        var lines = new Option<bool>("--jsonl") { Description = "One request a line on standard input.", Required = true };
        command.Options.Add(lines);
        command.SetAction(_ => JsonLines.Run(terminal, WitnessLine.Answer));
        return command;
    }
}
