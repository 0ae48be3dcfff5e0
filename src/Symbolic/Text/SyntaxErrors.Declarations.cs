using System.Collections.Immutable;

namespace MatrixDiff.Symbolic.Text;

/// <content>Messages about declarations.</content>
internal static partial class SyntaxErrors
{
    /// <summary>MD0026: names that nothing is said about.</summary>
    public static DiagnosticException Untyped(SourceText source, ImmutableArray<NameSyntax> names)
    {
        var first = names[0].Span;
        var last = names[^1].Span;
        string shown = source.Text.Substring(last.Start, Math.Min(last.Length, LongestQuote));
        return Error("MD0026", $"nothing says what `{shown}` is", source, Span.Between(first, last), "write for example A: n×m, x: n, c: scalar; the sizes of one name are joined by ×");
    }

    /// <summary>MD0027: something else where a declaration should say what its names are.</summary>
    public static DiagnosticException TypeExpected(SourceText source, Token found, Token sign) =>
        Error("MD0027", $"what the names are is expected after {Quote(source, sign)}, not {LineOrQuote(source, found)}", source, found.Kind == TokenKind.End || found.NewlineBefore ? sign.Span : found.Span, "write sizes (n×m, n), scalar, vector, matrix, dim or elementwise");

    /// <summary>MD0028: something else where a size should stand.</summary>
    public static DiagnosticException SizeExpected(SourceText source, Token found) =>
        Error("MD0028", $"a size is expected, not {LineOrQuote(source, found)}", source, found.Span, "sizes are made of names and numbers, as in n, 2*n+1, n[l]");

    /// <summary>MD0029: a set other than R.</summary>
    public static DiagnosticException SpaceExpected(SourceText source, Token found) =>
        Error("MD0029", $"R is expected after ∈, not {LineOrQuote(source, found)}", source, found.Span, "write A ∈ R^{n×m}, x ∈ R^n, c ∈ R");

    /// <summary>MD0030: more than two sizes.</summary>
    public static DiagnosticException ThirdSize(SourceText source, Token found) =>
        Error("MD0030", "a third size", source, found.Span, "there are scalars, vectors and matrices, and no arrays beyond them");

    /// <summary>MD0031: sizes run together.</summary>
    public static DiagnosticException SizesRunTogether(SourceText source, NameSyntax name) =>
        Error("MD0031", $"`{name.Text}` is read as one name, not as two sizes", source, name.Span, $"write {name.Text[0]}×{name.Text[2..]} or {name.Text[0]} x {name.Text[2..]}");

    /// <summary>MD0032: <c>function</c> without <c>of</c> and names.</summary>
    public static DiagnosticException FunctionOf(SourceText source, Span span) =>
        Error("MD0032", "`function` is followed by `of` and names", source, span, "write J: scalar function of z, or f: elementwise for a function of numbers");

    /// <summary>MD0033: two declarations, or something else, without a separator.</summary>
    public static DiagnosticException SeparatorExpected(SourceText source, Token found) =>
        Error("MD0033", $"unexpected {Quote(source, found)} in a declaration", source, found.Span, "declarations are separated by commas or new lines");

    private static string LineOrQuote(SourceText source, Token found) => found.NewlineBefore && found.Kind != TokenKind.End ? "a new line" : Quote(source, found);
}
