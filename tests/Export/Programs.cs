using System.ComponentModel;
using System.Diagnostics;

namespace MatrixDiff.Tests.Export;

/// <summary>Other programs that run exported code.</summary>
internal static class Programs
{
    /// <summary>The Python of the system, which has its scientific packages.</summary>
    public const string Python = "/usr/bin/python3";

    /// <summary>What a program writes; null, and why, where it can't be started or fails.</summary>
    public static string? Run(string program, IEnumerable<string> arguments, out string error)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["OPENBLAS_NUM_THREADS"] = "1", ["OMP_NUM_THREADS"] = "1" },
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            error = errors.Result;
            return process.ExitCode == 0 ? output : null;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            error = e.Message;
            return null;
        }
    }

    /// <summary>Runs code with a folder of its own, which is removed.</summary>
    public static T InFolder<T>(Func<string, T> run)
    {
        string folder = Directory.CreateTempSubdirectory("matrixdiff").FullName;
        try
        {
            return run(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>A fact that needs a program; skipped with a line that says so where it is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProgramFactAttribute : FactAttribute
{
    /// <summary>Skipped where the program does not run with these arguments.</summary>
    public ProgramFactAttribute(string what, string program, params string[] arguments) =>
        Skip = Programs.Run(program, arguments, out string error) is null ? $"Skipped: {what} is not there: {error.Trim().Split('\n')[^1]}" : null;
}
