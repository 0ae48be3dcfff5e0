using System.Diagnostics;
using System.Text;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Tests.Text;

/// <summary>Whatever the text is, the readers answer soon, with a tree or a diagnostic.</summary>
public class ParserFuzzTests
{
    private static readonly string[] Alphabet =
    [
        "x", "A", "f", "σ", "sigma", "tr", "T", "1", "2.", ".5", "1e9", "e-", "(", ")", "[", "]", "{", "}", "'", "''", "^", "^{", ".^", "^T", "^-",
        "+", "-", "*", "/", "\\", ".*", "./", "⊗", "⊙", "∇", "∇_", "∇²_{", "_", "_{", ",", ";", ":", "=", "∈", "ℝ", "R^", "×", " x ", "²", "⁻", "⁻¹", "ᵀ", "⊤",
        "ˣ", "₁", "\n", " ", "\t", "\0", "\uD83D", "😀", "′", "‴", "’", "in", "function", " of ", "and", "symmetric", "scalar", "dim", "|", "**", "\\top", "\\times", "n", "m",
    ];

    [Fact]
    public void RandomTextsGiveTreesOrDiagnostics()
    {
        Random random = new(20240607);
        int trees = 0;
        for (int i = 0; i < 20_000; i++)
        {
            StringBuilder text = new();
            for (int n = random.Next(1, 24); n > 0; n--)
            {
                text.Append(random.Next(40) == 0 ? ((char)random.Next(0x10000)).ToString() : Alphabet[random.Next(Alphabet.Length)]);
            }

            trees += Attempt(text.ToString());
        }

        Assert.True(trees > 200, $"only {trees} random texts are expressions or declarations");
    }

    public static TheoryData<string, string> Bombs => new()
    {
        { "(", "" }, { "[", "" }, { "x[", "" }, { "f(", "" }, { "f'(", "" }, { "x^(", "" }, { "x^{", "" }, { "x.^{", "" }, { "-", "" }, { "+", "" },
        { "- + ", "x" }, { "∇_x", " J" }, { "∇_{x[", "" }, { "∇_{x^{", "" }, { "x", "'" }, { "f", "'" }, { "x", "²" }, { "x", "ᵀ" }, { "x", "⁻ᵀ" },
        { "x^", "x" }, { "x^2", "^2" }, { "x", "^T" }, { "x", "^{T}" }, { "x*", "x" }, { "x+", "x" }, { "x ", "x" }, { "(x)", "" }, { "A⊗", "A" }, { "2-", "2" },
        { "x=", "x" }, { ")", "" }, { "]", "" }, { "{", "" }, { "}", "" }, { "f(x,", "" }, { "x,", "x" }, { "x: n,", "" }, { "x: n\n", "" }, { "x: (", "" },
        { "x: -", "" }, { "x: n[", "" }, { "x ∈ R^{", "" }, { "x: n^", "n" }, { "x: 2", "x3" }, { "x: n ", "symmetric," }, { "x: n ", "symmetric " },
        { "x: n", ",lower" }, { "x: n function of y", ",\ny" }, { "x: n function of y", " and y" }, { "x\n", "" }, { "x;", "" }, { "x_{", "" }, { "x_", "{a}_" },
        { "x: ℝ", "ⁿ" }, { "x: ℝ", "ˣⁿ" }, { "1e9", " + 1e400" }, { "\n", "x" }, { "∇", "^" }, { "x: n function of ", "y\n,\ny" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void LongRepetitionsAreAnsweredSoon(string start, string repeated)
    {
        var watch = Stopwatch.StartNew();
        foreach (int count in new[] { 200, 5_000, 100_000 })
        {
            string once = repeated.Length == 0 ? start : repeated;
            string many = new StringBuilder(once.Length * count).Insert(0, once, count).ToString();
            Attempt(start + many);
            Attempt(new StringBuilder().Insert(0, start, count).Append(repeated).ToString());
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(8), $"{watch.Elapsed.TotalSeconds:F1} s");
    }

    [Theory]
    [InlineData("(", "MD0004")]
    [InlineData("[", "MD0004")]
    [InlineData("f(", "MD0004")]
    [InlineData("x^{", "MD0004")]
    [InlineData("-", "MD0004")]
    [InlineData("+", "MD0004")]
    [InlineData("x[", "MD0004")]
    [InlineData("∇_x ", "MD0004")]
    [InlineData("'", "MD0005")]
    [InlineData("²", "MD0015")]
    [InlineData("ᵀ", "MD0005")]
    [InlineData("^2", "MD0005")]
    [InlineData("+x", "MD0005")]
    [InlineData("*x", "MD0005")]
    [InlineData(" x", "MD0005")]
    public void DepthAndSizeAreBounded(string repeated, string code)
    {
        string many = new StringBuilder().Insert(0, repeated, 100_000).ToString();
        bool prefix = code == "MD0004";
        Assert.Equal(code, Dump.Mistake(prefix ? many + "x" : "x" + many).Code);
    }

    [Fact]
    public void LargeExpressionsAreRead()
    {
        string sum = string.Join(" + ", Enumerable.Range(0, 10_000).Select(i => $"x_{i}"));
        Assert.IsType<BinarySyntax>(Dump.Parse(sum));
        Assert.Equal("x", Dump.Tree(new string('(', 256) + "x" + new string(')', 256)));
        Assert.Equal("MD0004", Dump.Mistake(new string('(', 257) + "x" + new string(')', 257)).Code);
    }

    private static int Attempt(string text)
    {
        SourceText source = new(text);
        int trees = 0;
        foreach (Action read in new Action[]
        {
            () => Dump.Parse(text),
            () => Parser.ParseRelation(source, new(0, text.Length), static name => name.Length < 3),
            () => Parser.ParseDeclarations(source),
            () => Parser.ParseName(source),
        })
        {
            try
            {
                read();
                trees++;
            }
            catch (DiagnosticException failure)
            {
                Assert.StartsWith("MD00", failure.Diagnostic.Code, StringComparison.Ordinal);
                Assert.InRange(failure.Diagnostic.Span.Start, 0, text.Length);
                Assert.NotEqual("", failure.Diagnostic.Render());
            }
        }

        return trees;
    }
}
