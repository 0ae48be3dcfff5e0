using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Tests.Text;

/// <summary>Words: names, numbers, superscripts, look-alike characters, and what is refused.</summary>
public class LexerTests
{
    [Theory]
    [InlineData("x_0", "x_0")]
    [InlineData("W_1", "W_1")]
    [InlineData("sigma", "σ")]
    [InlineData("Sigma", "Σ")]
    [InlineData("σ", "σ")]
    [InlineData("mu_x", "μ_x")]
    [InlineData("delta1", "δ1")]
    [InlineData("delta12_b", "δ12_b")]
    [InlineData("x_sigma", "x_sigma")]
    [InlineData("pi", "pi")]
    [InlineData("π", "pi")]
    [InlineData("π_1", "pi_1")]
    [InlineData("πr", "πr")]
    [InlineData("Pi", "Π")]
    [InlineData("sigmoid", "sigmoid")]
    [InlineData("etag", "etag")]
    [InlineData("eta1x", "eta1x")]
    [InlineData("SIGMA", "SIGMA")]
    [InlineData("\u00B5", "μ")]
    [InlineData("I_{mn}", "I_mn")]
    [InlineData("x_{12}_b", "x_12_b")]
    [InlineData("x₁₂", "x_12")]
    [InlineData("x_₁", "x_1")]
    public void NamesHaveOneSpelling(string text, string name) =>
        Assert.Equal(name, Assert.IsType<NameSyntax>(Dump.Parse(text)).Text);

    [Theory]
    [InlineData("2", 2, 1)]
    [InlineData("0.25", 1, 4)]
    [InlineData("1e-3", 1, 1000)]
    [InlineData("1E+3", 1000, 1)]
    [InlineData("1e−2", 1, 100)]
    [InlineData(".5", 1, 2)]
    [InlineData("2.", 2, 1)]
    [InlineData("2.50e1", 25, 1)]
    [InlineData("007", 7, 1)]
    public void NumbersAreExact(string text, int numerator, int denominator) =>
        Assert.Equal(new Rational(numerator, denominator), Assert.IsType<NumberSyntax>(Dump.Parse(text)).Value);

    [Theory]
    [InlineData("2.*x", "(.* 2 x)")]
    [InlineData("2./x", "(./ 2 x)")]
    [InlineData("2.^x", "(.^ 2 x)")]
    [InlineData("2.5.*x", "(.* 5/2 x)")]
    [InlineData("2..*x", "(.* 2 x)")]
    [InlineData("A.'", "(t A)")]
    [InlineData("2.'", "(t 2)")]
    [InlineData("3x", "(_ 3 x)")]
    [InlineData("2e", "(_ 2 e)")]
    [InlineData("2e(1,n)", "(_ 2 (call e 1 n))")]
    [InlineData("a − b", "(- a b)")]
    [InlineData("a·b⋅c×d", "(* (* (* a b) c) d)")]
    [InlineData("a ∘ b ⊙ c", "(⊙ (⊙ a b) c)")]
    [InlineData("x²", "(^ x 2)")]
    [InlineData("x¹²", "(^ x 12)")]
    [InlineData("A⁻¹", "(^ A -1)")]
    [InlineData("A⁻²", "(^ A -2)")]
    [InlineData("A²ᵀ", "(t (^ A 2))")]
    [InlineData("A⁻ᵀ", "(t (^ A -1))")]
    [InlineData("Aᵏ", "(^ A k)")]
    [InlineData("A⁻ᵏ", "(^ A (neg k))")]
    [InlineData("xᵀA", "(_ (t x) A)")]
    [InlineData("x′ + x″ + x’", "(+ (+ (t x) (t (t x))) (t x))")]
    [InlineData("f‴(x)", "(call f''' x)")]
    [InlineData("a\u00A0+\uFEFFb\n+ c", "(+ (+ a b) c)")]
    public void WordsAreCut(string text, string tree) => Assert.Equal(tree, Dump.Tree(text));

    [Theory]
    [InlineData("x # y", "MD0002", 3)]
    [InlineData("∂x", "MD0002", 1)]
    [InlineData("x + 😀", "MD0002", 5)]
    [InlineData("x + \uD83D", "MD0002", 5)]
    [InlineData("x\0", "MD0002", 2)]
    [InlineData("|x|", "MD0002", 1)]
    [InlineData("x . y", "MD0002", 3)]
    [InlineData("x ** 2", "MD0014", 3)]
    [InlineData("x == 2", "MD0014", 3)]
    [InlineData("A .\\ b", "MD0014", 3)]
    [InlineData("1e401", "MD0015", 1)]
    [InlineData("1e-999999999999999999999", "MD0015", 1)]
    [InlineData("A⁻", "MD0020", 2)]
    [InlineData("x_{l)}", "MD0021", 3)]
    [InlineData("x_{}", "MD0021", 3)]
    [InlineData("x_{ab", "MD0021", 3)]
    public void MistakesHavePlaceAndHint(string text, string code, int column)
    {
        var mistake = Dump.Mistake(text);
        Assert.Equal((code, (1, column)), (mistake.Code, mistake.Position));
        Assert.NotEqual("", mistake.Render());
    }

    [Fact]
    public void TheFirstMistakeIsToldFirst() => Assert.Equal("MD0010", Dump.Mistake("A * * B $").Code);

    [Fact]
    public void LongNumbersAreRefused()
    {
        Assert.IsType<NumberSyntax>(Dump.Parse(new string('7', 400)));
        Assert.Equal("MD0015", Dump.Mistake(new string('7', 401)).Code);
        Assert.Equal("MD0015", Dump.Mistake("0." + new string('0', 100_000)).Code);
        Assert.Equal("MD0015", Dump.Mistake("x" + new string('²', 100_000)).Code);
    }

    [Fact]
    public void LongTextsAreRefused()
    {
        Assert.Equal("MD0003", Dump.Mistake(new string(' ', 1_000_001)).Code);
        Assert.Equal("MD0001", Dump.Mistake(new string(' ', 1_000_000)).Code);
    }
}
