using System.Diagnostics;
using System.Text;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Tests.Support;

namespace MatrixDiff.Tests.Latex.Reading;

/// <summary>Whatever the document is, it is taken apart soon, and each side is read or told why not.</summary>
public class ReadingFuzzTests
{
    private static readonly string[] Alphabet =
    [
        "$$", "$", "\\[", "\\]", "\\begin{align}", "\\end{align}", "\\begin{bmatrix}", "\\end{bmatrix}", "\\begin{aligned}", "\\end{aligned}", "&", "\\\\", "=", ":=", "{", "}", "(", ")", "[", "]",
        "\\left", "\\right", ".", "|", "\\|", "^", "_", "'", "T", "-1", "l+1", "x", "A", "W", "d", "e", "f", "2", "\\frac", "\\partial", "\\nabla", "\\sum", "\\prod", "_{i=1}", "^n", "\\operatorname{vec}",
        "\\mathrm{d}", "\\mathbf", "\\hat", "\\sigma", "\\odot", "\\otimes", "\\cdot", "+", "-", "/", ",", "\\underbrace", "_{n \\times m}", "\\in \\mathbb{R}^n", "\\text{ and }", "\\therefore",
        "\\newcommand{\\a}[1]{#1\\a}", "\\a", "\\def\\b#1{\\b}", "\\b", "\\dots", "\\vdots", "\\quad", "\n", "\n\n", "%", "%! declare: n: dim\n", "---\n", "ᵀ", "∇", "∑", "₁", "\uD835\uDC00", "\uD800", "\0", "\\", "\\over", "\\sqrt", "\\mathop",
    ];

    [Fact]
    public void Random_documents_are_read_or_told_why_not()
    {
        Random random = new(31337);
        int sides = 0;
        for (int i = 0; i < 6000; i++)
        {
            var text = new StringBuilder(random.Next(3) == 0 ? "" : "$$x = ");
            for (int n = random.Next(1, 40); n > 0; n--)
            {
                text.Append(random.Next(60) == 0 ? ((char)random.Next(0x10000)).ToString() : Alphabet[random.Next(Alphabet.Length)]).Append(random.Next(2) == 0 ? " " : "");
            }

            sides += Attempt(text.Append(random.Next(3) == 0 ? "" : "$$").ToString(), random.Next(2) == 0 ? "x.tex" : "x.md");
        }

        Assert.True(sides > 300, $"only {sides} sides were read");
    }

    [Fact]
    public void Documents_with_a_few_characters_changed_are_read_or_told_why_not()
    {
        string original = File.ReadAllText(Path.Combine(Repository.TestFolder, "Latex", "hand-derivation.txt"));
        Random random = new(4711);
        for (int i = 0; i < 300; i++)
        {
            var text = new StringBuilder(original);
            for (int n = random.Next(1, 12); n > 0; n--)
            {
                int at = random.Next(text.Length);
                switch (random.Next(3))
                {
                    case 0:
                        text.Remove(at, Math.Min(random.Next(1, 5), text.Length - at));
                        break;
                    case 1:
                        text.Insert(at, Alphabet[random.Next(Alphabet.Length)]);
                        break;
                    default:
                        text[at] = original[random.Next(original.Length)];
                        break;
                }
            }

            Attempt(text.ToString(), "x.md");
        }
    }

    public static TheoryData<string, string, string> Bombs => new()
    {
        { "(", "x", ")" }, { "\\left(", "x", "\\right)" }, { "{", "x", "}" }, { "\\frac{1}{", "x", "}" }, { "x^{", "x", "}" }, { "x_{", "x", "}" }, { "-", "x", "" }, { "\\log", " x", "" }, { "\\nabla_x ", "x", "" },
        { "\\sum_i ", "x", "" }, { "d ", "x", "" }, { "\\mathbf{", "x", "}" }, { "\\hat{", "x", "}" }, { "|", "x", "|" }, { "\\|", "x", "\\|" }, { "\\begin{bmatrix}", "x", "\\end{bmatrix}" }, { "\\underbrace{", "x", "}_{n\\times m}" },
        { "", "x", "'" }, { "", "x", "^T" }, { "", "x", " x" }, { "", "x", " + x" }, { "", "x", "\\cdot x" }, { "J(", "w", ")" }, { "\\partial ", "x", "" }, { "\\frac{\\partial}{\\partial x}", "x", "" }, { "\\mathop{", "x", "}" },
        { "x\\\\", "x", "" }, { "& ", "x", "" }, { "\\quad ", "x", "" }, { "\\text{a}", "x", "" }, { "= ", "x", "" }, { "\\begin{align}", "x", "" }, { "$", "x", "" }, { "\\[", "x", "" }, { "%!a", "\n", "" }, { "<!--", "x", "" },
        { "\\(", "x", "" }, { "\\text{", "x", "" }, { "\\label{", "x", "" }, { "\\begin{", "x", "" }, { "\\overset{a}", "x", "" }, { "|", "x", "" }, { "$$", "x", "" }, { "x|", "x", "" }, { "x_i(", "x", "" }, { "e^{", "x", "}" },
        { "\\newcommand{\\a}{", "x", "" }, { "\\sqrt[", "x", "]{x}" }, { "\\sum_i x_i + ", "x_i", "" }, { ", ", "x", "" }, { "\\dots ", "x", "" }, { "n \\times m \\quad ", "n\\times m", "" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Long_repetitions_are_answered_soon(string before, string middle, string after)
    {
        var watch = Stopwatch.StartNew();
        foreach (int count in new[] { 100, 2_000, 20_000 })
        {
            string text = Repeat(before, count) + middle + Repeat(after, count);
            Attempt($"$$Y = {text}$$", "x.md");
            Attempt(text, "x.tex");
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed.TotalSeconds:F1} s");
    }

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    // How many sides were read; anything but a diagnostic goes through.
    private static int Attempt(string text, string file)
    {
        try
        {
            var document = HandDerivation.Read(text, file);
            var steps = document.Blocks.SelectMany(b => b.Steps).Concat(document.Inline.SelectMany(t => t.Steps)).ToList();
            var claims = document.Blocks.SelectMany(b => b.Claims).Concat(document.Inline.SelectMany(t => t.Claims)).Concat(steps.SelectMany(s => s.Claims));
            return steps.SelectMany(s => new[] { s.Left, s.Right }).Concat(claims.SelectMany(c => new[] { c.Expression, c.Rows, c.Columns })).OfType<Side>().Take(2000).Count(IsRead);
        }
        catch (DiagnosticException e)
        {
            e.Diagnostic.Render();
            return 0;
        }
    }

    private static bool IsRead(Side side)
    {
        try
        {
            side.Read(UnknownNames.Instance);
            return true;
        }
        catch (DiagnosticException e)
        {
            Assert.StartsWith("MD", e.Diagnostic.Code, StringComparison.Ordinal);
            return false;
        }
    }
}
