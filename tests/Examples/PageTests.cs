using System.ComponentModel;
using System.Diagnostics;
using MatrixDiff.Cli.Documents;
using MatrixDiff.Latex;
using MatrixDiff.Tests.Support;

namespace MatrixDiff.Tests.Examples;

/// <summary>The pages of the examples as TeX sets them: nothing sticks out into the margin.</summary>
public sealed class PageTests
{
    /// <summary>The names of the examples.</summary>
    public static TheoryData<string> Names() => ExampleTests.Names();

    /// <summary>No line is wider than the text.</summary>
    [PdfLatexTheory]
    [MemberData(nameof(Names))]
    public void NoLineIsOverfull(string name)
    {
        string file = Path.Combine(Repository.Root, "examples", name + ".md");
        var (exit, log) = PdfLatex.Run(WriteUpRenderer.ToLatex(DocumentRunner.Run(File.ReadAllText(file), Path.GetFileName(file))));
        Assert.True(exit == 0, log);
        Assert.Equal([], log.Split('\n').Where(l => l.StartsWith("Overfull \\hbox", StringComparison.Ordinal)));
    }

    /// <summary>The test sees what it looks for.</summary>
    [PdfLatexTheory]
    [InlineData("a", 0)]
    [InlineData("$\\mbox{aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}$", 1)]
    public void AWideLineIsSeen(string prose, int count)
    {
        var (exit, log) = PdfLatex.Run(WriteUpRenderer.ToLatex(new WriteUp("T", [new ProseBlock(prose)])));
        Assert.Equal(0, exit);
        Assert.Equal(count, log.Split('\n').Count(l => l.StartsWith("Overfull \\hbox", StringComparison.Ordinal)));
    }
}

/// <summary>pdflatex in a folder that is removed.</summary>
internal static class PdfLatex
{
    private static readonly Lazy<string?> Reason = new(() =>
    {
        try
        {
            return Start(Path.GetTempPath(), "--version").Exit == 0 ? null : "Skipped: pdflatex does not run";
        }
        catch (Win32Exception)
        {
            return "Skipped: pdflatex is not there";
        }
    });

    /// <summary>Why nothing can be set, or null where it can.</summary>
    public static string? WhySkipped => Reason.Value;

    /// <summary>The exit code for a document, and the log.</summary>
    public static (int Exit, string Log) Run(string latex)
    {
        var folder = Directory.CreateTempSubdirectory("pages");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "d.tex"), latex);
            var (exit, output) = Start(folder.FullName, "-halt-on-error", "-no-shell-escape", "-interaction=nonstopmode", "d.tex");
            string log = Path.Combine(folder.FullName, "d.log");
            return (exit, File.Exists(log) ? File.ReadAllText(log) : output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (int Exit, string Output) Start(string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("pdflatex", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["max_print_line"] = "1000" },
        })!;
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}

/// <summary>A theory about pages, skipped where pdflatex is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PdfLatexTheoryAttribute : TheoryAttribute
{
    /// <summary>Skipped where there is no pdflatex.</summary>
    public PdfLatexTheoryAttribute() => Skip = PdfLatex.WhySkipped;
}
