using System.Text.RegularExpressions;
using MatrixDiff.Latex;
using MatrixDiff.Tests.Support;

namespace MatrixDiff.Tests.Latex;

/// <summary>LaTeX that readers wrote, set as MathML.</summary>
public class LatexBoxReaderTests
{
    [Fact]
    public void What_is_written_is_read_as_the_same_formula()
    {
        foreach (var (name, e) in Formulas.All())
        {
            var box = Notation.Of(e);
            string latex = LatexRenderer.Render(box);
            var read = LatexBoxReader.TryRead(latex);
            Assert.True(read is not null, $"{name}: {latex}");
            Assert.Equal(Seen(box), Seen(read));
        }
    }

    [Fact]
    public void Formulas_of_a_hand_derivation_are_read()
    {
        string seed = File.ReadAllText(Path.Combine(Repository.TestFolder, "Latex", "hand-derivation.txt"));
        var unread = Regex.Matches(seed, @"\$\$(.+?)\$\$|\$(.+?)\$", RegexOptions.Singleline).Select(m => m.Value.Trim('$')).Where(f => LatexBoxReader.TryRead(f) is null);
        Assert.Empty(unread);
    }

    [Theory]
    [InlineData("x", "<mi>x</mi>")]
    [InlineData("x^2_i", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>")]
    [InlineData("x''", "<msup><mi>x</mi><mo lspace=\"0\" rspace=\"0\">″</mo></msup>")]
    [InlineData(@"\mathbb R", "<mi mathvariant=\"normal\">ℝ</mi>")]
    [InlineData(@"\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>")]
    public void Parts(string latex, string mathml)
    {
        var box = LatexBoxReader.TryRead(latex);
        Assert.NotNull(box);
        Assert.Equal(mathml, MathMLRenderer.Inner(box));
    }

    [Theory]
    [InlineData(@"\unknown")]
    [InlineData("x}")]
    [InlineData("{x")]
    [InlineData(@"\frac{1}")]
    [InlineData("x^")]
    [InlineData(@"\begin{tikzpicture}x\end{tikzpicture}")]
    [InlineData(@"\left( x")]
    public void What_is_not_known_is_not_read(string latex) => Assert.Null(LatexBoxReader.TryRead(latex));

    [Fact]
    public void Deep_nesting_is_given_up() => Assert.Null(LatexBoxReader.TryRead(string.Concat(Enumerable.Repeat("{", 100_000))));

    // The signs in order, without marks and spaces.
    private static string Seen(Box box) => Regex.Replace(Regex.Replace(MathMLRenderer.Inner(box), "<[^>]*>|&#x206[12];", ""), @"\s", "");
}
