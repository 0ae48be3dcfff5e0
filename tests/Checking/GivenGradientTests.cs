using MatrixDiff.Checking;

namespace MatrixDiff.Tests.Checking;

/// <summary>What a text says of a loss that it never defines, in the forms in which it is said, and what follows or does not.</summary>
public sealed class GivenGradientTests
{
    [Theory]
    [InlineData(@"dL = g^\top dy")]
    [InlineData(@"dL = dy^\top g")]
    [InlineData(@"dL = \operatorname{tr}(g^\top dy)")]
    [InlineData(@"dL = \langle g, dy\rangle")]
    [InlineData(@"dL = \operatorname{sum}(g \odot dy)")]
    [InlineData(@"\frac{\partial L}{\partial y} = g")]
    [InlineData(@"\nabla_y L = g")]
    public void A_name_for_the_gradient_is_given_and_used(string given)
    {
        Assert.Equal(["definition", "definition", "holds", "ill-shaped"], Verdicts(given, @"W^\top g", @"W g"));
        Assert.Equal(["definition", "definition", "fails", "holds"], Verdicts(given, @"2W^\top g", @"W^\top g"));
    }

    [Theory]
    [InlineData(@"y - t", @"W^\top(y - t)", @"W^\top(t - y)")]
    [InlineData(@"y \odot y", @"W^\top(y\odot y)", @"W^\top y")]
    public void A_formula_for_the_gradient_is_given_and_used(string gradient, string right, string wrong) =>
        Assert.Equal(["definition", "definition", "holds", "fails"], Verdicts($@"\frac{{\partial L}}{{\partial y}} = {gradient}", right, wrong));

    [Fact]
    public void A_gradient_of_what_is_defined_is_a_claim() => Assert.Equal(
        ["definition", "definition", "fails"],
        Of(@"Let $W\in\mathbb{R}^{m\times n}$. $$y = Wx$$ $$L = \tfrac12\|y - t\|^2$$ $$\frac{\partial L}{\partial y} = t - y$$"));

    private static IEnumerable<string> Verdicts(string given, string first, string second) => Of(
        $@"Let $W\in\mathbb{{R}}^{{m\times n}}$ with $x\in\mathbb{{R}}^n$. $$y = Wx$$ For a loss with $${given}$$ we find $$\frac{{\partial L}}{{\partial x}} = {first}$$ or $$\frac{{\partial L}}{{\partial x}} = {second}$$");

    private static IEnumerable<string> Of(string text) => DerivationChecker.Check(text, "text.md").Steps.Select(s => CheckOptions.NameOf(s.Verdict));
}
