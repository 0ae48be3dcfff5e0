using System.CommandLine;
using MatrixDiff.Cli.Batch;
using MatrixDiff.Cli.Output;
using MatrixDiff.Symbolic.Derivations;

namespace MatrixDiff.Cli.Commands;

/// <summary><c>grad</c>, <c>jacobian</c>, <c>hessian</c>, <c>differential</c> and <c>simplify</c>.</summary>
internal static class QuestionCommand
{
    /// <summary>The command of one kind of question.</summary>
    public static Command Build(Terminal terminal, string name, string description, DerivationKind kind)
    {
        var command = new Command(name, description);
        var common = new CommonOptions();
        common.AddTo(command);
        var wrt = new Option<string[]>("--wrt") { Description = "The variable. Can be repeated: an answer for each.", HelpName = "X" };
        var layout = new Option<string?>("--layout") { Description = "How derivatives are laid out.", HelpName = string.Join('|', Request.LayoutNames) };
        var steps = new Option<bool>("--steps") { Description = "Show the derivation, a named rule a step." };
        var structured = new Option<string?>("--structured") { Description = "How the entries of a symmetric, diagonal … variable move.", HelpName = string.Join('|', Request.StructureNames) };
        layout.AcceptOnlyFromAmong(Request.LayoutNames);
        structured.AcceptOnlyFromAmong(Request.StructureNames);
        command.Options.Add(steps);
        if (kind != DerivationKind.Simplification)
        {
            command.Options.Add(wrt);
        }

        if (kind is DerivationKind.Gradient or DerivationKind.Jacobian)
        {
            command.Options.Add(layout);
        }

        if (kind == DerivationKind.Gradient)
        {
            command.Options.Add(structured);
        }

        command.SetAction(result =>
        {
            var defaults = new Request
            {
                Kind = kind,
                Expression = new(""),
                Wrt = kind == DerivationKind.Simplification ? [] : result.GetValue(wrt) ?? [],
                Where = result.GetValue(common.Where) ?? [],
                Assume = result.GetValue(common.Assume) ?? [],
                Layout = kind is DerivationKind.Gradient or DerivationKind.Jacobian ? result.GetValue(layout) : null,
                Structured = kind == DerivationKind.Gradient ? Request.Structure(result.GetValue(structured)) : StructureConvention.Entrywise,
                Letters = common.Letters(result),
                Seed = result.GetValue(common.Seed),
            };
            if (result.GetValue(common.JsonLines))
            {
                return JsonLines.Run(terminal, line => QuestionLine.Answer(line, defaults));
            }

            bool shown = result.GetValue(steps);
            var answers = Engine.Answer(defaults with { Expression = common.Source(result, terminal), Steps = shown || terminal.Format == OutputFormat.Json });
            AnswerWriter.Write(answers, shown, terminal);
            return CommandLine.Done;
        });
        return command;
    }
}
