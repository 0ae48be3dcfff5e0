using System.CommandLine;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Cli.Commands;

/// <summary>The options and arguments that commands share.</summary>
internal sealed class CommonOptions
{
    /// <summary>The expression; <c>-</c> reads it from standard input.</summary>
    public Argument<string?> Expression { get; } = new("EXPR") { Description = "The expression; - reads it from standard input.", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>Declarations.</summary>
    public Option<string[]> Where { get; } = new("--where") { Description = "Declarations: \"A: n×n symmetric, x: n\"; equations among them are assumed. Can be repeated.", HelpName = "DECLS" };

    /// <summary>Assumptions.</summary>
    public Option<string[]> Assume { get; } = new("--assume") { Description = "What is assumed of values: \"X'X = I\", \"1'y = 1\", \"A symmetric\". Can be repeated.", HelpName = "FACT" };

    /// <summary>The format.</summary>
    public Option<string> Format { get; } = new Option<string>("--format") { Description = "How the answer is written.", HelpName = string.Join('|', OutputFormats.Names) };

    /// <summary>The seed.</summary>
    public Option<int> Seed { get; } = new("--seed") { Description = "The seed of the points at which answers are checked.", HelpName = "N" };

    /// <summary>Letter classes.</summary>
    public Option<string?> Syntax { get; } = new("--syntax") { Description = "Undeclared names as at another site: a–g scalar, h–z vector, capitals matrix.", HelpName = "matrixcalculus" };

    /// <summary>A batch.</summary>
    public Option<bool> JsonLines { get; } = new("--jsonl") { Description = "One request a line on standard input, one answer a line on standard output." };

    /// <summary>Adds options to a command, with the checks of their values.</summary>
    public CommonOptions AddTo(Command command, bool expression = true, bool batch = true)
    {
        Format.AcceptOnlyFromAmong(OutputFormats.Names);
        Syntax.AcceptOnlyFromAmong(Request.SyntaxNames);
        if (expression)
        {
            command.Arguments.Add(Expression);
            command.Options.Add(Where);
            command.Options.Add(Assume);
            command.Options.Add(Syntax);
            command.Options.Add(Seed);
        }

        command.Options.Add(Format);
        if (batch)
        {
            command.Options.Add(JsonLines);
        }

        return this;
    }

    /// <summary>The expression that was given.</summary>
    public SourceText Source(ParseResult result, Terminal terminal) => result.GetValue(Expression) switch
    {
        null => throw UsageErrors.Missing(result.CommandResult.Command.Name, "the expression is missing", "give one, or - to read it from standard input"),
        "-" => new(terminal.Input.ReadToEnd().Trim(), "<stdin>"),
        var text => new(text),
    };

    /// <summary>What undeclared names are taken for.</summary>
    public LetterClasses Letters(ParseResult result) => result.GetValue(Syntax) is null ? LetterClasses.FromUse : LetterClasses.MatrixCalculus;
}
