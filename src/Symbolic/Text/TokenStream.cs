namespace MatrixDiff.Symbolic.Text;

/// <summary>The words of a text with a place among them, the brackets open there, and the count of what was built.</summary>
internal sealed class TokenStream
{
    private readonly List<Token> tokens;
    private readonly DiagnosticException? failure;
    private readonly bool sizes;
    private readonly Stack<Token> open = new();
    private int depth;
    private int nodes;
    private int operations;

    /// <summary>The words of a stretch of a source; see <see cref="Lexer"/> for <paramref name="sizes"/>.</summary>
    public TokenStream(SourceText source, Span within, bool sizes = false)
    {
        Source = source;
        this.sizes = sizes;
        (tokens, failure) = Lexer.Read(source, within, sizes);
    }

    /// <summary>The source, for messages.</summary>
    public SourceText Source { get; }

    /// <summary>The place; set to an earlier value to read again from there, between items, where no bracket is open.</summary>
    public int Position { get; set; }

    /// <summary>The word here.</summary>
    public Token Current => tokens[Position];

    /// <summary>The word before, the end of an empty text where there is none.</summary>
    public Token Previous => Position == 0 ? default : tokens[Position - 1];

    /// <summary>Is everything read?</summary>
    public bool AtEnd => Current.Kind == TokenKind.End;

    /// <summary>Is the place inside brackets?</summary>
    public bool InBrackets => open.Count > 0;

    /// <summary>How many brackets are open.</summary>
    public int Brackets => open.Count;

    /// <summary>Why the text can't be read on, where the place is the one at which it can't.</summary>
    public DiagnosticException? Unreadable => Current.Kind == TokenKind.Bad ? failure : null;

    /// <summary>The word some places ahead, the last word beyond it.</summary>
    public Token Peek(int ahead) => tokens[Math.Min(Position + ahead, tokens.Count - 1)];

    /// <summary>Steps over a word and returns it; stays at the last one.</summary>
    public Token Advance()
    {
        var token = Current;
        Position = Math.Min(Position + 1, tokens.Count - 1);
        return token;
    }

    /// <summary>Steps over the word here where it is of a kind.</summary>
    public bool Accept(TokenKind kind)
    {
        bool found = Current.Kind == kind;
        if (found)
        {
            Advance();
        }

        return found;
    }

    /// <summary>Goes one level down, from which <see cref="Leave"/> returns.</summary>
    public void Enter()
    {
        if (++depth > SyntaxLimits.Depth)
        {
            throw SyntaxErrors.TooDeep(Source, Current.Span);
        }
    }

    /// <summary>Goes one level up.</summary>
    public void Leave() => depth--;

    /// <summary>Steps over an opening bracket and one level down.</summary>
    public Token Open()
    {
        Enter();
        var bracket = Advance();
        open.Push(bracket);
        return Current.Kind != Grammar.Closing(bracket.Kind)
            ? bracket
            : throw SyntaxErrors.EmptyBrackets(Source, Span.Between(bracket.Span, Current.Span));
    }

    /// <summary>Steps over the closing bracket that must stand here, and one level up.</summary>
    public Token Close()
    {
        var bracket = open.Peek();
        if (Current.Kind != Grammar.Closing(bracket.Kind))
        {
            throw NotClosed(bracket);
        }

        open.Pop();
        Leave();
        return Advance();
    }

    /// <summary>Counts a node that has operands.</summary>
    public Syntax Grow(Syntax node)
    {
        if (++operations > SyntaxLimits.Operations)
        {
            throw SyntaxErrors.TooLarge(Source, node.Span);
        }

        return Count(node);
    }

    /// <summary>Counts a node.</summary>
    public T Count<T>(T node)
        where T : Syntax => ++nodes <= SyntaxLimits.Nodes ? node : throw SyntaxErrors.TooLarge(Source, node.Span);

    /// <summary>The mistake of a text that goes on where it should be over, told by <paramref name="message"/> if by
    /// nothing more exact.</summary>
    public DiagnosticException Unexpected(Func<SourceText, Token, DiagnosticException>? message = null) => Unreadable
        ?? (Grammar.IsClosing(Current.Kind)
            ? SyntaxErrors.ClosesNothing(Source, Current)
            : (message ?? SyntaxErrors.Unexpected)(Source, Current));

    /// <summary>The mistake of a text in which an operand is missing here.</summary>
    public DiagnosticException OperandMissing()
    {
        if (Unreadable is { } reason)
        {
            return reason;
        }

        bool first = Position == 0;
        if (AtEnd && first)
        {
            return SyntaxErrors.Empty(Source, Current.Span);
        }

        bool ends = AtEnd || Grammar.IsClosing(Current.Kind) || Current.Kind is TokenKind.Comma or TokenKind.Equals;
        return ends && !first && Grammar.WantsOperand(Previous.Kind) ? SyntaxErrors.NothingFollows(Source, Previous)
            : AtEnd && open.Count > 0 ? NotClosed(open.Peek())
            : Grammar.IsClosing(Current.Kind) && (open.Count == 0 || Grammar.Closing(open.Peek().Kind) != Current.Kind)
                ? open.Count == 0 ? SyntaxErrors.ClosesNothing(Source, Current) : NotClosed(open.Peek())
            : SyntaxErrors.OperandExpected(Source, Current, first ? null : Previous);
    }

    private DiagnosticException NotClosed(Token bracket) => Unreadable
        ?? (AtEnd ? SyntaxErrors.Unclosed(Source, bracket)
        : Grammar.IsClosing(Current.Kind) ? SyntaxErrors.Mismatched(Source, bracket, Current)
        : Current.Kind == TokenKind.Comma && bracket.Kind != TokenKind.LeftBrace ? SyntaxErrors.CommaInGroup(Source, Current, sizes, NameBefore(bracket))
        : SyntaxErrors.UnexpectedInBrackets(Source, bracket, Current));

    // The name in "name(a, b)", which is a product as long as the name is no function.
    private string? NameBefore(Token bracket)
    {
        int index = tokens.BinarySearch(bracket, Comparer<Token>.Create(static (a, b) => a.Span.Start.CompareTo(b.Span.Start)));
        return index > 0 && bracket.Kind == TokenKind.LeftParenthesis && tokens[index - 1].Kind == TokenKind.Name ? tokens[index - 1].Text : null;
    }
}
