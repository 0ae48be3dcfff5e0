using System.CommandLine;
using System.Text.Json;
using MatrixDiff.Cli.Json;
using MatrixDiff.Symbolic.Laws;

namespace MatrixDiff.Cli.Commands;

/// <summary><c>rules</c>: the catalogue of rules.</summary>
internal static class RulesCommand
{
    /// <summary>The command.</summary>
    public static Command Build(Terminal terminal)
    {
        var command = new Command("rules", "The catalogue of rules: name, statement, source.");
        new CommonOptions().AddTo(command, expression: false, batch: false);
        command.SetAction(_ => Write(terminal));
        return command;
    }

    private static int Write(Terminal terminal)
    {
        switch (terminal.Format)
        {
            case OutputFormat.Json:
                IReadOnlyList<RuleJson> rules = [.. Catalogue.All.Select(l => new RuleJson(l.Id, l.Name, $"{l.Left} = {l.Right}", l.Where, l.Condition.Length == 0 ? null : l.Condition, l.Source))];
                terminal.Output.WriteLine(JsonSerializer.Serialize(rules, CliJson.Indented.IReadOnlyListRuleJson));
                break;
            case OutputFormat.Text or OutputFormat.MsBuild:
                foreach (var law in Catalogue.All)
                {
                    terminal.Output.WriteLine($"{law.Id}: {law.Name}\n    {law.Statement}\n    where {law.Where}\n    {law.Source}\n");
                }

                break;
            case OutputFormat.Markdown:
                terminal.Output.WriteLine("| rule | statement | where | source |\n|---|---|---|---|");
                foreach (var law in Catalogue.All)
                {
                    terminal.Output.WriteLine($"| {law.Name} | `{law.Left} = {law.Right}`{(law.Condition.Length == 0 ? "" : $" ({law.Condition})")} | `{law.Where}` | {law.Source} |");
                }

                break;
            default:
                throw UsageErrors.Format("rules", terminal.Format);
        }

        return CommandLine.Done;
    }
}
