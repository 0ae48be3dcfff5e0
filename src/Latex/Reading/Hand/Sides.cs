using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>Makes sides of words: what all sides of a document share.</summary>
internal sealed class Sides(SourceText source, MacroTable macros)
{
    private readonly AppliedNames applied = new();

    /// <summary>The messages about the document.</summary>
    public ReadingErrors Errors { get; } = new(source);

    /// <summary>The words of a stretch; <paramref name="clean"/> is the document without its comments.</summary>
    public static List<LatexToken> Words(string clean, Span within) => LatexLexer.Read(clean, within);

    /// <summary>The words with macros put in; null where that fails, which reading the side then tells.</summary>
    public List<LatexToken>? Expanded(IReadOnlyList<LatexToken> tokens)
    {
        try
        {
            return MacroExpander.Expand(tokens, macros, Errors);
        }
        catch (DiagnosticException)
        {
            return null;
        }
    }

    /// <summary>A side; separators at its ends do not belong to it. Sizes are read as formulas of plain names.</summary>
    public Side Of(IReadOnlyList<LatexToken> tokens, Span place, bool sizes = false)
    {
        int from = 0, to = tokens.Count;
        while (from < to && Separators.IsBlank(tokens[from]))
        {
            from++;
        }

        while (to > from && Separators.IsBlank(tokens[to - 1]))
        {
            to--;
        }

        var kept = new ArraySegment<LatexToken>([.. tokens], from, to - from);
        var span = SpanOf(kept, place);
        return new Side(span, Slice(span), (names, notes) =>
            FormulaReader.Read(FormulaWords.Of(MacroExpander.Expand(kept, macros, Errors), Errors), span, names, Errors, notes, applied, sizes))
        {
            ByCases = (names, notes, isIndex) => FormulaReader.ReadIndexCases(FormulaWords.Of(MacroExpander.Expand(kept, macros, Errors), Errors), names, Errors, notes, applied, isIndex),
        };
    }

    /// <summary>A condition beside or before a formula: i ≠ j or x &gt; 0 as what is 1 where it holds and 0 elsewhere, l = 1, …, L as values of an index.</summary>
    public Side Condition(IReadOnlyList<LatexToken> tokens, Span place)
    {
        var span = SpanOf(tokens, place);
        return new Side(span, Slice(span), (names, notes) =>
            (FormulaReader.ReadCondition(FormulaWords.Of(MacroExpander.Expand([.. tokens], macros, Errors), Errors), span, names, Errors, applied), []))
        {
            ByIndex = names => FormulaReader.ReadIndexCondition(FormulaWords.Of(MacroExpander.Expand([.. tokens], macros, Errors), Errors), span, names, Errors, applied),
        };
    }

    /// <summary>A side of which it is not clear whether the lines behind <paramref name="between"/> belong to it: reading it is a mistake.</summary>
    public Side Torn(Span span, Span between) => new(span, Slice(span), (_, _) => throw Errors.Torn(between));

    /// <summary>A side that is a number.</summary>
    public static Side One(Span span) => new(span, "1", (_, _) => (new NumberSyntax(Symbolic.Shapes.Rational.One, span), []));

    /// <summary>What stands in the document, on one line, with the <c>\left</c> before the bracket that it begins with.</summary>
    public string Slice(Span span) => string.Join(' ', (Before(span.Start) + source.Text.Substring(span.Start, span.Length)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // \left, \bigl and the like, which no word stands for.
    private string Before(int start)
    {
        int from = start;
        while (from > 0 && (char.IsAsciiLetter(source.Text[from - 1]) || source.Text[from - 1] == ' ') && start - from < 8)
        {
            from--;
        }

        string word = from > 0 && source.Text[from - 1] == '\\' ? source.Text[(from - 1)..start].TrimEnd() : "";
        return word is "\\left" or "\\big" or "\\bigl" or "\\Big" or "\\Bigl" or "\\bigg" or "\\biggl" or "\\Bigg" or "\\Biggl" ? word : "";
    }

    /// <summary>From the first word to the last; an empty span at a place where there is none.</summary>
    public static Span SpanOf(IReadOnlyList<LatexToken> tokens, Span place)
    {
        if (tokens.Count == 0)
        {
            return new Span(place.Start, 0);
        }

        int start = tokens.Min(t => t.Span.Start);
        return new Span(start, tokens.Max(t => t.Span.End) - start);
    }
}
