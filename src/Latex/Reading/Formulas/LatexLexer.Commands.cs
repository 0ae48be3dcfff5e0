namespace MatrixDiff.Latex;

/// <content>Commands.</content>
internal sealed partial class LatexLexer
{
    // Commands whose argument is words.
    private static readonly HashSet<string> WordCommands =
        [@"\text", @"\textrm", @"\textbf", @"\textit", @"\textsf", @"\textnormal", @"\mbox", @"\hbox", @"\intertext", @"\shortintertext"];

    // Commands that go with their argument.
    private static readonly HashSet<string> Dropped =
        [@"\label", @"\tag", @"\tag*", @"\hspace", @"\hspace*", @"\vspace", @"\phantom", @"\hphantom", @"\vphantom", @"\color", @"\ref", @"\eqref", @"\cite", @"\textcircled", @"\kern"];

    // Commands that only set what follows.
    private static readonly HashSet<string> Setting =
    [
        @"\displaystyle", @"\textstyle", @"\scriptstyle", @"\scriptscriptstyle", @"\limits", @"\nolimits", @"\nonumber", @"\notag", @"\hfill", @"\strut", @"\qed",
        @"\mathrel", @"\mathbin", @"\mathord", @"\mathopen", @"\mathclose", @"\mathpunct", @"\mathstrut", @"\allowbreak", @"\noindent", @"\par", @"\relax", @"\hline", @"\centering",
        @"\left", @"\right", @"\middle", @"\bigl", @"\bigr", @"\Bigl", @"\Bigr", @"\biggl", @"\biggr", @"\Biggl", @"\Biggr", @"\big", @"\Big", @"\bigg", @"\Bigg", @"\bigm", 
        @"\,", @"\;", @"\:", @"\!", @"\>", @"\ ", @"\thinspace", @"\enspace", @"\smallskip", @"\medskip", @"\bigskip", @"\/", @"\-",
    ];

    // Further names of signs and of brackets; < and > mark bars that open and close.
    private static readonly Dictionary<string, string> Named = new()
    {
        [@"\lvert"] = "|<", [@"\rvert"] = "|>", [@"\lVert"] = "‖<", [@"\rVert"] = "‖>", [@"\vert"] = "|", [@"\|"] = "‖", [@"\Vert"] = "‖",
        [@"\{"] = "{", [@"\}"] = "}", [@"\lbrace"] = "{", [@"\rbrace"] = "}", [@"\lbrack"] = "[", [@"\rbrack"] = "]", [@"\lparen"] = "(", [@"\rparen"] = ")",
        [@"\langle"] = "⟨", [@"\rangle"] = "⟩", [@"\Longrightarrow"] = "⇒", [@"\Longleftrightarrow"] = "⇔", [@"\leadsto"] = "⇒", [@"\rightsquigarrow"] = "⇒", [@"\intercal"] = "⊤", [@"\longrightarrow"] = "→",
        [@"\bullet"] = "·", [@"\bigotimes"] = "⊗", [@"\bigodot"] = "⊙", [@"\dotsc"] = "…", [@"\dotsb"] = "⋯", [@"\dotsm"] = "⋯", [@"\coloneqq"] = "≔", [@"\triangleq"] = "≜",
        [@"\imath"] = "i", [@"\jmath"] = "j", [@"\simeq"] = "≈", [@"\cong"] = "≈", [@"\dag"] = "†", [@"\circledast"] = "⊙", [@"\divideontimes"] = "⊘",
        [@"\leqslant"] = "≤", [@"\geqslant"] = "≥", [@"\emptyset"] = "∅", [@"\_"] = "_",
    };

    private void ReadCommand(int start)
    {
        char c = At(position);
        if (c == '\\')
        {
            position++;
            SkipNewLineLength();
            Add(LatexKind.NewLine, @"\\", start);
            return;
        }

        if (c == '(' || c == ')' || c == '[' || c == ']')
        {
            position++;
            return;
        }

        if (char.IsAsciiLetter(c))
        {
            while (char.IsAsciiLetter(At(position)))
            {
                position++;
            }

            position += At(position) == '*' && text.AsSpan(start, position - start) is @"\tag" or @"\hspace" or @"\operatorname" ? 1 : 0;
        }
        else
        {
            position = Math.Min(position + 1, end);
        }

        Command(text[start..position], start);
    }

    private void Command(string command, int start)
    {
        if (WordCommands.Contains(command))
        {
            string words = Braced() ?? "";
            Add(LatexKind.Words, words, start);
        }
        else if (command is @"\mkern" or @"\mskip" or @"\kern" or @"\hskip" && Length() is var length and > 0)
        {
            position += length;
            Separate();
        }
        else if (Dropped.Contains(command))
        {
            Braced();
            Separate();
        }
        else if (Setting.Contains(command) || char.IsWhiteSpace(command[^1]))
        {
            Delimiter(command, start);
        }
        else if (command is @"\begin" or @"\end")
        {
            Environment(command, start);
        }
        else if (command is @"\quad" or @"\qquad")
        {
            Add(LatexKind.Quad, command, start);
        }
        else if (Named.TryGetValue(command, out string? name))
        {
            Add(name is "i" or "j" ? LatexKind.Letter : LatexKind.Sign, name, start);
        }
        else if (Symbols.LetterOfLatex(command) is { } letter)
        {
            Add(LatexKind.Letter, letter.Unicode, start);
        }
        else if (Symbols.SignOfLatex(command) is { } sign)
        {
            Add(sign.Unicode == "′" ? LatexKind.Prime : LatexKind.Sign, sign.Unicode, start);
        }
        else
        {
            Add(LatexKind.Command, command.TrimEnd('*'), start);
        }
    }

    // -1.5mu after \mkern: how long it is.
    private int Length()
    {
        int at = position;
        while (at < end && (char.IsAsciiDigit(text[at]) || text[at] is '.' or '-' or ' '))
        {
            at++;
        }

        return at + 2 <= end && text.Substring(at, 2) is "mu" or "pt" or "em" or "ex" ? at + 2 - position : 0;
    }

    // The bracket after \left and its like: a bar opens or closes, a full stop is nothing.
    private void Delimiter(string command, int start)
    {
        Separate();
        gap = command is @"\," or @"\;" or @"\:" or @"\>" or @"\ " or @"\enspace" or @"\thinspace" ? Gap.Seen : gap;
        if (command is @"\rm" or @"\bf" or @"\it" || !(command.StartsWith(@"\big", StringComparison.OrdinalIgnoreCase) || command is @"\left" or @"\right" or @"\middle"))
        {
            return;
        }

        while (position < end && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        char side = command == @"\left" || command.EndsWith('l') ? '<' : command == @"\right" || command.EndsWith('r') ? '>' : '\0';
        char next = At(position);
        if (next == '.' && command is @"\left" or @"\right")
        {
            position++;
        }
        else if (side != '\0' && Bar(out int length) is { } bar)
        {
            position += length;
            Add(LatexKind.Sign, bar + side, start);
        }
    }

    private string? Bar(out int length)
    {
        foreach (var (written, bar) in new[] { ("|", "|"), (@"\|", "‖"), (@"\vert", "|"), (@"\Vert", "‖"), ("‖", "‖"), ("∥", "‖") })
        {
            if (position + written.Length <= end && string.CompareOrdinal(text, position, written, 0, written.Length) == 0)
            {
                length = written.Length;
                return bar;
            }
        }

        length = 0;
        return null;
    }

    private void Environment(string command, int start)
    {
        string name = (Braced() ?? "").Trim();
        if (command == @"\begin" && name.TrimEnd('*') is "array" or "alignedat" or "alignat")
        {
            Braced('[', ']');
            Braced();
        }

        Add(command == @"\begin" ? LatexKind.Begin : LatexKind.End, name.TrimEnd('*'), start);
    }

    // \\[2pt], \\*
    private void SkipNewLineLength()
    {
        position += At(position) == '*' ? 1 : 0;
        int at = position;
        while (at < end && text[at] is ' ' or '\t')
        {
            at++;
        }

        if (At(at) != '[')
        {
            return;
        }

        int close = at + 1;
        while (close < end && (char.IsAsciiLetterOrDigit(text[close]) || text[close] is '.' or '-' or ' '))
        {
            close++;
        }

        if (At(close) == ']' && close - at > 2 && text[(at + 1)..close].Trim() is var length && length.Length > 2
            && length[^2..] is "pt" or "ex" or "em" or "mm" or "cm" && !char.IsAsciiLetter(length[0]))
        {
            position = close + 1;
        }
    }
}
