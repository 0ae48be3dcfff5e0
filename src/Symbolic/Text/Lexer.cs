using System.Text;

namespace MatrixDiff.Symbolic.Text;

/// <summary>Cuts a stretch of source into words. With <paramref name="sizes"/> an <c>x</c> between a number and what
/// follows without white space is <c>×</c>, as in <c>2x3</c>.</summary>
internal sealed partial class Lexer(SourceText source, Span within, bool sizes)
{
    private readonly string text = source.Text;
    private readonly int end = Math.Min(within.End, source.Text.Length);
    private readonly List<Token> tokens = [];
    private readonly StringBuilder name = new();
    private int position = within.Start;

    /// <summary>The words of a stretch, the last one <see cref="TokenKind.End"/>, or <see cref="TokenKind.Bad"/> where
    /// the text can't be read any further; the second result then says why.</summary>
    public static (List<Token> Tokens, DiagnosticException? Failure) Read(SourceText source, Span within, bool sizes = false)
    {
        if (within.Length > SyntaxLimits.Characters)
        {
            throw SyntaxErrors.InputTooLong(source, within);
        }

        var lexer = new Lexer(source, within, sizes);
        try
        {
            lexer.ReadAll();
            return (lexer.tokens, null);
        }
        catch (DiagnosticException failure)
        {
            lexer.tokens.Add(new(TokenKind.Bad, failure.Diagnostic.Span, "", true, false));
            return (lexer.tokens, failure);
        }
    }

    private char At(int index) => index < end ? text[index] : '\0';

    private void ReadAll()
    {
        while (true)
        {
            int before = position;
            bool newline = false;
            while (position < end && Characters.IsSpace(text[position]))
            {
                newline |= Characters.IsNewline(text[position++]);
            }

            if (tokens.Count >= SyntaxLimits.Tokens)
            {
                throw SyntaxErrors.TooLarge(source, new(position, 1));
            }

            int start = position;
            var (kind, content) = position < end ? ReadToken() : (TokenKind.End, "");
            tokens.Add(new(kind, new(start, position - start), content, start > before, newline));
            if (kind == TokenKind.End)
            {
                return;
            }
        }
    }

    private (TokenKind Kind, string Text) ReadToken()
    {
        char c = text[position], next = At(position + 1);
        if (sizes && IsTimesAfterNumber(c, next))
        {
            position++;
            return (TokenKind.Times, "");
        }

        if (Characters.IsLetter(c))
        {
            return (TokenKind.Name, ReadName());
        }

        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(next)))
        {
            SkipNumber();
            return (TokenKind.Number, "");
        }

        if (c == Characters.SuperscriptMinus || Characters.Superscript(c) != default)
        {
            return (TokenKind.Superscript, ReadSuperscript());
        }

        if (Characters.Primes(c) is var primes and > 0)
        {
            position++;
            return (TokenKind.Prime, new string('\'', primes));
        }

        return c switch
        {
            '∑' => Take(1, TokenKind.Name, "sum"),
            '∏' => Take(1, TokenKind.Name, "prod"),
            '⊤' => Take(1, TokenKind.Superscript, "T"),
            '.' when next == '\'' => Take(2, TokenKind.Superscript, "T"),
            '.' when next == '*' => Take(2, TokenKind.DotStar),
            '.' when next == '/' => Take(2, TokenKind.DotSlash),
            '.' when next == '^' => Take(2, TokenKind.DotCaret),
            '.' when next == '\\' => throw SyntaxErrors.ForeignOperator(source, new(position, 2)),
            '*' when next == '*' => throw SyntaxErrors.ForeignOperator(source, new(position, 2)),
            '=' when next == '=' => throw SyntaxErrors.ForeignOperator(source, new(position, 2)),
            ':' when next == '=' => throw SyntaxErrors.ForeignOperator(source, new(position, 2)),
            _ => Characters.Sign(c) is var kind && kind != TokenKind.Bad ? Take(1, kind) : throw UnknownCharacter(),
        };
    }

    private (TokenKind Kind, string Text) Take(int length, TokenKind kind, string content = "")
    {
        position += length;
        return (kind, content);
    }

    private bool IsTimesAfterNumber(char c, char next) => c == 'x'
        && (Characters.IsLetter(next) || char.IsAsciiDigit(next) || next == '(')
        && tokens.Count > 0 && tokens[^1].Kind == TokenKind.Number && tokens[^1].Span.End == position;

    private DiagnosticException UnknownCharacter()
    {
        int length = char.IsHighSurrogate(text[position]) && char.IsLowSurrogate(At(position + 1)) ? 2 : 1;
        return SyntaxErrors.UnknownCharacter(source, new(position, length));
    }
}
