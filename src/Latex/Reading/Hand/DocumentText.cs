using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>A formula as it stands in a document: the stretch between its delimiters, and the whole of it with them.</summary>
internal readonly record struct FormulaPlace(Span Inner, Span Outer);

/// <summary>
/// Finds formulas in the text of a document. Comments, front matter and code are blanked out first, character by character, so
/// that every place stays where it is.
/// </summary>
internal static class DocumentText
{
    private static readonly string[] Environments =
        ["equation", "align", "gather", "multline", "eqnarray", "displaymath", "alignat", "flalign", "math"];

    /// <summary>Is the text LaTeX, by the ending of its name or, where that says nothing, by its look?</summary>
    public static bool IsLatex(string text, string file)
    {
        string ending = Path.GetExtension(file).ToLowerInvariant();
        return ending switch
        {
            ".tex" or ".ltx" or ".latex" => true,
            ".md" or ".markdown" or ".txt" => false,
            _ when text.StartsWith("---\n", StringComparison.Ordinal) => false,
            _ => text.Contains(@"\documentclass", StringComparison.Ordinal) || text.StartsWith("%!", StringComparison.Ordinal) || text.Contains("\n%!", StringComparison.Ordinal)
                || (text.Contains(@"\begin{", StringComparison.Ordinal) && !text.Contains("$$", StringComparison.Ordinal)),
        };
    }

    /// <summary>The text with comments (LaTeX) or front matter, code and comments (Markdown) made blank.</summary>
    public static string Cleaned(string text, bool latex)
    {
        char[] clean = text.ToCharArray();
        if (latex)
        {
            for (int i = 0; i < clean.Length; i++)
            {
                if (clean[i] == '%' && (i == 0 || text[i - 1] != '\\'))
                {
                    int end = text.IndexOf('\n', i);
                    Blank(clean, i, end < 0 ? clean.Length : end);
                    i = end < 0 ? clean.Length : end;
                }
            }

            PlainTexAlignments(clean);
            return FramedFormulas.Opened(new string(clean));
        }

        Blank(clean, 0, FrontMatterEnd(text));
        BlankFences(clean);
        string current = new(clean);
        for (int i = current.IndexOf("<!--", StringComparison.Ordinal); i >= 0;)
        {
            int end = current.IndexOf("-->", i, StringComparison.Ordinal);
            if (end < 0)
            {
                break;
            }

            Blank(clean, i, end + 3);
            i = current.IndexOf("<!--", end + 3, StringComparison.Ordinal);
        }

        PlainTexAlignments(clean);
        return FramedFormulas.Opened(new string(clean));
    }

    /// <summary>Where the front matter of a Markdown text ends, its closing line included; 0 where there is none.</summary>
    public static int FrontMatterEnd(string text)
    {
        if (!text.StartsWith("---\n", StringComparison.Ordinal))
        {
            return 0;
        }

        for (int i = text.IndexOf("\n---", 3, StringComparison.Ordinal); i >= 0; i = text.IndexOf("\n---", i + 1, StringComparison.Ordinal))
        {
            int end = i + 4;
            while (end < text.Length && text[end] is ' ' or '\t')
            {
                end++;
            }

            if (end < text.Length && text[end] == '\n')
            {
                return end + 1;
            }
        }

        return 0;
    }

    /// <summary>The displayed formulas of a cleaned text, in order.</summary>
    public static IEnumerable<FormulaPlace> Displayed(string text)
    {
        var never = new HashSet<string>();
        for (int i = 0; i < text.Length;)
        {
            var found = text[i] == '$' && At(text, i + 1) == '$' ? Until(text, i, i + 2, "$$", never)
                : text[i] == '\\' && At(text, i + 1) == '[' && At(text, i - 1) != '\\' ? Until(text, i, i + 2, @"\]", never)
                : text[i] == '\\' && EnvironmentAt(text, i) is var (name, start) ? Until(text, i, start, $@"\end{{{name}}}", never)
                : null;
            if (found is { } place)
            {
                yield return place;
            }

            i = found?.Outer.End ?? i + 1;
        }
    }

    /// <summary>The formulas of the running text: <c>$…$</c> and <c>\(…\)</c> within a paragraph, outside what is displayed.</summary>
    public static IEnumerable<FormulaPlace> Inline(string text, IReadOnlyList<FormulaPlace> displayed)
    {
        int next = 0, unclosed = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (next < displayed.Count && i >= displayed[next].Outer.Start)
            {
                i = displayed[next++].Outer.End - 1;
                continue;
            }

            int limit = next < displayed.Count ? displayed[next].Outer.Start : text.Length;
            int end = text[i] == '$' && At(text, i - 1) != '\\' ? Closing(text, i + 1, limit, "$")
                : i >= unclosed && text[i] == '\\' && At(text, i + 1) == '(' && At(text, i - 1) != '\\' ? Closing(text, i + 2, limit, @"\)") : -1;
            unclosed = end < 0 && text[i] == '\\' && At(text, i + 1) == '(' && i >= unclosed ? EndOfParagraph(text, i, limit) : unclosed;
            if (end > 0)
            {
                int open = text[i] == '$' ? 1 : 2;
                yield return new(new(i + open, end - i - open), new(i, end + open - i));
                i = end + open - 1;
            }
        }
    }

    private static char At(string text, int index) => index >= 0 && index < text.Length ? text[index] : '\0';

    private static int EndOfParagraph(string text, int from, int limit)
    {
        int end = text.IndexOf("\n\n", from, limit - from, StringComparison.Ordinal);
        return end < 0 ? limit : end;
    }

    // Up to the end of the paragraph.
    private static int Closing(string text, int from, int limit, string closing)
    {
        for (int i = from; i < limit; i++)
        {
            if (text[i] == '\n' && At(text, i + 1) == '\n')
            {
                return -1;
            }

            if (string.CompareOrdinal(text, i, closing, 0, closing.Length) == 0 && i > from && (closing.Length > 1 || text[i - 1] != '\\'))
            {
                return i;
            }
        }

        return -1;
    }

    // What does not occur behind one place does not occur behind a later one.
    private static FormulaPlace? Until(string text, int outer, int inner, string closing, HashSet<string> never)
    {
        if (never.Contains(closing))
        {
            return null;
        }

        int end = inner + 1 <= text.Length ? text.IndexOf(closing, inner + 1, StringComparison.Ordinal) : -1;
        if (end < 0)
        {
            never.Add(closing);
            return null;
        }

        return new(new(inner, end - inner), new(outer, end + closing.Length - outer));
    }

    private static (string Name, int Start)? EnvironmentAt(string text, int at)
    {
        const string Begin = @"\begin{";
        if (string.CompareOrdinal(text, at, Begin, 0, Begin.Length) != 0)
        {
            return null;
        }

        int from = at + Begin.Length, close = from;
        while (close < text.Length && (char.IsAsciiLetter(text[close]) || text[close] == '*'))
        {
            close++;
        }

        string name = text[from..close];
        string plain = name.EndsWith('*') ? name[..^1] : name;
        if (At(text, close) != '}' || !Environments.Contains(plain))
        {
            return null;
        }

        int start = close + 1, digits = start + 1;
        while (char.IsAsciiDigit(At(text, digits)))
        {
            digits++;
        }

        return (name, At(text, start) == '{' && At(text, digits) == '}' && digits > start + 1 ? digits + 1 : start);
    }

    // \eqalign{ a &= b \cr &= c \cr } is read as the lines that stand in it, character by character.
    private static void PlainTexAlignments(char[] text)
    {
        string[] commands = [@"\eqalign{", @"\eqalignno{"];
        foreach (string command in commands)
        {
            for (int at = text.AsSpan().IndexOf(command); at >= 0;)
            {
                int end = at + command.Length, depth = 1;
                for (; end < text.Length && depth > 0; end++)
                {
                    depth += text[end - 1] == '\\' ? 0 : text[end] == '{' ? 1 : text[end] == '}' ? -1 : 0;
                    if (depth == 1 && text.AsSpan(end).StartsWith(@"\cr") && !(end + 3 < text.Length && char.IsAsciiLetter(text[end + 3])))
                    {
                        (text[end], text[end + 1], text[end + 2]) = ('\\', '\\', ' ');
                    }
                }

                Blank(text, at, at + command.Length);
                if (depth == 0)
                {
                    text[end - 1] = ' ';
                }

                int next = text.AsSpan(at).IndexOf(command);
                at = next < 0 ? -1 : at + next;
            }
        }
    }

    private static void BlankFences(char[] text)
    {
        int open = -1;
        for (int line = 0; line < text.Length;)
        {
            int end = Array.IndexOf(text, '\n', line);
            end = end < 0 ? text.Length : end;
            bool fence = end - line >= 3 && text[line] == '`' && text[line + 1] == '`' && text[line + 2] == '`';
            if (fence && open < 0)
            {
                open = line;
            }
            else if (fence && new string(text, line + 3, end - line - 3).Trim(' ', '\t').Length == 0)
            {
                Blank(text, open, end);
                open = -1;
            }

            line = end + 1;
        }
    }

    private static void Blank(char[] text, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            text[i] = text[i] == '\n' ? '\n' : ' ';
        }
    }
}
