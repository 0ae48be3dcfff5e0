using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <content>Cases and conditions over the index of a recurrence, which are told apart by values of whole numbers.</content>
internal sealed partial class FormulaReader
{
    /// <summary>The values of indices for which a condition beside or before a formula puts it: <c>l = 1, …, L-1</c>, <c>for l &lt; L</c>.</summary>
    public static IndexCondition ReadIndexCondition(FormulaWords words, Span side, INotationContext names, ReadingErrors errors, AppliedNames applied)
    {
        var reader = new FormulaReader(words, names, errors, null, applied);
        return reader.IndexConditionOf(reader.Trimmed(0, words.Count)) is { Comparisons.Count: > 0 } condition ? condition : throw errors.Cases(side, NoIndexCondition, IndexConditionHint);
    }

    /// <summary>The cases of a formula that is nothing but cases over an index; null for any other.</summary>
    /// <exception cref="DiagnosticException">One of the pieces can't be read.</exception>
    public static IReadOnlyList<IndexCase>? ReadIndexCases(FormulaWords words, INotationContext names, ReadingErrors errors, List<ReadingNote>? notes, AppliedNames applied, Func<string, bool> isIndex)
    {
        if (words.Count < 3 || words[0].Kind != LatexKind.Begin || !Cased.Contains(words[0].Text) || words.Partner(0) != words.Count - 1)
        {
            return null;
        }

        var reader = new FormulaReader(words, names, errors, notes, applied);
        List<(WordRange Piece, WordRange Condition)> rows;
        List<IndexCondition> conditions;
        try
        {
            rows = reader.CaseRows(1, words.Count - 1);
            conditions = rows.ConvertAll(r => reader.IndexConditionOf(r.Condition));
        }
        catch (DiagnosticException)
        {
            return null;
        }

        var stated = conditions.FindAll(c => c.Comparisons.Count > 0);
        return stated.Count < conditions.Count - 1 || !stated.TrueForAll(c => c.Names.Any(isIndex)) || stated.Count == 0 ? null
            : [.. rows.Zip(conditions, (r, c) => new IndexCase(reader.Whole(r.Piece.From, r.Piece.To, r.Piece.Span), c.Comparisons.Count > 0 ? c : c with { Others = stated }))];
    }

    private const string NoIndexCondition = "no condition over the values of an index";
    private const string IndexConditionHint = "write l = 1, \\dots, L, l < L or \\text{otherwise}";

    // Without comparisons where it is "otherwise".
    private IndexCondition IndexConditionOf(WordRange range)
    {
        while (range.To - range.From > 1 && words[range.From].Is("(") && Closing(range.From) == range.To - 1)
        {
            range = Trimmed(range.From + 1, range.To - 1);
        }

        var found = new List<Comparison>();
        string said = "";
        int from = range.From;
        for (int i = range.From; i <= range.To; i++)
        {
            if (i == range.To || words[i].Kind == LatexKind.Words || words[i].Is("∧") || words[i].Is("∀"))
            {
                Restrict(Trimmed(from, i), found);
                said += i < range.To && words[i].Kind == LatexKind.Words ? words[i].Text + " " : "";
                from = i + 1;
            }
        }

        string link = said.Trim(' ', ',', '.', ':').ToLowerInvariant();
        return (found.Count == 0 && link is "otherwise" or "else") || (found.Count > 0 && LinkWords().IsMatch(link)) ? new(found, [])
            : throw errors.Cases(range.Span, NoIndexCondition, IndexConditionHint);
    }

    // l = 1, …, L; l ∈ {1, …, L}; 1 ≤ l, l < L.
    private void Restrict(WordRange range, List<Comparison> found)
    {
        if (range.From >= range.To)
        {
            return;
        }

        var places = Enumerable.Range(range.From, range.To - range.From).ToList();
        int dots = places.FindIndex(i => IsEllipsis(words[i]));
        int sign = places.Find(i => words[i].Is("=") || words[i].Is("∈"));
        if (dots >= 0 && sign > range.From)
        {
            bool set = words[sign].Is("∈") && words[sign + 1].Is("{") && words[range.To - 1].Is("}");
            Enumerated(SumOf(range.From, sign), Trimmed(sign + (set ? 2 : 1), range.To - (set ? 1 : 0)), found);
            return;
        }

        int start = range.From;
        foreach (int stop in places.Where(i => words[i].Is(",")).Append(range.To))
        {
            Chain(Trimmed(start, stop), found);
            start = stop + 1;
        }
    }

    private void Chain(WordRange range, List<Comparison> found)
    {
        var signs = Enumerable.Range(range.From, range.To - range.From).Where(i => words[i].Kind == LatexKind.Sign && Comparing.Contains(words[i].Text)).ToList();
        if (signs.Count == 0)
        {
            throw errors.Cases(range.Span, NoIndexCondition, IndexConditionHint);
        }

        for (int k = 0; k < signs.Count; k++)
        {
            int first = k == 0 ? range.From : signs[k - 1] + 1, last = k + 1 < signs.Count ? signs[k + 1] : range.To;
            found.Add(new(SumOf(first, signs[k]), words[signs[k]].Text, SumOf(signs[k] + 1, last), true));
        }
    }

    // 1, …, L or L, …, 1; a second value says in which direction, else the first one that is no number is the greatest.
    private void Enumerated(Syntax index, WordRange values, List<Comparison> found)
    {
        var items = new List<Syntax?>();
        int start = values.From;
        foreach (int stop in Enumerable.Range(values.From, values.To - values.From).Where(i => words[i].Is(",")).Append(values.To))
        {
            var item = Trimmed(start, stop);
            items.Add(item.To - item.From == 1 && IsEllipsis(words[item.From]) ? null : SumOf(item.From, item.To));
            start = stop + 1;
        }

        if (items is not ([{ }, null, { }] or [{ }, { }, null, { }]))
        {
            throw errors.Cases(values.Span, "values that are no range", IndexConditionHint);
        }

        var (first, last) = (items[0]!, items[^1]!);
        bool down = items.Count == 4 ? items[1] is BinarySyntax { Kind: BinaryKind.Subtract } || (items[1] is NumberSyntax second && first is NumberSyntax one && second.Value < one.Value)
            : last is NumberSyntax && first is not NumberSyntax;
        found.Add(new(index, "≥", down ? last : first, true));
        found.Add(new(index, "≤", down ? first : last, true));
    }

    private static bool IsEllipsis(LatexToken t) => t is { Kind: LatexKind.Sign, Text: "…" or "⋯" };

    private Syntax SumOf(int from, int to)
    {
        var range = Trimmed(from, to);
        var sum = range.From < range.To ? Plain(range) : throw errors.Cases(SpanOf(from, to), NoIndexCondition, IndexConditionHint);
        return IndexCondition.IsSum(sum) ? sum : throw errors.Cases(range.Span, "no sum of indices and whole numbers", IndexConditionHint);
    }
}
