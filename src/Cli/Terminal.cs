using System.Text.Json;
using MatrixDiff.Cli.Json;

namespace MatrixDiff.Cli;

/// <summary>The streams of a run and the format that was asked for: the one place where failures are told.</summary>
internal sealed record Terminal(TextReader Input, TextWriter Output, TextWriter Error, OutputFormat Format)
{
    /// <summary>Are colours wanted? Only on a terminal, and not where <c>NO_COLOR</c> is set.</summary>
    public bool UsesColour => IsConsole && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Does the output go to a console?</summary>
    public bool IsConsole { get; init; }

    /// <summary>Runs a command; what it throws becomes a message and an exit code.</summary>
    public int Guard(Func<int> command)
    {
        try
        {
            return command();
        }
        catch (IOException) when (!IsWritable())
        {
            return CommandLine.Done;
        }
        catch (Exception e)
        {
            return Report(Failure.Of(e));
        }
    }

    /// <summary>Tells a failure: to standard error, with <c>--format json</c> to standard output.</summary>
    public int Report(Failure failure)
    {
        if (Format == OutputFormat.Json)
        {
            Output.WriteLine(JsonSerializer.Serialize(new ErrorJson { Error = failure.ToJson() }, CliJson.Indented.ErrorJson));
        }
        else
        {
            Error.WriteLine(failure.Render(Format == OutputFormat.MsBuild));
        }

        return failure.ExitCode;
    }

    private bool IsWritable()
    {
        try
        {
            Output.Flush();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
