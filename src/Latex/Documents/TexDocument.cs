using System.Text;
using System.Text.RegularExpressions;

namespace MatrixDiff.Latex;

/// <summary>A document as a LaTeX article with the packages that every TeX distribution has.</summary>
internal sealed partial class TexDocument(WriteUp document)
{
    // \checked stands on the page of what is before it; \keepspace{…} begins a page where less is left of one. Where the last page has
    // only a few lines, all pages are longer by two lines in the next run, which the log asks for.
    private const string Preamble = """
        \documentclass[11pt,a4paper]{article}
        \usepackage[utf8]{inputenc}
        \usepackage[T1]{fontenc}
        \usepackage{lmodern}
        \usepackage{textcomp}
        \usepackage[margin=25mm]{geometry}
        \usepackage{amsmath,amssymb}
        \usepackage{longtable}
        \usepackage[hidelinks]{hyperref}
        \allowdisplaybreaks
        \setlength{\parindent}{0pt}
        \setlength{\parskip}{6pt plus 2pt}
        \newcommand{\checked}[1]{\par\nobreak{\leftskip=1.5em\interlinepenalty=10000\small\noindent #1\par}\vspace{4pt plus 2pt}}
        \newcommand{\keepspace}[1]{\par\penalty0\begingroup\dimen0=\pagegoal\advance\dimen0-\pagetotal\ifdim#1>\dimen0\vfil\break\fi\endgroup}
        \widowpenalty=10000
        \displaywidowpenalty=10000
        \clubpenalty=10000
        \setlength{\LTpre}{6pt plus 2pt}
        \setlength{\LTpost}{6pt plus 2pt}
        \makeatletter
        \@beginparpenalty=10000
        \def\@listi{\leftmargin\leftmargini \topsep 4pt plus 2pt \parsep 0pt \itemsep 2pt plus 1pt}
        \let\@listI\@listi
        \newcommand{\keepwithcheck}{\@endparpenalty=10000 }
        \newcommand{\lengthenpages}{\immediate\write\@auxout{\gdef\string\longpages{}}}
        \AtBeginDocument{\ifdefined\longpages\addtolength{\textheight}{2\baselineskip}\addtolength{\topmargin}{-\baselineskip}\@colht\textheight\@colroom\textheight\vsize\textheight\fi}
        \AtEndDocument{\par\ifdefined\longpages\lengthenpages\else\ifnum\value{page}>1 \ifdim\pagetotal>0pt \ifdim\pagetotal<8\baselineskip\lengthenpages\typeout{Short last page. Rerun LaTeX.}\fi\fi\fi\fi}
        \makeatother

        """;

    // The letters of 105 mm.
    private const double WidestRemark = 47;

    private const string Chinese = """
        \IfFileExists{CJKutf8.sty}{\usepackage{CJKutf8}\AtBeginDocument{\begin{CJK}{UTF8}{gbsn}}\AtEndDocument{\end{CJK}}}{}

        """;

    /// <summary>The whole text.</summary>
    public string Render()
    {
        var body = new StringBuilder();
        for (int i = 0; i < document.Blocks.Count; i++)
        {
            string part = Of(document.Blocks[i], i + 1 < document.Blocks.Count ? document.Blocks[i + 1] : null).TrimEnd('\n');
            bool isDisplay = TexProse.IsDisplay(part);
            if (isDisplay && i + 1 < document.Blocks.Count && document.Blocks[i + 1] is CheckBlock or LatexBlock)
            {
                part = $"{{\\postdisplaypenalty=10000\n{part}{(document.Blocks[i + 1] is CheckBlock ? "\n\\par\\nobreak}" : "}%")}";
            }

            else if (i + 1 < document.Blocks.Count && document.Blocks[i + 1] is CheckBlock && part.EndsWith("}", StringComparison.Ordinal) && document.Blocks[i] is ProseBlock)
            {
                // A list is not parted from its check.
                part = $"{{\\keepwithcheck\n{part}\n}}";
            }

            if (TexProse.Announces(part) && !isDisplay && i + 1 < document.Blocks.Count && document.Blocks[i + 1] is ProseBlock)
            {
                part += @"\par\nobreak";
            }

            body.Append(Between(body, isDisplay)).Append(part);
        }

        body.Append("\n\n");

        string title = LatexRenderer.Escape(document.Title);
        bool chinese = (document.Title + body).Any(c => c is >= '\u2E80' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' or >= '\uFF00' and <= '\uFFEF');
        return $"{Preamble}{(chinese ? Chinese : "")}\n\\begin{{document}}\n\n{{\\LARGE\\bfseries\\raggedright\\hyphenpenalty=10000 {title}\\par}}\n\\bigskip\n\n{body}\\end{{document}}\n";
    }

    // A display belongs to the paragraph before it, or to the display before it; where there is none, it would be preceded by an empty line.
    private static string Between(StringBuilder body, bool isDisplay)
    {
        if (body.Length == 0 || !isDisplay)
        {
            return body.Length == 0 ? isDisplay ? "\\noindent\n" : "" : "\n\n";
        }

        string before = body.ToString();
        string last = before[(before.LastIndexOf('\n') + 1)..];
        return EndsParagraph().IsMatch(last) ? "\n\n\\noindent\n" : "\n";
    }

    private static string Of(Block block, Block? next) => block switch
    {
        // A page may end before a table, but not between it and its heading.
        ProseBlock prose => TexProse.Render(prose.Markdown, next is AlgorithmBlock or DeclarationsBlock ? AlgorithmTable.LeastLines + 1 : 0),
        LatexBlock formula => TexProse.Display(formula.Latex),
        FormulaBlock f => TexProse.Display(DisplayFormula.Of(f, "align*")),
        DerivationBlock d => DerivationWriter.Latex(d.Derivation, d.Options, onPage: true),
        DeclarationsBlock d => Table(d),
        CheckBlock c => $"\\checked{{{(c.Passed ? @"$\checkmark$" : @"$\times$")} {Powers().Replace(LatexRenderer.Escape(c.Text), PowerOfTen)}}}",
        AlgorithmBlock a => AlgorithmTable.Latex(a),
        ListingBlock l => TexProse.Verbatim(l.Code),
        _ => throw new InvalidOperationException(block.GetType().Name),
    };

    private static string PowerOfTen(Match m) => $"{(m.Groups[0].Value[0] == ' ' ? "~" : "")}${(m.Groups[1].Value == "1" ? "" : m.Groups[1].Value + @"\cdot ")}10^{{{int.Parse(m.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture)}}}$";

    private static string Table(DeclarationsBlock block)
    {
        var text = new StringBuilder("\\medskip\n\\begin{longtable}{@{}l@{\\qquad}p{105mm}@{}}\n\\hline\n");
        foreach (var (name, remark) in DeclarationTable.Rows(block.Scope))
        {
            text.Append($"${LatexRenderer.Render(name)}$ & {Inline.Latex(remark, WidestRemark)} \\\\\n");
        }

        return text.Append("\\hline\n\\end{longtable}").ToString();
    }

    [GeneratedRegex(@"^\\(?:(?:sub)*section\*|paragraph\*|end\{(?!align|gather|multline|equation|flalign|eqnarray)|checked)|\\par\}?$|\\nobreak\}$")]
    private static partial Regex EndsParagraph();

    [GeneratedRegex(@" ?\b(\d+(?:\.\d+)?)e(-?\d+)\b")]
    private static partial Regex Powers();
}
