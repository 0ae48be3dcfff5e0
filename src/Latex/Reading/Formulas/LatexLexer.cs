using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>
/// Cuts LaTeX formulas into words. Signs and letters come out by their character, whether they were written by a command or as
/// such; what only sets the formula (spaces, sizes of brackets, labels) does not come out at all.
/// </summary>
internal sealed partial class LatexLexer
{
    private readonly string text;
    private readonly int end;
    private readonly List<LatexToken> tokens = [];
    private int position;
    private Gap gap;
    private bool unclosed;

    private LatexLexer(string text, Span within) => (this.text, position, end) = (text, within.Start, Math.Min(within.End, text.Length));

    /// <summary>The words of a stretch. Never throws: what is not known comes out as a sign or command of its own.</summary>
    public static List<LatexToken> Read(string text, Span within)
    {
        var lexer = new LatexLexer(text, within);
        while (lexer.position < lexer.end)
        {
            lexer.ReadToken();
        }

        lexer.Switches();
        lexer.EmptyGroups();
        return lexer.tokens;
    }

    // {} where no command can take it as its argument, and with nothing above or below it: it only gives a sign its spaces.
    private void EmptyGroups()
    {
        int kept = 0;
        for (int i = 0; i < tokens.Count; i++)
        {
            bool empty = tokens[i].Kind == LatexKind.Open && i + 1 < tokens.Count && tokens[i + 1].Kind == LatexKind.Close
                && (kept == 0 || IsNoCommand(tokens[kept - 1]))
                && !(i + 2 < tokens.Count && tokens[i + 2].Kind is LatexKind.Super or LatexKind.Sub or LatexKind.Prime);
            tokens[kept++] = empty ? new(LatexKind.Empty, "{}", new Span(tokens[i].Span.Start, tokens[i + 1].Span.End - tokens[i].Span.Start), tokens[i].Gap) : tokens[i];
            i += empty ? 1 : 0;
        }

        tokens.RemoveRange(kept, tokens.Count - kept);
    }

    private static bool IsNoCommand(LatexToken t) => t.Kind is LatexKind.NewLine or LatexKind.Align or LatexKind.Quad or LatexKind.Begin or LatexKind.End or LatexKind.Words or LatexKind.Open
        || (t.Kind == LatexKind.Sign && t.Text != "]");

    // {\rm tr} is \mathrm{tr}, {\bf x} is \mathbf{x}; elsewhere these commands say nothing.
    private void Switches()
    {
        for (int i = 1; i < tokens.Count; i++)
        {
            if (tokens[i - 1].Kind == LatexKind.Open && IsSwitch(tokens[i]))
            {
                (tokens[i - 1], tokens[i]) = (tokens[i] with { Text = @"\math" + tokens[i].Text[1..], Gap = tokens[i - 1].Gap }, tokens[i - 1] with { Gap = Gap.None });
            }
        }

        tokens.RemoveAll(IsSwitch);
    }

    private static bool IsSwitch(LatexToken t) => t is { Kind: LatexKind.Command, Text: @"\rm" or @"\bf" or @"\it" or @"\sf" or @"\tt" };

    private char At(int index) => index < end ? text[index] : '\0';

    private void Add(LatexKind kind, string content, int start)
    {
        tokens.Add(new(kind, content, new Span(start, Math.Max(position - start, 0)), gap));
        gap = Gap.None;
    }

    private void ReadToken()
    {
        int start = position;
        char c = text[position++];
        if (char.IsHighSurrogate(c) && char.IsLowSurrogate(At(position)))
        {
            position++;
            string shown = MathAlphabet.Plain(char.ConvertToUtf32(c, text[position - 1])) ?? text[start..position];
            Add(char.IsAsciiDigit(shown[0]) ? LatexKind.Digit : Characters.IsLetter(shown[0]) ? LatexKind.Letter : LatexKind.Sign, shown, start);
            return;
        }

        switch (c)
        {
            case '\\':
                ReadCommand(start);
                break;
            case '%':
                SkipComment();
                break;
            case '~':
                gap = Gap.Seen;
                break;
            case '{':
                Add(LatexKind.Open, "{", start);
                break;
            case '}':
                Add(LatexKind.Close, "}", start);
                break;
            case '^':
                Add(LatexKind.Super, "^", start);
                break;
            case '_':
                Add(LatexKind.Sub, "_", start);
                break;
            case '&':
                Add(LatexKind.Align, "&", start);
                break;
            case '#' when char.IsAsciiDigit(At(position)):
                position++;
                Add(LatexKind.Parameter, text[position - 1].ToString(), start);
                break;
            default:
                ReadCharacter(c, start);
                break;
        }
    }

    private void ReadCharacter(char c, int start)
    {
        if (Characters.IsSpace(c))
        {
            Separate();
        }
        else if (Characters.Primes(c) is var primes and > 0)
        {
            for (int i = 0; i < primes; i++)
            {
                Add(LatexKind.Prime, "'", start);
            }
        }
        else if (c == '\u2113')
        {
            Add(LatexKind.Letter, "ℓ", start);
        }
        else if (Characters.IsLetter(c))
        {
            Add(LatexKind.Letter, Characters.Unify(c).ToString(), start);
        }
        else if (char.IsAsciiDigit(c))
        {
            Add(LatexKind.Digit, c.ToString(), start);
        }
        else if (MathAlphabet.Fraction(c) is var (above, below))
        {
            Add(LatexKind.Command, @"\frac", start);
            Group(above, start);
            Group(below, start);
        }
        else if (MathAlphabet.Raised(c) is not null && !(c == '⊤' && tokens.Count > 0 && tokens[^1].Kind is LatexKind.Super or LatexKind.Open))
        {
            Shifted(LatexKind.Super, MathAlphabet.Raised, start);
        }
        else if (MathAlphabet.Lowered(c) is not null)
        {
            Shifted(LatexKind.Sub, MathAlphabet.Lowered, start);
        }
        else
        {
            Add(LatexKind.Sign, MathAlphabet.Sign(c), start);
        }
    }

    private void Group(char digit, int start)
    {
        Add(LatexKind.Open, "{", start);
        Add(LatexKind.Digit, digit.ToString(), start);
        Add(LatexKind.Close, "}", start);
    }

    // ⁻¹ is ^{-1}, ₁₂ is _{12}.
    private void Shifted(LatexKind script, Func<char, char?> plain, int start)
    {
        position = start;
        Add(script, "", start);
        Add(LatexKind.Open, "{", start);
        while (position < end && plain(text[position]) is { } c)
        {
            int at = position++;
            Add(char.IsAsciiDigit(c) ? LatexKind.Digit : char.IsAsciiLetter(c) ? LatexKind.Letter : LatexKind.Sign, MathAlphabet.Sign(c), at);
        }

        Add(LatexKind.Close, "}", position);
    }

    private void SkipComment()
    {
        while (position < end && text[position] != '\n')
        {
            position++;
        }

        Separate();
    }

    private void Separate() => gap = gap == Gap.None ? Gap.Source : gap;

    // What stands in the braces that follow, and moves behind them; null where none follow.
    private string? Braced(char open = '{', char close = '}')
    {
        int at = position;
        while (at < end && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        if (At(at) != open || unclosed)
        {
            return null;
        }

        int depth = 0;
        for (int i = at; i < end; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == open)
            {
                depth++;
            }
            else if (text[i] == close && --depth == 0)
            {
                position = i + 1;
                return text[(at + 1)..i];
            }
        }

        // What is not closed behind here is not closed behind a later place, as far as it matters.
        unclosed = open == '{';
        return null;
    }
}
