using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace MatrixDiff.Latex;

/// <summary>A PDF, or why there is none.</summary>
internal sealed record PdfOutcome(byte[]? Bytes, string? Problem);

/// <summary>Runs pdflatex in a folder of its own, without shell escapes and for a minute at most, and once more where its log asks for it.</summary>
internal static partial class Pdf
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Sets a LaTeX document.</summary>
    public static PdfOutcome Make(string latex, string program = "pdflatex")
    {
        var folder = Directory.CreateTempSubdirectory("matrixdiff-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "document.tex"), latex);
            if ((Run(program, folder.FullName) ?? (AsksForMore(folder.FullName) ? Run(program, folder.FullName) : null)) is { } problem)
            {
                return new(null, problem);
            }

            string pdf = Path.Combine(folder.FullName, "document.pdf");
            return File.Exists(pdf) ? new(File.ReadAllBytes(pdf), null) : new(null, Explain(folder.FullName));
        }
        finally
        {
            try
            {
                folder.Delete(recursive: true);
            }
            catch (IOException)
            {
                // A file that is still held stays in the temporary folder.
            }
        }
    }

    private static string? Run(string program, string folder)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (string argument in (string[])["-halt-on-error", "-no-shell-escape", "-interaction=nonstopmode", "document.tex"])
        {
            start.ArgumentList.Add(argument);
        }

        // What the document includes must lie in its folder or in the TeX distribution.
        start.Environment["openin_any"] = "p";
        start.Environment["openout_any"] = "p";
        start.Environment["max_print_line"] = "1000";
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Limit))
            {
                process.Kill(entireProcessTree: true);
                return $"{program} did not finish within {Limit.TotalSeconds:0} seconds";
            }

            Task.WaitAll(output, errors);
            return process.ExitCode == 0 ? null : Explain(folder);
        }
        catch (Win32Exception)
        {
            return $"{program} is not on the PATH; install TeX Live (Debian: texlive-latex-recommended lmodern), or write .tex or .html";
        }
    }

    private static bool AsksForMore(string folder) =>
        Path.Combine(folder, "document.log") is var log && File.Exists(log) && File.ReadAllText(log).Contains("Rerun LaTeX", StringComparison.Ordinal);

    // The first error of the log.
    private static string Explain(string folder)
    {
        string log = Path.Combine(folder, "document.log");
        string text = File.Exists(log) ? File.ReadAllText(log) : "";
        var character = Character().Match(text);
        if (character.Success)
        {
            return $"pdflatex can't set the character {character.Groups[1].Value.Trim()}; write .html, or set the .tex with XeLaTeX";
        }

        var package = Missing().Match(text);
        if (package.Success)
        {
            return $"TeX does not find {package.Groups[1].Value}; install it (Debian: texlive-latex-recommended lmodern), or write .html";
        }

        var error = FirstError().Match(text);
        return error.Success ? $"pdflatex: {error.Value[1..].Trim()}" : "pdflatex failed without saying why";
    }

    [GeneratedRegex(@"Unicode character (.+?)\r?\n")]
    private static partial Regex Character();

    [GeneratedRegex(@"File `([^']+)' not found")]
    private static partial Regex Missing();

    [GeneratedRegex(@"^!.*(?:\r?\n(?!l\.).*){0,3}\r?\nl\..*$", RegexOptions.Multiline)]
    private static partial Regex FirstError();
}
