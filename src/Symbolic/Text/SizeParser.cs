namespace MatrixDiff.Symbolic.Text;

/// <summary>Reads sizes: <c>n</c>, <c>2n+1</c>, <c>m*n^2</c>, <c>n[l-1]</c>, and pairs of them. Outside brackets a size
/// ends with its line.</summary>
internal sealed partial class SizeParser(TokenStream tokens, ExpressionParser expressions)
{
    /// <summary>Rows, and columns where <c>×</c> or <c>x</c> follows.</summary>
    public (Syntax Rows, Syntax? Columns) ParseShape()
    {
        var rows = ParseSize();
        var columns = AcceptTimes() ? ParseSize() : null;
        RefuseThird(columns);
        return (rows, columns);
    }

    // A new line ends a size, except in brackets.
    private bool Continues => tokens.InBrackets || !tokens.Current.NewlineBefore;

    private void RefuseThird(Syntax? columns)
    {
        if (columns is not null && IsTimes() > 0)
        {
            throw SyntaxErrors.ThirdSize(tokens.Source, tokens.Current);
        }
    }

    // How many words are a sign between sizes: × and x are one, \times is two.
    private int IsTimes()
    {
        var token = tokens.Current;
        var next = tokens.Peek(1);
        return !Continues ? 0
            : token is { Kind: TokenKind.Times } or { Kind: TokenKind.Name, Text: "x" } ? 1
            : token.Kind == TokenKind.Backslash && next is { Kind: TokenKind.Name, Text: "times", SpaceBefore: false } ? 2
            : 0;
    }

    private bool AcceptTimes()
    {
        int length = IsTimes();
        for (int i = 0; i < length; i++)
        {
            tokens.Advance();
        }

        return length > 0;
    }

    private Syntax ParseSize()
    {
        var left = ParseTerm();
        while (Continues && tokens.Current.Kind is TokenKind.Plus or TokenKind.Minus)
        {
            var sign = tokens.Advance();
            left = Join(Grammar.Infix(sign.Kind).Kind, left, ParseTerm(), sign.Span);
        }

        return left;
    }

    private Syntax ParseTerm()
    {
        var left = ParseSigned();
        while (Continues)
        {
            var sign = tokens.Current;
            if (sign.Kind is TokenKind.Star or TokenKind.Slash)
            {
                tokens.Advance();
                left = Join(Grammar.Infix(sign.Kind).Kind, left, ParseSigned(), sign.Span);
            }
            else if (IsFactor(sign))
            {
                left = Join(BinaryKind.Juxtaposition, left, ParsePower(), new(sign.Span.Start, 0));
            }
            else
            {
                break;
            }
        }

        return left;
    }

    // What is multiplied without a sign: n(n+1), 2n, 2 n; a longer word after white space is an attribute.
    private bool IsFactor(Token token)
    {
        if (token.Kind == TokenKind.LeftParenthesis)
        {
            return true;
        }

        bool afterNumber = tokens.Previous.Kind == TokenKind.Number;
        bool isShort = token.Text.Length == 1 || (token.Text.Length > 1 && !char.IsLetter(token.Text[1]));
        return token.Kind == TokenKind.Name && IsTimes() == 0
            && (token.SpaceBefore ? (afterNumber || tokens.InBrackets) && isShort : afterNumber || tokens.Previous.Kind == TokenKind.RightParenthesis);
    }

    private Syntax ParseSigned()
    {
        var sign = tokens.Current;
        if (sign.Kind != TokenKind.Minus)
        {
            return ParsePower();
        }

        tokens.Enter();
        tokens.Advance();
        var operand = ParseSigned();
        tokens.Leave();
        return tokens.Grow(new NegateSyntax(operand, Span.Between(sign.Span, operand.Span)));
    }

    private Syntax ParsePower()
    {
        var size = ParsePrimary();
        while (Continues && tokens.Current.Kind is TokenKind.Caret or TokenKind.Superscript)
        {
            var sign = tokens.Advance();
            if (sign.Text is "T" or "-T")
            {
                throw SyntaxErrors.SizeExpected(tokens.Source, sign);
            }

            var exponent = sign.Kind == TokenKind.Superscript ? expressions.SuperscriptValue(sign) : ParsePrimary(braces: true);
            size = tokens.Grow(new PowerSyntax(size, exponent, false, false, Span.Between(size.Span, exponent.Span)));
        }

        return size;
    }

    private Syntax ParsePrimary(bool braces = false)
    {
        var token = tokens.Current;
        bool group = token.Kind == TokenKind.LeftParenthesis || (braces && token.Kind == TokenKind.LeftBrace);
        if (!Continues || !(group || token.Kind is TokenKind.Number or TokenKind.Name))
        {
            throw tokens.Unreadable ?? SyntaxErrors.SizeExpected(tokens.Source, token);
        }

        if (group)
        {
            tokens.Open();
            var inner = ParseSize();
            return inner with { Span = Span.Between(token.Span, tokens.Close().Span) };
        }

        if (token.Kind == TokenKind.Name)
        {
            return expressions.ParseIndexedName();
        }

        tokens.Advance();
        return tokens.Count(new NumberSyntax(NumberReader.Read(tokens.Source, token.Span), token.Span));
    }

    private Syntax Join(BinaryKind kind, Syntax left, Syntax right, Span sign) =>
        tokens.Grow(new BinarySyntax(kind, left, right, sign, Span.Between(left.Span, right.Span)));
}
