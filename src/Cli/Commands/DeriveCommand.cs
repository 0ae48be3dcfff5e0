using System.CommandLine;
using MatrixDiff.Cli.Documents;
using MatrixDiff.Latex;

namespace MatrixDiff.Cli.Commands;

/// <summary><c>derive</c>: runs a derivation document and writes it up.</summary>
internal static class DeriveCommand
{
    private static readonly string[] Endings = [".md", ".html", ".tex"];

    /// <summary>The command.</summary>
    public static Command Build(Terminal terminal)
    {
        var command = new Command("derive", "Run a derivation document and write it up.");
        var file = new Argument<string>("FILE") { Description = "The document (.md or .mdiff); - reads Markdown from standard input." };
        var output = new Option<string?>("--output", "-o") { Description = "Where to write: a file ending in .tex, .html, .md or .pdf, or a folder/ for .md, .html and .tex.", HelpName = "OUT" };
        command.Arguments.Add(file);
        command.Options.Add(output);
        var common = new CommonOptions().AddTo(command, expression: false, batch: false);
        command.Options.Add(common.Seed);
        command.SetAction(result =>
        {
            string path = result.GetRequiredValue(file);
            string text = path == "-" ? terminal.Input.ReadToEnd() : InputFile.Read(path);
            string? to = result.GetValue(output);
            if (to is null)
            {
                Func<WriteUp, string> render = Renderer(terminal.Format);
                terminal.Output.WriteLine(render(DocumentRunner.Run(text, Shown(path), result.GetValue(common.Seed))).TrimEnd());
                return CommandLine.Done;
            }

            var targets = Targets(path, to);
            var writeUp = DocumentRunner.Run(text, Shown(path), result.GetValue(common.Seed));
            foreach (string target in targets)
            {
                Write(writeUp, target);
                terminal.Error.WriteLine($"wrote {target}");
            }

            return CommandLine.Done;
        });
        return command;
    }

    private static string Shown(string path) => path == "-" ? "<stdin>" : path;

    private static Func<WriteUp, string> Renderer(OutputFormat format) => format switch
    {
        OutputFormat.Text or OutputFormat.Markdown or OutputFormat.MsBuild => WriteUpRenderer.ToMarkdown,
        OutputFormat.Latex => WriteUpRenderer.ToLatex,
        OutputFormat.Html => WriteUpRenderer.ToHtml,
        _ => throw UsageErrors.Format("derive", format),
    };

    // A folder takes a file of each text format.
    private static IReadOnlyList<string> Targets(string path, string to)
    {
        if (to.EndsWith('/') || to.EndsWith(Path.DirectorySeparatorChar) || Directory.Exists(to))
        {
            string name = path == "-" ? "document" : Path.GetFileNameWithoutExtension(path);
            return [.. Endings.Select(e => Path.Combine(to, name + e))];
        }

        return Endings.Append(".pdf").Contains(Path.GetExtension(to).ToLowerInvariant()) ? [to]
            : throw UsageErrors.NoSuch("format by the ending of", to, [.. Endings, ".pdf", "a folder/"]);
    }

    private static void Write(WriteUp writeUp, string target)
    {
        try
        {
            if (Path.GetDirectoryName(target) is { Length: > 0 } folder)
            {
                Directory.CreateDirectory(folder);
            }

            switch (Path.GetExtension(target).ToLowerInvariant())
            {
                case ".pdf":
                    var pdf = WriteUpRenderer.ToPdf(writeUp);
                    File.WriteAllBytes(target, pdf.Bytes ?? throw UsageErrors.NoPdf(pdf.Problem!));
                    break;
                case ".html":
                    File.WriteAllText(target, WriteUpRenderer.ToHtml(writeUp));
                    break;
                case ".tex":
                    File.WriteAllText(target, WriteUpRenderer.ToLatex(writeUp));
                    break;
                default:
                    File.WriteAllText(target, WriteUpRenderer.ToMarkdown(writeUp));
                    break;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw UsageErrors.Unwritable(target, e.Message);
        }
    }
}
