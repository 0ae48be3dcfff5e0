using MatrixDiff.Latex;

namespace MatrixDiff.Tests.Latex;

/// <summary>Where formulas are broken that are too wide.</summary>
public class LineBreakerTests
{
    private const double Width = 24;

    [Theory]
    // Outside brackets before inside.
    [InlineData("X*Y*X*Y*(x + y + z) + Y*X*Y*X*(x + y + z)", "XYXYx+y+z|+YXYXx+y+z")]
    // Before a term and not within it.
    [InlineData("X*Y*X*x + Y*X*Y*u + Y*X*Y*X*y + X*Y*X*Y*z", "XYXx+YXYu|+YXYXy+XYXYz")]
    // Within brackets where nothing else is left.
    [InlineData("X*(X*Y*x + Y*X*u + Y*X*Y*X*y + X*Y*X*Y*z)", "XXYx+YXu|+YXYXy+XYXYz")]
    public void Lines(string text, string expected)
    {
        var lines = Broken(text, Width);
        Assert.Equal(expected, Letters(string.Join('|', lines.Select(LatexRenderer.Render))));
        Assert.All(lines, l => Assert.True(l.Width <= Width));
    }

    [Theory]
    [InlineData("X*(X*Y*x + Y*X*u + Y*X*Y*X*y + X*Y*X*Y*z)", 1)]
    [InlineData("X*(Y*(X*Y*x + Y*X*u + Y*X*Y*X*y + X*Y*X*Y*z) + x)", 2)]
    [InlineData("X*Y*X*x + Y*X*Y*u + Y*X*Y*X*y + X*Y*X*Y*z", 0)]
    public void Indents_show_how_many_brackets_are_open(string text, int quads)
    {
        var lines = Broken(text, Width);
        Assert.Equal(quads, lines.Skip(1).Max(l => l.Items.TakeWhile(i => i is Space).Count()));
        Assert.IsNotType<Space>(lines[0].Items[0]);
    }

    [Theory]
    [InlineData("X*Y*x + X'*(X*Y*X*x + Y*X*Y*u + Y*X*Y*z)", 16)]
    [InlineData("X*Y*x + X'*(X*Y*X*x + Y*X*Y*u + Y*X*Y*z)", 20)]
    [InlineData("X*Y*x + X'*(X*Y*X*x + Y*X*Y*u + Y*X*Y*z)", 24)]
    public void A_short_first_factor_stays_with_its_bracket(string text, double width)
    {
        var lines = Broken(text, width);
        Assert.True(lines.Count > 1);
        Assert.All(lines, l => Assert.IsNotType<Scripts>(l.Items[^1]));
    }

    [Fact]
    public void Nothing_is_lost()
    {
        var random = new RandomExpressions(7);
        for (int i = 0; i < 200; i++)
        {
            var box = Notation.Of(random.Next());
            string whole = Letters(LatexRenderer.Render(box)), broken = Letters(string.Concat(LineBreaker.Break(box, 12, 10).Select(LatexRenderer.Render)));
            Assert.Equal(whole, broken);
        }
    }

    private static List<Row> Broken(string text, double width) => [.. LineBreaker.Break(Notation.Of(Formulas.Read(text)), width, width).Cast<Row>()];

    // Letters, signs and lines; not the commands that make spaces, products and brackets big.
    private static string Letters(string latex) => string.Concat(latex.Replace(@"\quad", "", StringComparison.Ordinal).Replace(@"\cdot", "", StringComparison.Ordinal)
        .Replace(@"\left", "", StringComparison.Ordinal).Replace(@"\right", "", StringComparison.Ordinal).Replace(@"\Bigl", "", StringComparison.Ordinal).Replace(@"\Bigr", "", StringComparison.Ordinal)
        .Where(c => char.IsLetterOrDigit(c) || c is '+' or '-' or '|'));
}
