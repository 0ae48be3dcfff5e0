using System.CommandLine;

namespace MatrixDiff.Cli.Commands;

/// <summary><c>derive</c>: runs a derivation document and writes it up.</summary>
internal static class DeriveCommand
{
    /// <summary>The command.</summary>
    public static Command Build(Terminal terminal)
    {
        var command = new Command("derive", "Run a derivation document and write it up.");
        var file = new Argument<string>("FILE") { Description = "The document (.md, .tex or .mdiff); - reads standard input." };
        var output = new Option<string?>("--output", "-o") { Description = "Where to write: .tex, .html, .md, .pdf, or a folder. Standard output if absent.", HelpName = "OUT" };
        command.Arguments.Add(file);
        command.Options.Add(output);
        var common = new CommonOptions().AddTo(command, expression: false, batch: false);
        command.Options.Add(common.Seed);
        command.SetAction(result => Documents.Runner.Run(
            new(result.GetRequiredValue(file), result.GetValue(output), result.GetValue(common.Seed)), terminal));
        return command;
    }
}

/// <summary>What <c>derive</c> is asked for.</summary>
internal sealed record DocumentRequest(string File, string? Output, int Seed);

/// <summary>Runs documents.</summary>
internal interface IDocumentRunner
{
    /// <summary>Runs one and answers the exit code; what it throws is told at the terminal.</summary>
    int Run(DocumentRequest request, Terminal terminal);
}
