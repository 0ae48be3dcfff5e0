using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>Finds claims about shapes: underbraces with sizes, ∈ ℝ^{m×n}, A(m×n), lines of sizes.</summary>
internal sealed class ShapeClaims(Sides sides)
{
    private const int LongestLabel = 60;
    private const int DeepestBrace = 256;
    private static readonly HashSet<string> Braces = [@"\underbrace", @"\overbrace"];
    private static readonly HashSet<string> Reals = [@"\R", @"\Re", @"\reals", @"\Reals", @"\RR"];

    /// <summary>The claims within an expression: what sizes stand below.</summary>
    public IEnumerable<ShapeClaim> Within(IReadOnlyList<LatexToken> written)
    {
        if (sides.Expanded(written) is not { } tokens)
        {
            yield break;
        }

        int[] ends = GroupEnds(tokens);
        for (int i = 0; i < tokens.Count; i++)
        {
            bool brace = tokens[i].Kind == LatexKind.Command && Braces.Contains(tokens[i].Text), under = tokens[i].IsCommand(@"\underset");
            if (!(brace || under) || EndAt(ends, i + 1) is not (var first and > 0))
            {
                continue;
            }

            int label = brace && first + 1 < tokens.Count && tokens[first + 1].Kind is LatexKind.Sub or LatexKind.Super ? first + 2 : under ? first + 1 : -1;
            if (label < 0 || EndAt(ends, label) is not (var second and > 0) || (brace ? second - label : first - i) > LongestLabel)
            {
                continue;
            }

            var (sizes, from, to) = brace ? (tokens[(label + 1)..second], i + 2, first) : (tokens[(i + 2)..first], label + 1, second);
            if (Sizes(sizes) is var (rows, columns))
            {
                var span = Sides.SpanOf(tokens.GetRange(i, second + 1 - i), default);
                yield return new(sides.Of(tokens[from..to], span), rows, columns, span);
            }
        }
    }

    /// <summary>The claims of words that belong to no expression; <paramref name="about"/> is what a leading ∈ is said of. What is no claim comes back as text.</summary>
    public string After(IReadOnlyList<LatexToken> written, Side? about, List<ShapeClaim> claims)
    {
        if (sides.Expanded(written) is not { } tokens)
        {
            return "";
        }

        var rest = new List<string>();
        int from = 0;
        for (int depth = 0, i = 0; i <= tokens.Count; i++)
        {
            depth += i == tokens.Count ? 0 : tokens[i].Kind switch { LatexKind.Open or LatexKind.Begin => 1, LatexKind.Close or LatexKind.End => -1, _ => 0 };
            bool ends = i == tokens.Count || (depth <= 0 && (Separators.IsSeparator(tokens[i]) || tokens[i].Kind == LatexKind.Align || (tokens[i].Is(",") && !InBrackets(tokens, from, i))));
            if (!ends)
            {
                continue;
            }

            Piece(tokens.GetRange(from, i - from), from == 0 ? about : null, claims, rest);
            if (i < tokens.Count && tokens[i].Kind == LatexKind.Words)
            {
                rest.Add(tokens[i].Text.Trim());
            }

            from = i + 1;
        }

        return string.Join(' ', rest.Where(r => r.Length > 0));
    }

    /// <summary>The sizes of what is in ℝ^{m×n} or ℝ^n, where that is all that is written; null elsewhere.</summary>
    public (Side Rows, Side? Columns)? Space(IReadOnlyList<LatexToken> written) =>
        sides.Expanded(written) is { } tokens && tokens.FindAll(t => !Separators.IsBlank(t)) is { Count: > 1 } all && all.FindIndex(t => t.Kind == LatexKind.Super) is > 0 and < 5 && !all.Exists(t => t.Is("∈")) ? Space(all, 0) : null;

    /// <summary>The sizes of a line of nothing but sizes, or null.</summary>
    public List<(Side Rows, Side? Columns, Span Span)>? Line(IReadOnlyList<LatexToken> written)
    {
        if (sides.Expanded(written) is not { } tokens || !tokens.Exists(t => t.Is("×")))
        {
            return null;
        }

        var result = new List<(Side, Side?, Span)>();
        int from = 0;
        for (int i = 0; i <= tokens.Count; i++)
        {
            if (i < tokens.Count && !Separators.IsBlank(tokens[i]))
            {
                continue;
            }

            var piece = tokens.GetRange(from, i - from);
            from = i + 1;
            if (piece.Count == 0)
            {
                continue;
            }

            if (Sizes(piece) is not var (rows, columns))
            {
                return null;
            }

            result.Add((rows, columns, Sides.SpanOf(piece, default)));
        }

        return result.Count > 0 ? result : null;
    }

    private static bool InBrackets(List<LatexToken> tokens, int from, int to)
    {
        int depth = 0;
        for (int i = from; i < to; i++)
        {
            depth += tokens[i].Is("(") || tokens[i].Is("[") ? 1 : tokens[i].Is(")") || tokens[i].Is("]") ? -1 : 0;
        }

        return depth > 0;
    }

    private void Piece(List<LatexToken> piece, Side? about, List<ShapeClaim> claims, List<string> rest)
    {
        if (!piece.Exists(t => !Separators.IsBlank(t)))
        {
            return;
        }

        var span = Sides.SpanOf(piece, default);
        int element = piece.FindIndex(t => t.Is("∈"));
        if (element >= 0 && Space(piece, element + 1) is var (rows, columns))
        {
            var before = piece.GetRange(0, element);
            bool named = Separators.HasContent(before, 0, before.Count);
            claims.AddRange(named ? Within(before) : []);
            if (named || about is not null)
            {
                claims.Add(new(named ? sides.Of(before, span) : about!, rows, columns, span));
                return;
            }
        }

        // A(m×n)
        int open = piece.FindIndex(t => t.Is("("));
        if (open > 0 && piece[^1].Is(")") && piece.Exists(t => t.Is("×")) && Sizes(piece[(open + 1)..^1]) is var (height, width))
        {
            claims.Add(new(sides.Of(piece[..open], span), height, width, span));
            return;
        }

        int found = claims.Count;
        claims.AddRange(Within(piece));
        if (claims.Count == found)
        {
            rest.Add(sides.Slice(span));
        }
    }

    // ℝ^{m×n}, ℝ^n, ℝ behind ∈.
    private (Side Rows, Side? Columns)? Space(List<LatexToken> tokens, int at)
    {
        if (at >= tokens.Count)
        {
            return null;
        }

        var first = tokens[at];
        int i = at + 1;
        if (first.Kind == LatexKind.Command && first.Text is @"\mathbb" or @"\mathbf" or @"\mathrm" or @"\mathcal")
        {
            int end = GroupEnd(tokens, i);
            var letter = end > 0 && end == i + 2 ? tokens[i + 1] : i < tokens.Count ? tokens[i] : default;
            if (letter is not { Kind: LatexKind.Letter, Text: "R" })
            {
                return null;
            }

            i = end > 0 ? end + 1 : i + 1;
        }
        else if (!(first is { Kind: LatexKind.Letter, Text: "ℝ" or "R" } || (first.Kind == LatexKind.Command && Reals.Contains(first.Text))))
        {
            return null;
        }

        if (i >= tokens.Count || tokens[i].Kind != LatexKind.Super)
        {
            return (Sides.One(first.Span), Sides.One(first.Span));
        }

        int close = GroupEnd(tokens, i + 1);
        var above = close > 0 ? tokens[(i + 2)..close] : i + 1 < tokens.Count ? [tokens[i + 1]] : [];
        return above.Count == 0 ? null : Sizes(above) ?? (IsSize(above) ? (sides.Of(above, above[0].Span, sizes: true), null) : null);
    }

    // m×n
    private (Side Rows, Side? Columns)? Sizes(List<LatexToken> tokens)
    {
        int cross = tokens.FindIndex(t => t.Is("×"));
        if (cross <= 0 || cross == tokens.Count - 1)
        {
            return null;
        }

        var (rows, columns) = (tokens[..cross], tokens[(cross + 1)..]);
        return IsSize(rows) && IsSize(columns) ? (sides.Of(rows, rows[0].Span, sizes: true), sides.Of(columns, columns[0].Span, sizes: true)) : null;
    }

    private static bool IsSize(List<LatexToken> tokens) => tokens.TrueForAll(t => t.Kind is LatexKind.Letter or LatexKind.Digit or LatexKind.Open or LatexKind.Close or LatexKind.Sub or LatexKind.Super or LatexKind.Quad
        || t is { Kind: LatexKind.Sign, Text: "+" or "−" or "(" or ")" or "·" or "∗" or "." or "," or "/" }) && tokens.Exists(t => t.Kind is LatexKind.Letter or LatexKind.Digit);

    private static int GroupEnd(List<LatexToken> tokens, int at) => at < tokens.Count && tokens[at].Kind == LatexKind.Open ? EndAt(GroupEnds(tokens), at) : -1;

    private static int EndAt(int[] ends, int at) => at >= 0 && at < ends.Length ? ends[at] : -1;

    // The closing brace of the group that begins at each word; −1 where none begins there or it is not closed.
    private static int[] GroupEnds(List<LatexToken> tokens)
    {
        int[] ends = [.. Enumerable.Repeat(-1, tokens.Count)];
        var open = new Stack<int>();
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind == LatexKind.Open)
            {
                open.Push(i);
            }
            else if (open.Count > DeepestBrace && tokens[i].Kind == LatexKind.Close)
            {
                // Too deep to be read anyway.
                open.Pop();
            }
            else if (tokens[i].Kind == LatexKind.Close && open.TryPop(out int start))
            {
                ends[start] = i;
            }
        }

        return ends;
    }
}
