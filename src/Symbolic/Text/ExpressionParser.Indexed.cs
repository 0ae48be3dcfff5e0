using System.Collections.Immutable;

namespace MatrixDiff.Symbolic.Text;

/// <content>Sums and products over an index, entries, matrices that are written out.</content>
internal sealed partial class ExpressionParser
{
    // The number of brackets open where white space divides entries; −1 where it does so nowhere.
    private int spacedAt = -1;

    // sum_{i=…, Σ_{i=…: what the words here begin.
    private IndexedKind? IsIndexed()
    {
        IndexedKind? kind = tokens.Current switch
        {
            { Kind: TokenKind.Name, Text: "sum" or "Sigma" or "Σ" } => IndexedKind.Sum,
            { Kind: TokenKind.Name, Text: "prod" or "Pi" or "Π" } => IndexedKind.Product,
            _ => null,
        };
        return kind is not null && tokens.Peek(1).Kind == TokenKind.Underscore && tokens.Peek(2).Kind == TokenKind.LeftBrace
            && tokens.Peek(3).Kind == TokenKind.Name && tokens.Peek(4).Kind == TokenKind.Equals ? kind : null;
    }

    // _{i=1}^{N} or _{i=1:N}, a product downwards _{k=L:-1:1}; the term reaches to the next + or −.
    private Syntax ParseIndexed(IndexedKind kind)
    {
        var sign = tokens.Advance();
        tokens.Advance();
        tokens.Open();
        string index = tokens.Advance().Text;
        tokens.Advance();
        var from = Parse();
        bool descending = false;
        Syntax? to = null;
        if (tokens.Accept(TokenKind.Colon))
        {
            to = Parse();
            if (tokens.Accept(TokenKind.Colon))
            {
                descending = to is NegateSyntax { Operand: NumberSyntax { Value.IsOne: true } } ? true
                    : to is NumberSyntax { Value.IsOne: true } ? false
                    : throw SyntaxErrors.Step(tokens.Source, to.Span);
                to = Parse();
            }
        }

        tokens.Close();
        to ??= ParseLimit();
        tokens.Enter();
        var body = ParseBinary(Grammar.Tensor);
        tokens.Leave();
        return tokens.Grow(new IndexedSyntax(kind, index, from, to, descending, body, Span.Between(sign.Span, body.Span)));
    }

    private Syntax ParseLimit()
    {
        var caret = tokens.Current;
        if (caret.Kind == TokenKind.Superscript)
        {
            return SuperscriptValue(tokens.Advance());
        }

        if (!tokens.Accept(TokenKind.Caret))
        {
            throw tokens.Unreadable ?? SyntaxErrors.LimitExpected(tokens.Source, caret);
        }

        if (tokens.Current.Kind != TokenKind.LeftBrace)
        {
            return ParseExponent(caret);
        }

        tokens.Open();
        var limit = Parse();
        tokens.Close();
        return limit;
    }

    // [E]_{i,j}, A_{i,j}, and _ij or _1 after a bracket.
    private Syntax ParseEntry(Syntax operand)
    {
        var sign = tokens.Advance();
        if (tokens.Current.Kind is TokenKind.Name or TokenKind.Number)
        {
            var word = ParsePrimary();
            return tokens.Grow(new EntrySyntax(operand, [word], Span.Between(operand.Span, word.Span)));
        }

        if (tokens.Current.Kind != TokenKind.LeftBrace)
        {
            throw tokens.Unreadable ?? SyntaxErrors.Unexpected(tokens.Source, sign);
        }

        var indices = ParseList(out var close);
        return tokens.Grow(new EntrySyntax(operand, indices, Span.Between(operand.Span, close)));
    }

    // Does a comma or semicolon divide the bracket that was opened? Where no comma does, white space divides the entries of a row.
    private bool IsMatrix(out bool spaced)
    {
        int depth = 0;
        bool comma = false;
        bool semicolon = false;
        for (int i = 0; depth >= 0 && tokens.Peek(i).Kind is not (TokenKind.End or TokenKind.Bad); i++)
        {
            var kind = tokens.Peek(i).Kind;
            depth += Grammar.Closing(kind) != TokenKind.End ? 1 : Grammar.IsClosing(kind) ? -1 : 0;
            comma |= depth == 0 && kind == TokenKind.Comma;
            semicolon |= depth == 0 && kind == TokenKind.Semicolon;
        }

        spaced = semicolon && !comma;
        return comma || semicolon;
    }

    // Is a word the begin of the next entry of a row without commas? In [a -b; c d] it is −, in [a - b; c] it is not.
    private bool EndsEntry(Token word, BinaryKind kind) => spacedAt == tokens.Brackets && word.SpaceBefore
        && (kind == BinaryKind.Juxtaposition || (kind is BinaryKind.Add or BinaryKind.Subtract && !tokens.Peek(1).SpaceBefore));

    // [a, b; c, d] and [a b; c d] after the opening bracket.
    private Syntax ParseMatrix(Token open, bool spaced)
    {
        int outer = spacedAt;
        spacedAt = spaced ? tokens.Brackets : -1;
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<Syntax>>();
        var row = ImmutableArray.CreateBuilder<Syntax>();
        while (true)
        {
            row.Add(Parse());
            if (tokens.Accept(TokenKind.Comma))
            {
                continue;
            }

            bool more = tokens.Accept(TokenKind.Semicolon);
            if (spaced && !more && tokens.Current.Kind != TokenKind.RightBracket)
            {
                continue;
            }

            rows.Add(row.DrainToImmutable());
            if (!more || tokens.Current.Kind == TokenKind.RightBracket)
            {
                break;
            }
        }

        spacedAt = outer;
        return tokens.Grow(new MatrixSyntax(rows.DrainToImmutable(), Span.Between(open.Span, tokens.Close().Span)));
    }
}
