using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Tests.Latex.Reading;

/// <summary>Documents taken apart: blocks, steps, claims, declarations, macros.</summary>
public class HandDerivationTests
{
    [Theory]
    [InlineData("$$a = b = c$$", "1.1 a = b | 1.2 = c")]
    [InlineData("$$a := b$$\n\n$$x$$\n\n$$c = d$$", "1.1 a := b | 3.1 c = d")]
    [InlineData("$$\n\\begin{aligned}\na &= b \\\\\n  &= c, \\\\\nd &= e.\n\\end{aligned}\n$$", "1.1 a = b | 1.2 = c | 1.3 d = e")]
    [InlineData("\\begin{align*} a &= b & c &= d \\end{align*}", "1.1 a = b | 1.2 c = d")]
    [InlineData(@"$$a = b,\qquad \therefore\ c = d$$", @"1.1 a = b | 1.2 c = d")]
    [InlineData(@"$$a = b \quad\text{and}\quad c = d$$", "1.1 a = b | 1.2 c = d")]
    [InlineData(@"$$a = b, c = d$$", "1.1 a = b | 1.2 c = d")]
    [InlineData("$$\n\\begin{aligned}\na &= b \\\\ &\\quad + c \\\\ &= d\n\\end{aligned}\n$$", @"1.1 a = b \\ &\quad + c | 1.2 = d")]
    [InlineData(@"\begin{eqnarray} a & = & b \\ & = & c \end{eqnarray}", "1.1 a = b | 1.2 = c")]
    [InlineData(@"$$a \overset{(1)}{=} f(x = y) \stackrel{!}{=} c$$", "1.1 a = f(x = y) | 1.2 = c")]
    [InlineData(@"$$A = \begin{bmatrix} a & b \\ c & d \end{bmatrix} = B$$", @"1.1 A = \begin{bmatrix} a & b \\ c & d \end{bmatrix} | 1.2 = B")]
    [InlineData("$$a = b$$\n$$= c$$", "1.1 a = b | 2.1 = c")]
    [InlineData("<!-- $$no = no$$ -->\n```\n$$no = no$$\n```\n\\[ a = b \\]", "1.1 a = b")]
    public void Steps_are_numbered_by_relations(string text, string steps) =>
        Assert.Equal(steps, string.Join(" | ", Read.Markdown(text).Blocks.SelectMany(b => b.Steps.Select(s => $"{b.Number}.{s.Number} {s.Latex}"))));

    [Fact]
    public void Comments_of_LaTeX_are_no_formulas()
    {
        var document = Read.Latex("% \\[ no = no \\]\n\\[ a = b % = c\n\\]\n100\\% \\begin{equation}\\label{e} c = d \\tag{7} \\end{equation}");
        Assert.Equal(["a = b", "c = d"], document.Blocks.SelectMany(b => b.Steps).Select(s => s.Latex));
        Assert.Equal([2, 4], document.Blocks.SelectMany(b => b.Steps).Select(s => s.Line));
        Assert.Equal("7", document.Blocks[1].Steps[0].Cue.Tag);
    }

    [Fact]
    public void A_chain_goes_on_with_the_left_side_above()
    {
        var steps = Read.Markdown("$$a = b = c$$\n\n$$= d$$").Blocks.SelectMany(b => b.Steps).ToList();
        Assert.Equal([false, true, true], steps.Select(s => s.Continues));
        Assert.Equal(["a", "a", "a"], steps.Select(s => s.ChainLeft!.Latex));
        Assert.Equal([null, "b", "c"], steps.Select(s => s.PreviousRight?.Latex));
    }

    [Theory]
    [InlineData(@"$$\therefore a = b$$", "Therefore", "")]
    [InlineData(@"$$c = d \Rightarrow a = b$$", "Implies", "")]
    [InlineData(@"$$\because\text{ of this } a = b$$", "Because", "of this")]
    public void What_introduces_a_step(string text, string kind, string words)
    {
        var step = Read.Markdown(text).Blocks[0].Steps[^1];
        Assert.Equal("a = b", step.Latex);
        Assert.Equal((kind, words), (step.Cue.Kind.ToString(), step.Cue.Words));
    }

    [Theory]
    [InlineData(@"$$c = \underbrace{A}_{m\times n}\underbrace{x}_{n\times 1}$$", "A: m×n, x: n×1")]
    [InlineData(@"$$Y = AB \in \mathbb{R}^{m \times n}$$", "A B: m×n")]
    [InlineData(@"$$Y = Ax \in \mathbb R^m, \quad b \in \mathbb R$$", "A x: m, b: 1×1")]
    [InlineData(@"$$\underbrace{\nabla_x J}_{mn \times 1} \qquad A \in ℝ^{n_l \times n}$$", "∇_{x} J: m n×1, A: n_l×n")]
    [InlineData(@"$$A(m \times n) \quad B(p \times q)$$", "A: m×n, B: p×q")]
    [InlineData("$$Y = A \\cdot x$$\n$m\\times 1 \\quad m \\times n \\quad n \\times 1$", "Y: m×1, A: m×n, x: n×1")]
    [InlineData("$$\\begin{aligned} Y &= A x \\\\ & m \\times n \\quad n \\times 1\\end{aligned}$$", "A: m×n, x: n×1")]
    [InlineData(@"$$c = \underbrace{A x}_{=z}$$", "")]
    public void Claims_about_shapes(string text, string claims)
    {
        var block = Read.Markdown(text).Blocks[0];
        var found = block.Claims.Concat(block.Steps.SelectMany(s => s.Claims));
        Assert.Equal(claims, string.Join(", ", found.Select(c =>
            $"{Of(c.Expression)}: {Of(c.Rows)}{(c.Columns is null ? "" : "×" + Of(c.Columns))}")));

        static string Of(Side side) => Printed.Of(side.Read(UnknownNames.Instance));
    }

    [Fact]
    public void Sizes_that_fit_no_factors_are_noted() =>
        Assert.Single(Read.Markdown("$$Y = A x$$\n$m\\times 1 \\quad m \\times n \\quad n \\times 1 \\quad 1\\times 1$").Notes);

    [Fact]
    public void Formulas_of_the_text_are_read_beside()
    {
        var document = Read.Markdown("Let $r = Xw - y$ and `$no = no$`, cost \\$5.\n\n$$J = r^Tr$$\n\nwhere \\(X \\in \\mathbb{R}^{m\\times n}\\).");
        Assert.Equal(["r = Xw - y"], document.Inline.SelectMany(t => t.Steps).Select(s => s.Latex).Take(1));
        Assert.Single(document.Inline.SelectMany(t => t.Claims));
        Assert.Contains("cost", document.Blocks[0].Before.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"\newcommand{\pd}[2]{\frac{\partial #1}{\partial #2}}", @"\pd{J}{x}", "∂(J)/∂(x)")]
    [InlineData(@"\newcommand\T{^{\mathsf T}}", @"\mathbf X\T", "X'")]
    [InlineData(@"\def\q#1{#1^T#1}", @"\q x", "x' x")]
    [InlineData(@"\DeclareMathOperator{\Tr}{tr}", @"\Tr(A)", "tr(A)")]
    [InlineData(@"\newcommand{\norm}[2][2]{\left\lVert #2\right\rVert_{#1}}", @"\norm{x} + \norm[1]{x}", "norm2(x) + norm1(x)")]
    [InlineData(@"\newcommand{\op}[1]{\operatorname{#1}}\newcommand{\vc}{\op{vec}}", @"\vc(A)", "vec(A)")]
    [InlineData(@"\let\D\Delta", @"\D x", "Δ x")]
    [InlineData(@"\newcommand{\a}{A}\renewcommand{\a}{B}", @"\a", "B")]
    public void Macros(string definition, string formula, string read)
    {
        var document = Read.Latex($"{definition}\n\\[ Y = {formula} \\]");
        var names = HandNames.Of("n: dim; A: n×n; X: n×n; x: n; J: scalar");
        Assert.Equal(read, Printed.Of(document.Blocks[^1].Steps[0].Right.Read(names)));
    }

    [Theory]
    [InlineData(@"\newcommand{\a}{\a\a}")]
    [InlineData(@"\newcommand{\a}{\b\b}\newcommand{\b}{\a\a}")]
    [InlineData(@"\newcommand{\a}{}\renewcommand{\a}[1]{\a{#1#1}}")]
    public void Macros_without_end_are_a_mistake(string definition)
    {
        var side = Read.Latex($"{definition}\n\\[ Y = \\a{{x}} \\]").Blocks[^1].Steps[0].Right;
        Assert.Equal("MD0606", Assert.Throws<DiagnosticException>(() => side.Read(UnknownNames.Instance)).Diagnostic.Code);
    }

    [Fact]
    public void A_mistake_in_a_macro_stands_where_the_macro_is_used()
    {
        var side = Read.Latex("\\newcommand{\\bad}{\\foo}\n\\[ Y = x + \\bad \\]").Blocks[0].Steps[0].Right;
        var mistake = Assert.Throws<DiagnosticException>(() => side.Read(UnknownNames.Instance)).Diagnostic;
        Assert.Equal((2, 12), mistake.Position);
    }

    [Fact]
    public void The_arguments_of_a_definition_are_told()
    {
        var step = Read.Markdown("$$J(w, b) = \\|Xw + b\\|^2$$").Blocks[0].Steps[0];
        Assert.Equal("J", Printed.Of(step.Left!.Read(UnknownNames.Instance)));
        Assert.Equal(["w", "b"], step.Left.DefinedArguments(UnknownNames.Instance).Select(Printed.Of));
        Assert.Empty(step.Right.DefinedArguments(UnknownNames.Instance));
    }

    [Fact]
    public void Values_at_different_places_are_not_taken_for_one()
    {
        var step = Read.Markdown("$$J(x) = J(y)$$").Blocks[0].Steps[0];
        step.Left!.Read(UnknownNames.Instance);
        Assert.Equal("MD0615", Assert.Throws<DiagnosticException>(() => step.Right.Read(UnknownNames.Instance)).Diagnostic.Code);
    }
}
