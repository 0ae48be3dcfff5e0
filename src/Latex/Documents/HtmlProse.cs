using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace MatrixDiff.Latex;

/// <summary>Prose as HTML; LaTeX between dollar signs becomes MathML where it can be read, and stays as it is where not.</summary>
internal static class HtmlProse
{
    /// <summary>The HTML of a text in Markdown.</summary>
    public static string Render(string markdown)
    {
        var parsed = MarkdownText.Parse(markdown);
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer) { LinkRewriter = url => MarkdownText.IsSafe(url) ? url : "#" };
        MarkdownText.Setup(renderer);
        renderer.ObjectRenderers.Insert(0, new InlineMath());
        renderer.ObjectRenderers.Insert(0, new Code());
        renderer.Render(parsed);
        return writer.ToString();
    }

    /// <summary>A formula in LaTeX as HTML.</summary>
    public static string Math(string latex, bool display)
    {
        string shown = LatexBoxReader.TryRead(latex) is { } box ? MathMLRenderer.Render(box, display) : $"<code>{MathMLRenderer.Escape(latex.Trim())}</code>";
        return display ? $"<div class=\"formula\">{shown}</div>" : shown;
    }

    private sealed class InlineMath : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline obj)
        {
            // A paragraph can't hold a block: the display stays in the line.
            string latex = obj.Content.ToString();
            renderer.Write(obj.DelimiterCount > 1 && LatexBoxReader.TryRead(latex) is { } box ? MathMLRenderer.Render(box, display: true) : Math(latex, display: false));
        }
    }

    // Also for $$, whose blocks are fences.
    private sealed class Code : HtmlObjectRenderer<Markdig.Syntax.FencedCodeBlock>
    {
        private readonly CodeBlockRenderer other = new();

        protected override void Write(HtmlRenderer renderer, Markdig.Syntax.FencedCodeBlock obj)
        {
            if (MarkdownText.IsMath(obj))
            {
                renderer.WriteLine(Math(MarkdownText.Content(obj), display: true));
            }
            else
            {
                other.Write(renderer, obj);
            }
        }
    }
}
