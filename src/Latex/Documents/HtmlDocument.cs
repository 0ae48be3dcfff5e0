using System.Text;
using System.Text.RegularExpressions;

namespace MatrixDiff.Latex;

/// <summary>A document as a page by itself, well-formed also as XML.</summary>
internal sealed partial class HtmlDocument(WriteUp document)
{
    /// <summary>The whole page.</summary>
    public string Render()
    {
        string title = MathMLRenderer.Escape(document.Title);
        var text = new StringBuilder("<!DOCTYPE html>\n");
        text.Append($"<html lang=\"{MathMLRenderer.Escape(document.Language)}\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        text.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        text.Append($"<title>{title}</title>\n<style>\n{PageStyle.Css}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n");
        foreach (var block in document.Blocks)
        {
            text.Append(Of(block).TrimEnd('\n')).Append('\n');
        }

        return text.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static string Of(Block block) => block switch
    {
        ProseBlock prose => HtmlProse.Render(prose.Markdown),
        LatexBlock formula => HtmlProse.Math(formula.Latex, display: true),
        FormulaBlock f => Formula(f),
        DerivationBlock d => DerivationWriter.Html(d.Derivation, d.Options),
        DeclarationsBlock d => Table(d),
        CheckBlock c => $"<p class=\"check {(c.Passed ? "passed" : "failed")}\">{(c.Passed ? "✓" : "✗")} {Powers().Replace(MathMLRenderer.Escape(c.Text), PowerOfTen)}</p>",
        AlgorithmBlock a => AlgorithmTable.Html(a),
        ListingBlock l => $"<pre><code>{MathMLRenderer.Escape(l.Code.TrimEnd())}</code></pre>",
        _ => throw new InvalidOperationException(block.GetType().Name),
    };

    private static string Formula(FormulaBlock block)
    {
        var options = (block.Options ?? NotationOptions.Default).With(block.Statement.Left, block.Statement.Right);
        return $"<div class=\"formula\">{MathMLRenderer.Render(Notation.Of(block.Statement, options), display: true)}</div>";
    }

    private static string Table(DeclarationsBlock block)
    {
        var text = new StringBuilder("<table class=\"declarations\">\n");
        foreach (var (name, remark) in DeclarationTable.Rows(block.Scope))
        {
            text.Append($"<tr><td>{MathMLRenderer.Render(name)}</td><td>{Inline.Html(remark)}</td></tr>\n");
        }

        return text.Append("</table>").ToString();
    }

    private static string PowerOfTen(Match m) => $"{(m.Groups[1].Value == "1" ? "" : m.Groups[1].Value + "·")}10<sup>{m.Groups[2].Value.Replace('-', '−')}</sup>";

    [GeneratedRegex(@"\b(\d+(?:\.\d+)?)e(-?\d+)\b")]
    private static partial Regex Powers();
}

/// <summary>How pages look: light or dark as the reader's system, narrow or wide.</summary>
internal static class PageStyle
{
    /// <summary>The style sheet.</summary>
    public const string Css = """
        :root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --faint: #666; --line: #d5d5d5; --shade: #f5f5f3; --mark: #2f6f4f; --wrong: #a33; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e4e4e0; --paper: #17181a; --faint: #9a9a96; --line: #3a3b3e; --shade: #212225; --mark: #7cc49d; --wrong: #e88; }
        }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 Georgia, "Times New Roman", serif; }
        main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
        h1, h2, h3 { line-height: 1.25; font-weight: 600; }
        math { font-family: "Latin Modern Math", "STIX Two Math", "Cambria Math", math; font-size: 1.1em; }
        a { color: inherit; }
        code, pre { font-family: ui-monospace, Consolas, monospace; font-size: .9em; }
        pre { background: var(--shade); padding: .8rem 1rem; overflow-x: auto; border-radius: .3rem; }
        .formula { overflow-x: auto; overflow-y: hidden; margin: .8rem 0; padding: .2rem 0; }
        .derivation { display: grid; grid-template-columns: auto auto minmax(0, 1fr) minmax(0, 15rem); column-gap: .45rem; row-gap: .55rem; align-items: baseline; margin: 1.1rem 0; }
        .derivation .left { text-align: right; }
        .derivation .above { grid-column: 1 / -1; overflow-x: auto; overflow-y: hidden; padding-left: 1rem; }
        .derivation .right { overflow-x: auto; overflow-y: hidden; padding: .15rem 0; }
        .derivation .more { padding-left: 1.6rem; margin-top: .35rem; }
        .derivation .law { color: var(--faint); font-size: .88rem; line-height: 1.35; }
        .derivation .answer { justify-self: start; max-width: 100%; box-sizing: border-box; border: 1.5px solid var(--mark); border-radius: .3rem; padding: .3rem .6rem; }
        mrow.answer { border: 1.5px solid var(--mark); border-radius: .3rem; padding: .3rem .6rem; }
        .note { color: var(--faint); font-size: .95rem; }
        table { border-collapse: collapse; margin: 1rem 0; }
        td, th { padding: .25rem 1.2rem .25rem 0; vertical-align: baseline; text-align: left; border-bottom: 1px solid var(--line); }
        mtd { border: 0; }
        .algorithm td:first-child { text-align: right; color: var(--faint); padding-right: .8rem; }
        .algorithm td:nth-child(2), .algorithm td:nth-child(3) { overflow-x: auto; }
        blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid var(--line); }
        .check { padding: .4rem .8rem; border-left: 3px solid var(--mark); background: var(--shade); }
        .check.failed { border-color: var(--wrong); }
        @media (max-width: 45rem) {
          .derivation { grid-template-columns: auto minmax(0, 1fr); row-gap: .3rem; }
          .derivation .left { grid-column: 1 / -1; text-align: left; margin-top: .5rem; overflow-x: auto; }
          .derivation .above { padding-left: 0; margin-top: .5rem; }
          .derivation .left:empty { display: none; }
          .derivation .law { grid-column: 2; margin-bottom: .35rem; }
          .derivation .law:empty { display: none; }
        }

        """;
}
