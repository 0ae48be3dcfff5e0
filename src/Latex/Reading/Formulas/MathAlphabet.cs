using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>Characters of Unicode that stand for letters and signs in another setting.</summary>
internal static class MathAlphabet
{
    private const string Greek = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΘΣΤΥΦΧΨΩ∇αβγδεζηθικλμνξοπρςστυφχψω∂εθκφρπ";
    private const string LoweredFrom = "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ₊₋";
    private const string LoweredTo = "aehijklmnoprstuvx+-";

    /// <summary>The letter or digit that a mathematical alphanumeric (U+1D400 …) shows; null for other characters.</summary>
    public static string? Plain(int codePoint) => codePoint switch
    {
        >= 0x1D400 and < 0x1D6A4 when (codePoint - 0x1D400) % 52 is var i => ((char)(i < 26 ? 'A' + i : 'a' + i - 26)).ToString(),
        0x1D6A4 => "i",
        0x1D6A5 => "j",
        >= 0x1D6A8 and < 0x1D7CA => Greek[(codePoint - 0x1D6A8) % 58].ToString(),
        >= 0x1D7CE and <= 0x1D7FF => ((char)('0' + ((codePoint - 0x1D7CE) % 10))).ToString(),
        _ => null,
    };

    /// <summary>What a superscript character shows.</summary>
    public static char? Raised(char c) => c switch
    {
        '⊤' => 'T',
        '⁻' => '-',
        '⁺' => '+',
        _ => c > 127 && Characters.Superscript(c) is var shown && shown != default ? shown : null,
    };

    /// <summary>What a subscript character shows.</summary>
    public static char? Lowered(char c) => Characters.IsSubscriptDigit(c) ? (char)('0' + (c - '₀'))
        : LoweredFrom.IndexOf(c, StringComparison.Ordinal) is var i and >= 0 ? LoweredTo[i] : null;

    /// <summary>The digits above and below the line of a fraction that is one character, ½; null for other characters.</summary>
    public static (char Above, char Below)? Fraction(char c) => c switch
    {
        '½' => ('1', '2'),
        '⅓' => ('1', '3'),
        '⅔' => ('2', '3'),
        '¼' => ('1', '4'),
        '¾' => ('3', '4'),
        '⅛' => ('1', '8'),
        _ => null,
    };

    /// <summary>The sign of the table for a character: variants of a sign are one sign.</summary>
    public static string Sign(char c) => c switch
    {
        '-' or '–' or '−' => "−",
        '*' or '∗' => "∗",
        '⋅' or '∙' or '•' => "·",
        '⨂' => "⊗",
        '⨀' => "⊙",
        '◦' => "∘",
        '∕' or '⁄' => "/",
        '∥' => "‖",
        '⟹' => "⇒",
        '∶' => ":",
        _ => c.ToString(),
    };
}
