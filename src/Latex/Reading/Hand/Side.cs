using System.Collections.Immutable;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>An expression as it stands in the document; what it means depends on what is known about its names.</summary>
internal sealed class Side
{
    private readonly Func<INotationContext, List<ReadingNote>?, (Syntax Syntax, ImmutableArray<Syntax> Arguments)> read;

    internal Side(Span span, string latex, Func<INotationContext, List<ReadingNote>?, (Syntax Syntax, ImmutableArray<Syntax> Arguments)> read) =>
        (Span, Latex, this.read) = (span, latex, read);

    /// <summary>Where it stands.</summary>
    public Span Span { get; }

    /// <summary>What is written there.</summary>
    public string Latex { get; }

    /// <summary>Reads the expression, or throws a <see cref="DiagnosticException"/> (MD06nn) at what can't be read. Remarks are added to the notes.</summary>
    public Syntax Read(INotationContext names, List<ReadingNote>? notes = null) => read(names, notes).Syntax;

    /// <summary>The w of <c>J(w)</c>, where the side is a name applied to names, as in the definition of a function; else empty.</summary>
    public ImmutableArray<Syntax> DefinedArguments(INotationContext names) => read(names, null).Arguments;
}
