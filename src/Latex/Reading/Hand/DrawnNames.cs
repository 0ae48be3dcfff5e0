using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>Names that a formula draws from a normal distribution, x, y ∼ N(μ, Σ).</summary>
/// <param name="Names">The names.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Spread">The covariance.</param>
internal sealed record DrawnNames(IReadOnlyList<Side> Names, Side Mean, Side Spread)
{
    /// <summary>What a formula draws so; null where it does not.</summary>
    public static DrawnNames? Of(IReadOnlyList<LatexToken> words, Span place, Sides sides)
    {
        int sign = words.ToList().FindIndex(w => w.Is("∼"));
        if (sign < 1)
        {
            return null;
        }

        // The letter N with whatever face, and what stands below it; then the bracket.
        int open = words.ToList().FindIndex(sign, w => w.Is("(")), letter = words.ToList().FindIndex(sign, w => w is { Kind: LatexKind.Letter, Text: "N" });
        int close = words.ToList().FindLastIndex(w => w.Is(")"));
        if (letter < 0 || open < letter || close < open || words.Take(letter).Skip(sign + 1).Any(w => w.Kind is not (LatexKind.Command or LatexKind.Open)))
        {
            return null;
        }

        int from = words.Take(sign).ToList().FindLastIndex(w => Separators.IsSeparator(w)) + 1;
        var names = Lists.Parts([.. words.Take(sign).Skip(from)]).Select(p => SideOf([.. p])).ToList();
        return Lists.Parts([.. words.Take(close).Skip(open + 1)]).ToList() is [var mean, var spread]
            ? new(names.Count > 0 ? names : [SideOf([.. words.Take(sign).Skip(from)])], SideOf([.. mean]), SideOf([.. spread])) : null;

        Side SideOf(IReadOnlyList<LatexToken> part) => sides.Of(part, part.Count > 0 ? Sides.SpanOf(part, place) : place);
    }
}
