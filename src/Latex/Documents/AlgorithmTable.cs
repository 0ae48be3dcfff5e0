using System.Globalization;
using System.Text;

namespace MatrixDiff.Latex;

/// <summary>A line of an algorithm: how deep it stands, words and formulas, and the multiplications that it takes each time.</summary>
internal sealed record AlgorithmRow(int Depth, IReadOnlyList<Box> Content, Box? Work);

/// <summary>Passes of numbered lines, the numbers going on from pass to pass.</summary>
internal sealed record AlgorithmBlock(IReadOnlyList<(string Title, IReadOnlyList<AlgorithmRow> Rows)> Passes) : Block;

/// <summary>An algorithm as a table: number, line, multiplications.</summary>
internal static class AlgorithmTable
{
    private const string Work = "multiplications";
    // The letters of lines and of multiplications on a page of HTML, and those of a step to the right.
    private const double Widest = 45, WidestWork = 24, Indent = 2.7;
    // On a page of TeX both have 143 mm together, and multiplications no more of it than they take.
    private const double Together = 143, MostWork = 41;

    /// <summary>The lines that a page has at the least of a table that begins on it.</summary>
    public const int LeastLines = 6;

    /// <summary>For an article: a table for each pass, in which a page can end.</summary>
    public static string Latex(AlgorithmBlock block)
    {
        var text = new StringBuilder();
        int number = 0;
        double widestWork = block.Passes.SelectMany(p => p.Rows).Max(r => r.Work?.Width ?? 0);
        double work = Math.Ceiling(Math.Min(MostWork, LetterWidths.Millimetres * Math.Max(widestWork, new Prose(Work).Width)));
        double widest = ((Together - work) / LetterWidths.Millimetres) - 1;
        foreach (var (title, rows) in block.Passes)
        {
            text.Append(TexProse.KeepSpace(LeastLines))
                .Append(CultureInfo.InvariantCulture, $"\\begin{{longtable}}{{@{{}}r@{{\\quad}}p{{{Together - work}mm}}@{{\\quad}}p{{{work}mm}}@{{}}}}\n\\hline\n");
            text.Append($" & \\textbf{{{LatexRenderer.Escape(title)}}} & {Work} \\\\\n\\hline\n\\endhead\n\\hline\n\\endfoot\n");
            foreach (var row in rows)
            {
                string skip = row.Depth == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"\\hspace*{{{1.5 * row.Depth}em}}");
                var lines = Lines(row, widest).Select((l, i) => i == 0 ? skip + Inline.Latex(l) : $@"{skip}\hspace*{{1.5em}}${{}} {LatexRenderer.Render(l[0])}$");
                text.Append(CultureInfo.InvariantCulture, $"{++number} & \\raggedright {string.Join(@" \newline ", lines)} & \\raggedright {(row.Work is null ? "" : $"${LatexRenderer.Render(row.Work)}$")} \\tabularnewline\n");
            }

            text.Append("\\end{longtable}\n\n");
        }

        return text.ToString();
    }

    /// <summary>A table of Markdown for each pass.</summary>
    public static string Markdown(AlgorithmBlock block)
    {
        var text = new StringBuilder();
        int number = 0;
        foreach (var (title, rows) in block.Passes)
        {
            text.Append($"{(number == 0 ? "" : "\n")}| | {title} | {Work} |\n| ---: | :--- | :--- |\n");
            foreach (var row in rows)
            {
                string skip = string.Concat(Enumerable.Repeat("&emsp;", row.Depth));
                text.Append(CultureInfo.InvariantCulture, $"| {++number} | {skip}{Inline.Markdown(row.Content)} | {(row.Work is null ? "" : $"${LatexRenderer.Render(row.Work)}$")} |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>A table of a page for each pass.</summary>
    public static string Html(AlgorithmBlock block)
    {
        var text = new StringBuilder();
        int number = 0;
        foreach (var (title, rows) in block.Passes)
        {
            text.Append($"<table class=\"algorithm\">\n<tr><th></th><th>{MathMLRenderer.Escape(title)}</th><th>{Work}</th></tr>\n");
            foreach (var row in rows)
            {
                text.Append(CultureInfo.InvariantCulture, $"<tr><td>{++number}</td><td style=\"padding-left: {1.5 * row.Depth}em\">{Html(Lines(row, Widest))}</td><td>{(row.Work is null ? "" : Html(Lines(new(0, [row.Work], null), WidestWork)))}</td></tr>\n");
            }

            text.Append("</table>\n");
        }

        return text.ToString();
    }

    private static string Html(IEnumerable<IReadOnlyList<Box>> lines) => string.Join("<br/>&#8195;", lines.Select(l => Inline.Html(l)));

    // A formula that is too wide is broken; words stay with what follows them.
    private static IEnumerable<IReadOnlyList<Box>> Lines(AlgorithmRow row, double widest)
    {
        var content = row.Content;
        widest -= Indent * row.Depth;
        double before = Inline.Width(content) - content[^1].Width;
        var parts = LineBreaker.Break(content[^1], widest - before, widest - Indent);
        return parts.Select((p, i) => (IReadOnlyList<Box>)(i == 0 ? [.. content.SkipLast(1), p] : [p]));
    }
}
