using System.Text;

namespace MatrixDiff.Latex;

/// <summary>A document as a LaTeX article with the packages that every TeX distribution has.</summary>
internal sealed class TexDocument(WriteUp document)
{
    private const string Preamble = """
        \documentclass[11pt,a4paper]{article}
        \usepackage[utf8]{inputenc}
        \usepackage[T1]{fontenc}
        \usepackage{lmodern}
        \usepackage{textcomp}
        \usepackage[margin=25mm]{geometry}
        \usepackage{amsmath,amssymb}
        \usepackage[hidelinks]{hyperref}
        \allowdisplaybreaks
        \setlength{\parindent}{0pt}
        \setlength{\parskip}{6pt plus 2pt}

        """;

    // The letters of 95 mm.
    private const double WidestRemark = 43;

    private const string Chinese = """
        \IfFileExists{CJKutf8.sty}{\usepackage{CJKutf8}\AtBeginDocument{\begin{CJK}{UTF8}{gbsn}}\AtEndDocument{\end{CJK}}}{}

        """;

    /// <summary>The whole text.</summary>
    public string Render()
    {
        var body = new StringBuilder();
        foreach (var block in document.Blocks)
        {
            string part = Of(block).TrimEnd('\n');
            if (body.Length > 0)
            {
                // A display belongs to the paragraph before it; after an empty line it would be preceded by an empty paragraph.
                string before = body.ToString();
                bool inParagraph = !before[(before.LastIndexOf('\n') + 1)..].StartsWith('\\');
                body.Append(TexProse.IsDisplay(part) && inParagraph ? "\n" : "\n\n");
            }

            body.Append(part);
        }

        body.Append("\n\n");

        string title = LatexRenderer.Escape(document.Title);
        bool chinese = (document.Title + body).Any(c => c is >= '\u2E80' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' or >= '\uFF00' and <= '\uFFEF');
        return $"{Preamble}{(chinese ? Chinese : "")}\n\\begin{{document}}\n\n{{\\LARGE\\bfseries {title}\\par}}\n\\bigskip\n\n{body}\\end{{document}}\n";
    }

    private static string Of(Block block) => block switch
    {
        ProseBlock prose => TexProse.Render(prose.Markdown),
        LatexBlock formula => TexProse.Display(formula.Latex),
        FormulaBlock f => TexProse.Display(DisplayFormula.Of(f, "align*")),
        DerivationBlock d => DerivationWriter.Latex(d.Derivation, d.Options),
        DeclarationsBlock d => Table(d),
        CheckBlock c => $"\\begin{{quote}}\n{(c.Passed ? @"$\checkmark$" : @"$\times$")} {LatexRenderer.Escape(c.Text)}\n\\end{{quote}}",
        AlgorithmBlock a => AlgorithmTable.Latex(a),
        ListingBlock l => TexProse.Verbatim(l.Code),
        _ => throw new InvalidOperationException(block.GetType().Name),
    };

    private static string Table(DeclarationsBlock block)
    {
        var text = new StringBuilder("\\begin{center}\n\\begin{tabular}{@{}l@{\\qquad}p{95mm}@{}}\n\\hline\n");
        foreach (var (name, remark) in DeclarationTable.Rows(block.Scope))
        {
            text.Append($"${LatexRenderer.Render(name)}$ & {Inline.Latex(remark, WidestRemark)} \\\\\n");
        }

        return text.Append("\\hline\n\\end{tabular}\n\\end{center}").ToString();
    }
}
