using System.CommandLine;
using MatrixDiff.Cli.Batch;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Cli.Commands;

/// <summary><c>equal</c>: a verdict on an identity.</summary>
internal static class EqualCommand
{
    /// <summary>The claim does not hold, or is not known to.</summary>
    private const int DoesNotHold = 1;

    /// <summary>The command.</summary>
    public static Command Build(Terminal terminal)
    {
        var command = new Command("equal", "A verdict on LEFT = RIGHT: holds, holds-if, fails, ill-shaped or undecided, with its evidence.");
        var left = new Argument<string?>("LEFT") { Description = "The left side.", Arity = ArgumentArity.ZeroOrOne };
        var right = new Argument<string?>("RIGHT") { Description = "The right side.", Arity = ArgumentArity.ZeroOrOne };
        command.Arguments.Add(left);
        command.Arguments.Add(right);
        var common = new CommonOptions();
        command.Options.Add(common.Where);
        command.Options.Add(common.Assume);
        command.Options.Add(common.Syntax);
        command.Options.Add(common.Seed);
        common.AddTo(command, expression: false);
        command.SetAction(result =>
        {
            string[] where = result.GetValue(common.Where) ?? [];
            string[] assume = result.GetValue(common.Assume) ?? [];
            var letters = common.Letters(result);
            int seed = result.GetValue(common.Seed);
            if (result.GetValue(common.JsonLines))
            {
                return JsonLines.Run(terminal, line => EqualLine.Answer(line, where, assume, letters, seed));
            }

            return Write(terminal, Decide(
                result.GetValue(left) ?? throw UsageErrors.Missing("equal", "the left side is missing", "give both sides, each in quotes"),
                result.GetValue(right) ?? throw UsageErrors.Missing("equal", "the right side is missing", "give both sides, each in quotes"),
                where, assume, letters, seed));
        });
        return command;
    }

    /// <summary>The verdict on two sides.</summary>
    public static Verdict Decide(string left, string right, IEnumerable<string> where, IEnumerable<string> assume, LetterClasses letters, int seed)
    {
        var scope = ExpressionReader.Declare(where);
        scope.Letters = letters;
        scope.OpenAssumptions.AddRange(assume.Select(a => new SourceText(a, "<assume>")));
        return Equality.Decide(left, right, scope, new() { Seed = seed });
    }

    private static int Write(Terminal terminal, Verdict verdict)
    {
        terminal.Output.WriteLine(terminal.Format switch
        {
            OutputFormat.Json => VerdictJson.Of(verdict, indented: true),
            OutputFormat.Text or OutputFormat.MsBuild => VerdictText.Of(verdict),
            var other => throw UsageErrors.Format("equal", other),
        });
        return verdict.Kind == VerdictKind.Holds ? CommandLine.Done : DoesNotHold;
    }
}
