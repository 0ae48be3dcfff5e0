using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>Every message of the reading of formulas.</summary>
internal sealed class ReadingErrors(SourceText source)
{
    private const int LongestQuote = 24;

    /// <summary>The document.</summary>
    public SourceText Source => source;

    /// <summary>MD0601: a side with nothing in it.</summary>
    public DiagnosticException Empty(Span span) => Error("MD0601", "there is no expression here", span, null);

    /// <summary>MD0602: an operand is missing.</summary>
    public DiagnosticException OperandExpected(Span span) => Error("MD0602", $"an operand is expected, not {Quote(span)}", span, null);

    /// <summary>MD0602: the formula ends where an operand is missing.</summary>
    public DiagnosticException EndsEarly(Span span) => Error("MD0602", "an operand is expected, and the formula ends", span, null);

    /// <summary>MD0603: a command without meaning here.</summary>
    public DiagnosticException UnknownCommand(Span span, string command) =>
        Error("MD0603", $"the command {command} is not known", span, @"define it by \newcommand, or write an operator's name as \operatorname{name}");

    /// <summary>MD0604: a bracket, brace or environment without its other half.</summary>
    public DiagnosticException Unbalanced(Span span, string what) => Error("MD0604", $"{what} has no counterpart", span, null);

    /// <summary>MD0605: nested too deeply.</summary>
    public DiagnosticException TooDeep(Span span) =>
        Error("MD0605", $"nested more than {SyntaxLimits.Depth} levels deep", span, "give inner parts names and define them apart");

    /// <summary>MD0606: too much in one formula, or macros that grow without end.</summary>
    public DiagnosticException TooLarge(Span span) => Error("MD0606", $"a formula of more than {SyntaxLimits.Operations} operations, or macros without end", span, null);

    /// <summary>MD0607: ⊗ beside ⊙.</summary>
    public DiagnosticException MixedTensors(Span span) =>
        Error("MD0607", "⊗ and ⊙ stand beside each other without brackets", span, "write (A ⊗ B) ⊙ C or A ⊗ (B ⊙ C)");

    /// <summary>MD0608: a function that the language does not have.</summary>
    public DiagnosticException UnknownFunction(Span span, string name, string? nearest = null) =>
        Error("MD0608", $"`{name}` is no known function", span, nearest is null ? $"declare `{name}: elementwise` if it is one" : $"did you mean {nearest}?");

    /// <summary>MD0609: a function without its argument.</summary>
    public DiagnosticException ArgumentMissing(Span span, string name) => Error("MD0609", $"{name} has no argument", span, null);

    /// <summary>MD0610: dots that stand for something not said.</summary>
    public DiagnosticException Dots(Span span) =>
        Error("MD0610", "what the dots stand for is not said", span, "dots are read in a column, a row or a diagonal of entries a_1, a_2, …, a_n; write sums by \\sum");

    /// <summary>MD0611: a comma within brackets that are not a call.</summary>
    public DiagnosticException Comma(Span span) =>
        Error("MD0611", "a comma in brackets that are not a call", span, @"write a vector as \begin{bmatrix} a \\ b \end{bmatrix}");

    /// <summary>MD0612: ∇ without a variable.</summary>
    public DiagnosticException NablaVariable(Span span) => Error("MD0612", "∇ without a variable", span, @"write \nabla_{x} J");

    /// <summary>MD0613: a norm or bars without a meaning here.</summary>
    public DiagnosticException Norm(Span span, string message, string? hint = null) => Error("MD0613", message, span, hint);

    /// <summary>MD0614: the range of a sum or product.</summary>
    public DiagnosticException Range(Span span) =>
        Error("MD0614", "the range of the index can't be read", span, @"write \sum_{i=1}^{n} or \sum_i");

    /// <summary>MD0615: a subscript that could mean several things.</summary>
    public DiagnosticException Subscript(Span span, string message, string? hint = null) => Error("MD0615", message, span, hint);

    /// <summary>MD0616: an environment that is no expression.</summary>
    public DiagnosticException Environment(Span span, string name) => Error("MD0616", $"{name} can't be read as an expression", span, null);

    /// <summary>MD0617: something above that has no meaning.</summary>
    public DiagnosticException Superscript(Span span, string message, string? hint = null) => Error("MD0617", message, span, hint);

    /// <summary>MD0618: something after the end of the expression.</summary>
    public DiagnosticException Unexpected(Span span) => Error("MD0618", $"unexpected {Quote(span)}", span, null);

    /// <summary>MD0619: an incomplete command or derivative.</summary>
    public DiagnosticException Incomplete(Span span, string message, string? hint = null) => Error("MD0619", message, span, hint);

    /// <summary>MD0620: a formula by cases that can't be read.</summary>
    public DiagnosticException Cases(Span span, string message, string hint) => Error("MD0620", message, span, hint);

    /// <summary>MD0621: an expectation or a variance.</summary>
    public DiagnosticException Expectation(Span span, string name) =>
        Error("MD0621", $"{name} of something random can't be judged: what is random, and how, is not in the language", span, "give the value a name, and declare it: μ for E[x], Σ for Cov(x)");

    /// <summary>MD0621: nothing in an expectation is known to be random.</summary>
    public DiagnosticException NothingRandom(Span span) =>
        Error("MD0621", "nothing says what is random in this expectation", span, "say it in the text: a random vector $x$; or write \\mathbb{E}_x");

    /// <summary>MD0621: more of a distribution is needed than the text says, or than can be used.</summary>
    public DiagnosticException TooLittleKnown(Span span) =>
        Error("MD0621", "more of the distribution is needed than is understood of what the text says", span, "give the mean and a name for the covariance, or a covariance σ² I, and say what is independent");

    /// <summary>MD0621: what an expectation needs, the text says behind it or under a condition, or it says two things.</summary>
    public DiagnosticException SaidElsewhere(Span span) =>
        Error("MD0621", "what the text says of this distribution counts elsewhere: it is said later, under a condition, or said again", span, "say means, covariances and independence before the first expectation");

    /// <summary>MD0622: something that is neither the formula nor words stands between its lines.</summary>
    public DiagnosticException Torn(Span span) =>
        Error("MD0622", $"the formula goes on below {Quote(span)}, which is no part of it", span, @"put remarks between the lines of a formula in \text{…}");

    /// <summary>A quotation of the document.</summary>
    private string Quote(Span span)
    {
        int start = Math.Clamp(span.Start, 0, source.Text.Length);
        string text = source.Text[start..Math.Clamp(span.End, start, source.Text.Length)].Trim();
        return text.Length == 0 ? "the end" : text.Length <= LongestQuote ? $"`{text}`" : $"`{text[..LongestQuote]}…`";
    }

    private DiagnosticException Error(string code, string message, Span span, string? hint) => new(new(code, message, source, span, hint));
}
