using System.Collections.Immutable;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <content>Names: letters with what stands on, below and above them, runs of letters, words.</content>
internal sealed partial class FormulaReader
{
    // Names that are functions when nothing is declared about them and a bracket follows.
    private const string UsualFunctions = "fghφψσ";

    private Syntax Letter(bool upright)
    {
        var token = Current;
        if (plain)
        {
            return PlainName();
        }

        if (!upright && Run() is { } run)
        {
            return run;
        }

        if (token.Text is "D" or "d" && Directional(token.Text, at + 1, token.Span) is { } directional)
        {
            return directional;
        }

        if ((token.Text == "d" || names.IsVariation(token.Text)) && Differential(upright || token.Text != "d") is { } differential)
        {
            return differential;
        }

        if (token.Text == "e" && Exponential(upright) is { } exponential)
        {
            return exponential;
        }

        if (token.Text == "Σ" && Peek(1).Kind == LatexKind.Sub && !names.IsDeclared("Σ") && IsRange(at + 1))
        {
            return Indexed();
        }

        at++;
        if (token.Text == "E" && Current.Is("[") && !names.IsDeclared("E") && Moment("E", token.Span) is { } mean)
        {
            return mean;
        }

        if (names.IsMark(token.Text) && StartsFactor() && MarkedName(token) is { } marked)
        {
            return marked;
        }

        return token.Text == "I" && IndicatorOf(token.Span) is { } indicator ? indicator : Name(Spelled(token.Text), token.Span);
    }

    private NameSyntax PlainName()
    {
        var token = words[at++];
        string text = Spelled(token.Text);
        if (Current.Kind == LatexKind.Super && names.IsIndexed(text))
        {
            // n^{[l-1]}, n^{(l)}
            at++;
            var above = Argument();
            bool bracketed = IsBracketed(above.From, above.To);
            return Counted(new NameSyntax(text, Indices(new(above.From + (bracketed ? 1 : 0), above.To - (bracketed ? 1 : 0), above.Span), 1), Join(token.Span, above.Span)));
        }

        if (Current.Kind != LatexKind.Sub)
        {
            return Counted(new NameSyntax(text, [], token.Span));
        }

        at++;
        var below = Argument();
        var span = Join(token.Span, below.Span);
        return names.IsIndexed(text) ? Counted(new NameSyntax(text, Indices(below, 1), span)) : Counted(new NameSyntax($"{text}_{Spelled(below)}", [], span));
    }

    // Letters side by side that spell a declared name, or a function that is applied.
    private Syntax? Run()
    {
        const int Longest = 24;
        int length = 1;
        while (length < Longest && Peek(length) is { Kind: LatexKind.Letter or LatexKind.Digit, Gap: Gap.None } next && char.IsAscii(next.Text[0]))
        {
            length++;
        }

        if (length == 1 || !char.IsAscii(Current.Text[0]))
        {
            return null;
        }

        string run = string.Concat(Enumerable.Range(at, length).Select(i => words[i].Text));
        bool applied = Peek(length) is { Kind: LatexKind.Sign, Text: "(" or "[" } or { Kind: LatexKind.Prime };
        for (int k = length; k > 1; k--)
        {
            string word = run[..k];
            if (names.IsDeclared(word) || (k == length && applied && FunctionNamed(word) is not null))
            {
                var span = SpanOf(at, at + k);
                at += k;
                return names.IsDeclared(word) ? Name(word, span) : Applied(FunctionNamed(word)!, span);
            }
        }

        return null;
    }

    // A word in upright letters.
    private Syntax Word(string text, Span span)
    {
        if (text.Trim('.', ',') is "const" or "constant" or "consts" or "constants" && !names.IsDeclared(text))
        {
            return Counted(new NameSyntax("const", [], span));
        }

        if (names.IsDeclared(text))
        {
            return Name(text, span);
        }

        if (Moment(text, span) is { } moment)
        {
            return moment;
        }

        if (FunctionNamed(text) is { } function)
        {
            return Applied(function, span);
        }

        if (text.Length == 0 || !Characters.IsLetter(text[0]) || !text.All(c => Characters.IsLetter(c) || char.IsAsciiDigit(c) || c == '_'))
        {
            throw errors.Unexpected(span);
        }

        if (Current.Is("[") || (Current.Is("(") && (char.IsLower(text[0]) || BareList() is null)))
        {
            throw errors.UnknownFunction(span, text, Symbolic.Binding.FunctionTable.Nearest(text));
        }

        return Name(text, span);
    }

    // \mathbf{x}, \mathrm{vec}, \operatorname{diag}: bold and the like do not change what a letter is.
    private Syntax Faced(string command, Span span)
    {
        var inner = Argument();
        var place = Join(span, inner.Span);
        bool upright = command is @"\mathrm" or @"\operatorname" or @"\symup";
        if (inner.To == inner.From + 1 && words[inner.From] is { Kind: LatexKind.Digit, Text: "0" or "1" } digit && command != @"\mathrm")
        {
            return digit.Text == "1" && IndicatorOf(place) is { } indicator ? indicator : Filled(digit.Text == "1", place);
        }

        if (SourceOf(inner).Trim('.') is "const" or "constant")
        {
            return Word("const", place);
        }

        if (inner.To == inner.From + 1 && words[inner.From].Kind == LatexKind.Words)
        {
            return Word(words[inner.From].Text.Trim(), place);
        }

        if (IsLetters(inner) && inner.To > inner.From + 1 && words[inner.From].Kind == LatexKind.Letter)
        {
            string word = string.Concat(Enumerable.Range(inner.From, inner.To - inner.From).Select(i => words[i].Text));
            if (command == @"\operatorname" && word is not ("var" or "cov") && char.IsLower(word[0]) && !names.IsDeclared(word) && FunctionNamed(word) is null)
            {
                throw errors.UnknownFunction(place, word, Symbolic.Binding.FunctionTable.Nearest(word));
            }

            if (upright || names.IsDeclared(word) || FunctionNamed(word) is not null || command is @"\mathit" or @"\mathtt" or @"\mathsf")
            {
                return Word(word, place);
            }
        }

        if (inner.To != inner.From + 1 || words[inner.From].Kind != LatexKind.Letter)
        {
            return command == @"\operatorname" && inner.From < inner.To ? throw errors.UnknownFunction(place, SourceOf(inner))
                : !upright && IsLetters(inner) && words[inner.To - 1].Kind == LatexKind.Letter && Current.Kind is LatexKind.Super or LatexKind.Sub or LatexKind.Prime ? LettersWithScripts(inner)
                : Whole(inner.From, inner.To, place);
        }

        string letter = Spelled(words[inner.From].Text);
        if (letter == "E" && upright && !names.IsDeclared(letter) && Moment(letter, place) is { } mean)
        {
            return mean;
        }

        if (letter == "I" && IndicatorOf(place) is { } indicated)
        {
            return indicated;
        }

        if (command is @"\mathbb" or @"\mathbbm" or @"\mathds" && letter is "E" or "R" or "P" or "N" or "Z" or "C" && !names.IsDeclared(letter))
        {
            return letter == "E" && Moment(letter, place) is { } expectation ? expectation
                : throw (letter is "E" or "P" ? errors.Expectation(place, letter) : errors.UnknownFunction(place, $"\\mathbb{{{letter}}}"));
        }

        if (letter is "D" or "d" && Directional(letter, at, place) is { } directional)
        {
            return directional;
        }

        return (upright || command == @"\mathsf") && letter == "d" && Differential(upright, place) is { } differential ? differential
            : upright && letter == "e" && Exponential(true, place) is { } exponential ? exponential
            : Name(command is @"\mathcal" or @"\mathscr" or @"\mathfrak" && names.IsApart(letter) ? letter + "_cal" : letter, place);
    }

    private string SourceOf(WordRange range) => string.Concat(Enumerable.Range(range.From, range.To - range.From).Select(i => words[i].Text));

    // \hat x is x_hat; a mark over more than a name has no meaning here.
    private Syntax Accented(AccentRow accent, Span span)
    {
        var inner = Argument();
        int from = inner.From, to = inner.To;
        while (to - from >= 2 && words[from].Kind == LatexKind.Command && Faces.Contains(words[from].Text))
        {
            from++;
            if (words[from].Kind == LatexKind.Open && words.Partner(from) == to - 1)
            {
                (from, to) = (from + 1, to - 1);
            }
        }

        var place = Join(span, inner.Span);
        if (to > from && words[from].Kind == LatexKind.Digit && to == from + 1 && accent.Ending == "vec" && words[from].Text is "0" or "1")
        {
            return Filled(words[from].Text == "1", place);
        }

        if (from >= to || words[from].Kind != LatexKind.Letter)
        {
            throw errors.Superscript(place, $"{words[Math.Max(at - 1, 0)].Text} under {accent.Latex} is no name", "a mark stands on a single name");
        }

        string letter = Spelled(words[from].Text);
        string marked = $"{letter}_{accent.Ending}";
        string text = accent.Ending == "vec" && !names.IsDeclared(marked) ? letter : marked;

        // \dot A beside dA/dt.
        if (accent.Ending == "dot" && to == from + 1 && !names.IsDeclared(marked) && names.VariableOf(new NameSyntax(letter, [], place)) is { Indices.IsEmpty: true } time && names.Kind(time.Text) is null or ShapeKind.Scalar)
        {
            return Counted(new PartialSyntax(new NameSyntax(letter, [], place), [time with { Span = place }], false, place));
        }

        if (to == from + 1)
        {
            return Name(text, place);
        }

        // \hat{x_i}: what is under the mark beside the letter stands beside the marked letter.
        return Within(from + 1, to, place, () => Name(text, place));
    }

    // The names between the commas of J(w, b); null where something else stands there.
    private List<WordRange>? BareList()
    {
        int i = at + 1, from = i, letters = 0;
        var parts = new List<WordRange>();
        for (; i < end && !words[i].Is(")"); i++)
        {
            var token = words[i];
            if (token.Is(",") || token.Is(";") || token.Is("|") || token.Is("∣"))
            {
                parts.Add(new(from, i, SpanOf(from, i)));
                (from, letters) = (i + 1, 0);
            }
            else if (token.Kind is LatexKind.Super or LatexKind.Sub && letters == 1 && i + 1 < end)
            {
                i = words[i + 1].Kind == LatexKind.Open ? words.Partner(i + 1) : i + 1;
            }
            else if (token.Kind == LatexKind.Open && i > from && words[i - 1].Kind == LatexKind.Command && letters == 0)
            {
                letters = 1;
                i = words.Partner(i);
            }
            else if (token.Kind == LatexKind.Letter && letters == 0)
            {
                letters = 1;
            }
            else if (!(token.Kind == LatexKind.Command && letters == 0 && (Faces.Contains(token.Text) || Symbols.AccentOfLatex(token.Text) is not null)))
            {
                return null;
            }
        }

        parts.Add(new(from, i, SpanOf(from, i)));
        return i < end && parts.All(p => p.From < p.To) ? parts : null;
    }
}
