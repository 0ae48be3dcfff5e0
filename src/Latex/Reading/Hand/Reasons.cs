using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>
/// Reasons that stand between a line of a formula and the line that goes on with it: <c>a + b &amp;&amp; \text{(by (1))} \\ &amp; + c</c>.
/// They are left out, so that the formula is one again; a reason that ends a side is left to <see cref="Separators"/>.
/// </summary>
internal static class Reasons
{
    // How far, in words, the end of a reason or of a bracket is looked for.
    private const int Longest = 2000;
    private const int LongestNumber = 6;

    /// <summary>The words without such reasons, and the words of the reasons.</summary>
    public static (List<LatexToken> Words, List<LatexToken> Reasons) LeaveOut(List<LatexToken> tokens)
    {
        if (!tokens.Exists(t => t.Kind == LatexKind.NewLine))
        {
            return (tokens, []);
        }

        var words = new List<LatexToken>();
        var reasons = new List<LatexToken>();
        int depth = 0, aligned = 0, open = 0;
        for (int i = 0; i < tokens.Count; i++)
        {
            var t = tokens[i];
            bool formula = depth == 0 || aligned > 0;
            if (formula && (Separators.IsProse(t) || IsNumber(tokens, i)) && Separators.HasContent(words, 0, words.Count) && End(tokens, i) is var end and > 0
                && (depth > 0 || (end < tokens.Count && GoesOn(tokens, words, open, end))))
            {
                int kept = words.Count;
                while (kept > 0 && words[kept - 1].Kind is LatexKind.Align or LatexKind.Quad)
                {
                    kept--;
                }

                reasons.AddRange(tokens.GetRange(i, end - i));
                words.RemoveRange(kept, words.Count - kept);
                i = end - 1;
                continue;
            }

            words.Add(t);
            depth += Separators.Step(t);
            open = depth == 0 ? Math.Max(0, open + Separators.Bracket(t)) : open;
            aligned += depth == 0 ? -aligned : t.Kind is LatexKind.Begin or LatexKind.End && FormulaWords.IsAligning(t.Text) ? (t.Kind == LatexKind.Begin ? 1 : -1) : 0;
        }

        return (words, reasons);
    }

    /// <summary>The formulas among words: in dollars within them, or in braces right behind them.</summary>
    public static IEnumerable<Span> Formulas(string text, List<LatexToken> tokens)
    {
        for (int i = 0; i < tokens.Count; i++)
        {
            var span = tokens[i].Span;
            if (tokens[i].Kind != LatexKind.Words)
            {
                continue;
            }

            for (int open = text.IndexOf('$', span.Start, span.Length); open >= 0;)
            {
                int close = text.IndexOf('$', open + 1, span.End - open - 1);
                if (close < 0)
                {
                    break;
                }

                yield return new(open + 1, close - open - 1);
                open = text.IndexOf('$', close + 1, span.End - close - 1);
            }

            int depth = 0;
            for (int k = i + 1; k < Math.Min(tokens.Count, i + Longest); k++)
            {
                depth += Separators.Step(tokens[k]);
                if (depth <= 0 && !(depth == 0 && tokens[k].Kind is LatexKind.Align or LatexKind.Quad or LatexKind.NewLine))
                {
                    if (tokens[k].Kind == LatexKind.Close && depth == 0)
                    {
                        int from = tokens.FindIndex(i + 1, t => t.Kind == LatexKind.Open);
                        yield return new(tokens[from].Span.End, tokens[k].Span.Start - tokens[from].Span.End);
                    }

                    break;
                }
            }
        }
    }

    // Where the reason that begins here ends: at the end of a line, of what is aligned, or of all words; −1 where a formula stands
    // behind the words. Brackets that open in the words hold it together over lines.
    private static int End(List<LatexToken> tokens, int from)
    {
        int open = 0, depth = 0;
        for (int i = from; i < tokens.Count; i++)
        {
            if (i == from + Longest)
            {
                return -1;
            }

            var t = tokens[i];
            depth += Separators.Step(t);
            bool prose = depth == 0 && (t.Kind == LatexKind.Words || i == from || (i < from + LongestNumber && IsNumber(tokens, from)));
            open = Math.Max(0, open + (t.Kind == LatexKind.Words ? Opened(t.Text) : Separators.Bracket(t)));
            bool ends = open == 0 && (depth < 0 || (depth == 0 && (t.Kind == LatexKind.End || (t.Kind == LatexKind.NewLine && !IsProseNext(tokens, i)))));
            if (ends)
            {
                return i;
            }

            if (open == 0 && depth >= 0 && !prose && !Separators.IsBlank(t) && !(t.Kind == LatexKind.Close || Separators.Bracket(t) < 0))
            {
                return -1;
            }
        }

        return open == 0 ? tokens.Count : -1;
    }

    // (1), (2a), (iv) in a column of its own.
    private static bool IsNumber(List<LatexToken> tokens, int at)
    {
        if (!tokens[at].Is("(") || at == 0 || tokens[at - 1].Kind is not (LatexKind.Align or LatexKind.Quad) || !(tokens[at - 1].Kind == LatexKind.Quad || (at > 1 && tokens[at - 2].Kind == LatexKind.Align)))
        {
            return false;
        }

        int i = at + 1;
        while (i < tokens.Count && tokens[i].Kind is LatexKind.Letter or LatexKind.Digit or LatexKind.Prime && i < at + LongestNumber)
        {
            i++;
        }

        return i > at + 1 && i < tokens.Count && tokens[i].Is(")") && (i + 1 == tokens.Count || tokens[i + 1].Kind == LatexKind.NewLine);
    }

    private static bool IsProseNext(List<LatexToken> tokens, int line)
    {
        int i = line + 1;
        while (i < tokens.Count && tokens[i].Kind is LatexKind.Align or LatexKind.Quad or LatexKind.NewLine)
        {
            i++;
        }

        return i < tokens.Count && Separators.IsProse(tokens[i]);
    }

    // Does the formula before a reason go on in the line behind it: with an operator, or since a bracket or an operator waits for it?
    private static bool GoesOn(List<LatexToken> tokens, List<LatexToken> before, int open, int line)
    {
        if (tokens[line].Kind != LatexKind.NewLine)
        {
            return false;
        }

        return Separators.GoesOn(tokens, line, marked: true) || (Separators.HasContent(tokens, line, tokens.Count) && (open > 0 && Closes(tokens, line, open) || Separators.AfterOperator(before, before.Count)));
    }

    // Are so many brackets closed behind a place?
    private static bool Closes(List<LatexToken> tokens, int from, int open)
    {
        int depth = 0;
        for (int i = from; i < Math.Min(tokens.Count, from + Longest) && open > 0; i++)
        {
            depth += Separators.Step(tokens[i]);
            open += depth == 0 ? Separators.Bracket(tokens[i]) : 0;
        }

        return open == 0;
    }

    private static int Opened(string words) => words.Count(c => c is '(' or '[') - words.Count(c => c is ')' or ']');
}
