using System.Text;
using MatrixDiff.Symbolic.Derivations;

namespace MatrixDiff.Latex;

/// <summary>A line of a derivation as cells of a grid: left side, sign, right side, law.</summary>
internal static class GridRow
{
    private const double Right = 62, WidestLeft = 22, WidestLaw = 25, Indent = 3;

    /// <summary>Appends the cells of a line.</summary>
    public static void Append(StringBuilder text, DerivationLine line, Derivation derivation, NotationOptions options)
    {
        Box? left = line.Left is null ? null : Notation.Of(line.Left, options);
        string shown = left is null ? "" : DisplayStyle(line.Concludes ? Row.Of(new Sign("∴"), Space.Thin, left) : left);
        // A left side that is too wide stands above its line.
        text.Append(left?.Width > WidestLeft ? $"<div class=\"above\">{shown}</div><div class=\"left\"></div>" : $"<div class=\"left\">{shown}</div>");
        text.Append("<div class=\"sign\">").Append(MathMLRenderer.Render(new Sign("="))).Append("</div>");
        text.Append(line.IsAnswer ? "<div class=\"right answer\">" : "<div class=\"right\">");
        var parts = LineBreaker.Break(Notation.Of(line.Right, options), Right, Right - Indent);
        for (int i = 0; i < parts.Count; i++)
        {
            text.Append(i == 0 ? "<div>" : "<div class=\"more\">").Append(DisplayStyle(parts[i])).Append("</div>");
        }

        text.Append("</div><div class=\"law\">");
        if (line.Reason is { } step)
        {
            text.Append(Inline.Html(DerivationLines.Reason(step, derivation, options), WidestLaw));
        }

        text.Append("</div>\n");
    }

    private static string DisplayStyle(Box box) =>
        $"<math xmlns=\"http://www.w3.org/1998/Math/MathML\" displaystyle=\"true\">{MathMLRenderer.Inner(box)}</math>";
}
