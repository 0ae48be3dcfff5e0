namespace MatrixDiff.Symbolic.Text;

/// <summary>A word of the language. <see cref="Text"/> is the normalised name, the plain spelling of a superscript
/// (<c>-1</c>, <c>T</c>, <c>k</c>) or one <c>'</c> for each prime; empty for the other kinds.</summary>
internal readonly record struct Token(TokenKind Kind, Span Span, string Text, bool SpaceBefore, bool NewlineBefore);

/// <summary>The kinds of word.</summary>
internal enum TokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>The place where the text stops being readable; the reason is kept by the token stream.</summary>
    Bad,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A name.</summary>
    Name,

    /// <summary><c>'</c> and its kin: a transposition, or a derivative where a function is called.</summary>
    Prime,

    /// <summary>A superscript: <c>²</c>, <c>⁻¹</c>, <c>ᵀ</c>, <c>⁻ᵀ</c>, <c>ᵏ</c>; also <c>⊤</c> and <c>.'</c>, which are <c>ᵀ</c>.</summary>
    Superscript,

    /// <summary><c>+</c>.</summary>
    Plus,

    /// <summary><c>-</c>.</summary>
    Minus,

    /// <summary><c>*</c>, <c>·</c>.</summary>
    Star,

    /// <summary><c>×</c>: a product in expressions, between the sizes in declarations.</summary>
    Times,

    /// <summary><c>/</c>.</summary>
    Slash,

    /// <summary><c>\</c>.</summary>
    Backslash,

    /// <summary><c>.*</c>.</summary>
    DotStar,

    /// <summary><c>./</c>.</summary>
    DotSlash,

    /// <summary><c>.^</c>.</summary>
    DotCaret,

    /// <summary><c>^</c>.</summary>
    Caret,

    /// <summary><c>⊗</c>.</summary>
    Kronecker,

    /// <summary><c>⊙</c>, <c>∘</c>.</summary>
    Hadamard,

    /// <summary><c>(</c>.</summary>
    LeftParenthesis,

    /// <summary><c>)</c>.</summary>
    RightParenthesis,

    /// <summary><c>[</c>.</summary>
    LeftBracket,

    /// <summary><c>]</c>.</summary>
    RightBracket,

    /// <summary><c>{</c>.</summary>
    LeftBrace,

    /// <summary><c>}</c>.</summary>
    RightBrace,

    /// <summary><c>,</c>.</summary>
    Comma,

    /// <summary><c>;</c>.</summary>
    Semicolon,

    /// <summary><c>:</c>.</summary>
    Colon,

    /// <summary><c>=</c>.</summary>
    Equals,

    /// <summary><c>∈</c>.</summary>
    Element,

    /// <summary><c>∇</c>.</summary>
    Nabla,

    /// <summary><c>_</c> outside a name.</summary>
    Underscore,
}
