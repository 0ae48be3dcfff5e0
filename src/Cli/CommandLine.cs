using System.CommandLine;
using System.Runtime.ExceptionServices;
using MatrixDiff.Cli.Commands;

namespace MatrixDiff.Cli;

/// <summary>The command line as a function: arguments and streams in, exit code out.</summary>
internal static class CommandLine
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The input can't be understood.</summary>
    public const int BadInput = 2;

    /// <summary>A mistake of the program.</summary>
    public const int InternalError = 3;

    // Room for expressions nested as deeply as the parser lets through.
    private const int StackBytes = 256 << 20;

    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    /// <summary>Runs one command.</summary>
    public static int Run(string[] args, TextReader input, TextWriter output, TextWriter error, bool isConsole = false)
    {
        int code = Done;
        ExceptionDispatchInfo? thrown = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    code = RunHere(args, new(input, output, error, OutputFormats.In(args)) { IsConsole = isConsole });
                }
                catch (Exception e)
                {
                    thrown = ExceptionDispatchInfo.Capture(e);
                }
            },
            StackBytes);
        thread.Start();
        thread.Join();
        thrown?.Throw();
        return code;
    }

    /// <summary>A thread with room for deep expressions.</summary>
    public static Thread Worker(ThreadStart work) => new(work, StackBytes) { IsBackground = true };

    private static int RunHere(string[] args, Terminal terminal)
    {
        int code = terminal.Guard(() =>
        {
            var result = CommandTree.Build(terminal).Parse(args, Parsing);
            return result.Errors.Count > 0
                ? terminal.Report(UsageErrors.Of(result))
                : result.Invoke(new() { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        });
        try
        {
            terminal.Output.Flush();
        }
        catch (IOException)
        {
            // The reader of the output went away.
        }

        return code;
    }
}
