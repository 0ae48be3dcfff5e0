using System.Xml.Linq;
using MatrixDiff.Cli.Documents;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Tests.Support;

namespace MatrixDiff.Tests.Latex;

/// <summary>Whole documents in each format.</summary>
public class DocumentTests
{
    private const string Prose = """
        ## Setting

        Let $z^l = W^l a^{l-1} + b^l$ with $W^l \in \mathbb{R}^{n \times m}$, and *suppose* that the **second** derivative $f_l''$ exists; 100 % of `x_1 & y` is code.

        - The law is $\operatorname{vec}(AXB) = (B^T \otimes A) \operatorname{vec}(X)$.
        - Also $\left(\frac{\partial L}{\partial w^{(3)}}\right)^2 \ge 0$, $\sum_{i=1}^n x_i$, $\hat{y}$ and $\log\|x\|_2$.

        1. See [the page](https://example.org/a_b#c).
        2. Not a link: [x](javascript:alert(1)). <b>No HTML</b>

        $$
        \begin{aligned}
        \therefore \text{vec}(dJ) &= \underbrace{(\nabla_{z^l} J)}_{n \times 1}^T \text{vec}(dz^l) \\
        &= \delta^{(l+1)T} W^{l+1} \text{diag}(f'_l(z^l)) \cdot \text{vec}(dz^l)
        \end{aligned}
        $$

        | symbol | meaning |
        | --- | --- |
        | $\delta^l$ | the error |

        > A quotation with $x$.

        ```math
        Q = \begin{pmatrix} a & b \\ c & d \end{pmatrix}
        ```

        ```python
        if a < b: print("a & b")
        ```
        """;

    [Fact]
    public void Latex() => Snapshot.Verify(WriteUpRenderer.ToLatex(Document()), "latex/document", "tex");

    [Fact]
    public void Markdown() => Snapshot.Verify(WriteUpRenderer.ToMarkdown(Document()), "latex/document", "md");

    [Fact]
    public void Html()
    {
        string html = WriteUpRenderer.ToHtml(Document());
        Assert.NotNull(XDocument.Parse(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)).Root);
        Assert.DoesNotContain("javascript:", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Snapshot.Verify(html, "latex/document", "html");
    }

    [Fact]
    public void What_can_not_be_read_stays_as_it_is() =>
        Assert.Contains(@"<code>\unknowncommand{x}</code>", HtmlProse.Render(@"There $\unknowncommand{x}$."), StringComparison.Ordinal);

    // A heading that a document begins with is its title, and stands there once.
    [Theory]
    [InlineData("---\nmatrixdiff:\n  title: Notes\n---\n# A network\n\nText.\n", "# A network\n\nText.")]
    [InlineData("---\nmatrixdiff:\n  title: Notes\n---\nText.\n", "# Notes\n\nText.")]
    [InlineData("# A network\n\nText.\n\n## Part\n", "# A network\n\nText.\n\n## Part")]
    public void The_title_stands_once(string text, string written) => Assert.Equal(written, WriteUpRenderer.ToMarkdown(DocumentRunner.Run(text, "x.md")).TrimEnd());

    [Fact]
    public void A_missing_pdflatex_is_told()
    {
        var outcome = Pdf.Make("", program: "no-such-pdflatex");
        Assert.Null(outcome.Bytes);
        Assert.Contains("not on the PATH", outcome.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"a & b % c # d $ e _ f { g } \ ~ ^", @"a \& b \% c \# d \$ e \_ f \{ g \} \textbackslash{} \textasciitilde{} \textasciicircum{}")]
    [InlineData("∇ ⊗ σ ≤ – ᵀ", @"$\nabla$ $\otimes$ $\sigma$ $\le$ -- $^{\mathsf{T}}$")]
    public void Text_is_escaped(string text, string latex) => Assert.Equal(latex, LatexRenderer.Escape(text));

    private static WriteUp Document() => new("Layers & losses: 2nd order", [
        new DeclarationsBlock(Derivations.HiddenLayer().Scope),
        new ProseBlock(Prose),
        new LatexBlock(@"J = -y^T \ln a^{l+1} - (1-y)^T \ln (1-a^{l+1})"),
        new FormulaBlock(new(Formulas.Read("x"), Formulas.Read("softmax(S*x) + S*X*Y*X*S*y + X'*(x .* y .* z) + Y*(sigmoid(x) .* (1 - sigmoid(x))) + M*S*X*Y*X*S*y - 2*X'*(x .* y .* z)"))),
        new CheckBlock("checked at 5 random points against dual numbers, largest relative error 1.2e-15", Passed: true),
        new CheckBlock("fails for p = 2", Passed: false),
        new ListingBlock("import numpy as np\ndef compute(A, x):\n    return A @ x  # <b>", "python"),
        new DerivationBlock(Derivations.QuadraticForm(), new() { Sizes = true }),
    ]);
}
