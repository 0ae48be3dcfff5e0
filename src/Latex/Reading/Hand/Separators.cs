namespace MatrixDiff.Latex;

/// <summary>Where one formula ends and another begins, within the words between two relations.</summary>
internal static class Separators
{
    private static readonly HashSet<string> Joining = ["+", "·", "×", "∗", "⊗", "⊙", "∘", "⊘", "/", ")", "]", "}", "|>", "‖>"];
    private static readonly HashSet<string> Cues = ["∴", "∵", "⇒", "⇔", "→", "⟹"];

    /// <summary>Signs between sides that are no steps: what follows them belongs to no side.</summary>
    private static readonly HashSet<string> Others =
        ["∈", "∉", "≈", "≡", "≠", "≤", "≥", "<", ">", "≪", "≫", "∼", "∝", "≻", "⪰", "⊂", "⊆", "→", "←", "↦", "⇒", "⇔", "∴", "∵", "∀", "∃", "∣", ":", "≔", "≜", "①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨"];

    /// <summary>Does the word only separate: a space, a line, a comma, ∴, words?</summary>
    public static bool IsSeparator(LatexToken t) => t.Kind is LatexKind.NewLine or LatexKind.Quad || IsCue(t) || IsProse(t);

    /// <summary>∴, ⇒ and their like.</summary>
    public static bool IsCue(LatexToken t) => t.Kind == LatexKind.Sign && Cues.Contains(t.Text);

    /// <summary>Words that are no name of a function or variable.</summary>
    public static bool IsProse(LatexToken t) => t.Kind == LatexKind.Words && !IsName(t.Text.Trim()) && !IsConstant(t);

    /// <summary>The const of <c>E + \text{const}</c>, what does not depend on the variable.</summary>
    public static bool IsConstant(LatexToken t) => t.Kind == LatexKind.Words && t.Text.Trim(' ', '.', ',') is "const" or "constant" or "consts" or "constants";

    /// <summary>Nothing that is read: separators, alignment, punctuation, environments that align.</summary>
    public static bool IsBlank(LatexToken t) => IsSeparator(t) || t.Kind is LatexKind.Align or LatexKind.Empty || t is { Kind: LatexKind.Sign, Text: "," or ";" or "." or ":" }
        || (t.Kind is LatexKind.Begin or LatexKind.End && FormulaWords.IsAligning(t.Text));

    /// <summary>
    /// The words after which the left side of the next step begins: behind the last separator, unless what follows it goes on
    /// with an operator. −1 where all words belong to the side before. A left side may stand in a line above its relation: <c>∴ ∇f \\ = g</c>.
    /// </summary>
    /// <param name="tokens">The words before the relation, from the relation before it on.</param>
    /// <param name="first">Is there no relation before it, so that all words may be the left side?</param>
    public static int NextSide(IReadOnlyList<LatexToken> tokens, bool first = false)
    {
        int end = tokens.Count;
        while (end > 0 && IsBlank(tokens[end - 1]) && tokens[end - 1].Kind != LatexKind.Words)
        {
            end--;
        }

        return end < tokens.Count && Above([.. tokens.Take(end)], first) is var above and >= 0 ? above : LastSide(tokens);
    }

    // Where the left side begins that ends with these words, in a line above its relation: at the beginning, behind ∴, or in a line behind a reason.
    private static int Above(List<LatexToken> tokens, bool first)
    {
        int from = LastSide(tokens), cue = from - 1;
        while (cue >= 0 && !IsCue(tokens[cue]) && IsBlank(tokens[cue]) && tokens[cue].Kind != LatexKind.Words)
        {
            cue--;
        }

        bool behind = cue >= 0 && (IsCue(tokens[cue]) || (IsProse(tokens[cue]) && tokens.FindIndex(cue, t => t.Kind == LatexKind.NewLine) is var line and >= 0 && line < from));
        return ((first && cue < 0) || behind) && HasContent(tokens, Math.Max(0, from), tokens.Count) && EndOfSide(tokens[Math.Max(0, from)..]) == tokens.Count - Math.Max(0, from) ? Math.Max(0, from) : -1;
    }

    private static int LastSide(IReadOnlyList<LatexToken> tokens)
    {
        int best = -1, depth = 0, brackets = 0, held = -1;
        int[] closes = OverLines(tokens);
        for (int i = 0; i < tokens.Count; i++)
        {
            var t = tokens[i];
            depth += Step(t);
            if (depth > 0)
            {
                continue;
            }

            held = Math.Max(held, closes[i]);
            if (i < held)
            {
                continue;
            }

            brackets = t.Kind == LatexKind.NewLine ? 0 : Math.Max(0, brackets + Bracket(t));
            bool comma = t is { Kind: LatexKind.Sign, Text: "," or ";" } && brackets == 0;
            bool column = t.Kind == LatexKind.Align && HasContent(tokens, 0, i) && HasContent(tokens, i + 1, tokens.Count) && !OnNewLine(tokens, i);
            if ((IsSeparator(t) || comma || column || t is { Kind: LatexKind.Sign, Text: "←" or "∀" or "∃" }) && !GoesOn(tokens, i))
            {
                best = i + 1;
            }
        }

        return best;
    }

    /// <summary>Where the expression that begins with these words ends: at words, a comma, another relation, a space before something new.</summary>
    public static int EndOfSide(IReadOnlyList<LatexToken> tokens)
    {
        int depth = 0, brackets = 0, last = tokens.Count - 1;
        while (last >= 0 && (IsDots(tokens[last]) || IsBlank(tokens[last])))
        {
            last--;
        }

        bool content = false;
        for (int i = 0; i < tokens.Count; i++)
        {
            var t = tokens[i];
            depth += Step(t);
            if (depth > 0 || (depth == 0 && Step(t) < 0))
            {
                content = true;
                continue;
            }

            brackets = Math.Max(0, brackets + Bracket(t));
            bool script = i > 0 && tokens[i - 1].Kind is LatexKind.Super or LatexKind.Sub;
            bool ends = IsProse(t) || (IsConstant(t) && !AfterOperator(tokens, i))
                || (brackets == 0 && IsDots(t) && i > last)
                || (brackets == 0 && !script && t.Kind == LatexKind.Sign && !IsInnerProduct(tokens, i) && (t.Text is "," or ";" || Others.Contains(t.Text)
                    || (t.Text == "." && !(i + 1 < tokens.Count && tokens[i + 1].Kind == LatexKind.Digit))))
                || (brackets == 0 && content && t.Kind is LatexKind.Quad or LatexKind.Align && !OnNewLine(tokens, i) && !GoesOn(tokens, i) && !AfterOperator(tokens, i))
                || (content && brackets == 0 && t.Kind == LatexKind.NewLine && !AfterOperator(tokens, i) && !GoesOn(tokens, i) && EndsLine(tokens, i + 1));
            if (ends)
            {
                return i;
            }

            content |= !IsBlank(t);
        }

        return tokens.Count;
    }

    /// <summary>Does what ends a side only seem to end it, since a later line goes on with an operator?</summary>
    public static bool GoesOnBehind(IReadOnlyList<LatexToken> after)
    {
        int depth = 0;
        for (int i = 0; i < after.Count; i++)
        {
            depth += Step(after[i]);
            if (depth == 0 && after[i].Kind == LatexKind.NewLine && GoesOn(after, i, marked: true))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Is there anything to be read between two places?</summary>
    public static bool HasContent(IReadOnlyList<LatexToken> tokens, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            if (!IsBlank(tokens[i]))
            {
                return true;
            }
        }

        return false;
    }

    // The colon of A : B, between operands; not that of "for all x: x > 0", f: A → B, {x : x ∈ C}.
    private static bool IsInnerProduct(IReadOnlyList<LatexToken> tokens, int at) => tokens[at].Is(":") && HasContent(tokens, 0, at)
        && at + 1 < tokens.Count && (tokens[at + 1].Kind is LatexKind.Letter or LatexKind.Command or LatexKind.Open || tokens[at + 1].Is("("))
        && !tokens.Skip(at).TakeWhile(t => t.Kind != LatexKind.NewLine).Any(t => t.Kind == LatexKind.Sign && t.Text is "→" or "↦" or "∈" or "<" or ">" or "≤" or "≥" or "≠");

    // For each bracket the place of the one that closes it, where that is in another line; else −1. What stands between them is one expression.
    private static int[] OverLines(IReadOnlyList<LatexToken> tokens)
    {
        int[] closes = [.. Enumerable.Repeat(-1, tokens.Count)];
        var open = new Stack<(int At, int Line)>();
        int depth = 0, line = 0;
        for (int i = 0; i < tokens.Count; i++)
        {
            depth += Step(tokens[i]);
            if (depth != 0)
            {
                continue;
            }

            line += tokens[i].Kind == LatexKind.NewLine ? 1 : 0;
            if (Bracket(tokens[i]) > 0)
            {
                open.Push((i, line));
            }
            else if (Bracket(tokens[i]) < 0 && open.TryPop(out var start) && start.Line < line)
            {
                closes[start.At] = i;
            }
        }

        return closes;
    }

    private static bool IsDots(LatexToken t) => t is { Kind: LatexKind.Sign, Text: "…" or "⋯" or "①" or "②" or "③" or "④" or "⑤" or "⑥" };

    private static bool IsName(string word) => word.Length > 1 && Symbols.FunctionShownAs(word) is not null || Symbolic.Binding.FunctionTable.Contains(word) && word.Length > 1
        || Symbolic.Binding.FunctionTable.Contains(word.ToLowerInvariant()) && word.Length > 2;

    /// <summary>By how much a word goes deeper into braces and environments; those that only align are no level.</summary>
    public static int Step(LatexToken t) => t.Kind switch
    {
        LatexKind.Open => 1,
        LatexKind.Close => -1,
        LatexKind.Begin when !FormulaWords.IsAligning(t.Text) => 1,
        LatexKind.End when !FormulaWords.IsAligning(t.Text) => -1,
        _ => 0,
    };

    /// <summary>1 for a bracket that opens, −1 for one that closes.</summary>
    public static int Bracket(LatexToken t) => t.Kind != LatexKind.Sign ? 0 : t.Text is "(" or "[" or "{" or "⟨" ? 1 : t.Text is ")" or "]" or "}" or "⟩" ? -1 : 0;

    /// <summary>
    /// Does the expression go on behind a separator: with an operator, or with a minus that does not begin its line? Where that is to be
    /// <paramref name="marked"/>, an <c>&amp;</c> before the minus does not tell.
    /// </summary>
    public static bool GoesOn(IReadOnlyList<LatexToken> tokens, int at, bool marked = false)
    {
        bool indented = tokens[at].Kind == LatexKind.Quad;
        for (int i = at + 1; i < tokens.Count; i++)
        {
            var t = tokens[i];
            if (t.Kind is LatexKind.Quad or LatexKind.Align or LatexKind.Empty)
            {
                indented |= !marked || t.Kind != LatexKind.Align;
            }
            else if (!IsBlank(t))
            {
                return !IsCue(tokens[at]) && !IsProse(tokens[at]) && t.Kind == LatexKind.Sign && (Joining.Contains(t.Text) || (t.Text == "−" && indented));
            }
            else if (IsCue(t) || IsProse(t))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Does an operator before a place wait for an operand?</summary>
    public static bool AfterOperator(IReadOnlyList<LatexToken> tokens, int at)
    {
        for (int i = at - 1; i >= 0; i--)
        {
            if (tokens[i].Kind is not (LatexKind.Quad or LatexKind.Align or LatexKind.NewLine or LatexKind.Empty))
            {
                return tokens[i].Kind == LatexKind.Sign && (tokens[i].Text == "−" || (Joining.Contains(tokens[i].Text) && tokens[i].Text is not (")" or "]" or "}" or "|>" or "‖>")));
            }
        }

        return true;
    }

    private static bool OnNewLine(IReadOnlyList<LatexToken> tokens, int at)
    {
        for (int i = at - 1; i >= 0; i--)
        {
            if (tokens[i].Kind == LatexKind.NewLine)
            {
                return true;
            }

            if (!IsBlank(tokens[i]) || tokens[i].Kind == LatexKind.Sign)
            {
                return false;
            }
        }

        return true;
    }

    // A line of its own: nothing more, only sizes, or a claim ∈.
    private static bool EndsLine(IReadOnlyList<LatexToken> tokens, int from)
    {
        bool content = false;
        for (int i = from; i < tokens.Count; i++)
        {
            var t = tokens[i];
            if (t.Is("×") || t.Is("∈") || IsCue(t))
            {
                return true;
            }

            if (t.Kind == LatexKind.NewLine && content)
            {
                return false;
            }

            content |= !IsBlank(t);
            if (content && t.Kind == LatexKind.Sign && Joining.Contains(t.Text))
            {
                return false;
            }
        }

        return !content;
    }
}
