using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>Cuts a formula into steps, one for each relation; an empty left side goes on with the chain above.</summary>
internal sealed class StepReader(string clean, SourceText source, Sides sides, Func<int, int> lineOf)
{
    private readonly ShapeClaims finder = new(sides);

    /// <summary>The steps of a formula, which goes on with a chain of an earlier one, and its claims that belong to no step.</summary>
    public (List<HandStep> Steps, List<ShapeClaim> Claims) Read(Span formula, HandStep? above)
    {
        var (all, claims) = Read(formula, above, Signs(formula));
        return ([.. all.Where(s => s.Number > 0)], claims);
    }

    /// <summary>What a formula defines by ≡ and its like, which are no steps.</summary>
    public List<HandStep> Definitions(Span formula) => [.. Read(formula, null, Signs(formula)).Steps.Where(s => s is { Number: 0, Continues: false })];

    // All signs between sides, those that define with the number 0, the others with that of their step.
    private List<(Span Place, int Number)> Signs(Span formula)
    {
        var steps = Relations.Find(clean, formula).Select((place, i) => (place, i + 1));
        return [.. steps.Concat(Relations.Definitions(clean, formula).Select(place => (place, 0))).OrderBy(s => s.place.Start)];
    }

    /// <summary>The equations that stand in the lines of a formula that is nothing but a system, in order.</summary>
    public List<HandStep> System(Span formula) => Relations.System(clean, formula) is { } inner ? Read(inner, null).Steps : [];

    private (List<HandStep> Steps, List<ShapeClaim> Claims) Read(Span formula, HandStep? above, List<(Span Place, int Number)> relations)
    {
        var claims = new List<ShapeClaim>();
        if (relations.Count == 0)
        {
            finder.After(Sides.Words(clean, formula), null, claims);
            return ([], claims);
        }

        var steps = new List<HandStep>();
        var left = Sides.Words(clean, new Span(formula.Start, relations[0].Place.Start - formula.Start));
        int cut = Math.Max(0, Separators.NextSide(left, first: true));
        finder.After(left[..cut], null, claims);
        var cue = left[..cut];
        left = WithoutBrace(left[cut..]);
        for (int k = 0; k < relations.Count; k++)
        {
            int end = k + 1 < relations.Count ? relations[k + 1].Place.Start : formula.End;
            var part = new Span(relations[k].Place.End, end - relations[k].Place.End);
            var (words, reasons) = Reasons.LeaveOut(Sides.Words(clean, part));
            int next = k + 1 < relations.Count ? Separators.NextSide(words) : -1;
            var right = next < 0 ? words : words[..next];
            var step = Step(relations[k].Number, relations[k].Place, left, right, reasons, part, cue, steps.Count > 0 ? steps[^1] : above);
            steps.Add(step);
            cue = Trailing(right);
            left = next < 0 ? [] : WithoutBrace(words[next..]);
        }

        return (steps, claims);
    }

    /// <summary>The sizes of a formula that is nothing but a line of sizes, or null.</summary>
    public List<(Side Rows, Side? Columns, Span Span)>? SizesOf(Span formula) =>
        clean.AsSpan(formula.Start, formula.Length).Contains('=') ? null : finder.Line(Sides.Words(clean, formula));

    /// <summary>The sizes of what is in the space that a formula is, ℝ^n or ℝ^{m×n}, or null.</summary>
    public (Side Rows, Side? Columns)? SpaceOf(Span formula) => finder.Space(Sides.Words(clean, formula));

    // The { before a system whose lines are steps, which nothing closes.
    private static List<LatexToken> WithoutBrace(List<LatexToken> side)
    {
        int brace = side.FindIndex(t => t.Is("{"));
        return brace >= 0 && brace + 1 < side.Count && side[brace + 1].Kind == LatexKind.Begin && FormulaWords.IsAligning(side[brace + 1].Text) ? [.. side[..brace], .. side[(brace + 1)..]] : side;
    }

    private HandStep Step(int number, Span relation, List<LatexToken> left, List<LatexToken> right, List<LatexToken> reasons, Span part, List<LatexToken> cue, HandStep? above)
    {
        bool continues = !Separators.HasContent(left, 0, left.Count);
        var written = continues ? null : sides.Of(left, relation);
        int start = 0;
        while (start < right.Count && Separators.IsBlank(right[start]) && right[start].Kind != LatexKind.Words)
        {
            start++;
        }

        var tokens = right[start..];
        int end = Separators.EndOfSide(tokens);
        var side = sides.Of(tokens[..end], new Span(relation.End, 0));
        var claims = new List<ShapeClaim>();
        if (!continues)
        {
            claims.AddRange(finder.Within(left));
        }

        claims.AddRange(finder.Within(tokens[..end]));
        var after = tokens[end..];
        if (Separators.GoesOnBehind(after))
        {
            side = sides.Torn(Sides.SpanOf(tokens[..end], new Span(relation.End, 0)), Sides.SpanOf([.. after.Where(t => !Separators.IsBlank(t))], relation));
        }

        string remark = After(after, written ?? above?.ChainLeft, side, claims);
        remark = string.Join(' ', new[] { finder.After(reasons, null, claims), remark }.Where(r => r.Length > 0));
        string raw = clean.Substring(part.Start, part.Length);
        var span = Sides.SpanOf([.. left.Where(t => !Separators.IsBlank(t)), .. tokens.Where(t => !Separators.IsBlank(t))], relation);
        span = new Span(Math.Min(span.Start, relation.Start), Math.Max(span.End, relation.End) - Math.Min(span.Start, relation.Start));
        bool assigned = source.Text.AsSpan(relation.Start, relation.Length).Contains(":=", StringComparison.Ordinal);
        string latex = $"{(written is null ? "" : written.Latex + " ")}{(assigned ? ":=" : "=")} {Shown(tokens)}";
        return new HandStep(number, lineOf(relation.Start), span, latex, assigned ? RelationKind.Assigned : RelationKind.Equal, written, side, continues, Cue(cue, left, raw), claims)
        {
            ChainLeft = written ?? above?.ChainLeft,
            PreviousRight = continues ? above?.Right : null,
            Remark = remark,
            AsCondition = (number > 1 || Separators.HasContent(cue, 0, cue.Count)) && left.FindAll(t => !Separators.IsBlank(t)) is [{ Kind: LatexKind.Letter } index] ? ConditionOf(Sides.Words(clean, new Span(index.Span.Start, EndOf(right, part) - index.Span.Start)), part) : null,
            Condition = ConditionOf([.. reasons, .. after], part),
        };
    }

    // Where the last word of a side ends, before those of the next one.
    private static int EndOf(List<LatexToken> side, Span part) => side.FindLast(t => !Separators.IsBlank(t)) is { Span.Length: > 0 } last ? last.Span.End : part.End;

    /// <summary>The condition that a stretch of words is, where a comparison stands in it.</summary>
    public Side? ConditionOf(List<LatexToken> written, Span place)
    {
        var tokens = written.SkipWhile(t => Separators.IsBlank(t) && t.Kind != LatexKind.Words).ToList();
        tokens = tokens[..(tokens.FindLastIndex(t => !Separators.IsBlank(t)) + 1)];
        return tokens.Exists(t => t.Kind == LatexKind.Sign && t.Text is "<" or ">" or "≤" or "≥" or "≠" or "=") ? sides.Condition(tokens, place) : null;
    }

    // What stands behind a right side: claims, among them a line of sizes, and remarks.
    private string After(List<LatexToken> after, Side? left, Side right, List<ShapeClaim> claims)
    {
        int line = after.FindIndex(t => t.Kind == LatexKind.NewLine);
        if (line >= 0 && finder.Line(after[line..]) is { } sizes && SizeLines.Attach(sizes, left, right, sides, clean) is { } attached)
        {
            claims.AddRange(attached);
            after = after[..line];
        }

        return finder.After(after, right, claims);
    }

    private string Shown(List<LatexToken> tokens)
    {
        int last = tokens.FindLastIndex(t => !Separators.IsBlank(t));
        return last < 0 ? "" : sides.Slice(Sides.SpanOf(tokens.GetRange(0, last + 1), default)).TrimEnd(',', '.', ';', ' ');
    }

    private static List<LatexToken> Trailing(List<LatexToken> words)
    {
        int from = words.Count;
        while (from > 0 && Separators.IsBlank(words[from - 1]))
        {
            from--;
        }

        return words[from..];
    }

    private static StepCue Cue(List<LatexToken> cue, List<LatexToken> left, string raw)
    {
        var leading = cue.Concat(left.TakeWhile(Separators.IsBlank)).ToList();
        var kind = CueKind.None;
        foreach (var t in leading)
        {
            kind |= t.Text switch { "∴" => CueKind.Therefore, "⇒" or "⇔" or "⟹" => CueKind.Implies, "∵" => CueKind.Because, _ => CueKind.None };
        }

        string words = string.Join(' ', leading.Where(t => t.Kind == LatexKind.Words).Select(t => t.Text.Trim()).Where(w => w.Length > 0));
        int tag = raw.IndexOf(@"\tag", StringComparison.Ordinal);
        int open = tag < 0 ? -1 : raw.IndexOf('{', tag), close = open < 0 ? -1 : raw.IndexOf('}', open);
        return new(kind, words, close < 0 ? null : raw[(open + 1)..close].Trim());
    }
}
