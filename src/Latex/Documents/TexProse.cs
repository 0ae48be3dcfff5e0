using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Markdig.Extensions.Mathematics;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using MarkdigBlock = Markdig.Syntax.Block;
using MarkdigInline = Markdig.Syntax.Inlines.Inline;
using MarkdigTable = Markdig.Extensions.Tables.Table;

namespace MatrixDiff.Latex;

/// <summary>Prose as LaTeX; what stands between dollar signs is passed through.</summary>
internal static partial class TexProse
{
    // The columns of a page of 160 mm at 11 pt; programs are set a size smaller than prose.
    private static readonly (int Columns, string Size)[] VerbatimSizes = [(86, @"\small"), (96, @"\footnotesize"), (107, @"\scriptsize"), (143, @"\tiny")];
    private const int LettersOfALine = 80, LinesOfAHeading = 4;
    private static readonly string[] Headings = ["section*", "section*", "subsection*", "subsubsection*", "paragraph*"];

    /// <summary>The LaTeX of a text in Markdown.</summary>
    /// <param name="markdown">The text.</param>
    /// <param name="following">The lines of what comes after it, of which headings and a paragraph with a colon at the end of the text are not parted; 0 where TeX keeps them.</param>
    public static string Render(string markdown, int following = 0)
    {
        var text = new StringBuilder();
        var blocks = MarkdownText.Parse(markdown);
        int announcement = following == 0 ? blocks.Count : Announcement(blocks);
        Children(text, blocks, announcement, announcement < blocks.Count ? blocks.Skip(announcement).Sum(Lines) + following : 0);
        return text.ToString();
    }

    // Where the headings begin, and the paragraph that ends with a colon, which announce what comes after the text.
    private static int Announcement(ContainerBlock blocks)
    {
        int first = blocks.Count;
        if (first > 0 && blocks[first - 1] is ParagraphBlock paragraph && Announces(Inlines(paragraph.Inline)))
        {
            first--;
        }

        while (first > 0 && blocks[first - 1] is HeadingBlock)
        {
            first--;
        }

        return first;
    }

    private static int Lines(MarkdigBlock block) => block is ParagraphBlock p ? 1 + (Inlines(p.Inline).Length / LettersOfALine) + 1 : LinesOfAHeading;

    /// <summary>Does a text end with a colon?</summary>
    public static bool Announces(string latex) => latex.EndsWith(':');

    /// <summary>Does a text begin with a display?</summary>
    public static bool IsDisplay(string latex) => OwnDisplay().IsMatch(latex) || latex.StartsWith(@"\[", StringComparison.Ordinal);

    /// <summary>A formula on a line of its own; environments that are displays by themselves stay so.</summary>
    public static string Display(string latex) => OwnDisplay().IsMatch(latex) ? latex.Trim() : $"\\[\n{latex.Trim()}\n\\]";

    /// <summary>A text as it is, in the largest size in which its longest line fits on the page, if one does.</summary>
    public static string Verbatim(string code)
    {
        string text = $"\\begin{{verbatim}}\n{code.TrimEnd().Replace(@"\end{verbatim}", @"\end {verbatim}", StringComparison.Ordinal)}\n\\end{{verbatim}}";
        int longest = code.Split('\n').Max(l => l.TrimEnd().Length);
        return $"{{{VerbatimSizes.First(s => longest <= s.Columns || s == VerbatimSizes[^1]).Size}\n{text}\n}}";
    }

    /// <summary>Begins a page where less than so many lines are left of one.</summary>
    public static string KeepSpace(int lines) => string.Create(CultureInfo.InvariantCulture, $"\\keepspace{{{lines}\\baselineskip}}\n");

    private static void Visit(StringBuilder text, MarkdigBlock block)
    {
        switch (block)
        {
            case HeadingBlock h:
                text.Append($"{KeepSpace(LinesOfAHeading + 2)}\\{Headings[Math.Min(h.Level, Headings.Length - 1)]}{{{Inlines(h.Inline)}}}\n\n");
                break;
            case ParagraphBlock p:
                text.Append(Inlines(p.Inline)).Append("\n\n");
                break;
            case ListBlock list:
                string environment = list.IsOrdered ? "enumerate" : "itemize";
                text.Append($"\\begin{{{environment}}}\n");
                foreach (var item in list)
                {
                    var inside = new StringBuilder();
                    Children(inside, (ContainerBlock)item);
                    text.Append("\\item ").Append(inside.ToString().TrimEnd()).Append(list.IsLoose ? "\n\n" : "\n");
                }

                text.Append($"\\end{{{environment}}}\n\n");
                break;
            case QuoteBlock quote:
                text.Append("\\begin{quote}\n");
                Children(text, quote);
                text.Append("\\end{quote}\n\n");
                break;
            case Markdig.Syntax.CodeBlock math when MarkdownText.IsMath(math):
                text.Append(Display(MarkdownText.Content(math))).Append("\n\n");
                break;
            case Markdig.Syntax.CodeBlock code:
                text.Append(Verbatim(MarkdownText.Content(code))).Append("\n\n");
                break;
            case ThematicBreakBlock:
                text.Append("\\begin{center}$\\ast\\quad\\ast\\quad\\ast$\\end{center}\n\n");
                break;
            case MarkdigTable table:
                VisitTable(text, table);
                break;
            case ContainerBlock container and not LinkReferenceDefinitionGroup:
                Children(text, container);
                break;
        }
    }

    private static void Children(StringBuilder text, ContainerBlock container, int announcement = -1, int kept = 0)
    {
        for (int i = 0; i < container.Count; i++)
        {
            if (i == announcement && kept > 0)
            {
                text.Append(KeepSpace(kept));
            }

            if (i > 0 && container[i - 1] is ParagraphBlock && container[i] is ParagraphBlock && Announces(text.ToString().TrimEnd()))
            {
                text.Length -= 2;
                text.Append("\\par\\nobreak\n\n");
            }

            if (i > 0 && container[i - 1] is ParagraphBlock && container[i] is Markdig.Syntax.CodeBlock code && MarkdownText.IsMath(code))
            {
                // A display belongs to the paragraph before it.
                text.Length--;
            }

            Visit(text, container[i]);
        }
    }

    private static void VisitTable(StringBuilder text, MarkdigTable table)
    {
        int columns = table.OfType<TableRow>().Max(r => r.Count);
        text.Append($"\\begin{{center}}\n\\begin{{tabular}}{{{new string('l', columns)}}}\n");
        foreach (var row in table.OfType<TableRow>())
        {
            var cells = row.OfType<TableCell>().Select(c => string.Concat(c.OfType<ParagraphBlock>().Select(p => Inlines(p.Inline))));
            text.Append(string.Join(" & ", cells)).Append(row.IsHeader ? " \\\\ \\hline\n" : " \\\\\n");
        }

        text.Append("\\end{tabular}\n\\end{center}\n\n");
    }

    private static string Inlines(ContainerInline? container) => container is null ? "" : string.Concat(container.Select(Of));

    private static string Of(MarkdigInline inline) => inline switch
    {
        LiteralInline literal => LatexRenderer.Escape(literal.Content.ToString()),
        MathInline { DelimiterCount: > 1 } display => $"\n{Display(display.Content.ToString())}\n",
        MathInline math => $"${math.Content}$",
        CodeInline code => @"\texttt{" + LatexRenderer.Escape(code.Content) + "}",
        EmphasisInline { DelimiterCount: > 1 } strong => @"\textbf{" + Inlines(strong) + "}",
        EmphasisInline emphasis => @"\emph{" + Inlines(emphasis) + "}",
        LineBreakInline { IsHard: true } => "\\\\\n",
        LineBreakInline => "\n",
        LinkInline { IsImage: false, Url: { } url } link when MarkdownText.IsSafe(url) => $@"\href{{{Url(url)}}}{{{Inlines(link)}}}",
        AutolinkInline link => $@"\href{{{Url((link.IsEmail ? "mailto:" : "") + link.Url)}}}{{{LatexRenderer.Escape(link.Url)}}}",
        HtmlEntityInline entity => LatexRenderer.Escape(entity.Transcoded.ToString()),
        ContainerInline container => Inlines(container),
        _ => "",
    };

    private static string Url(string url) => string.Concat(url.Select(c => c switch
    {
        '%' or '#' or '&' => @"\" + c,
        '{' or '}' or '\\' or '^' or '~' => Uri.HexEscape(c).Replace("%", @"\%", StringComparison.Ordinal),
        _ => c.ToString(),
    }));

    [GeneratedRegex(@"^\s*\\begin\{(align|alignat|gather|multline|equation|flalign|eqnarray)\*?\}")]
    private static partial Regex OwnDisplay();
}
