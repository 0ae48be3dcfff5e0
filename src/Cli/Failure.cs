using MatrixDiff.Cli.Json;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Cli;

/// <summary>What a run that does not succeed has to say: exit code, number, message, and where there is one, the place.</summary>
internal sealed record Failure(int ExitCode, string Code, string Message, Diagnostic? Diagnostic = null, string? Hint = null)
{
    /// <summary>The failure that an exception is.</summary>
    public static Failure Of(Exception e) => e switch
    {
        FailureException f => f.Failure,
        DiagnosticException d => Of(d.Diagnostic),
        InsufficientExecutionStackException => new(CommandLine.BadInput, "MD0099", "the expression is nested too deeply", Hint: "split it by definitions"),
        _ => Internal($"{e.GetType().Name}: {OneLine(e.Message)}"),
    };

    /// <summary>A user's mistake.</summary>
    public static Failure Of(Diagnostic diagnostic) => new(CommandLine.BadInput, diagnostic.Code, diagnostic.Message, diagnostic, diagnostic.Hint);

    /// <summary>A mistake of the program.</summary>
    public static Failure Internal(string what) => new(CommandLine.InternalError, "MD9999", $"{what} — please report this with the command that led to it");

    /// <summary>The message for people and editors.</summary>
    public string Render(bool msbuild) => Diagnostic?.Render(msbuild)
        ?? (ExitCode == CommandLine.InternalError ? $"internal error {Code}: {Message}" : $"matrixdiff: error {Code}: {Message}" + (Hint is null ? "" : $"\n  hint: {Hint}"));

    /// <summary>The message for programs.</summary>
    public ErrorDetails ToJson() => new()
    {
        Code = Code,
        Message = Message,
        Line = Diagnostic?.Position.Line,
        Column = Diagnostic?.Position.Column,
        Hint = Hint,
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}

/// <summary>Ends a command with a failure.</summary>
internal sealed class FailureException(Failure failure) : Exception(failure.Message)
{
    /// <summary>What is to be told.</summary>
    public Failure Failure { get; } = failure;
}
