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
            return Family([.. rows.Select(r => r[0])], span);
        }

        if (size == 1)
        {
            return Transpose(Family(rows[0], span), span);
        }

        bool diagonal = rows.TrueForAll(r => r.Count <= size) && rows.Select((r, i) => (r, i)).All(p => p.r.Select((c, j) => (c, j)).All(q => q.j == p.i || IsNothing(q.c)))
            && rows.Select((r, i) => r.Count > i).All(x => x);
        return diagonal ? Call("diag", [Family([.. rows.Select((r, i) => r[i])], span)], span) : throw errors.Dots(span);
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
