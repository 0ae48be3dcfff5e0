using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Text;

/// <content>Transpositions and powers.</content>
internal sealed partial class ExpressionParser
{
    private Syntax ParsePostfix()
    {
        if (tokens.Current.Kind == TokenKind.Nabla)
        {
            return ParseNabla();
        }

        if (IsIndexed() is { } kind)
        {
            return ParseIndexed(kind);
        }

        var operand = ParsePrimary();
        while (true)
        {
            switch (tokens.Current.Kind)
            {
                case TokenKind.Prime:
                    var mark = tokens.Advance();
                    for (int i = 0; i < mark.Text.Length; i++)
                    {
                        operand = Transpose(operand, mark.Span);
                    }

                    break;
                case TokenKind.Superscript:
                    operand = ApplySuperscript(operand, tokens.Advance());
                    break;
                case TokenKind.Caret or TokenKind.DotCaret:
                    operand = ParsePower(operand);
                    break;
                case TokenKind.Underscore when !tokens.Current.SpaceBefore:
                    operand = ParseEntry(operand);
                    break;
                default:
                    return operand;
            }
        }
    }

    private Syntax Transpose(Syntax operand, Span last) => tokens.Grow(new TransposeSyntax(operand, Span.Between(operand.Span, last)));

    private Syntax Power(Syntax operand, Syntax exponent, Span last, bool elementwise = false, bool braced = false) =>
        tokens.Grow(new PowerSyntax(operand, exponent, elementwise, braced, Span.Between(operand.Span, last)));

    private Syntax Invert(Syntax operand, Span last) => Power(operand, Number(Rational.MinusOne, last), last);

    private Syntax Number(Rational value, Span span) => tokens.Count(new NumberSyntax(value, span));

    private Syntax ApplySuperscript(Syntax operand, Token sign)
    {
        switch (sign.Text)
        {
            case "T":
                return Transpose(operand, sign.Span);
            case "-T":
                return Transpose(Invert(operand, sign.Span), sign.Span);
            default:
                return Power(operand, SuperscriptValue(sign), sign.Span);
        }
    }

    /// <summary>The number or name that a superscript shows.</summary>
    public Syntax SuperscriptValue(Token sign)
    {
        bool negative = sign.Text[0] == '-';
        string shown = sign.Text[(negative ? 1 : 0)..];
        if (char.IsAsciiDigit(shown[0]))
        {
            Rational value = new(NumberReader.Whole(tokens.Source, sign.Span, shown), 1);
            return Number(negative ? -value : value, sign.Span);
        }

        Syntax name = tokens.Count(new NameSyntax(shown, [], sign.Span));
        return negative ? tokens.Grow(new NegateSyntax(name, sign.Span)) : name;
    }

    private Syntax ParsePower(Syntax operand)
    {
        var caret = tokens.Advance();
        bool elementwise = caret.Kind == TokenKind.DotCaret;
        bool braces = tokens.Current.Kind == TokenKind.LeftBrace;
        if (!elementwise && TrySign(operand, braces ? 1 : 0) is { } marked)
        {
            return marked;
        }

        if (braces)
        {
            tokens.Open();
            var inner = Parse();
            return Power(operand, inner, tokens.Close().Span, elementwise, !elementwise);
        }

        var exponent = ParseExponent(caret);
        return Power(operand, exponent, exponent.Span, elementwise);
    }

    // ^T, ^-T, ^\top, and these or -1 in braces.
    private Syntax? TrySign(Syntax operand, int at)
    {
        bool negative = tokens.Peek(at).Kind == TokenKind.Minus;
        int first = at + (negative ? 1 : 0);
        int length = TransposeSignLength(first);
        bool inverse = at == 1 && negative && length == 0 && tokens.Peek(first).Kind == TokenKind.Number;
        int last = first + (inverse ? 1 : length) - 1 + at;
        if ((length == 0 && !inverse) || (at == 1 && tokens.Peek(last).Kind != TokenKind.RightBrace))
        {
            return null;
        }

        if (inverse && !NumberReader.Read(tokens.Source, tokens.Peek(first).Span).IsOne)
        {
            return null;
        }

        var span = tokens.Peek(last).Span;
        for (int i = 0; i <= last; i++)
        {
            tokens.Advance();
        }

        return inverse ? Invert(operand, span) : Transpose(negative ? Invert(operand, span) : operand, span);
    }

    // How many words are a sign of transposition: T, ᵀ, ⊤ are one, \top is two.
    private int TransposeSignLength(int at)
    {
        var token = tokens.Peek(at);
        var next = tokens.Peek(at + 1);
        return token is { Kind: TokenKind.Name or TokenKind.Superscript, Text: "T" } ? 1
            : token.Kind == TokenKind.Backslash && next is { Kind: TokenKind.Name, Text: "top", SpaceBefore: false } ? 2
            : 0;
    }

    private Syntax ParseExponent(Token caret)
    {
        var minus = tokens.Current;
        bool negative = tokens.Accept(TokenKind.Minus);
        var token = tokens.Current;
        if (token.Kind is not (TokenKind.Number or TokenKind.Name or TokenKind.LeftParenthesis))
        {
            throw tokens.Unreadable ?? SyntaxErrors.ExponentExpected(tokens.Source, negative ? minus : caret, token);
        }

        var exponent = ParsePrimary();
        var span = negative ? Span.Between(minus.Span, exponent.Span) : exponent.Span;
        return !negative ? exponent
            : token.Kind == TokenKind.Number ? ((NumberSyntax)exponent) with { Value = -((NumberSyntax)exponent).Value, Span = span }
            : tokens.Grow(new NegateSyntax(exponent, span));
    }
}
