using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Latex;

/// <summary>The lines between <c>\begin{align*}</c> and <c>\end{align*}</c>, none wider than a page.</summary>
internal sealed class AlignedFormulas
{
    private const double Page = 72, WidestLeft = 20, Indent = 3, Frame = 1.5;
    private static readonly double[] ReasonWidths = [27, 20, 13];
    private readonly NotationOptions options;
    private readonly List<string> rows = [];
    private readonly double widestReason;
    private readonly double right;

    private AlignedFormulas(Derivation derivation, IReadOnlyList<DerivationLine> lines, NotationOptions options, double widestReason)
    {
        this.options = options;
        double left = lines.Max(l => l.Left is not null && LeftBox(l).Width is var w && w <= WidestLeft ? w : 0);
        // A wider left side stands above, in the column of the right sides.
        double above = lines.Max(l => l.Left is not null && LeftBox(l).Width is var w && w > WidestLeft ? Math.Min(w, Page) : 0);
        widestReason = this.widestReason = Math.Min(widestReason, Page - left - 6 - above);
        double reason = lines.Max(l => l.Reason is { } s && Inline.Width(DerivationLines.Reason(s, derivation, options)) is var w && w <= widestReason ? w : 0);
        right = Page - left - 3 - (reason > 0 ? reason + 3 : 0);
        foreach (var line in lines)
        {
            Add(line, derivation);
        }
    }

    /// <summary>The lines of a derivation.</summary>
    public static string Of(Derivation derivation, NotationOptions options)
    {
        // The narrower the column of laws, the more of them stand below their lines, but the less often lines are broken.
        var lines = DerivationLines.Of(derivation);
        return string.Join(" \\\\\n", ReasonWidths.Select(w => new AlignedFormulas(derivation, lines, options, w).rows).MinBy(r => r.Count)!);
    }

    /// <summary>left = right over as many lines as it takes, for a display of its own.</summary>
    /// <param name="left">The left side; empty where the line goes on from those above.</param>
    /// <param name="right">The right side.</param>
    /// <param name="column">The width of the column of left sides, where others are wider.</param>
    /// <param name="framed">Does all stand in a frame?</param>
    public static string Of(Box left, Box right, double column = 0, bool framed = false)
    {
        double room = Page - Math.Max(left.Width, column) - 3 - (framed ? Frame : 0);
        var parts = LineBreaker.Break(right, room, room - Indent);
        return string.Join(" \\\\\n", parts.Select((p, i) => i == 0 ? $"{LatexRenderer.Render(left)} &= {LatexRenderer.Render(p)}" : Continued(p)));
    }

    private static string Continued(Box part) => @"&\quad {} " + LatexRenderer.Render(part);

    private Row LeftBox(DerivationLine line)
    {
        var box = Notation.Of(line.Left!, options);
        return line.Concludes ? Row.Of(new Sign("∴"), Space.Thin, box) : Row.Of(box);
    }

    private void Add(DerivationLine line, Derivation derivation)
    {
        string left = "";
        if (line.Left is not null)
        {
            var box = LeftBox(line);
            left = LatexRenderer.Render(box);
            if (box.Width > WidestLeft)
            {
                var pieces = LineBreaker.Break(box, Page - 3, Page - 3 - Indent);
                rows.AddRange(pieces.Select((p, i) => i == 0 ? "& " + LatexRenderer.Render(p) : Continued(p)));
                left = "";
            }
        }

        var reason = line.Reason is { } step ? DerivationLines.Reason(step, derivation, options) : [];
        bool beside = Inline.Width(reason) <= widestReason;
        string name = reason.Count == 0 ? "" : Inline.LatexInFormula(Inline.Bracketed(reason));
        double room = right - (line.IsAnswer ? Frame : 0);
        var parts = LineBreaker.Break(Notation.Of(line.Right, options), room, room - Indent);
        if (line.IsAnswer)
        {
            string inside = parts.Count == 1 ? LatexRenderer.Render(parts[0])
                : "\\begin{aligned} & " + string.Join(@" \\ ", parts.Select((p, i) => i == 0 ? LatexRenderer.Render(p) : @"\quad {} " + LatexRenderer.Render(p)).Select((p, i) => i == 0 ? p : "& " + p)) + " \\end{aligned}";
            rows.Add($"{left}{(left.Length > 0 ? " " : "")}&= \\boxed{{{inside}}}{Beside()}");
        }
        else
        {
            rows.Add($"{left}{(left.Length > 0 ? " " : "")}&= {LatexRenderer.Render(parts[0])}{Beside()}");
            rows.AddRange(parts.Skip(1).Select(Continued));
        }

        if (!beside && name.Length > 0)
        {
            rows.AddRange(Under(Inline.Bracketed(reason)));
        }

        string Beside() => beside && name.Length > 0 ? $" && {name}" : "";
    }

    // A long reason stands below its line, broken between words.
    private IEnumerable<string> Under(IReadOnlyList<Box> reason)
    {
        var line = new List<Box>();
        foreach (var box in Words(reason))
        {
            // What ends a phrase stays with it.
            bool ends = box is Prose { Text: [')' or ',' or ':' or ';', ..] };
            if (line.Count > 0 && !ends && Inline.Width(line) + box.Width > right - Indent)
            {
                yield return Row(line);
                line = [];
            }

            line.Add(line.Count == 0 && box is Prose p ? new Prose(p.Text.TrimStart()) : box);
        }

        yield return Row(line);

        static string Row(List<Box> boxes) => @"&\quad " + Inline.LatexInFormula(boxes);
    }

    private IEnumerable<Box> Words(IReadOnlyList<Box> reason) => reason.SelectMany(b => b is Prose p
        ? p.Text.Split(' ').Select((w, i) => (Box)new Prose(i == 0 ? w : " " + w)).Where(w => ((Prose)w).Text.Length > 0)
        : LineBreaker.Break(b, right - Indent, right - Indent));
}
