using System.Collections.Immutable;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <content>Matrices written out.</content>
internal sealed partial class FormulaReader
{
    private static readonly HashSet<string> Matrices = ["matrix", "bmatrix", "pmatrix", "Bmatrix", "smallmatrix", "array", "vmatrix"];
    private bool entriesMeant;

    private Syntax Environment()
    {
        int open = at, close = words.Partner(at);
        string name = words[open].Text;
        var span = SpanOf(open, close + 1);
        if (name is "cases" or "dcases")
        {
            at = close + 1;
            return Cases(open, span);
        }

        if (!Matrices.Contains(name))
        {
            throw errors.Environment(words[open].Span, name);
        }

        var rows = Cells(open + 1, close);
        if (rows.Count == 0)
        {
            throw errors.Empty(span);
        }

        at = close + 1;
        if (rows.Exists(r => r.Exists(IsDots)))
        {
            return Pattern(rows, span);
        }

        if (rows.Exists(r => r.Count != rows[0].Count))
        {
            throw errors.Environment(span, "a matrix with rows of different lengths");
        }

        ImmutableArray<ImmutableArray<Syntax>> cells = [.. rows.Select(r => r.Select(Cell).ToImmutableArray())];
        var matrix = Counted(new MatrixSyntax(cells, span));
        return name == "vmatrix" ? Call("det", [matrix], span) : matrix;
    }

    // A cell that is left empty is a zero.
    private Syntax Cell(WordRange cell) => cell.From == cell.To ? Number(Rational.Zero, cell.Span) : Whole(cell.From, cell.To, cell.Span);

    // Cells end at & and at commas, rows at \\.
    private List<List<WordRange>> Cells(int first, int last)
    {
        var rows = new List<List<WordRange>>();
        var row = new List<WordRange>();
        int from = first, brackets = 0;
        for (int i = first; i <= last; i++)
        {
            bool ends = i == last || words[i].Kind is LatexKind.Align or LatexKind.NewLine || (words[i].Is(",") && brackets == 0);
            if (ends)
            {
                int to = i;
                while (to > from && words[to - 1].Kind == LatexKind.Quad)
                {
                    to--;
                }

                row.Add(new(from, to, from < to ? SpanOf(from, to) : new Span(words[i].Span.Start, 0)));
                from = i + 1;
                brackets = 0;
            }

            if (i == last || words[i].Kind == LatexKind.NewLine)
            {
                rows.Add(row);
                row = [];
            }

            brackets += words[i].Is("(") || words[i].Is("[") ? 1 : words[i].Is(")") || words[i].Is("]") ? -1 : 0;
            i = i < last && words[i].Kind is LatexKind.Open or LatexKind.Begin ? words.Partner(i) : i;
        }

        if (rows[^1] is [{ From: var f, To: var t }] && f == t)
        {
            rows.RemoveAt(rows.Count - 1);
        }

        return rows;
    }

    private bool IsDots(WordRange cell) => cell.To == cell.From + 1 && words[cell.From] is { Kind: LatexKind.Sign, Text: "…" or "⋯" or "⋮" or "⋱" };

    private bool IsNothing(WordRange cell) => cell.From == cell.To || IsDots(cell) || (cell.To == cell.From + 1 && words[cell.From] is { Kind: LatexKind.Digit, Text: "0" });

    // A column, a row or a diagonal of entries with dots.
    private Syntax Pattern(List<List<WordRange>> rows, Span span)
    {
        int size = rows.Count;
        if (rows.TrueForAll(r => r.Count == 1))
        {
            return Rows([.. rows.Select(r => r[0])], span) ?? Family([.. rows.Select(r => r[0])], span);
        }

        if (size == 1)
        {
            return Transpose(Family(rows[0], span), span);
        }

        bool diagonal = rows.TrueForAll(r => r.Count <= size) && rows.Select((r, i) => (r, i)).All(p => p.r.Select((c, j) => (c, j)).All(q => q.j == p.i || IsNothing(q.c)))
            && rows.Select((r, i) => r.Count > i).All(x => x);
        return diagonal ? Call("diag", [Family([.. rows.Select((r, i) => r[i])], span)], span) : throw errors.Dots(span);
    }

    // (a_1, …, a_n) in brackets; null where nothing is left out, and nothing is read then.
    private List<WordRange>? DottedList()
    {
        if (!Current.Is("(") && !Current.Is("["))
        {
            return null;
        }

        string opening = Current.Text, closing = opening == "(" ? ")" : "]";
        int close = at, level = 0;
        for (; close < end; close++)
        {
            level += words[close].Is(opening) ? 1 : words[close].Is(closing) ? -1 : 0;
            if (level == 0)
            {
                break;
            }

            close = words[close].Kind is LatexKind.Open or LatexKind.Begin ? words.Partner(close) : close;
        }

        if (close >= end || Cells(at + 1, close) is not [var cells] || !cells.Exists(IsDots))
        {
            return null;
        }

        at = close + 1;
        return cells;
    }

    private static (NameSyntax Name, Syntax Index)? Member(Syntax x) => x switch
    {
        EntrySyntax { Operand: NameSyntax { Indices.IsEmpty: true } n, Indices: [var k] } => (n, k),
        NameSyntax { Indices: [var k] } n => (n with { Indices = [] }, k),
        _ => null,
    };

    // x_1ᵀ over … over x_Nᵀ is Σ_i e_i x_iᵀ; null for other columns.
    private IndexedSyntax? Rows(List<WordRange> cells, Span span)
    {
        bool outer = entriesMeant;
        entriesMeant = true;
        var shown = cells.Where(c => !IsDots(c) && c.From < c.To).Select(c => Whole(c.From, c.To, c.Span)).ToList();
        entriesMeant = outer;
        var members = shown.ConvertAll(s => s is TransposeSyntax { Operand: var x } ? Member(x) : null);
        if (members.Count < 2 || members[^1] is not var (name, lastIndex) || lastIndex is not NameSyntax last
            || !members.Take(members.Count - 1).Select((m, i) => m is var (n, k) && n.Text == name.Text && k is NumberSyntax { Value: var value } && value == new Rational(i + 1, 1)).All(x => x))
        {
            return null;
        }

        var index = new NameSyntax(last.Text == "i" ? "j" : "i", [], span);
        var row = new TransposeSyntax(name with { Indices = [index] }, span);
        var body = new BinarySyntax(BinaryKind.Product, Call("e", [index, last], span), row, span, span);
        return Counted(new IndexedSyntax(IndexedKind.Sum, index.Text, Number(Rational.One, span), last, false, body, span));
    }

    // a_1, a_2, …, a_n, or formulas of such entries: the vector a, or the formula of vectors, entry by entry.
    private Syntax Family(List<WordRange> cells, Span span)
    {
        var shown = cells.Where(c => !IsDots(c)).ToList();
        if (shown.Count < 2 || IsDots(cells[0]) || IsDots(cells[^1]) || shown.Exists(c => c.From == c.To))
        {
            throw errors.Dots(span);
        }

        bool outer = entriesMeant;
        entriesMeant = true;
        var lifted = shown.ConvertAll(c => EntryFamily.Lift(Whole(c.From, c.To, c.Span), names));
        entriesMeant = outer;
        for (int i = 0; i < lifted.Count; i++)
        {
            bool last = i == lifted.Count - 1;
            bool expected = lifted[i] is { } entry && entry.Key == lifted[0]?.Key
                && (last ? entry.Index is NameSyntax : entry.Index is NumberSyntax number && number.Value == new Rational(i + 1, 1));
            if (!expected)
            {
                throw errors.Dots(shown[i].Span);
            }
        }

        return lifted[0]!.Vector with { Span = span };
    }
}
