namespace MatrixDiff.Latex;

/// <summary>Phrases (words and formulas) in running text and in formulas.</summary>
internal static class Inline
{
    /// <summary>The width in letters.</summary>
    public static double Width(IReadOnlyList<Box> phrase) => phrase.Sum(b => b.Width);

    /// <summary>In a paragraph of LaTeX.</summary>
    public static string Latex(IReadOnlyList<Box> phrase) =>
        string.Concat(phrase.Select(b => b is Prose p ? LatexRenderer.Escape(p.Text) : $"${LatexRenderer.Render(b)}$"));

    /// <summary>In a column of LaTeX of a width in letters: formulas that are wider are broken.</summary>
    public static string Latex(IReadOnlyList<Box> phrase, double width) => string.Concat(phrase.Select(b => b is Prose p ? LatexRenderer.Escape(p.Text)
        : string.Join(@" \newline \hspace*{1.5em}", LineBreaker.Break(b, width, width - 3).Select((l, i) => $"${(i == 0 ? "" : "{} ")}{LatexRenderer.Render(l)}$"))));

    /// <summary>In a formula of LaTeX: words in <c>\text</c>, formulas as they are.</summary>
    public static string LatexInFormula(IReadOnlyList<Box> phrase)
    {
        var parts = new List<Box>();
        foreach (var box in phrase)
        {
            if (box is Prose next && parts.Count > 0 && parts[^1] is Prose last)
            {
                parts[^1] = new Prose(last.Text + next.Text);
            }
            else
            {
                parts.Add(box);
            }
        }

        return string.Concat(parts.Select(b => b is Prose p ? @"\text{" + Words(p.Text) + "}" : $"{{{(b.IsTall ? @"\textstyle " : "")}{LatexRenderer.Render(b)}}}"));
    }

    /// <summary>The phrase in round brackets.</summary>
    public static IReadOnlyList<Box> Bracketed(IReadOnlyList<Box> phrase) => [new Prose("("), .. phrase, new Prose(")")];

    /// <summary>In a paragraph of Markdown.</summary>
    public static string Markdown(IReadOnlyList<Box> phrase) =>
        string.Concat(phrase.Select(b => b is Prose p ? MarkdownText(p.Text) : $"${LatexRenderer.Render(b)}$"));

    /// <summary>In a paragraph of HTML.</summary>
    public static string Html(IReadOnlyList<Box> phrase) =>
        string.Concat(phrase.Select(b => b is Prose p ? MathMLRenderer.Escape(p.Text) : MathMLRenderer.Render(b)));

    /// <summary>In a column of HTML of a width in letters: formulas that are wider are broken.</summary>
    public static string Html(IReadOnlyList<Box> phrase, double width) => string.Concat(phrase.Select(b => b is Prose p ? MathMLRenderer.Escape(p.Text)
        : string.Join("<br/>&#8195;", LineBreaker.Break(b, width, width - 2).Select(l => MathMLRenderer.Render(l)))));

    /// <summary>Text with what Markdown would take for marks escaped.</summary>
    public static string MarkdownText(string text) => string.Concat(text.Select(c => c is '*' or '_' or '`' or '<' or '[' or ']' or '\\' or '$' or '#' or '|' ? $"\\{c}" : c.ToString()));

    // No formulas within \text: signs in words stand for themselves.
    private static string Words(string text) => LatexRenderer.Escape(text).Replace("$", "", StringComparison.Ordinal) is var plain && plain.Contains('\\', StringComparison.Ordinal)
        ? LatexRenderer.Escape(text) : plain;
}
