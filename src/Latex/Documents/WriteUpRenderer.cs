namespace MatrixDiff.Latex;

/// <summary>Documents as LaTeX, Markdown, HTML and PDF.</summary>
internal static class WriteUpRenderer
{
    /// <summary>A complete article for pdflatex.</summary>
    public static string ToLatex(WriteUp document) => new TexDocument(document).Render();

    /// <summary>Markdown as GitHub shows it.</summary>
    public static string ToMarkdown(WriteUp document) => new MarkdownDocument(document).Render();

    /// <summary>A page by itself: no scripts, no fonts, nothing to fetch.</summary>
    public static string ToHtml(WriteUp document) => new HtmlDocument(document).Render();

    /// <summary>The article set by pdflatex, or why it can't be.</summary>
    public static PdfOutcome ToPdf(WriteUp document) => Pdf.Make(ToLatex(document));
}
