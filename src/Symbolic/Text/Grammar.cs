namespace MatrixDiff.Symbolic.Text;

/// <summary>The infix operators and how tightly they bind: the one table of the expression grammar.</summary>
internal static class Grammar
{
    /// <summary>The level of <c>+</c> and <c>-</c>.</summary>
    public const int Sum = 1;

    /// <summary>The level of <c>⊗</c> and <c>⊙</c>, which do not mix.</summary>
    public const int Tensor = 2;

    /// <summary>The level of products and quotients of every kind, juxtaposition among them.</summary>
    public const int Product = 3;

    /// <summary>The operation that a word after an operand begins, and its level; level 0 for a word that begins none.</summary>
    public static (BinaryKind Kind, int Level) Infix(TokenKind token) => token switch
    {
        TokenKind.Plus => (BinaryKind.Add, Sum),
        TokenKind.Minus => (BinaryKind.Subtract, Sum),
        TokenKind.Kronecker => (BinaryKind.Kronecker, Tensor),
        TokenKind.Hadamard => (BinaryKind.Hadamard, Tensor),
        TokenKind.Star or TokenKind.Times => (BinaryKind.Product, Product),
        TokenKind.Slash => (BinaryKind.Divide, Product),
        TokenKind.Backslash => (BinaryKind.LeftDivide, Product),
        TokenKind.DotStar => (BinaryKind.ElementwiseProduct, Product),
        TokenKind.DotSlash => (BinaryKind.ElementwiseDivide, Product),
        TokenKind.Number or TokenKind.Name or TokenKind.Nabla or TokenKind.LeftParenthesis or TokenKind.LeftBracket
            => (BinaryKind.Juxtaposition, Product),
        _ => (default, 0),
    };

    /// <summary>Is the word one after which an operand must follow?</summary>
    public static bool WantsOperand(TokenKind token) => token is TokenKind.Caret or TokenKind.DotCaret or TokenKind.Equals
        || (Infix(token) is var (kind, level) && level > 0 && kind != BinaryKind.Juxtaposition);

    /// <summary>The bracket that closes an opening one; <see cref="TokenKind.End"/> for words that open nothing.</summary>
    public static TokenKind Closing(TokenKind open) => open switch
    {
        TokenKind.LeftParenthesis => TokenKind.RightParenthesis,
        TokenKind.LeftBracket => TokenKind.RightBracket,
        TokenKind.LeftBrace => TokenKind.RightBrace,
        _ => TokenKind.End,
    };

    /// <summary>Is it a closing bracket?</summary>
    public static bool IsClosing(TokenKind token) => token is TokenKind.RightParenthesis or TokenKind.RightBracket or TokenKind.RightBrace;

    /// <summary>How a bracket is written.</summary>
    public static string Spelling(TokenKind bracket) => bracket switch
    {
        TokenKind.LeftParenthesis => "(",
        TokenKind.RightParenthesis => ")",
        TokenKind.LeftBracket => "[",
        TokenKind.RightBracket => "]",
        TokenKind.LeftBrace => "{",
        TokenKind.RightBrace => "}",
        _ => "",
    };
}
