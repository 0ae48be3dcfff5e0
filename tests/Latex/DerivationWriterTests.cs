using System.Xml.Linq;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Tests.Support;

namespace MatrixDiff.Tests.Latex;

/// <summary>Derivations line by line in each format.</summary>
public class DerivationWriterTests
{
    [Fact]
    public void Latex() => Snapshot.Verify(WriteUpRenderer.ToLatex(Document()), "latex/derivations", "tex");

    [Fact]
    public void Markdown() => Snapshot.Verify(WriteUpRenderer.ToMarkdown(Document()), "latex/derivations", "md");

    [Fact]
    public void Html()
    {
        string html = WriteUpRenderer.ToHtml(Document());
        Assert.NotNull(Parse(html).Root);
        Snapshot.Verify(html, "latex/derivations", "html");
    }

    [Fact]
    public void Text() => Snapshot.Verify(
        DerivationWriter.Text(Derivations.QuadraticForm()) + "\n" + DerivationWriter.Text(Derivations.HiddenLayer()), "latex/derivations", "txt");

    [Theory]
    [InlineData("product rule for ⊙", @"product rule for $\odot$")]
    [InlineData("vec(AXB) = (Bᵀ ⊗ A) vec X", @"$\mathop{\mathrm{vec}} (A X B) = (B^{\mathsf{T}} \otimes A) \mathop{\mathrm{vec}} X$")]
    [InlineData("(A ⊗ B)(C ⊗ D) = AC ⊗ BD", @"$(A \otimes B) (C \otimes D) = A C \otimes B D$")]
    [InlineData("diag(a) x = a ⊙ x", @"$\mathop{\mathrm{diag}} (a) x = a \odot x$")]
    [InlineData("the sum of the entries is 1ᵀX1", @"the sum of the entries is $1^{\mathsf{T}} X 1$")]
    [InlineData("differential of a power", "differential of a power")]
    [InlineData("differential of x/‖x‖", @"differential of $x / \lVert x \rVert$")]
    [InlineData("chain rule: vec dJ = (∇_z J)ᵀ vec dz", @"chain rule: $\mathop{\mathrm{vec}} \mathrm{d}J = (\nabla_{z} J)^{\mathsf{T}} \mathop{\mathrm{vec}} \mathrm{d}z$")]
    public void Names_of_laws_are_words_and_formulas(string name, string markdown) => Assert.Equal(markdown, Inline.Markdown(Phrase.OfWords(name)));

    [Fact]
    public void Every_name_of_a_law_is_set() => Assert.All(Catalogue.All, law => Assert.All(
        Phrase.OfWords(law.Name).Where(b => b is not Prose), b => Assert.NotNull(LatexBoxReader.TryRead(LatexRenderer.Render(b)))));

    [Fact]
    public void A_derivation_without_steps_is_its_answer()
    {
        var d = Derivations.QuadraticForm();
        var bare = new Derivation
        {
            Kind = d.Kind, Input = d.Input, Variables = d.Variables, Layout = d.Layout, Scope = d.Scope, Steps = [], Result = d.Result, Asked = d.Asked,
        };
        var line = Assert.Single(DerivationLines.Of(bare));
        Assert.True(line.IsAnswer);
        Assert.False(line.Concludes);
    }

    private static WriteUp Document() => new("Derivations", [new DerivationBlock(Derivations.QuadraticForm()), new DerivationBlock(Derivations.HiddenLayer())]);

    private static XDocument Parse(string html) => XDocument.Parse(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));
}
