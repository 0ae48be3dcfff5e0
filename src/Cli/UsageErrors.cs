using System.CommandLine;

namespace MatrixDiff.Cli;

/// <summary>The messages about arguments: MD0401 and on.</summary>
internal static class UsageErrors
{
    /// <summary>What the parser of arguments found.</summary>
    public static Failure Of(ParseResult result)
    {
        string command = result.CommandResult.Command is RootCommand ? "matrixdiff" : "matrixdiff " + result.CommandResult.Command.Name;
        string hint = result.UnmatchedTokens.Count > 0 && result.CommandResult.Command is not RootCommand
            ? $"put the expression in quotes; {command} --help shows what there is"
            : $"{command} --help shows what there is";
        return new(CommandLine.BadInput, "MD0401", string.Join(' ', result.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.'), Hint: hint);
    }

    /// <summary>A command without what it works on.</summary>
    public static FailureException Missing(string command, string what, string hint) =>
        new(new(CommandLine.BadInput, "MD0402", $"{command}: {what}", Hint: hint));

    /// <summary>A line of a batch that is no request.</summary>
    public static FailureException BadLine(string why) => new(new(CommandLine.BadInput, "MD0403", why, Hint: """a line is an object like {"id": 1, "expr": "x'*A*x", "wrt": "x"}"""));

    /// <summary>A value that is none of the known ones.</summary>
    public static FailureException NoSuch(string what, string value, IEnumerable<string> known) =>
        new(new(CommandLine.BadInput, "MD0404", $"there is no {what} '{value}'", Hint: $"there is {string.Join(", ", known)}"));

    /// <summary>A file that can't be read.</summary>
    public static FailureException Unreadable(string path, string why) => new(new(CommandLine.BadInput, "MD0405", $"{path} can't be read: {why}"));

    /// <summary>A file that can't be written.</summary>
    public static FailureException Unwritable(string path, string why) => new(new(CommandLine.BadInput, "MD0407", $"{path} can't be written: {why}"));

    /// <summary>A PDF that can't be made.</summary>
    public static FailureException NoPdf(string why) => new(new(CommandLine.BadInput, "MD0408", why));

    /// <summary>A format that a command does not write.</summary>
    public static FailureException Format(string command, OutputFormat format) =>
        new(new(CommandLine.BadInput, "MD0406", $"{command} does not write the format {OutputFormats.Names[(int)format]}"));
}
