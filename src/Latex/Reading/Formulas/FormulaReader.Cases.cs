using System.Text.RegularExpressions;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <content>
/// Formulas by cases. The pieces are joined by indicators: p where E &gt; 0 and q elsewhere is <c>step(E) .* p + (1 - step(E)) .* q</c>,
/// p for i = j is <c>δ(i, j) .* p</c>. It is the same formula off the places where the case changes.
/// </content>
internal sealed partial class FormulaReader
{
    private static readonly HashSet<string> Cased = ["cases", "dcases", "array"];
    private static readonly HashSet<string> Comparing = ["<", ">", "≤", "≥", "=", "≠"];

    // Functions that have no value on a whole stretch of numbers.
    private static readonly HashSet<string> Partial = ["log", "sqrt", "asin", "acos", "logm", "chol"];

    [GeneratedRegex(@"^(?:if|for|when|whenever|where|with|provided|that|all|any|and|in the case|the case|case|\s)*$")]
    private static partial Regex LinkWords();

    private Syntax Cases(int open, Span span)
    {
        var rows = CaseRows(open + 1, words.Partner(open));
        var conditions = rows.ConvertAll(r => Conditions(r.Condition));
        var all = new CaseConditions(conditions);
        if (all.Discrete() is { } label)
        {
            throw errors.Cases(label.Left.Span, "an equality of values decides between the cases", "cases are told apart by inequalities, or by i = j for indices");
        }

        if (!all.IsPartition())
        {
            throw errors.Cases(span, "the conditions of the cases overlap, or leave something out", "end with \\text{otherwise}, or with the opposite condition");
        }

        Syntax? sum = null, stated = null;
        var terms = new List<(Syntax? Indicator, Syntax Piece)>();
        for (int i = 0; i < rows.Count; i++)
        {
            var piece = Whole(rows[i].Piece.From, rows[i].Piece.To, rows[i].Piece.Span);
            if (SyntaxTree.Places(piece).Select(p => p.Node).FirstOrDefault(IsPartial) is { } restricted)
            {
                throw errors.Cases(restricted.Span, "a piece that has no value where another case holds", "define the pieces apart");
            }

            if (conditions[i].Count > 0 && Indicator(conditions[i], span) is { } indicator)
            {
                stated = stated is null ? indicator : Binary(BinaryKind.Add, stated, indicator, span);
                terms.Add((indicator, piece));
            }
            else if (conditions[i].Count == 0)
            {
                terms.Add((null, piece));
            }
        }

        foreach (var (indicator, piece) in terms.Where(t => t.Piece is not (NumberSyntax { Value.IsZero: true } or NameSyntax { Text: "zeros" })))
        {
            var there = indicator ?? (stated is null ? null : Binary(BinaryKind.Subtract, Number(Rational.One, span), stated, span));
            var term = there is null ? piece : piece is NumberSyntax { Value.IsOne: true } ? there : Binary(BinaryKind.ElementwiseProduct, there, piece, span);
            sum = sum is null ? term : Binary(BinaryKind.Add, sum, term, span);
        }

        Note(span, "read away from the places where the case changes");
        return sum ?? Number(Rational.Zero, span);
    }

    private BinarySyntax Binary(BinaryKind kind, Syntax left, Syntax right, Span span) => Counted(new BinarySyntax(kind, left, right, new Span(span.Start, 0), span));

    private static bool IsPartial(Syntax s) => s is CallSyntax c && Partial.Contains(c.Function.Text)
        || s is PowerSyntax { Exponent: NumberSyntax { Value.IsInteger: false } };

    // The piece and its condition in every row: apart by &, or by the first words, space or comma.
    private List<(WordRange Piece, WordRange Condition)> CaseRows(int first, int last)
    {
        var rows = new List<(WordRange Piece, WordRange Condition)>();
        for (int from = first; from < last;)
        {
            int to = from, cut = -1, soft = -1, brackets = 0;
            for (; to < last && words[to].Kind != LatexKind.NewLine; to++)
            {
                var t = words[to];
                cut = cut < 0 && t.Kind == LatexKind.Align ? to : cut;
                soft = soft < 0 && brackets == 0 && (Separators.IsProse(t) || t.Kind == LatexKind.Quad || t.Is(",")) ? to : soft;
                brackets += t.Is("(") || t.Is("[") || t.Is("{") ? 1 : t.Is(")") || t.Is("]") || t.Is("}") ? -1 : 0;
                to = t.Kind is LatexKind.Open or LatexKind.Begin ? words.Partner(to) : to;
            }

            cut = cut >= 0 ? cut : soft;
            if (to > from)
            {
                rows.Add(cut < 0 ? throw errors.Cases(SpanOf(from, to), "a case without a condition", "write p & \\text{if } x > 0, or & \\text{otherwise}")
                    : (Trimmed(from, cut), Trimmed(cut, to)));
            }

            from = to + 1;
        }

        return rows.Count > 0 ? rows : throw errors.Empty(SpanOf(first - 1, first));
    }

    private WordRange Trimmed(int from, int to)
    {
        bool Idle(int i) => words[i].Kind is LatexKind.Align or LatexKind.Quad || words[i].Is(",") || words[i].Is(".") || words[i].Is(";") || words[i].Is(":");
        while (from < to && Idle(from))
        {
            from++;
        }

        while (to > from && Idle(to - 1))
        {
            to--;
        }

        return new(from, to, SpanOf(from, to));
    }

    // The comparisons that a condition joins; none where it is "otherwise".
    private List<Comparison> Conditions(WordRange range)
    {
        var found = new List<Comparison>();
        int from = range.From;
        string said = "";
        for (int i = range.From; i <= range.To; i++)
        {
            bool ends = i == range.To || words[i].Kind == LatexKind.Words || words[i].Is(",") || words[i].Is("∧") || words[i].Kind == LatexKind.Quad;
            if (ends)
            {
                Compare(from, i, found);
                said += i < range.To && words[i].Kind == LatexKind.Words ? words[i].Text + " " : "";
                from = i + 1;
            }
            else
            {
                i = words[i].Kind is LatexKind.Open or LatexKind.Begin ? words.Partner(i) : i;
            }
        }

        bool otherwise = said.Contains("otherwise", StringComparison.OrdinalIgnoreCase) || said.Contains("else", StringComparison.OrdinalIgnoreCase);
        string link = said.Trim(' ', ',', '.', ':').ToLowerInvariant();
        return (otherwise && found.Count == 0) || (!otherwise && found.Count > 0 && LinkWords().IsMatch(link)) ? found
            : throw errors.Cases(range.Span, "the condition of a case can't be read", "write x > 0, i = j or \\text{otherwise}");
    }

    // a ≤ x < b
    private void Compare(int from, int to, List<Comparison> found)
    {
        var signs = new List<int>();
        for (int i = from; i < to; i++)
        {
            if (words[i].Kind == LatexKind.Sign && Comparing.Contains(words[i].Text))
            {
                signs.Add(i);
            }

            i = words[i].Kind is LatexKind.Open or LatexKind.Begin ? words.Partner(i) : i;
        }

        if (signs.Count == 0)
        {
            if (from < to)
            {
                throw errors.Cases(SpanOf(from, to), "a condition that is no comparison", "write x > 0, i = j or \\text{otherwise}");
            }

            return;
        }

        for (int k = 0; k < signs.Count; k++)
        {
            int start = k == 0 ? from : signs[k - 1] + 1, stop = k + 1 < signs.Count ? signs[k + 1] : to;
            bool indices = words[signs[k]].Text is "=" or "≠" && IsIndexAt(start, signs[k]) && IsIndexAt(signs[k] + 1, stop);
            Syntax Side(int a, int b) => indices ? Plain(new(a, b, SpanOf(a, b))) : Whole(a, b, words[signs[k]].Span);
            found.Add(new(Side(start, signs[k]), words[signs[k]].Text, Side(signs[k] + 1, stop), indices));
        }
    }

    private bool IsIndexAt(int from, int to) => to == from + 1 && (words[from].Kind == LatexKind.Digit || (IsIndexLetter(words[from]) && !names.IsDeclared(Spelled(words[from].Text))));

    // 1 where all comparisons hold, 0 elsewhere; null where that is nowhere but on a set without volume.
    private Syntax? Indicator(IReadOnlyList<Comparison> conditions, Span span)
    {
        Syntax? product = null;
        foreach (var c in conditions)
        {
            if (!c.OfIndices && c.Sign == "=")
            {
                return null;
            }

            var (over, under) = c.Sign is ">" or "≥" ? (c.Left, c.Right) : (c.Right, c.Left);
            Syntax delta = Call("δ", [c.Left, c.Right], span);
            Syntax? factor = c switch
            {
                { OfIndices: true, Sign: "=" } => delta,
                { OfIndices: true } => Binary(BinaryKind.Subtract, Number(Rational.One, span), delta, span),
                { Sign: "≠" } => null,
                _ when under is NumberSyntax { Value.IsZero: true } => Call("step", [over], span),
                _ when over is NumberSyntax { Value.IsZero: true } => Call("step", [Counted(new NegateSyntax(under, span))], span),
                _ => Call("step", [Binary(BinaryKind.Subtract, over, under, span)], span),
            };
            product = factor is null ? product : product is null ? factor : Binary(BinaryKind.ElementwiseProduct, product, factor, span);
        }

        return product ?? Number(Rational.One, span);
    }

    // 1[E > 0], 1_{E > 0}, I(i = j): the indicator of a condition that stands in brackets or below; null where none does.
    private Syntax? IndicatorOf(Span sign)
    {
        int from = at;
        int to = Current.Kind == LatexKind.Sub && Peek(1).Kind == LatexKind.Open ? words.Partner(at + 1) : Current is { Kind: LatexKind.Sign, Text: "(" or "[" or "{" } ? Closing(at) : -1;
        if (to < 0 || to >= end)
        {
            return null;
        }

        var inner = Current.Kind == LatexKind.Sub ? new WordRange(at + 2, to, default) : new WordRange(at + 1, to, default);
        inner = inner.To > inner.From + 1 && (words[inner.From].Is("{") || words[inner.From].Is("(") || words[inner.From].Is("[")) && Closing(inner.From) == inner.To - 1 ? new(inner.From + 1, inner.To - 1, default) : inner;
        if (!Enumerable.Range(inner.From, inner.To - inner.From).Any(i => words[i].Kind == LatexKind.Sign && Comparing.Contains(words[i].Text)))
        {
            return null;
        }

        var conditions = Conditions(inner with { Span = SpanOf(inner.From, inner.To) });
        var span = Join(sign, SpanOf(from, to + 1));
        if (conditions.Find(c => !c.OfIndices && c.Sign is "=" or "≠") is { } label)
        {
            throw errors.Cases(label.Left.Span, "an equality of values decides", "an indicator is of an inequality, or of i = j for indices");
        }

        at = to + 1;
        return Indicator(conditions, span);
    }

    // The bracket that closes the one at a word; −1 where none does.
    private int Closing(int open)
    {
        for (int i = open, depthHere = 0; i < end; i++)
        {
            depthHere += words[i].Is("(") || words[i].Is("[") || words[i].Is("{") ? 1 : words[i].Is(")") || words[i].Is("]") || words[i].Is("}") ? -1 : 0;
            if (depthHere == 0)
            {
                return i;
            }

            i = words[i].Kind is LatexKind.Open or LatexKind.Begin ? words.Partner(i) : i;
        }

        return -1;
    }
}
