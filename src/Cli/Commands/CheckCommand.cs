using System.CommandLine;
using MatrixDiff.Checking;
using MatrixDiff.Checking.Reports;
using MatrixDiff.Cli.Batch;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Cli.Commands;

/// <summary><c>check</c>: verdicts on the steps of hand derivations.</summary>
internal static class CheckCommand
{
    private const int DoesNotHold = 1;

    /// <summary>The command.</summary>
    public static Command Build(Terminal terminal)
    {
        var command = new Command("check", "Verify hand derivations in LaTeX or Markdown, step by step.");
        var files = new Argument<string[]>("FILE") { Description = "The derivations (.tex, .md); - reads standard input.", Arity = ArgumentArity.ZeroOrMore };
        command.Arguments.Add(files);
        var common = new CommonOptions().AddTo(command, expression: false);
        command.Options.Add(common.Where);
        command.Options.Add(common.Seed);
        command.SetAction(result =>
        {
            var options = new CheckOptions { Seed = result.GetValue(common.Seed), Where = result.GetValue(common.Where) ?? [] };
            if (result.GetValue(common.JsonLines))
            {
                return JsonLines.Run(terminal, line => CheckLine.Answer(line, options));
            }

            string[] paths = result.GetValue(files) ?? [];
            return paths.Length == 0 ? throw UsageErrors.Missing("check", "no file is given", "give one or several, or - to read standard input") : Run(terminal, paths, options);
        });
        return command;
    }

    // A file that can't be understood does not stop the others.
    private static int Run(Terminal terminal, string[] paths, CheckOptions options)
    {
        var reports = new List<CheckReport>();
        int code = CommandLine.Done;
        foreach (string path in paths)
        {
            try
            {
                var report = DerivationChecker.Check(path == "-" ? terminal.Input.ReadToEnd() : InputFile.Read(path), path == "-" ? "<stdin>" : path, options);
                reports.Add(report);
                if (terminal.Format is OutputFormat.Text or OutputFormat.MsBuild)
                {
                    Write(terminal, report);
                }
            }
            catch (Exception e) when (paths.Length > 1 && e is DiagnosticException or FailureException)
            {
                code = terminal.Report(Failure.Of(e));
            }
        }

        Write(terminal, reports);
        return code != CommandLine.Done ? code : reports.All(r => r.AllHold) ? CommandLine.Done : DoesNotHold;
    }

    private static void Write(Terminal terminal, CheckReport report)
    {
        if (terminal.Format == OutputFormat.Text)
        {
            terminal.Output.Write(TextReport.Of(report, terminal.UsesColour));
            return;
        }

        foreach (var step in report.Steps.Where(s => s.IsFlagged || s.Verdict == StepVerdict.Unreadable))
        {
            terminal.Output.WriteLine($"{report.File}({step.Line},1): {(step.Verdict == StepVerdict.HoldsIf ? "warning" : "error")} MD0700: step {step.Number} {StepWords.Verdict(step)}{(step.Reason is { } r ? ": " + r.ReplaceLineEndings(" ") : "")}");
        }
    }

    private static void Write(Terminal terminal, List<CheckReport> reports)
    {
        switch (terminal.Format)
        {
            case OutputFormat.Text or OutputFormat.MsBuild:
                break;
            case OutputFormat.Json when reports.Count == 1:
                terminal.Output.WriteLine(JsonReport.Of(reports[0], indented: true));
                break;
            case OutputFormat.Json:
                terminal.Output.WriteLine(JsonReport.Of(reports));
                break;
            case OutputFormat.Markdown:
                terminal.Output.Write(string.Join('\n', reports.Select(MarkdownReport.Of)));
                break;
            case OutputFormat.Html:
                terminal.Output.Write(HtmlReport.Of(reports));
                break;
            case OutputFormat.JUnit:
                terminal.Output.Write(JUnitReport.Of(reports));
                break;
            default:
                throw UsageErrors.Format("check", terminal.Format);
        }
    }
}
