using System.Collections.Immutable;

namespace MatrixDiff.Symbolic.Text;

/// <content>Sums and products over an index, entries, matrices that are written out.</content>
internal sealed partial class ExpressionParser
{
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

    // [a, b; c, d] after the first entry; without commas white space divides the entries, as in [a b; c d].
    private Syntax ParseMatrix(Token open, Syntax first)
    {
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<Syntax>>();
        var row = ImmutableArray.CreateBuilder<Syntax>();
        row.Add(first);
        while (tokens.Current.Kind is TokenKind.Comma or TokenKind.Semicolon)
        {
            if (tokens.Advance().Kind == TokenKind.Semicolon)
            {
                rows.Add(row.DrainToImmutable());
                if (tokens.Current.Kind == TokenKind.RightBracket)
                {
                    break;
                }
            }

            row.Add(Parse());
        }

        if (row.Count > 0)
        {
            rows.Add(row.DrainToImmutable());
        }

        var close = tokens.Close();
        if (rows.All(r => r.Length == 1))
        {
            for (int i = 0; i < rows.Count; i++)
            {
                rows[i] = [.. Apart(rows[i][0])];
            }
        }

        return tokens.Grow(new MatrixSyntax(rows.DrainToImmutable(), Span.Between(open.Span, close.Span)));
    }

    // The entries of a row without commas.
    private IEnumerable<Syntax> Apart(Syntax row) =>
        row is BinarySyntax { Kind: BinaryKind.Juxtaposition } b && b.OperatorSpan.Start > 0 && Characters.IsSpace(tokens.Source.Text[b.OperatorSpan.Start - 1])
            ? Apart(b.Left).Append(b.Right) : [row];
}
