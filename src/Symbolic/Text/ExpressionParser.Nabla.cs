namespace MatrixDiff.Symbolic.Text;

/// <content>∇ with its order and its variable.</content>
internal sealed partial class ExpressionParser
{
    private Syntax ParseNabla()
    {
        tokens.Enter();
        var nabla = tokens.Advance();
        int? order = ParseOrder();
        if (!tokens.Accept(TokenKind.Underscore))
        {
            throw tokens.Unreadable ?? SyntaxErrors.NablaVariable(tokens.Source, nabla, tokens.Current);
        }

        NameSyntax variable;
        if (tokens.Current.Kind == TokenKind.LeftBrace)
        {
            tokens.Open();
            variable = ParseName();
            tokens.Close();
            order ??= ParseOrder();
        }
        else
        {
            variable = ParseIndexedName();
        }

        var operand = ParsePostfix();
        tokens.Leave();
        return tokens.Grow(new NablaSyntax(order ?? 1, variable, operand, Span.Between(nabla.Span, operand.Span)));
    }

    // The 2 of ∇², ∇^2, ∇^{2}; nothing where no exponent stands.
    private int? ParseOrder()
    {
        var first = tokens.Current;
        if (first.Kind == TokenKind.Superscript)
        {
            tokens.Advance();
            return first.Text is "1" or "2" ? first.Text[0] - '0' : throw SyntaxErrors.NablaOrder(tokens.Source, first.Span);
        }

        if (!tokens.Accept(TokenKind.Caret))
        {
            return null;
        }

        bool braces = tokens.Current.Kind == TokenKind.LeftBrace;
        if (braces)
        {
            tokens.Open();
        }

        var order = tokens.Current;
        bool known = order.Kind == TokenKind.Number && tokens.Source.Text.AsSpan(order.Span.Start, order.Span.Length) is "1" or "2";
        if (!known)
        {
            throw tokens.Unreadable ?? SyntaxErrors.NablaOrder(tokens.Source, order.Span);
        }

        tokens.Advance();
        if (braces)
        {
            tokens.Close();
        }

        return order.Span.Length == 1 && tokens.Source.Text[order.Span.Start] == '2' ? 2 : 1;
    }
}
