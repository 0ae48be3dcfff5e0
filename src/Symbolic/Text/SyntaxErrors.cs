namespace MatrixDiff.Symbolic.Text;

/// <summary>Every message of the reading of expressions and declarations.</summary>
internal static partial class SyntaxErrors
{
    private const int LongestQuote = 24;

    /// <summary>MD0001: there is nothing to read.</summary>
    public static DiagnosticException Empty(SourceText source, Span span) =>
        Error("MD0001", "an expression is expected, and there is none", source, span, "write for example x'*A*x");

    /// <summary>MD0002: a character that the language does not know.</summary>
    public static DiagnosticException UnknownCharacter(SourceText source, Span span)
    {
        string c = source.Text.Substring(span.Start, span.Length);
        int code = span.Length == 2 ? char.ConvertToUtf32(c[0], c[1]) : c[0];
        string shown = char.IsControl(c[0]) || (span.Length == 1 && char.IsSurrogate(c[0])) ? "" : $"`{c}` ";
        return Error("MD0002", $"the character {shown}(U+{code:X4}) has no meaning here", source, span, CharacterHint(c));
    }

    /// <summary>MD0003: more characters than are read.</summary>
    public static DiagnosticException InputTooLong(SourceText source, Span span) =>
        Error("MD0003", $"the text has {span.Length} characters; at most {SyntaxLimits.Characters} are read", source, new(span.Start, 1));

    /// <summary>MD0004: too many levels of brackets, calls and prefix operators.</summary>
    public static DiagnosticException TooDeep(SourceText source, Span span) =>
        Error("MD0004", $"nested more than {SyntaxLimits.Depth} levels deep", source, span, "give inner parts names and define them apart");

    /// <summary>MD0005: too many words or nodes.</summary>
    public static DiagnosticException TooLarge(SourceText source, Span span) =>
        Error("MD0005", $"too large: more than {SyntaxLimits.Operations} operations or {SyntaxLimits.Nodes} parts", source, new(span.End, 1), "give parts names and define them apart");

    /// <summary>MD0006: a bracket that is never closed.</summary>
    public static DiagnosticException Unclosed(SourceText source, Token open) =>
        Error("MD0006", $"the bracket `{Grammar.Spelling(open.Kind)}` opened at {Place(source, open)} is never closed", source, open.Span, $"add the missing `{Closing(open)}`");

    /// <summary>MD0007: a bracket closed by one of another kind.</summary>
    public static DiagnosticException Mismatched(SourceText source, Token open, Token found) =>
        Error("MD0007", $"`{Grammar.Spelling(found.Kind)}` does not close the bracket `{Grammar.Spelling(open.Kind)}` opened at {Place(source, open)}", source, found.Span, $"`{Closing(open)}` is expected");

    /// <summary>MD0008: a closing bracket too many.</summary>
    public static DiagnosticException ClosesNothing(SourceText source, Token found) =>
        Error("MD0008", $"`{Grammar.Spelling(found.Kind)}` closes a bracket that was not opened", source, found.Span);

    /// <summary>MD0009: an operator at the end.</summary>
    public static DiagnosticException NothingFollows(SourceText source, Token sign) =>
        Error("MD0009", $"nothing follows {Quote(source, sign)}", source, sign.Span, "an operand is missing after it");

    /// <summary>MD0010: a word where an operand should begin.</summary>
    public static DiagnosticException OperandExpected(SourceText source, Token found, Token? previous) => Error(
        "MD0010",
        $"an operand is expected{After(source, previous)}, not {Quote(source, found)}",
        source,
        found.Span,
        found.Kind switch
        {
            TokenKind.LeftBrace => "braces stand after `^` and `∇_`; group with ( )",
            TokenKind.Prime or TokenKind.Superscript => "a mark follows what it applies to, as in A'",
            TokenKind.Underscore => "a name begins with a letter, as in x_1",
            TokenKind.Kronecker or TokenKind.Hadamard or TokenKind.Star or TokenKind.DotStar => "an infix sign stands between two operands",
            _ => null,
        });

    /// <summary>MD0011: a word after the end of the expression.</summary>
    public static DiagnosticException Unexpected(SourceText source, Token found) => Error(
        "MD0011",
        $"unexpected {Quote(source, found)}",
        source,
        found.Span,
        found.Kind switch
        {
            TokenKind.Equals => "one expression is expected here, not an equation",
            TokenKind.LeftBrace => "braces stand after `^` and `∇_`; group with ( )",
            TokenKind.Colon => "there are no ranges; declarations such as A: n×m stand apart from expressions",
            TokenKind.Element => "declarations stand apart from expressions",
            TokenKind.Underscore => "a subscript follows its name without white space, as in x_1",
            _ => null,
        });

    /// <summary>MD0012: ⊗ and ⊙ at one level.</summary>
    public static DiagnosticException MixedTensors(SourceText source, Span span) =>
        Error("MD0012", "⊗ and ⊙ are mixed without brackets", source, span, "neither binds tighter: write (A ⊗ B) ⊙ C or A ⊗ (B ⊙ C)");

    /// <summary>MD0013: two numbers side by side.</summary>
    public static DiagnosticException NumberAfterNumber(SourceText source, Span span) =>
        Error("MD0013", "a number follows a number", source, span, "a product of numbers is written with `*`, as in 2*3");

    /// <summary>MD0014: an operator of another language.</summary>
    public static DiagnosticException ForeignOperator(SourceText source, Span span)
    {
        string sign = source.Text.Substring(span.Start, span.Length);
        return Error("MD0014", $"there is no operator `{sign}`", source, span, sign switch
        {
            "**" => "a power is A^2, entry by entry x.^2",
            "==" or ":=" => "an equation is written with one `=`",
            _ => "an elementwise quotient is a./b",
        });
    }

    /// <summary>MD0015: a number with too many digits.</summary>
    public static DiagnosticException NumberTooLong(SourceText source, Span span) =>
        Error("MD0015", $"a number has more than {SyntaxLimits.Digits} digits", source, span);

    /// <summary>MD0015: a number with too large a power of ten.</summary>
    public static DiagnosticException ExponentTooLarge(SourceText source, Span span) =>
        Error("MD0015", $"the power of ten of a number is beyond {SyntaxLimits.Exponent}", source, span);

    private static DiagnosticException Error(string code, string message, SourceText source, Span span, string? hint = null) =>
        new(new(code, message, source, span, hint));

    private static string Closing(Token open) => Grammar.Spelling(Grammar.Closing(open.Kind));

    private static string Place(SourceText source, Token token)
    {
        var (line, column) = source.Locate(token.Span.Start);
        return $"line {line}, column {column}";
    }

    private static string After(SourceText source, Token? previous) => previous is { } token ? $" after {Quote(source, token)}" : "";

    private static string Quote(SourceText source, Token token)
    {
        if (token.Kind == TokenKind.End)
        {
            return "the end";
        }

        string text = source.Text.Substring(token.Span.Start, Math.Min(token.Span.Length, LongestQuote));
        return token.Span.Length > LongestQuote ? $"`{text}…`" : $"`{text}`";
    }

    private static string? CharacterHint(string c) => c switch
    {
        "|" or "‖" => "write abs(x), norm2(x), normF(A) or det(A)",
        "⁺" or "†" => "the pseudo-inverse of A is pinv(A)",
        "!" or "<" or ">" or "≤" or "≥" or "≠" or "≈" => "expressions hold no comparisons",
        "∂" => "write grad(E, x) or ∇_{x} E",
        "√" => "write sqrt(x)",
        "∑" or "Σ" => "write sum(x)",
        "÷" or "⊘" => "a quotient is x/c, entry by entry a./b",
        "`" or "´" or "‘" or "\"" or "“" or "”" => "a transposition is written A'",
        "—" or "‐" or "‑" => "the minus sign is -",
        "⊕" => "a sum is A + B",
        "." => "elementwise operators are .* ./ .^",
        "$" => "formulas stand here without $",
        "#" or "%" => "comments can't stand inside an expression",
        _ => null,
    };
}
