using MatrixDiff.Checking;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Tests.Checking;

/// <summary>Sizes that the running text gives to names, in the words in which they are given.</summary>
public sealed class SizesInTextTests
{
    [Theory]
    [InlineData("Let $A$ be an $r\\times s$ matrix.", "r×s")]
    [InlineData("$A$ is $r\\times s$.", "r×s")]
    [InlineData("Given the $r \\times s$ matrix $A$,", "r×s")]
    [InlineData("with real $r\\times s$ matrices $A$ and $B$", "r×s")]
    [InlineData("Here $B$, $C$ and $A$ are all $r \\times s$ matrices.", "r×s")]
    [InlineData("Let $A$ be a symmetric positive definite $r\\times r$ matrix.", "r×r")]
    [InlineData("\\(A\\) is a matrix of size \\(r\\times s\\).", "r×s")]
    [InlineData("We write $A$, an invertible $r\\times r$ matrix, for it.", "r×r")]
    [InlineData("Let $A$ be an $r$-vector.", "r×1")]
    [InlineData("an $r$-dimensional column vector $A$", "r×1")]
    [InlineData("Let $A$ be a real matrix.", null)]
    [InlineData("$A$ maps it to an $r\\times s$ matrix.", null)]
    [InlineData("the $r\\times s$ matrix with entries $A$", null)]
    [InlineData("an $r\\times s$ matrix. Then $A$ is something else", null)]
    public void Names_have_the_sizes_of_the_text(string text, string? shape)
    {
        var scope = DerivationChecker.Check(text + "\n\n$$Q = A + A$$\n", "text.md").Scope;
        var found = scope.Symbols[new Name("A")].Shape;
        Assert.Equal(shape is not null, found.ToString() == shape);
        Assert.True(shape is not null || !found.Rows.Names.Contains(new Name("r")), found.ToString());
    }
}
