using System.Diagnostics;
using System.Text;
using MatrixDiff.Checking;

namespace MatrixDiff.Tests.Checking;

/// <summary>Prose that repeats itself endlessly is answered soon: what the words say is looked for near formulas only.</summary>
public sealed class LongTextTests
{
    private const int Length = 60_000;

    /// <summary>What stands before, what is repeated, what stands behind.</summary>
    public static TheoryData<string, string, string> Texts => new()
    {
        { "x", " ", "$a$ vectors" }, { "", "\n", "vector a is" }, { "", "a , ", "vectors" }, { "", "$a$ and ", "are vectors" }, { "let ", "a", " be a vector" }, { "", "word ", "$x$ is random" }, { "", "$", "" },
        { "random vectors ", "$a$, ", "$x$ with mean $m$" }, { "", "lorem ipsum $x$ dolor $y$ ", "" }, { "let $J$ be what ", "foo ", " contributes to $J$" }, { "", "is ", "a vector" }, { "", "a, b\n", "be vectors" },
        { "matrices ", "A, ", "and B" }, { "with ", "$\\Sigma$ ", "covariance" }, { "Claim. ", "$x$ is symmetric and ", "" }, { "the rows ", "$x_i^T$ of ", "$X$" },
    };

    /// <summary>Each with an expectation behind it, so that all that reads prose is at work.</summary>
    [Theory]
    [MemberData(nameof(Texts))]
    public void Are_checked_soon(string before, string repeated, string behind)
    {
        var watch = Stopwatch.StartNew();
        var text = new StringBuilder(before).Insert(before.Length, repeated, Length / repeated.Length).Append(behind).Append("\n\n$$ \\mathbb{E}[x] = m $$\n");
        DerivationChecker.Check(text.ToString(), "x.md");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed.TotalSeconds:F1} s");
    }
}
