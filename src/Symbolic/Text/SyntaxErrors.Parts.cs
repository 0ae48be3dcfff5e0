namespace MatrixDiff.Symbolic.Text;

/// <content>Messages about brackets, exponents, subscripts and ∇.</content>
internal static partial class SyntaxErrors
{
    /// <summary>MD0016: brackets with nothing in them.</summary>
    public static DiagnosticException EmptyBrackets(SourceText source, Span span) =>
        Error("MD0016", "there is nothing in the brackets", source, span, "an operand, an argument or an index is missing");

    /// <summary>MD0017: a comma in a group.</summary>
    public static DiagnosticException CommaInGroup(SourceText source, Token comma, bool sizes, string? name) =>
        sizes ? Error("MD0017", "a comma between sizes", source, comma.Span, "rows and columns are joined by ×, as in A: n×m")
        : name is null
        ? Error("MD0017", "a comma in brackets that are not a call", source, comma.Span, "a matrix is written [a, b; c, d]")
        : Error("MD0017", $"`{name}` is not a known function, so `{name}(…)` is a product, which has no commas", source, comma.Span, $"declare `{name}: elementwise`, or correct the name");

    /// <summary>MD0018: a word that can't stand in brackets.</summary>
    public static DiagnosticException UnexpectedInBrackets(SourceText source, Token open, Token found) =>
        Error("MD0018", $"{Quote(source, found)} where `{Closing(open)}` should close the bracket `{Grammar.Spelling(open.Kind)}` opened at {Place(source, open)}", source, found.Span);

    /// <summary>MD0019: no exponent after ^.</summary>
    public static DiagnosticException ExponentExpected(SourceText source, Token caret, Token found) => Error(
        "MD0019",
        $"an exponent is expected after {Quote(source, caret)}, not {Quote(source, found)}",
        source,
        found.Kind == TokenKind.End ? caret.Span : found.Span,
        found.Kind switch
        {
            TokenKind.LeftBracket => "a layer index is written W[l] or W^{[l]}",
            TokenKind.Plus => "write x^2; the pseudo-inverse of A is pinv(A)",
            TokenKind.Prime or TokenKind.Star => "a transposition is A' or A^T",
            _ => "an exponent is a number, a name, T, or an expression in brackets, as in A^-1",
        });

    /// <summary>MD0020: a superscript minus by itself.</summary>
    public static DiagnosticException LoneSuperscriptMinus(SourceText source, Span span) =>
        Error("MD0020", "a superscript minus without a digit or letter after it", source, span, "an inverse is A⁻¹ or A^-1");

    /// <summary>MD0021: a subscript in braces that is no word.</summary>
    public static DiagnosticException SubscriptInBraces(SourceText source, Span span, string name) =>
        Error("MD0021", "a subscript in braces holds letters and digits only", source, span, $"an index that is a formula goes in brackets: {Shorten(name)}[…]");

    /// <summary>MD0022: a second pair of index brackets.</summary>
    public static DiagnosticException SecondIndex(SourceText source, Token found) =>
        Error("MD0022", "a second index right after the first", source, found.Span, "several indices share the brackets, as in B[k, l]; a product has white space or `*` before the bracket");

    /// <summary>MD0023: ∇ without its variable.</summary>
    public static DiagnosticException NablaVariable(SourceText source, Token nabla, Token found) =>
        Error("MD0023", $"∇ needs a variable, and {Quote(source, found)} follows", source, nabla.Span, "write ∇_{x} J");

    /// <summary>MD0024: ∇ of an order other than 1 and 2.</summary>
    public static DiagnosticException NablaOrder(SourceText source, Span span) =>
        Error("MD0024", "only ∇ and ∇² are known", source, span, "write ∇²_{x} J for the second derivative");

    /// <summary>MD0025: something else where a name should stand.</summary>
    public static DiagnosticException NameExpected(SourceText source, Token found, string? hint = null) =>
        Error("MD0025", $"a name is expected, not {Quote(source, found)}", source, found.Span, hint);

    /// <summary>MD0034: no upper limit of a sum or product.</summary>
    public static DiagnosticException LimitExpected(SourceText source, Token found) =>
        Error("MD0034", $"the last value of the index is missing; {Quote(source, found)} follows", source, found.Span, "write sum_{i=1}^{N} (…) or sum_{i=1:N} (…)");

    /// <summary>MD0035: a step other than 1 and −1.</summary>
    public static DiagnosticException Step(SourceText source, Span span) =>
        Error("MD0035", "an index goes up by 1, or down by 1", source, span, "write prod_{k=1:L} (…) or prod_{k=L:-1:1} (…)");

    private static string Shorten(string name) => name.Length > LongestQuote ? "x" : name;
}
