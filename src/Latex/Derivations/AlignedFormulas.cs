using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Latex;

/// <summary>The lines between <c>\begin{align*}</c> and <c>\end{align*}</c>, none wider than a page.</summary>
internal sealed class AlignedFormulas
{
    private const double OutsideCost = 0.4;
    private const double Page = 72, WidestLeft = 20, Indent = 3, Frame = 1.5, Gap = 3, Equality = 3;
    private static readonly double[] ReasonWidths = [27, 20, 13, 0];
    private readonly List<Line> lines;
    private readonly List<(string Text, bool Holds)> rows = [];
    private readonly bool onPage;

    // The widest right side that has its reason beside it, and the room of those that have not.
    private readonly double besides;
    private readonly double room;

    // How many reasons stand behind their lines, out of the column.
    private int outside;

    // A line as boxes; the reason is in brackets, or empty.
    private sealed record Line(Row? Left, Box Right, IReadOnlyList<Box> Reason, bool IsAnswer)
    {
        public double Width => Right.Width + (IsAnswer ? Frame : 0);

        public double ReasonWidth { get; } = Inline.Width(Reason);
    }

    private AlignedFormulas(List<Line> lines, bool onPage, double widestReason)
    {
        (this.lines, this.onPage) = (lines, onPage);
        double left = lines.Max(l => l.Left is { Width: <= WidestLeft and var w } ? w : 0);
        double reasons = lines.Max(l => l.ReasonWidth <= widestReason ? l.ReasonWidth : 0);
        double all = Page - left - Equality;
        double narrow = all - (reasons > 0 ? reasons + Gap : 0);
        bool Beside(Line l) => l.Reason.Count > 0 && l.ReasonWidth <= widestReason && l.Width <= narrow;
        besides = lines.Max(l => Beside(l) ? l.Width : 0);
        reasons = lines.Max(l => Beside(l) ? l.ReasonWidth : 0);
        // What stands in columns is set in the middle; what is wider runs on to the right, over the column of reasons.
        double margin = Math.Max(0, (Page - left - Equality - besides - Gap - reasons) / 3);
        room = reasons == 0 ? all : onPage ? all - margin - Frame : narrow;
        for (int i = 0; i < lines.Count; i++)
        {
            // A page ends neither after a first formula of one row nor before a last one.
            int start = rows.Count;
            bool broken = Add(lines[i], Beside(lines[i]));
            if (start == 1 || (i == lines.Count - 1 && i > 0 && !broken))
            {
                rows[start] = rows[start] with { Holds = true };
            }
        }
    }

    /// <summary>The lines of a derivation.</summary>
    /// <param name="derivation">What is shown.</param>
    /// <param name="options">How formulas are written.</param>
    /// <param name="onPage">For a page of TeX, where wide lines run over the column of reasons, and what belongs together is kept on one page.</param>
    public static string Of(Derivation derivation, NotationOptions options, bool onPage = false)
    {
        var lines = DerivationLines.Of(derivation).Select(l => new Line(
            l.Left is null ? null : l.Concludes ? Row.Of(new Sign("∴"), Space.Thin, Notation.Of(l.Left, options)) : Row.Of(Notation.Of(l.Left, options)),
            Notation.Of(l.Right, options),
            l.Reason is { } step && DerivationLines.Reason(step, derivation, options) is { Count: > 0 } reason ? Inline.Bracketed(reason) : [],
            l.IsAnswer)).ToList();

        // The narrower the column of laws, the more of them stand behind or below their lines, but the less often lines are broken.
        var rows = ReasonWidths.Select(w => new AlignedFormulas(lines, onPage, w)).MinBy(f => f.rows.Count + (f.outside * OutsideCost))!.rows;
        return string.Concat(rows.Select((r, i) => (i == 0 ? "" : onPage && r.Holds ? " \\\\*\n" : " \\\\\n") + r.Text));
    }

    /// <summary>left = right over as many lines as it takes, for a display of its own.</summary>
    /// <param name="left">The left side; empty where the line goes on from those above.</param>
    /// <param name="right">The right side.</param>
    /// <param name="column">The width of the column of left sides, where others are wider.</param>
    /// <param name="framed">Does all stand in a frame?</param>
    /// <param name="after">What is said of it, behind it where there is room and else below; or null.</param>
    /// <param name="between">What ends the formula then: a comma or nothing.</param>
    public static string Of(Box left, Box right, double column = 0, bool framed = false, Box? after = null, string between = "")
    {
        double room = Page - Math.Max(left.Width, column) - Equality - (framed ? Frame : 0);
        var parts = LineBreaker.Break(right, room, room - Indent);
        bool follows = after is not null && parts[^1].Width + (parts.Count > 1 ? Indent : 0) + Gap + after.Width <= room;
        return string.Join(" \\\\\n", parts.Select((p, i) => i == 0 ? $"{LatexRenderer.Render(left)} &= {LatexRenderer.Render(p)}" : @"&\quad {} " + LatexRenderer.Render(p)))
            + (after is null ? "" : between + (follows ? @" \quad " : " \\\\\n&\\quad ") + LatexRenderer.Render(after));
    }

    /// <summary>Do reasons fit beside the right sides of a chain?</summary>
    public static bool FitBeside(Box left, IEnumerable<Box> rights, IEnumerable<Box> reasons) =>
        left.Width + Equality + rights.Max(r => r.Width) + Gap + reasons.Max(r => r.Width) <= Page;

    // Does the right side take more than a row?
    private bool Add(Line line, bool beside)
    {
        string left = line.Left is null ? "" : LatexRenderer.Render(line.Left) + " ";
        if (line.Left is { Width: > WidestLeft })
        {
            // A wider left side stands above, in the column of the right sides.
            AddParts("", LineBreaker.Break(line.Left, room, room - Indent), line.Left.Width);
            left = "";
        }

        double space = room - (line.IsAnswer ? Frame : 0);
        var parts = LineBreaker.Break(line.Right, space, space - Indent);
        bool follows = !beside && line.Reason.Count > 0 && parts[^1].Width + (parts.Count > 1 ? Indent : 0) + Gap + line.ReasonWidth <= space;
        outside += follows ? 1 : 0;
        string reason = line.Reason.Count > 0 && (beside || follows) ? Inline.LatexInFormula(line.Reason) : "";
        if (line.IsAnswer)
        {
            string inside = parts.Count == 1 ? LatexRenderer.Render(parts[0])
                : "\\begin{aligned} & " + string.Join(@" \\ & ", parts.Select((p, i) => (i == 0 ? "" : @"\quad {} ") + LatexRenderer.Render(p))) + " \\end{aligned}";
            double width = parts.Max(p => p.Width) + Frame + Indent;
            follows &= width + Gap + line.ReasonWidth <= space;
            Put(left, $"\\boxed{{{inside}}}", follows ? reason : "", beside ? reason : "", width + (follows ? Gap + line.ReasonWidth : 0), holds: false, sign: true);
        }
        else
        {
            AddParts(left, parts, 0, follows ? reason : "", beside ? reason : "", line.ReasonWidth, sign: true);
        }

        if (!beside && !follows && line.Reason.Count > 0)
        {
            foreach (var part in Under(line.Reason))
            {
                Put("", Inline.LatexInFormula(part), "", "", Inline.Width(part) + Indent, holds: true, sign: false, indented: true);
            }
        }

        return parts.Count > 1;
    }

    private void AddParts(string left, IReadOnlyList<Box> parts, double least, string follows = "", string beside = "", double reason = 0, bool sign = false)
    {
        for (int i = 0; i < parts.Count; i++)
        {
            bool last = i == parts.Count - 1;
            double width = Math.Max(least, parts[i].Width) + (i > 0 ? Indent : 0) + (last && follows.Length > 0 ? Gap + reason : 0);
            Put(i == 0 ? left : "", (i > 0 ? "{} " : "") + LatexRenderer.Render(parts[i]), last ? follows : "", i == 0 ? beside : "", width, holds: i > 0, sign: sign && i == 0, indented: i > 0);
        }
    }

    // A row; what is wider than the column takes no room in it.
    private void Put(string left, string right, string follows, string beside, double width, bool holds, bool sign, bool indented = false)
    {
        string text = right + (follows.Length > 0 ? @" \quad " + follows : "");
        if (onPage && beside.Length == 0 && besides > 0 && width > besides)
        {
            text = @"\rlap{$\displaystyle " + text + "$}";
        }

        rows.Add(($"{left}&{(sign ? "= " : indented ? @"\quad " : " ")}{text}{(beside.Length > 0 ? " && " + beside : "")}", holds));
    }

    // A long reason stands below its line, broken between words.
    private IEnumerable<List<Box>> Under(IReadOnlyList<Box> reason)
    {
        var line = new List<Box>();
        foreach (var box in Words(reason))
        {
            // What ends a phrase stays with it.
            bool ends = box is Prose { Text: [')' or ',' or ':' or ';', ..] };
            if (line.Count > 0 && !ends && Inline.Width(line) + box.Width > room - Indent)
            {
                yield return line;
                line = [];
            }

            line.Add(line.Count == 0 && box is Prose p ? new Prose(p.Text.TrimStart()) : box);
        }

        yield return line;
    }

    private IEnumerable<Box> Words(IReadOnlyList<Box> reason) => reason.SelectMany(b => b is Prose p
        ? p.Text.Split(' ').Select((w, i) => (Box)new Prose(i == 0 ? w : " " + w)).Where(w => ((Prose)w).Text.Length > 0)
        : LineBreaker.Break(b, room - Indent, room - Indent));
}
