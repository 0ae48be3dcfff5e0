namespace MatrixDiff.Symbolic.Text;

/// <content>Sizes as exponents of R.</content>
internal sealed partial class SizeParser
{
    /// <summary>What follows <c>R</c>: <c>^{n×m}</c>, <c>^n</c>, <c>^(n×m)</c>, <c>ⁿ</c>; nothing for a scalar.</summary>
    public (Syntax? Rows, Syntax? Columns) ParseSpaceExponent()
    {
        if (tokens.Current.Kind == TokenKind.Superscript && Continues)
        {
            return ParseSuperscripts();
        }

        if (!Continues || !tokens.Accept(TokenKind.Caret))
        {
            return (null, null);
        }

        Syntax rows;
        Syntax? columns = null;
        if (tokens.Current.Kind is TokenKind.LeftBrace or TokenKind.LeftParenthesis)
        {
            tokens.Open();
            (rows, columns) = ParseShape();
            tokens.Close();
        }
        else
        {
            rows = ParsePrimary();
        }

        columns ??= AcceptTimes() ? ParsePower() : null;
        RefuseThird(columns);
        return (rows, columns);
    }

    private (Syntax Rows, Syntax? Columns) ParseSuperscripts()
    {
        Syntax? rows = null, columns = null;
        bool wanted = true;
        while (Continues && (tokens.Current.Kind == TokenKind.Superscript || (tokens.Current.Kind == TokenKind.Times && tokens.Peek(1).Kind == TokenKind.Superscript)))
        {
            var sign = tokens.Advance();
            bool times = sign.Kind == TokenKind.Times || (sign.Text == "x" && !wanted);
            if (times == wanted || (times && columns is not null) || sign.Text is "T" or "-T")
            {
                throw columns is not null && times ? SyntaxErrors.ThirdSize(tokens.Source, sign) : SyntaxErrors.SizeExpected(tokens.Source, sign);
            }

            wanted = times;
            if (!times)
            {
                var size = expressions.SuperscriptValue(sign);
                (rows, columns) = rows is null ? (size, columns) : (rows, size);
            }
        }

        return wanted ? throw SyntaxErrors.SizeExpected(tokens.Source, tokens.Current) : (rows!, columns);
    }
}
