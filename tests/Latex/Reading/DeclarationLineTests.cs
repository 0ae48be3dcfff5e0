using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Tests.Latex.Reading;

/// <summary>Declarations of hand derivations: <c>%!</c> lines and front matter, each at its place.</summary>
public class DeclarationLineTests
{
    private const string Document = """
        \documentclass{article}
        %!TEX root = other.tex
        %! declare: |
        %!   n: dim, A: n×n
        %!   x: n
        \usepackage{amsmath} % a comment: no key
          %! define: "J = x' A x"
        %! layout: gradient
        \[ J = x^TAx \]
        """;

    [Fact]
    public void Comment_lines_hold_the_keys()
    {
        var front = Read.Latex(Document).FrontMatter;
        Assert.Equal(["n: dim, A: n×n", "x: n"], front.Declare!.Text.Split('\n').Select(l => l.Trim()));
        Assert.Equal("J = x' A x", front.Define!.Text);
        Assert.Equal("gradient", front.Layout!.Text.Trim());
        Assert.Equal((4, 6), front.Declare.Locate(front.Declare.Text.IndexOf("n: dim", StringComparison.Ordinal)));
        Assert.Equal((7, 15), front.Define.Locate(0));
    }

    [Fact]
    public void A_value_may_stand_on_the_line()
    {
        var declare = Read.Latex("%! declare: n: dim, m: dim, A: n×n\nText").FrontMatter.Declare!;
        Assert.Equal("n: dim, m: dim, A: n×n", declare.Text.Trim());
        Assert.Equal((1, 13), declare.Locate(declare.Text.IndexOf('n', StringComparison.Ordinal)));
    }

    [Fact]
    public void Keys_may_stand_below_matrixdiff() =>
        Assert.Equal("n: dim", Read.Latex("%! matrixdiff:\n%!   declare: |\n%!     n: dim\n%!   layout: gradient").FrontMatter.Declare!.Text.Trim());

    [Fact]
    public void An_unknown_key_is_told_where_it_stands()
    {
        var mistake = Assert.Throws<DiagnosticException>(() => Read.Latex("x\n%!  declares: n: dim")).Diagnostic;
        Assert.Equal(("MD0502", (2, 5)), (mistake.Code, mistake.Position));
    }

    [Fact]
    public void Markdown_has_front_matter()
    {
        var declare = Read.Markdown("---\nmatrixdiff:\n  declare: |\n    n: dim\n---\n$$x = y$$").FrontMatter.Declare!;
        Assert.Equal((4, 5), declare.Locate(declare.Text.IndexOf('n', StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("%! declare: n: dim\n\\[ a = b \\]", true)]
    [InlineData("\\documentclass{article}", true)]
    [InlineData("\\begin{align} a = b \\end{align}", true)]
    [InlineData("---\nmatrixdiff:\n  declare: n\n---\n", false)]
    [InlineData("# Title\n\n$$\\begin{aligned} a &= b \\end{aligned}$$", false)]
    public void The_look_tells_where_the_name_does_not(string text, bool latex) => Assert.Equal(latex, DocumentText.IsLatex(text, "-"));
}
