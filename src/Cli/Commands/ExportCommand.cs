using System.CommandLine;
using System.Text.Json;
using MatrixDiff.Cli.Json;
using MatrixDiff.Numeric.Export;
using MatrixDiff.Symbolic.Derivations;

namespace MatrixDiff.Cli.Commands;

/// <summary><c>export</c>: an expression as a function in another language.</summary>
internal static class ExportCommand
{
    /// <summary>The command.</summary>
    public static Command Build(Terminal terminal)
    {
        var command = new Command("export", "An expression as code.");
        var common = new CommonOptions();
        common.AddTo(command, batch: false);
        var to = new Option<string>("--to") { Description = "The language.", HelpName = string.Join('|', Dialects.Names), Required = true };
        command.Options.Add(to);
        command.SetAction(result =>
        {
            string language = result.GetRequiredValue(to);
            if (!Dialects.Names.Contains(language))
            {
                throw UsageErrors.NoSuch("language", language, [.. Dialects.Names]);
            }

            var request = new Request
            {
                Kind = DerivationKind.Simplification,
                Expression = common.Source(result, terminal),
                Where = result.GetValue(common.Where) ?? [],
                Assume = result.GetValue(common.Assume) ?? [],
                Letters = common.Letters(result),
            };
            var (scope, e) = Engine.Read(request);
            var symbols = FreeSymbols.Of(request.Expression, scope, e);
            var (code, fence) = Services.Export(e, symbols, scope, language);
            switch (terminal.Format)
            {
                case OutputFormat.Json:
                    var export = new ExportJson(language, request.Expression.Text, ToJson.Of(symbols, scope), ToJson.Of(e.Shape), code);
                    terminal.Output.WriteLine(JsonSerializer.Serialize(export, CliJson.Indented.ExportJson));
                    break;
                case OutputFormat.Text or OutputFormat.NumPy or OutputFormat.MsBuild:
                    terminal.Output.WriteLine(code.TrimEnd());
                    break;
                case OutputFormat.Markdown:
                    terminal.Output.WriteLine($"```{fence}\n{code.TrimEnd()}\n```");
                    break;
                default:
                    throw UsageErrors.Format("export", terminal.Format);
            }

            return CommandLine.Done;
        });
        return command;
    }
}
