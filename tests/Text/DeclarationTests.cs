using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Tests.Text;

/// <summary>Declarations: sizes, sets, words, attributes, dependencies, separators.</summary>
public class DeclarationTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" , \n ; ", "")]
    [InlineData("A, B: m×n", "A,B: m×n")]
    [InlineData("A: n x m", "A: n×m")]
    [InlineData("A: 2x3", "A: 2×3")]
    [InlineData("A: 2xn, y: 2*x", "A: 2×n | y: (* 2 x)×1")]
    [InlineData("A: 2x(n+1)", "A: 2×(+ n 1)")]
    [InlineData("A: n \\times m", "A: n×m")]
    [InlineData("A: x x x", "A: x×x")]
    [InlineData("x: n", "x: n×1")]
    [InlineData("r: 1×n", "r: 1×n")]
    [InlineData("c: scalar", "c: 1×1")]
    [InlineData("n, m: dim", "n,m: dim")]
    [InlineData("f, g: elementwise", "f,g: elementwise")]
    [InlineData("f[l]: elementwise", "f[l]: elementwise")]
    [InlineData("W[l]: n[l]×n[l-1]", "W[l]: n[l]×n[(- l 1)]")]
    [InlineData("W[l]: n[l] x n[l-1]", "W[l]: n[l]×n[(- l 1)]")]
    [InlineData("W^{l+1}: p×n", "W[(+ l 1)]: p×n")]
    [InlineData("x: vector, A: matrix", "x: vector | A: matrix")]
    [InlineData("sigma: n", "σ: n×1")]
    public void Plain(string text, string expected) => Assert.Equal(expected, Dump.Declarations(text));

    [Theory]
    [InlineData("A ∈ R^{n×m}", "A: n×m")]
    [InlineData("A in R^{n x m}", "A: n×m")]
    [InlineData("A in R^{2x3}", "A: 2×3")]
    [InlineData("x ∈ R^n", "x: n×1")]
    [InlineData("x ∈ ℝⁿ", "x: n×1")]
    [InlineData("A ∈ ℝᵐˣⁿ", "A: m×n")]
    [InlineData("A ∈ ℝᵐ×ⁿ, B: 2", "A: m×n | B: 2×1")]
    [InlineData("A ∈ R^(n×m)", "A: n×m")]
    [InlineData("x ∈ R^(n+1)", "x: (+ n 1)×1")]
    [InlineData("A ∈ R^n×m", "A: n×m")]
    [InlineData("c ∈ R, d ∈ ℝ", "c: 1×1 | d: 1×1")]
    [InlineData("x: R^n", "x: n×1")]
    [InlineData("S ∈ ℝ^{n×n} symmetric", "S: n×n +symmetric")]
    [InlineData("A ∈ R^{\n n × m\n}\nx: n", "A: n×m | x: n×1")]
    [InlineData("x, y ∈ R^{2n}", "x,y: (_ 2 n)×1")]
    public void Sets(string text, string expected) => Assert.Equal(expected, Dump.Declarations(text));

    [Theory]
    [InlineData("x: m*n^2", "x: (* m (^ n 2))×1")]
    [InlineData("x: n+1", "x: (+ n 1)×1")]
    [InlineData("x: 2n", "x: (_ 2 n)×1")]
    [InlineData("x: 2 n", "x: (_ 2 n)×1")]
    [InlineData("A: 2n+1 × m-1", "A: (+ (_ 2 n) 1)×(- m 1)")]
    [InlineData("x: n(n+1)/2", "x: (/ (_ n (+ n 1)) 2)×1")]
    [InlineData("x: (n+1)m", "x: (_ (+ n 1) m)×1")]
    [InlineData("x: n·m", "x: (* n m)×1")]
    [InlineData("x: n²", "x: (^ n 2)×1")]
    [InlineData("x: -1+n", "x: (+ (neg 1) n)×1")]
    [InlineData("x: n^{k+1}", "x: (^ n (+ k 1))×1")]
    public void Sizes(string text, string expected) => Assert.Equal(expected, Dump.Declarations(text));

    [Theory]
    [InlineData("A: n×n symmetric posdef", "A: n×n +symmetric +posdef")]
    [InlineData("A: 3×3 symmetric", "A: 3×3 +symmetric")]
    [InlineData("A: 3×3 symetric", "A: 3×3 +symetric")]
    [InlineData("A: n×n spd", "A: n×n +posdef")]
    [InlineData("A: n×n symmetric and positive definite", "A: n×n +symmetric +posdef")]
    [InlineData("A: n×n positive-definite", "A: n×n +posdef")]
    [InlineData("A: n×n positive semidefinite", "A: n×n +positive semidefinite")]
    [InlineData("A: n×n lower triangular, B: n×n skew-symmetric", "A: n×n +lower | B: n×n +skew")]
    [InlineData("A: n×n idempotent invertible, x: n positive", "A: n×n +idempotent +invertible | x: n×1 +positive")]
    [InlineData("S: n×n symmetric, posdef, x: n", "S: n×n +symmetric +posdef | x: n×1")]
    [InlineData("S: n×n, symmetric", "S: n×n +symmetric")]
    [InlineData("x: n, lower, upper: n", "x: n×1 | lower,upper: n×1")]
    [InlineData("x: n, lower in R^n", "x: n×1 | lower: n×1")]
    [InlineData("x: n, lower[l]: n", "x: n×1 | lower[l]: n×1")]
    public void Attributes(string text, string expected) => Assert.Equal(expected, Dump.Declarations(text));

    [Theory]
    [InlineData("J: scalar function of z[l+1]", "J: 1×1 of z[(+ l 1)]")]
    [InlineData("J: scalar function of z, w", "J: 1×1 of z,w")]
    [InlineData("J: scalar function of z and w", "J: 1×1 of z,w")]
    [InlineData("J: scalar function of z, y, and w", "J: 1×1 of z,y,w")]
    [InlineData("J: scalar function of z, w, x: n", "J: 1×1 of z,w | x: n×1")]
    [InlineData("J: scalar function of z, x ∈ R^n", "J: 1×1 of z | x: n×1")]
    [InlineData("J: scalar function of z, W[l]: n×m", "J: 1×1 of z | W[l]: n×m")]
    [InlineData("J: scalar function of z\nx\ndx: n", "J: 1×1 of z | x,dx: n×1")]
    [InlineData("J: scalar function of z,\nx, y: n", "J: 1×1 of z | x,y: n×1")]
    [InlineData("J: scalar function of z,\nx, y", "J: 1×1 of z,x,y")]
    [InlineData("z: n function of W", "z: n×1 of W")]
    [InlineData("z: vector function of W", "z: vector of W")]
    [InlineData("Z: matrix function of W", "Z: matrix of W")]
    [InlineData("F: n×m function of X", "F: n×m of X")]
    [InlineData("F: n×n symmetric function of X", "F: n×n +symmetric of X")]
    [InlineData("f: elementwise function", "f: elementwise")]
    public void Dependencies(string text, string expected) => Assert.Equal(expected, Dump.Declarations(text));

    [Theory]
    [InlineData("x\ndx: n", "x,dx: n×1")]
    [InlineData("x,\ndx: n\ny: m;z: p", "x,dx: n×1 | y: m×1 | z: p×1")]
    [InlineData("m, n, p: dim\na[l-1]: m, W[l]: n×m, b[l]: n\n", "m,n,p: dim | a[(- l 1)]: m×1 | W[l]: n×m | b[l]: n×1")]
    public void Separators(string text, string expected) => Assert.Equal(expected, Dump.Declarations(text));

    [Theory]
    [InlineData("x", "MD0026", 1)]
    [InlineData("x: n, y, z", "MD0026", 7)]
    [InlineData("x; y: n", "MD0026", 1)]
    [InlineData("x:", "MD0027", 2)]
    [InlineData("x:\ny: n", "MD0027", 2)]
    [InlineData("x: ∇", "MD0027", 4)]
    [InlineData("A: n×", "MD0028", 6)]
    [InlineData("A: n x", "MD0028", 7)]
    [InlineData("y: 2x", "MD0028", 6)]
    [InlineData("A: n×\nm", "MD0028", 1)]
    [InlineData("x ∈ ℤ", "MD0029", 5)]
    [InlineData("x ∈ Q^n", "MD0029", 5)]
    [InlineData("A: n×m×p", "MD0030", 7)]
    [InlineData("A ∈ ℝᵐˣⁿˣᵖ", "MD0030", 9)]
    [InlineData("A: nxm", "MD0031", 4)]
    [InlineData("J: scalar function", "MD0032", 11)]
    [InlineData("J: scalar function of", "MD0032", 11)]
    [InlineData("n m: dim", "MD0033", 3)]
    [InlineData("x: n y: m", "MD0033", 7)]
    [InlineData("x: n'", "MD0033", 5)]
    [InlineData("A: (n, m)", "MD0017", 6)]
    [InlineData("2: n", "MD0025", 1)]
    [InlineData("x: n)", "MD0008", 5)]
    [InlineData("A ∈ R^{n×m", "MD0006", 7)]
    [InlineData("x: n $", "MD0002", 6)]
    [InlineData("x := n", "MD0014", 3)]
    public void Mistakes(string text, string code, int column)
    {
        var mistake = Dump.DeclarationMistake(text);
        Assert.Equal((code, column), (mistake.Code, mistake.Position.Column));
        Assert.NotEqual("", mistake.Render());
    }

    [Fact]
    public void SpansCoverItems()
    {
        var items = Parser.ParseDeclarations(new("A: n×n symmetric, x: n"));
        Assert.Equal(new Span(0, 16), items[0].Span);
        Assert.Equal(new Span(7, 9), items[0].Attributes[0].Span);
        Assert.Equal(new Span(18, 4), items[1].Span);
    }
}
