using MatrixDiff.Checking;

namespace MatrixDiff.Tests.Checking;

/// <summary>What was probably meant says something that the line does not say already.</summary>
public sealed class SuggestionTests
{
    [Theory]
    [InlineData("Let $Q$ be symmetric.\n\n$$Q x = x$$")]
    [InlineData("Let $S$ be symmetric.\n\n$$S a = a$$")]
    public void No_suggestion_repeats_the_other_side(string text)
    {
        var step = Assert.Single(DerivationChecker.Check(text, "suggestion.md").Steps);
        Assert.True(step.IsFlagged);
        Assert.Null(step.Evidence?.Suggestion);
    }

    [Fact]
    public void A_slip_is_still_taken_back()
    {
        var steps = DerivationChecker.Check("Let $Q$ be symmetric.\n\n$$f(x) = x^T Q x$$\n$$\\nabla f(x) = Q x$$", "suggestion.md").Steps;
        Assert.Contains("2", steps[1].Evidence?.Suggestion, StringComparison.Ordinal);
    }
}
