namespace MatrixDiff.Symbolic.Text;

/// <content>Names, numbers and superscripts.</content>
internal sealed partial class Lexer
{
    private string ReadName()
    {
        name.Clear();
        if (text[position] == 'ℝ')
        {
            position++;
            return "ℝ";
        }

        for (; position < end; position++)
        {
            char c = text[position];
            if (Characters.IsLetter(c) || char.IsAsciiDigit(c) || c == '_')
            {
                name.Append(Characters.Unify(c));
            }
            else if (Characters.IsSubscriptDigit(c))
            {
                bool first = !Characters.IsSubscriptDigit(text[position - 1]) && name[^1] != '_';
                name.Append(first ? "_" : "").Append((char)('0' + (c - '₀')));
            }
            else if (c == '{' && name[^1] == '_')
            {
                if (IsFormula())
                {
                    // A_{i,j}: an index, not a part of the name.
                    position--;
                    name.Length--;
                    break;
                }

                ReadSubscriptInBraces();
                if (At(position + 1) != '_')
                {
                    position++;
                    break;
                }
            }
            else
            {
                break;
            }
        }

        return GreekNames.Normalize(name.ToString());
    }

    // Is there more in the braces that begin here than one word?
    private bool IsFormula()
    {
        int i = position + 1;
        while (Characters.IsLetter(At(i)) || char.IsAsciiDigit(At(i)))
        {
            i++;
        }

        return name.Length > 1 && i > position + 1 && At(i) is ',' or '+' or '-' or '−' or '=' or ' ' or '[';
    }

    // From the opening brace to the closing one, on which the position is left.
    private void ReadSubscriptInBraces()
    {
        int open = position++;
        while (Characters.IsLetter(At(position)) || char.IsAsciiDigit(At(position)))
        {
            name.Append(Characters.Unify(text[position++]));
        }

        if (At(position) != '}' || position == open + 1)
        {
            throw SyntaxErrors.SubscriptInBraces(source, new(open, position - open), name.ToString().TrimEnd('_'));
        }
    }

    private void SkipNumber()
    {
        SkipDigits();
        if (At(position) == '.' && !(At(position + 1) is '*' or '/' or '\\' or '^' or '\''))
        {
            position++;
            SkipDigits();
        }

        if (At(position) is 'e' or 'E')
        {
            int digits = At(position + 1) is '+' or '-' or '−' ? position + 2 : position + 1;
            if (char.IsAsciiDigit(At(digits)))
            {
                position = digits;
                SkipDigits();
            }
        }
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(At(position)))
        {
            position++;
        }
    }

    // A signed run of digits, or one signed letter: A²ᵀ is two words.
    private string ReadSuperscript()
    {
        int start = position;
        name.Clear();
        if (text[position] == Characters.SuperscriptMinus)
        {
            name.Append('-');
            position++;
        }

        char c = Characters.Superscript(At(position));
        if (c == default)
        {
            throw SyntaxErrors.LoneSuperscriptMinus(source, new(start, position - start));
        }

        do
        {
            name.Append(c);
            position++;
        }
        while (char.IsAsciiDigit(c) && char.IsAsciiDigit(c = Characters.Superscript(At(position))));

        return name.ToString();
    }
}
