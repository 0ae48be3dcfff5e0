using MatrixDiff.Checking;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Tests.Checking;

/// <summary>Equations that a text supposes, and those that it claims.</summary>
public sealed class SuppositionTests
{
    [Theory]
    [InlineData("Suppose that", true)]
    [InlineData("This is the base. Now assume that for some $k$,", true)]
    [InlineData("Induction hypothesis:", true)]
    [InlineData("We assume that the claim holds for $l = k + 1$, that is", true)]
    [InlineData("**Hypothesis.**", true)]
    [InlineData("Suppose that $A$ is symmetric. Then", false)]
    [InlineData("If we assume that $A$ is symmetric, the gradient is", false)]
    [InlineData("Assuming this, we get", false)]
    [InlineData("The hypothesis gives", false)]
    [InlineData("", false)]
    public void What_a_text_supposes_is_told_by_its_words(string text, bool supposes) =>
        Assert.Equal(supposes, Suppositions.Introduces(new Passage(new Span(0, text.Length), text)));

    [Theory]
    [InlineData("f = x^T A x", "\\nabla_x f = 2 A x", "holds-if")] // between quantities that have a meaning
    [InlineData("f = x^T x", "\\nabla_x f = 3 x", "fails")]
    [InlineData("f = x^T x", "(I - A) S_k = I - A^{k+1}", "definition")]
    public void A_supposition_between_known_quantities_is_judged(string definition, string supposed, string verdict)
    {
        var report = DerivationChecker.Check($"Let\n\n$${definition}$$\n\nSuppose that\n\n$${supposed}$$\n", "test.md");
        Assert.Equal(verdict, CheckOptions.NameOf(report.Steps[1].Verdict));
    }

    [Fact]
    public void A_false_conclusion_from_a_supposition_fails()
    {
        string text = "Suppose that\n\n$$(I - A) S_k = I - A^{k+1}$$\n\nThen\n\n$$(I - A) (S_k + A^{k+1}) = I - A^{k+2}$$\n\nand\n\n$$(I - A) (S_k + A^{k}) = I - A^{k+2}$$\n";
        var report = DerivationChecker.Check(text, "test.md", new() { Where = ["A: n×n"] });
        Assert.Equal([StepVerdict.Definition, StepVerdict.Holds, StepVerdict.Fails], report.Steps.Select(s => s.Verdict));
    }

    // (I − A) S = I − A^{k+1} has A = I as well, with any S: points of that kind alone prove nothing.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Special_solutions_of_what_is_supposed_are_no_evidence(int seed)
    {
        string text = "Suppose that\n\n$$(I - A) S_k = I - A^{k+1}$$\n\nThen\n\n$$(S_k + A^{k+1}) (I - A) = I - A^{k+1}$$\n";
        var report = DerivationChecker.Check(text, "test.md", new() { Where = ["A: n×n"], Seed = seed });
        Assert.Equal(StepVerdict.Fails, report.Steps[1].Verdict);
    }
}
