using System.Text.RegularExpressions;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>Takes derivations apart.</summary>
internal sealed partial class HandDocument
{
    // How far before a formula the words begin that speak of it, in characters.
    private const int Near = 1000;

    private readonly string clean;
    private readonly SourceText source;
    private readonly int[] lines;
    private readonly Sides sides;
    private readonly StepReader reader;

    private HandDocument(string text, string file, bool latex)
    {
        source = new SourceText(text, file);
        clean = DocumentText.Cleaned(text, latex);
        lines = [.. Enumerable.Range(0, text.Length).Where(i => text[i] == '\n')];
        sides = new Sides(source, MacroTable.Read(clean));
        reader = new StepReader(clean, source, sides, LineOf);
    }

    /// <summary>The derivation of a text.</summary>
    public static HandDerivation Read(string text, string file)
    {
        text = text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        if (text.Length > SyntaxLimits.Characters)
        {
            throw SyntaxErrors.InputTooLong(new SourceText(text, file), new Span(0, text.Length));
        }

        bool latex = DocumentText.IsLatex(text, file);
        var front = latex ? LatexFrontMatter.Read(text, file) : OfMarkdown(text, file);
        return new HandDocument(text, file, latex).Read(front);
    }

    private static FrontMatter OfMarkdown(string text, string file)
    {
        int end = DocumentText.FrontMatterEnd(text);
        if (end == 0)
        {
            return new FrontMatter();
        }

        int close = text.LastIndexOf("\n---", end - 2, StringComparison.Ordinal);
        return FrontMatter.Read(text[4..Math.Max(4, close + 1)], file, firstLine: 2);
    }

    private int LineOf(int position)
    {
        int found = Array.BinarySearch(lines, position);
        return (found < 0 ? ~found : found) + 1;
    }

    private HandDerivation Read(FrontMatter front)
    {
        var displayed = DocumentText.Displayed(clean).ToList();
        var blocks = new List<HandBlock>();
        var notes = new List<ReadingNote>();
        var definitions = new List<TextFormula>();
        HandStep? last = null;
        int before = 0;
        foreach (var place in displayed)
        {
            var passage = new Span(before, place.Outer.Start - before);
            before = place.Outer.End;
            var (steps, claims) = reader.Read(place.Inner, last);
            if (last is not null && steps.Count == 0 && reader.SizesOf(place.Inner) is { } sizes && string.IsNullOrWhiteSpace(clean.Substring(passage.Start, passage.Length)))
            {
                claims = Attach(sizes, last, place.Inner, notes) ?? claims;
            }

            blocks.Add(new(blocks.Count + 1, LineOf(place.Outer.Start), place.Inner, sides.Slice(place.Inner), steps, claims, new(passage, clean.Substring(passage.Start, passage.Length)))
            {
                System = steps.Count == 0 ? reader.System(place.Inner) : [],
                Condition = ConditionBefore(passage),
            });
            last = steps.Count > 0 ? steps[^1] : last;
            if (reader.Definitions(place.Inner) is { Count: > 0 } defined)
            {
                definitions.Add(new(LineOf(place.Outer.Start), place.Inner, sides.Slice(place.Inner), defined, []));
            }
        }

        List<TextFormula> inline = [.. Inline(displayed, blocks, notes), .. definitions];
        var reasons = displayed.SelectMany(p => Reasons.Formulas(clean, Sides.Words(clean, p.Inner))).Select(f => new TextFormula(LineOf(f.Start), f, sides.Slice(f), reader.Read(f, null).Steps, [])).Where(f => f.Steps.Count == 1);
        return new(source, front, blocks, inline) { Notes = notes, Reasons = [.. reasons] };
    }

    // "For $i \ne j$ we have": the last formula of the text before, where such a word stands before it and its sentence goes on; "For
    // $l = 1, …, L$, $z$ acts through $a$:": the values of an index with which the last sentence begins.
    private Side? ConditionBefore(Span passage)
    {
        int from = Math.Max(passage.Start, passage.End - Near);
        var range = Range().Match(clean, from, passage.End - from);
        var match = range.Success ? range : Condition().Match(clean, from, passage.End - from);
        var inner = match.Success ? new Span(match.Groups["f"].Index, match.Groups["f"].Length) : default;
        return match.Success ? reader.ConditionOf(Sides.Words(clean, inner), inner) : null;
    }

    [GeneratedRegex(@"(?:\b(?:for|if|when|whenever|where|case|on)\b)(?:\s+(?:the|case|all|any|that|where|when))*[\s,:*]*(?:\$(?<f>[^$\n]+)\$|\\\((?<f>[^$\n]+?)\\\))[^.;$\\]*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Condition();

    [GeneratedRegex(@"(?:\n[^\S\n]*\n|[.:]\s)\s*For\s+\$(?<f>[^$\n=<]{1,20}(?:=[^$\n=]*\\[lc]?dots[^$\n=]*|(?:<|\\leq?\b)[^$\n=]*))\$,(?:[^.$]|\$[^$\n]*\$)*:\s*\z")]
    private static partial Regex Range();

    // Formulas of the running text; a line of sizes right below a displayed formula is about its factors.
    private List<TextFormula> Inline(List<FormulaPlace> displayed, List<HandBlock> blocks, List<ReadingNote> notes)
    {
        var inline = new List<TextFormula>();
        int next = 0;
        foreach (var place in DocumentText.Inline(clean, displayed))
        {
            while (next < displayed.Count && displayed[next].Outer.Start < place.Outer.Start)
            {
                next++;
            }

            int end = next > 0 ? displayed[next - 1].Outer.End : 0;
            bool below = next > 0 && blocks[next - 1].Steps.Count > 0 && string.IsNullOrWhiteSpace(clean[end..place.Outer.Start]);
            if (below && reader.SizesOf(place.Inner) is { } sizes)
            {
                var claims = Attach(sizes, blocks[next - 1].Steps[^1], place.Inner, notes);
                blocks[next - 1] = claims is null ? blocks[next - 1] : blocks[next - 1] with { Claims = [.. blocks[next - 1].Claims, .. claims] };
                continue;
            }

            var (steps, found) = reader.Read(place.Inner, null);
            var words = Sides.Words(clean, place.Inner);
            var whole = steps.Count == 0 ? sides.Of(words, place.Inner) : null;
            var listed = steps.Count == 0 ? Lists.Parts(words).Select(w => sides.Of([.. w], Sides.SpanOf([.. w], place.Inner))) : [];
            inline.Add(new(LineOf(place.Outer.Start), place.Inner, sides.Slice(place.Inner), steps, found) { Whole = whole, Listed = [.. listed.OfType<Side>()], Drawn = DrawnNames.Of(words, place.Inner, sides) });
        }

        SizesInText.Attach(inline, clean, f => reader.SizesOf(f.Span));
        return inline;
    }

    private List<ShapeClaim>? Attach(List<(Side Rows, Side? Columns, Span Span)> sizes, HandStep step, Span place, List<ReadingNote> notes)
    {
        var claims = SizeLines.Attach(sizes, step.ChainLeft, step.Right, sides, clean);
        if (claims is null)
        {
            notes.Add(new(place, "the sizes below are as many as the factors of neither side, and are passed over"));
        }

        return claims;
    }
}
