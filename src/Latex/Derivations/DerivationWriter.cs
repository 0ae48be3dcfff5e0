using System.Text;
using MatrixDiff.Symbolic.Derivations;

namespace MatrixDiff.Latex;

/// <summary>Derivations line by line, with the law of each step beside it and the answer in a frame.</summary>
internal static class DerivationWriter
{
    private const string ValidWhere = "Valid where ", Assuming = "Assuming ";
    // The last line of a display is not followed by a place where a page may end, other than what comes after the display says.
    private const string KeepEnd = @" \interdisplaylinepenalty=10000";
    private const int WidestLeft = 28, WidestRight = 64;

    /// <summary>An <c>align*</c> for an article, and what is assumed.</summary>
    /// <param name="derivation">What is shown.</param>
    /// <param name="options">How formulas are written.</param>
    /// <param name="onPage">For a page of TeX, and not for a program that reads a part of its language.</param>
    public static string Latex(Derivation derivation, NotationOptions? options = null, bool onPage = false)
    {
        options = (options ?? NotationOptions.Default).With(derivation.Scope);
        var text = new StringBuilder("\\begin{align*}\n");
        text.Append(AlignedFormulas.Of(derivation, options, onPage)).Append(onPage ? KeepEnd : "").Append("\n\\end{align*}\n");
        foreach (var note in Notes(derivation, options))
        {
            text.Append(@"\noindent ").Append(Inline.Latex(note)).Append("\\par\n");
        }

        return text.ToString();
    }

    /// <summary>A fenced block of math for Markdown, and what is assumed.</summary>
    public static string Markdown(Derivation derivation, NotationOptions? options = null)
    {
        options = (options ?? NotationOptions.Default).With(derivation.Scope);
        var text = new StringBuilder("```math\n\\begin{aligned}\n");
        text.Append(AlignedFormulas.Of(derivation, options)).Append("\n\\end{aligned}\n```\n");
        foreach (var note in Notes(derivation, options))
        {
            text.Append('\n').Append(Inline.Markdown(note)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Plain text for a terminal, aligned at the sign of equality.</summary>
    public static string Text(Derivation derivation)
    {
        var lines = DerivationLines.Of(derivation);
        string[] lefts = [.. lines.Select(l => (l.Concludes ? "∴ " : "  ") + l.Left)];
        // A left side that is too wide stands on a line of its own, and so does the law beside a right side that is.
        int widest = Math.Min(WidestLeft, lefts.Max(l => l.Length));
        string[] rights = [.. lines.Select(l => "= " + l.Right)];
        int column = rights.Where(r => r.Length <= WidestRight).Select(r => r.Length).DefaultIfEmpty(0).Max();
        var text = new StringBuilder();
        for (int i = 0; i < lines.Count; i++)
        {
            string left = lefts[i];
            if (left.Length > widest)
            {
                text.Append(left).Append('\n');
                left = "";
            }

            string law = lines[i].Reason is { } step ? $"({DerivationLines.ReasonText(step)})" : "";
            text.Append(left.PadRight(widest)).Append(' ');
            text.Append(law.Length == 0 ? rights[i] : rights[i].Length <= WidestRight ? $"{rights[i].PadRight(column)}   {law}" : $"{rights[i]}\n{new string(' ', widest + 3)}{law}").Append('\n');
        }

        Claims(Assuming, derivation.Assumptions);
        Claims(ValidWhere, derivation.Conditions);
        return text.ToString();

        void Claims(string before, IReadOnlyList<string> claims)
        {
            if (claims.Count > 0)
            {
                text.Append("  ").Append(before).AppendJoin(", ", claims).Append('\n');
            }
        }
    }

    /// <summary>A part of a page, its formulas in MathML, a cell each, aligned by the grid of <see cref="PageStyle"/>.</summary>
    public static string Html(Derivation derivation, NotationOptions? options = null)
    {
        options = (options ?? NotationOptions.Default).With(derivation.Scope);
        var text = new StringBuilder("<div class=\"derivation\">\n");
        foreach (var line in DerivationLines.Of(derivation))
        {
            GridRow.Append(text, line, derivation, options);
        }

        text.Append("</div>\n");
        foreach (var note in Notes(derivation, options))
        {
            text.Append("<p class=\"note\">").Append(Inline.Html(note)).Append("</p>\n");
        }

        return text.ToString();
    }

    private static IEnumerable<IReadOnlyList<Box>> Notes(Derivation derivation, NotationOptions options)
    {
        if (derivation.Assumptions.Count > 0)
        {
            yield return Listed(Assuming, derivation.Assumptions);
        }

        if (derivation.Conditions.Count > 0)
        {
            yield return Listed(ValidWhere, derivation.Conditions);
        }

        IReadOnlyList<Box> Listed(string before, IReadOnlyList<string> claims)
        {
            var boxes = new List<Box> { new Prose(before) };
            for (int i = 0; i < claims.Count; i++)
            {
                if (i > 0)
                {
                    boxes.Add(new Prose(i + 1 < claims.Count ? ", " : " and "));
                }

                boxes.AddRange(Phrase.Of(claims[i], derivation.Scope, options with { Sizes = false }, isSentence: true));
            }

            boxes.Add(new Prose("."));
            return boxes;
        }
    }
}
