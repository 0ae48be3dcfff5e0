using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Symbolic.Binding;

/// <summary>The messages of giving names and shapes to what was read: MD0101 and on.</summary>
internal sealed class BindErrors(SourceText source)
{
    /// <summary>The text that the messages point into.</summary>
    public SourceText Source { get; } = source;

    /// <summary>Operands whose shapes do not conform.</summary>
    public DiagnosticException DoNotConform(Span span, string @operator, Named left, Named right, string clash, string? hint) =>
        Error("MD0101", $"{@operator}: {left} and {right} do not conform: {clash}", span, hint);

    /// <summary>A single operand of the wrong shape.</summary>
    public DiagnosticException WrongShape(Span span, string @operator, Named operand, string clash, string? hint = null) =>
        Error("MD0102", $"{@operator}: {operand} does not conform: {clash}", span, hint);

    /// <summary>A function that does not exist.</summary>
    public DiagnosticException UnknownFunction(Span span, string name, string? nearest) =>
        Error("MD0103", $"there is no function '{name}'", span, nearest is null ? $"declare it: --where \"{name}: elementwise\"" : $"did you mean '{nearest}'?");

    /// <summary>A function with too many or too few arguments.</summary>
    public DiagnosticException ArgumentCount(Span span, string name, string expected, int found) =>
        Error("MD0104", $"{name} takes {expected}, not {found}", span, null);

    /// <summary>Something that is not a size where one is needed.</summary>
    public DiagnosticException NotASize(Span span) =>
        Error("MD0105", "a size is needed here: a whole number, a name, or sums, products and powers of them", span, null);

    /// <summary>A bad layer index.</summary>
    public DiagnosticException NotAnIndex(Span span) =>
        Error("MD0106", "a layer index is a name, a whole number, or a name plus or minus a number", span, "write W[l+1]");

    /// <summary>A function's name without arguments.</summary>
    public DiagnosticException FunctionAlone(Span span, string name) =>
        Error("MD0107", $"the function '{name}' stands here without an argument", span, $"write {name}(x)");

    /// <summary>An exponent that can't be used.</summary>
    public DiagnosticException BadExponent(Span span, string why, string? hint = null) => Error("MD0108", why, span, hint);

    /// <summary>A contradiction between two declarations of one name.</summary>
    public DiagnosticException DeclaredTwice(Span span, string name, string first, string second) =>
        Error("MD0109", $"'{name}' is declared as {first} and as {second}", span, null);

    /// <summary>An attribute that does not exist or does not fit.</summary>
    public DiagnosticException BadAttribute(Span span, string attribute, string why) =>
        Error("MD0110", $"'{attribute}' {why}", span, "symmetric, diagonal, orthogonal, posdef, lower, upper, skew, invertible, positive");

    /// <summary>A name that must be declared is not.</summary>
    public DiagnosticException Unknown(Span span, string name, string what) =>
        Error("MD0111", $"'{name}' is not {what}", span, null);

    /// <summary>A line of a document that is not of its block's form.</summary>
    public DiagnosticException BadLine(Span span, string what, string? hint) => Error("MD0112", what, span, hint);

    /// <summary>Something whose size follows from what it stands with, where no size conforms.</summary>
    public DiagnosticException NoSize(Span span, string what) => Error("MD0102", $"no size of {what} conforms to what it stands with", span, null);

    /// <summary>Division by zero.</summary>
    public DiagnosticException DivisionByZero(Span span) => Error("MD0113", "division by zero", span, null);

    /// <summary>Shapes that use does not settle.</summary>
    public DiagnosticException NotInferred(Span span, string names, string clash) =>
        Error("MD0114", $"the shapes of undeclared names can't be inferred ({clash})", span, $"declare some of {names}");

    /// <summary>A law that does not hold, or that could not be checked.</summary>
    public DiagnosticException Refused(Span span, string? why) => Error("MD0115", $"this law is refused: {why}", span, null);

    /// <summary>A derivative that can't be had.</summary>
    public DiagnosticException NotDifferentiable(Span span, string why) => Error("MD0201", why, span, null);

    private DiagnosticException Error(string code, string message, Span span, string? hint) => new(new(code, Indices.Readable(message), Source, span, hint is null ? null : Indices.Readable(hint)));

    /// <summary>An operand as the reader sees it: its text and its shape.</summary>
    internal readonly record struct Named(string Text, Shape Shape)
    {
        /// <inheritdoc/>
        public override string ToString()
        {
            string shape = Readable(Shape);
            return Text.Length is 0 or > 60 ? shape : $"{Text} ({shape})";
        }

        private static string Readable(Shape s) => s.IsScalar ? "a scalar" : $"{Part(s.Rows)}×{Part(s.Columns)}";

        private static string Part(Size size) => size.AsName is { IsUnknown: true } ? "?" : size.Terms.Count > 1 ? $"({size.Text})" : size.Text;
    }
}
