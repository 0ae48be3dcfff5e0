using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>Takes derivations apart.</summary>
internal static class HandDocument
{
    /// <summary>The derivation of a text.</summary>
    public static HandDerivation Read(string text, string file) => new(new SourceText(text, file), new FrontMatter(), [], []);
}
