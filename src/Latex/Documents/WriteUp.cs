using MatrixDiff.Symbolic.Derivations;

namespace MatrixDiff.Latex;

/// <summary>A document to be written: a title and what stands below it.</summary>
internal sealed record WriteUp(string Title, IReadOnlyList<Block> Blocks)
{
    /// <summary>The language of the prose, for hyphenation and screen readers.</summary>
    public string Language { get; init; } = "en";
}

/// <summary>A part of a document.</summary>
internal abstract record Block;

/// <summary>Paragraphs, lists, headings in Markdown, with formulas in <c>$…$</c> and <c>$$…$$</c>.</summary>
internal sealed record ProseBlock(string Markdown) : Block;

/// <summary>A formula on a line of its own, as it was written in LaTeX.</summary>
internal sealed record LatexBlock(string Latex) : Block;

/// <summary>left = right on a line of its own.</summary>
internal sealed record FormulaBlock(Statement Statement, NotationOptions? Options = null) : Block;

/// <summary>A derivation, line by line.</summary>
internal sealed record DerivationBlock(Derivation Derivation, NotationOptions? Options = null) : Block;

/// <summary>A table of the names and what they mean.</summary>
internal sealed record DeclarationsBlock(Scope Scope) : Block;

/// <summary>What a check found.</summary>
internal sealed record CheckBlock(string Text, bool Passed) : Block;

/// <summary>A program text.</summary>
internal sealed record ListingBlock(string Code, string Language) : Block;
