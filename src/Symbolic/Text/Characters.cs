using System.Globalization;

namespace MatrixDiff.Symbolic.Text;

/// <summary>What single characters mean: letters, signs, superscripts, and look-alikes of them.</summary>
internal static class Characters
{
    private const string SuperscriptLetters = "ᵃaᵇbᶜcᵈdᵉeᶠfᵍgʰhⁱiʲjᵏkˡlᵐmⁿnᵒoᵖpʳrˢsᵗtᵘuᵛvʷwˣxʸyᶻzᴷKᴸLᴹMᴺNᵀT";
    private const string SuperscriptDigits = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>The superscript minus.</summary>
    public const char SuperscriptMinus = '⁻';

    /// <summary>White space, and the invisible characters that come along with pasted text.</summary>
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF';

    /// <summary>Does the character end a line?</summary>
    public static bool IsNewline(char c) => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    /// <summary>A letter that names are made of; modifier letters such as <c>ᵀ</c> are not.</summary>
    public static bool IsLetter(char c) => char.IsAsciiLetter(c)
        || (c > 127 && char.GetUnicodeCategory(c) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter);

    /// <summary>The letter itself for the signs that Unicode holds twice: micro, ohm, kelvin.</summary>
    public static char Unify(char c) => c switch
    {
        '\u00B5' => 'μ',
        '\u2126' => 'Ω',
        '\u212A' => 'K',
        _ => c,
    };

    /// <summary>The digit that a superscript or subscript digit shows, or the letter of a superscript letter; 0 for others.</summary>
    public static char Superscript(char c)
    {
        int digit = SuperscriptDigits.IndexOf(c, StringComparison.Ordinal);
        if (digit >= 0)
        {
            return (char)('0' + digit);
        }

        int letter = c > 127 ? SuperscriptLetters.IndexOf(c, StringComparison.Ordinal) : -1;
        return letter >= 0 ? SuperscriptLetters[letter + 1] : default;
    }

    /// <summary>Is it one of <c>₀</c> … <c>₉</c>?</summary>
    public static bool IsSubscriptDigit(char c) => c is >= '₀' and <= '₉';

    /// <summary>How many primes a character stands for.</summary>
    public static int Primes(char c) => c switch
    {
        '\'' or '\u2019' or '′' => 1,
        '″' => 2,
        '‴' => 3,
        _ => 0,
    };

    /// <summary>The kind of word that a character is by itself; <see cref="TokenKind.Bad"/> for the others.</summary>
    public static TokenKind Sign(char c) => c switch
    {
        '+' => TokenKind.Plus,
        '-' or '−' or '–' => TokenKind.Minus,
        '*' or '·' or '⋅' or '∙' or '∗' => TokenKind.Star,
        '×' => TokenKind.Times,
        '/' or '∕' or '⁄' => TokenKind.Slash,
        '\\' => TokenKind.Backslash,
        '^' => TokenKind.Caret,
        '⊗' or '⨂' => TokenKind.Kronecker,
        '⊙' or '∘' or '⨀' or '◦' => TokenKind.Hadamard,
        '(' => TokenKind.LeftParenthesis,
        ')' => TokenKind.RightParenthesis,
        '[' => TokenKind.LeftBracket,
        ']' => TokenKind.RightBracket,
        '{' => TokenKind.LeftBrace,
        '}' => TokenKind.RightBrace,
        ',' => TokenKind.Comma,
        ';' => TokenKind.Semicolon,
        ':' => TokenKind.Colon,
        '=' => TokenKind.Equals,
        '∈' => TokenKind.Element,
        '∇' => TokenKind.Nabla,
        '_' => TokenKind.Underscore,
        _ => TokenKind.Bad,
    };
}
