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

    /// <summary>How cases over an index are read, where the side may be such.</summary>
    internal Func<INotationContext, List<ReadingNote>?, Func<string, bool>, IReadOnlyList<IndexCase>?> ByCases { private get; init; } = (_, _, _) => null;

    /// <summary>How a condition over an index is read, where the side may be one.</summary>
    internal Func<INotationContext, IndexCondition>? ByIndex { private get; init; }

    /// <summary>The cases of a side that is nothing but cases over an index; null for any other.</summary>
    /// <param name="names">What is known of names.</param>
    /// <param name="notes">Remarks are added to it.</param>
    /// <param name="isIndex">Is a name the index of a recurrence?</param>
    /// <exception cref="DiagnosticException">A case can't be read.</exception>
    public IReadOnlyList<IndexCase>? ReadCases(INotationContext names, List<ReadingNote>? notes, Func<string, bool> isIndex) => ByCases(names, notes, isIndex);

    /// <summary>The condition over an index that the side is; null where it is none.</summary>
    public IndexCondition? ReadRange(INotationContext names)
    {
        try
        {
            return ByIndex?.Invoke(names);
        }
        catch (DiagnosticException)
        {
            return null;
        }
    }

    /// <summary>The w of <c>J(w)</c>, where the side is a name applied to names, as in the definition of a function; else empty.</summary>
    public ImmutableArray<Syntax> DefinedArguments(INotationContext names) => read(names, null).Arguments;
}
