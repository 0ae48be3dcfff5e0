using System.Text;

namespace MatrixDiff.Latex;

/// <summary>A document as Markdown: prose as it is, formulas in blocks of math.</summary>
internal sealed class MarkdownDocument(WriteUp document)
{
    /// <summary>The whole text.</summary>
    public string Render()
    {
        var parts = new List<string> { "# " + Inline.MarkdownText(document.Title) };
        parts.AddRange(document.Blocks.Select(Of));
        return string.Join("\n\n", parts.Select(p => p.Trim('\n'))) + "\n";
    }

    private static string Of(Block block) => block switch
    {
        ProseBlock prose => prose.Markdown,
        LatexBlock formula => $"```math\n{formula.Latex.Trim()}\n```",
        FormulaBlock f => $"```math\n{DisplayFormula.Of(f, "aligned")}\n```",
        DerivationBlock d => DerivationWriter.Markdown(d.Derivation, d.Options),
        DeclarationsBlock d => Table(d),
        CheckBlock c => $"> {(c.Passed ? "✓" : "✗")} {Inline.MarkdownText(c.Text)}",
        AlgorithmBlock a => AlgorithmTable.Markdown(a),
        ListingBlock l => Fence(l),
        _ => throw new InvalidOperationException(block.GetType().Name),
    };

    private static string Table(DeclarationsBlock block)
    {
        var text = new StringBuilder("| Name | Meaning |\n| --- | --- |\n");
        foreach (var (name, remark) in DeclarationTable.Rows(block.Scope))
        {
            text.Append($"| ${LatexRenderer.Render(name)}$ | {Inline.Markdown(remark)} |\n");
        }

        return text.ToString();
    }

    // A fence longer than any within.
    private static string Fence(ListingBlock listing)
    {
        string fence = "```";
        while (listing.Code.Contains(fence, StringComparison.Ordinal))
        {
            fence += "`";
        }

        return $"{fence}{listing.Language}\n{listing.Code.TrimEnd()}\n{fence}";
    }
}

/// <summary>A formula on lines of its own.</summary>
internal static class DisplayFormula
{
    /// <summary>The LaTeX, in an environment where it takes more than a line.</summary>
    public static string Of(FormulaBlock block, string environment)
    {
        var options = (block.Options ?? NotationOptions.Default).With(block.Statement.Left, block.Statement.Right);
        string rows = AlignedFormulas.Of(Notation.Of(block.Statement.Left, options), Notation.Of(block.Statement.Right, options));
        return rows.Contains(@"\\" + "\n", StringComparison.Ordinal)
            ? $"\\begin{{{environment}}}\n{rows}\n\\end{{{environment}}}"
            : LatexRenderer.Render(Notation.Of(block.Statement, options));
    }
}
