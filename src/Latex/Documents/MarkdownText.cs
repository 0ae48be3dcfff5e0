using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;

namespace MatrixDiff.Latex;

/// <summary>Reading the Markdown of prose: mathematics and tables, no HTML of its own.</summary>
internal static partial class MarkdownText
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseMathematics().UsePipeTables().DisableHtml().Build();

    /// <summary>The parts of a text.</summary>
    public static Markdig.Syntax.MarkdownDocument Parse(string text) => Markdig.Markdown.Parse(OpenMath().Replace(QuotedMath().Replace(text, "$$$1$$"), "$$$$\n$1\n$$$$"), Pipeline);

    /// <summary>Prepares a renderer for what <see cref="Parse"/> gives.</summary>
    public static void Setup(Markdig.Renderers.IMarkdownRenderer renderer) => Pipeline.Setup(renderer);

    /// <summary>Is it a block of math, <c>$$</c> or a fence called math?</summary>
    public static bool IsMath(Markdig.Syntax.CodeBlock block) =>
        block is Markdig.Extensions.Mathematics.MathBlock || (block is FencedCodeBlock { Info: { } info } && info.Trim() == "math");

    /// <summary>The lines of a block as text.</summary>
    public static string Content(LeafBlock block) => block.Lines.ToString().TrimEnd();

    /// <summary>May a link lead there? Not to scripts.</summary>
    public static bool IsSafe(string url) => !Scheme().IsMatch(url) || url.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
        || url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || url.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^\s*[A-Za-z][A-Za-z0-9+.\-]*:")]
    private static partial Regex Scheme();

    // $`…`$ is another way to write $…$.
    [GeneratedRegex(@"\$`([^`\n]+)`\$")]
    private static partial Regex QuotedMath();

    // $$ may stand on the first and the last line of a formula of several lines.
    [GeneratedRegex(@"^\$\$(?=[^\n$]*\S[^\n$]*\n)([^$]+?)\$\$[ \t]*$", RegexOptions.Multiline)]
    private static partial Regex OpenMath();
}
