using System.Collections.Immutable;

namespace MatrixDiff.Symbolic.Text;

/// <summary>Reads expressions from words, by operator precedence (Pratt).</summary>
internal sealed partial class ExpressionParser(TokenStream tokens, Func<string, bool> isFunction)
{
    /// <summary>An expression that ends where no operator follows.</summary>
    public Syntax Parse() => ParseBinary(Grammar.Sum);

    /// <summary>A name, with its indices where a bracket follows without white space.</summary>
    public NameSyntax ParseIndexedName()
    {
        var token = tokens.Current;
        if (token.Kind != TokenKind.Name)
        {
            throw tokens.Unreadable ?? SyntaxErrors.NameExpected(tokens.Source, token);
        }

        tokens.Advance();
        if (!IsAttached(TokenKind.LeftBracket))
        {
            return tokens.Count(new NameSyntax(token.Text, [], token.Span));
        }

        var indices = ParseList(out var close);
        return IsAttached(TokenKind.LeftBracket)
            ? throw SyntaxErrors.SecondIndex(tokens.Source, tokens.Current)
            : tokens.Count(new NameSyntax(token.Text, indices, Span.Between(token.Span, close)));
    }

    /// <summary>A name whose index may also stand as an exponent in braces: <c>W^{l+1}</c>, <c>W^{[l+1]}</c>.</summary>
    public NameSyntax ParseName()
    {
        var name = ParseIndexedName();
        if (!name.Indices.IsEmpty || tokens.Current.Kind != TokenKind.Caret || tokens.Peek(1).Kind != TokenKind.LeftBrace)
        {
            return name;
        }

        tokens.Advance();
        var indices = ParseList(out var close);
        return tokens.Count(new NameSyntax(name.Text, indices, Span.Between(name.Span, close)));
    }

    private bool IsAttached(TokenKind kind) => tokens.Current.Kind == kind && !tokens.Current.SpaceBefore;

    private Syntax ParseBinary(int lowest)
    {
        var left = ParsePrefix();
        BinaryKind? tensor = null;
        while (true)
        {
            var sign = tokens.Current;
            var (kind, level) = Grammar.Infix(sign.Kind);
            if (level < lowest || level == 0 || EndsEntry(sign, kind))
            {
                return left;
            }

            var span = sign.Span;
            if (kind != BinaryKind.Juxtaposition)
            {
                tokens.Advance();
            }
            else if (sign.Kind == TokenKind.Number && tokens.Previous.Kind == TokenKind.Number)
            {
                throw SyntaxErrors.NumberAfterNumber(tokens.Source, sign.Span);
            }
            else
            {
                span = new(sign.Span.Start, 0);
            }

            if (level == Grammar.Tensor)
            {
                tensor = tensor is null || tensor == kind ? kind : throw SyntaxErrors.MixedTensors(tokens.Source, sign.Span);
            }

            var right = ParseBinary(level + 1);
            left = tokens.Grow(new BinarySyntax(kind, left, right, span, Span.Between(left.Span, right.Span)));
        }
    }

    private Syntax ParsePrefix()
    {
        var sign = tokens.Current;
        if (sign.Kind is not (TokenKind.Minus or TokenKind.Plus))
        {
            return ParsePostfix();
        }

        tokens.Enter();
        tokens.Advance();
        var operand = ParsePrefix();
        tokens.Leave();
        return sign.Kind == TokenKind.Plus ? operand : tokens.Grow(new NegateSyntax(operand, Span.Between(sign.Span, operand.Span)));
    }

    private Syntax ParsePrimary()
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                tokens.Advance();
                return tokens.Count(new NumberSyntax(NumberReader.Read(tokens.Source, token.Span), token.Span));
            case TokenKind.Name:
                return ParseNameOrCall();
            case TokenKind.LeftParenthesis or TokenKind.LeftBracket:
                return ParseGroup();
            default:
                throw tokens.OperandMissing();
        }
    }

    private Syntax ParseGroup()
    {
        var open = tokens.Open();
        if (open.Kind == TokenKind.LeftBracket && IsMatrix(out bool spaced))
        {
            return ParseMatrix(open, spaced);
        }

        var inner = Parse();

        var close = tokens.Close();
        return inner with { Span = Span.Between(open.Span, close.Span) };
    }

    private Syntax ParseNameOrCall()
    {
        var name = ParseIndexedName();
        if (!isFunction(name.Text))
        {
            return name;
        }

        int marks = 0, primes = 0;
        for (; tokens.Peek(marks).Kind == TokenKind.Prime; marks++)
        {
            primes += tokens.Peek(marks).Text.Length;
        }

        if (tokens.Peek(marks).Kind != TokenKind.LeftParenthesis)
        {
            return name;
        }

        for (; marks > 0; marks--)
        {
            tokens.Advance();
        }

        if (primes > SyntaxLimits.Depth)
        {
            throw SyntaxErrors.TooLarge(tokens.Source, tokens.Previous.Span);
        }

        var arguments = ParseList(out var close);
        return tokens.Grow(new CallSyntax(name, primes, arguments, Span.Between(name.Span, close)));
    }

    // Expressions separated by commas, in the brackets that begin here.
    private ImmutableArray<Syntax> ParseList(out Span close)
    {
        tokens.Open();
        var items = ImmutableArray.CreateBuilder<Syntax>(1);
        do
        {
            items.Add(Parse());
        }
        while (tokens.Accept(TokenKind.Comma));

        close = tokens.Close().Span;
        return items.DrainToImmutable();
    }
}
