using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Tests.Latex;

/// <summary>What keeps the pages of an article readable: what stands together, and what does not run over.</summary>
public sealed class PageTests
{
    [Fact]
    public void AChecksDisplayDoesNotEndThePage()
    {
        string tex = WriteUpRenderer.ToLatex(new("T", [new LatexBlock("a = b"), new CheckBlock("error below 1e-9, at most 3.5e-12", true), new LatexBlock("c = d"), new ProseBlock("Text.")]));
        Assert.Contains("{\\postdisplaypenalty=10000\n\\[\na = b\n\\]\n\\par\\nobreak}\n\n\\checked{$\\checkmark$ error below~$10^{-9}$, at most~$3.5\\cdot 10^{-12}$}", tex, StringComparison.Ordinal);
        Assert.Contains("\n\n\\noindent\n\\[\nc = d\n\\]\n\nText.", tex, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$$\\begin{aligned} a &= b \\\\\n&= c \\end{aligned}$$")]
    [InlineData("Text before:\n\n$$a =\nb$$\n\nText after $x$ and $y$.")]
    public void ADisplayMayBeginOnTheLineOfItsDollars(string markdown)
    {
        string tex = TexProse.Render(markdown);
        Assert.Contains("\\[\n", tex, StringComparison.Ordinal);
        Assert.DoesNotContain("textbackslash", tex, StringComparison.Ordinal);
        Assert.DoesNotContain("$$", tex.Replace("\\$", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void DeclarationsOfOneShapeShareARow()
    {
        var scope = DefinitionReader.Read(new SourceText("n: dim, A, B, C, D, E: n×n, S: n×n symmetric, x: n"), new SourceText(""), null);
        var rows = DeclarationTable.Rows(scope).Select(r => LatexRenderer.Render(r.Name)).ToList();
        Assert.Equal(["n", "A, B, C, D \\in \\mathbb{R}^{n \\times n}", "E \\in \\mathbb{R}^{n \\times n}", "S \\in \\mathbb{R}^{n \\times n}", "x \\in \\mathbb{R}^{n}"], rows);
    }
}
