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

    /// <summary>A last page of a line is none after the second run, which the log of the first asks for.</summary>
    [PdfLatexFact]
    public void AShortLastPageIsAvoided()
    {
        for (int lines = 50; ; lines++)
        {
            string latex = WriteUpRenderer.ToLatex(new WriteUp("T", [new ListingBlock(string.Join('\n', Enumerable.Range(1, lines)), "")]));
            if (PdfLatex.Run(latex).Log is var once && once.Contains("(2 pages", StringComparison.Ordinal))
            {
                Assert.Contains("Rerun LaTeX", once, StringComparison.Ordinal);
                string twice = PdfLatex.Run(latex, 2).Log;
                Assert.Contains("(1 page", twice, StringComparison.Ordinal);
                Assert.DoesNotContain("Rerun LaTeX", twice, StringComparison.Ordinal);
                return;
            }

            Assert.True(lines < 80, "the page does not end");
        }
    }

    /// <summary>However much of a page is filled, no page ends with a heading or a colon.</summary>
    [PdfLatexFact]
    public void HeadingsStayWithTables()
    {
        var steps = Enumerable.Range(1, 9).Select(i => new AlgorithmRow(0, [new Letter("x")], null)).ToList();
        for (int lines = 38; lines < 52; lines++)
        {
            var write = new WriteUp("T", [new ListingBlock(string.Join('\n', Enumerable.Range(1, lines)), ""), new ProseBlock("# Heading\n\nAs follows:"), new AlgorithmBlock([("Pass", steps)])]);
            string latex = WriteUpRenderer.ToLatex(write).Replace("As follows:", @"As follows:\typeoutpage{A}", StringComparison.Ordinal).Replace(@"\textbf{Pass}", @"\textbf{Pass}\typeoutpage{B}", StringComparison.Ordinal)
                .Replace(@"\begin{document}", @"\newcommand{\typeoutpage}[1]{\write-1{#1=\thepage.}}\begin{document}", StringComparison.Ordinal);
            string log = PdfLatex.Run(latex).Log;
            string page = System.Text.RegularExpressions.Regex.Match(log, @"^A=(\d+)\.", System.Text.RegularExpressions.RegexOptions.Multiline).Groups[1].Value;
            Assert.NotEqual("", page);
            Assert.Contains($"\nB={page}.", log, StringComparison.Ordinal);
        }
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

    /// <summary>The exit code for a document, and the log of the last run.</summary>
    public static (int Exit, string Log) Run(string latex, int runs = 1)
    {
        var folder = Directory.CreateTempSubdirectory("pages");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "d.tex"), latex);
            (int exit, string output) = (0, "");
            for (int i = 0; i < runs; i++)
            {
                (exit, output) = Start(folder.FullName, "-halt-on-error", "-no-shell-escape", "-interaction=nonstopmode", "d.tex");
            }

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

/// <summary>A fact about pages, skipped where pdflatex is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PdfLatexFactAttribute : FactAttribute
{
    /// <summary>Skipped where there is no pdflatex.</summary>
    public PdfLatexFactAttribute() => Skip = PdfLatex.WhySkipped;
}
