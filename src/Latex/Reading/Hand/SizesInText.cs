using System.Text.RegularExpressions;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>Sizes that the running text gives to names: "<c>$A$ is an $m\times n$ matrix</c>", "<c>the $m\times n$ matrices $A$ and $B$</c>", "<c>$A$ ($m\times n$)</c>", "<c>an $n$-vector $x$</c>", "<c>$w$ and $x$ are vectors in $\mathbb{R}^n$</c>".</summary>
internal static partial class SizesInText
{
    private const string Adjectives = @"(?:(?:real|square|symmetric|(?:semi-?)?positive|(?:semi-?)?definite|semidefinite|invertible|non-?singular|orthogonal|diagonal|constant|fixed|known|given|arbitrary|general|unknown|random|full[- ]rank|data|design|weight|covariance|column)(?:,?\s+(?:and\s+)?|-))*";

    /// <summary>Adds to each formula that is a size the claims about the names beside it.</summary>
    /// <param name="inline">The formulas of the text, in order.</param>
    /// <param name="clean">The document without comments.</param>
    /// <param name="sizesOf">The sizes that a formula is, if it is a line of them.</param>
    /// <param name="spaceOf">The sizes of what is in the space that a formula is, if it is one.</param>
    public static void Attach(List<TextFormula> inline, string clean, Func<TextFormula, IReadOnlyList<(Side Rows, Side? Columns, Span Span)>?> sizesOf, Func<TextFormula, (Side Rows, Side? Columns)?> spaceOf)
    {
        for (int i = 0; i < inline.Count; i++)
        {
            var formula = inline[i];
            bool vector = !formula.Latex.Contains("times", StringComparison.Ordinal) && !formula.Latex.Contains('×', StringComparison.Ordinal);
            if (formula.Steps.Count > 0 || formula.Claims.Count > 0 || formula.Latex.Length > 40)
            {
                continue;
            }

            if (InSpace(inline, i, clean) is { Count: > 0 } within && spaceOf(formula) is var (height, width))
            {
                inline[i] = formula with { Claims = [.. within.SelectMany(n => Named(inline[n])).Select(e => new ShapeClaim(e, height, width, formula.Span))] };
                continue;
            }

            var named = vector ? OfVector(inline, i, clean) : OfMatrix(inline, i, clean);
            if (named.Count == 0)
            {
                continue;
            }

            var sizes = vector ? [(formula.Whole!, null, formula.Span)] : sizesOf(formula);
            if (sizes is [var (rows, columns, span)] && (vector || columns is not null))
            {
                inline[i] = formula with { Claims = [.. named.SelectMany(n => Named(inline[n])).Select(n => new ShapeClaim(n, rows, columns, span))] };
            }
        }
    }

    private static IReadOnlyList<Side> Named(TextFormula formula) => formula.Listed.Count > 0 ? formula.Listed : [formula.Whole!];

    // "$w$ and $x$ are vectors in $\mathbb{R}^n$", "for $x, y$ in $\mathbb{R}^n$"; the minimum of $f$ in ℝⁿ is no such thing.
    private static List<int> InSpace(List<TextFormula> inline, int i, string clean)
    {
        string between = i > 0 ? Between(inline, i - 1, i, clean) : "";
        var before = Listed(inline, i - 1, -1, clean, In().IsMatch(between) || Called().IsMatch(between));
        int start = before.Count > 0 ? inline[before[^1]].Span.Start : 0;
        return Called().IsMatch(between) || Introduced().IsMatch(Delimiters().Replace(clean[Math.Max(0, start - 60)..start], "")) ? before : [];
    }

    private static List<int> OfMatrix(List<TextFormula> inline, int i, string clean)
    {
        var before = Listed(inline, i - 1, -1, clean, i > 0 && Described().IsMatch(Between(inline, i - 1, i, clean)));
        return before.Count > 0 ? before : Listed(inline, i + 1, 1, clean, i + 1 < inline.Count && Matrix().IsMatch(Between(inline, i, i + 1, clean)));
    }

    private static List<int> OfVector(List<TextFormula> inline, int i, string clean)
    {
        int end = inline[i].Span.End;
        string after = clean.Substring(end, Math.Min(60, clean.Length - end));
        if (!IsLetter(inline[i]) || !Vector().IsMatch(after))
        {
            return [];
        }

        var before = Listed(inline, i - 1, -1, clean, i > 0 && Described().IsMatch(Between(inline, i - 1, i, clean)));
        return before.Count > 0 ? before : Listed(inline, i + 1, 1, clean, i + 1 < inline.Count && VectorBefore().IsMatch(Between(inline, i, i + 1, clean)));
    }

    // $A$ and $B$, $C$: names with nothing but commas and "and" between them.
    private static List<int> Listed(List<TextFormula> inline, int first, int direction, string clean, bool applies)
    {
        var found = new List<int>();
        for (int k = first; applies && k >= 0 && k < inline.Count && inline[k] is { Whole: not null, Steps.Count: 0 } or { Listed.Count: > 0, Steps.Count: 0 }; k += direction)
        {
            if (k != first && !And().IsMatch(Between(inline, Math.Min(k, k - direction), Math.Max(k, k - direction), clean)))
            {
                break;
            }

            found.Add(k);
        }

        return found;
    }

    private static bool IsLetter(TextFormula f) => f.Whole is not null && f.Latex.Trim() is [var c] && char.IsAsciiLetter(c);

    private static string Between(List<TextFormula> inline, int first, int second, string clean) =>
        Delimiters().Replace(clean[inline[first].Span.End..inline[second].Span.Start], "");

    [GeneratedRegex(@"\A(?:\$|\\\))|(?:\$|\\\()\z")]
    private static partial Regex Delimiters();

    [GeneratedRegex(@"\A\s*,?\s*(?:(?:is|are|be|being|denotes?)\s+)?(?:(?:both|each|all|also)\s+)?(?:(?:an?|the|some|any)\s+)?" + Adjectives + @"(?:(?:matrix\s+)?of\s+(?:size|order|shape|dimensions?)\s+)?\z|\A\s*\((?:of\s+(?:size|order|shape|dimensions?)\s+)?\z", RegexOptions.IgnoreCase)]
    private static partial Regex Described();

    [GeneratedRegex(@"\A\s*" + Adjectives + @"matri(?:x|ces)\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Matrix();

    [GeneratedRegex(@"\A(?:\$|\\\))?\s*-?\s*(?:dimensional\s+)?" + Adjectives + @"vectors?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Vector();

    [GeneratedRegex(@"\A\s*-?\s*(?:dimensional\s+)?" + Adjectives + @"vectors?\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex VectorBefore();

    [GeneratedRegex(@"\A\s*,?\s*(?:in|from)\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex In();

    [GeneratedRegex(@"\A\s*,?\s*(?:(?:is|are|be|being|denotes?)\s+)?(?:(?:both|each|all|two|three|some|any|an?|the)\s+)*" + Adjectives + @"(?:row\s+)?(?:vectors?|matri(?:x|ces)|points?)\s+(?:in|of|from)\s*\z|\A\s*,?\s*(?:is|are|be|lies?|lie|belongs?)\s+(?:(?:both|each|all)\s+)?(?:in|to)\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Called();

    [GeneratedRegex(@"\b(?:vectors?|points?|matri(?:x|ces)|let|for|with|where|all|any|every|each|given|fixed|consider)\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Introduced();

    [GeneratedRegex(@"\A\s*(?:,|and|,\s*and|&)\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex And();
}
