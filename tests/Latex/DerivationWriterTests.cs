using System.Text;
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

    [Fact]
    public void Names_of_laws_are_set_as_words_and_formulas()
    {
        var text = new StringBuilder("# Names of laws\n\n");
        foreach (var law in Catalogue.All)
        {
            text.Append($"- {Inline.Markdown(Phrase.OfWords(law.Name))}\n");
        }

        Snapshot.Verify(text.ToString(), "latex/law-names", "md");
    }

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
