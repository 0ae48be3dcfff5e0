using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <content>What can be told of shapes before names are bound: only as much as decides between notations (|A| and |c|, e^A and e^c).</content>
internal sealed partial class FormulaReader
{
    private const int Deepest = 200;
    private static readonly HashSet<string> ScalarFunctions = ["tr", "trace", "det", "logdet", "sum", "mean", "norm1", "norm2", "normF", "sumsq", "dot", "logsumexp", "max"];

    private ShapeKind? KindOf(Syntax s, int level = 0) => level > Deepest ? null : s switch
    {
        NumberSyntax or EntrySyntax => ShapeKind.Scalar,
        NameSyntax n => KindOfName(n.Text),
        TransposeSyntax t => KindOf(t.Operand, level + 1) switch { ShapeKind.Vector => ShapeKind.Row, ShapeKind.Row => ShapeKind.Vector, var k => k },
        NegateSyntax n => KindOf(n.Operand, level + 1),
        PowerSyntax { Elementwise: true } p => KindOf(p.Base, level + 1) is { } k and not ShapeKind.Scalar ? k : KindOf(p.Exponent, level + 1),
        PowerSyntax p => KindOf(p.Base, level + 1),
        DotSyntax d => OfProduct(d.Left, d.Right, level + 1),
        BinarySyntax { Kind: BinaryKind.Kronecker } => ShapeKind.Matrix,
        BinarySyntax { Kind: BinaryKind.Divide } b => KindOf(b.Left, level + 1),
        BinarySyntax { Kind: BinaryKind.Juxtaposition or BinaryKind.Product } b => OfProduct(b.Left, b.Right, level + 1),
        BinarySyntax b => KindOf(b.Left, level + 1) is { } left and not ShapeKind.Scalar ? left : KindOf(b.Right, level + 1),
        CallSyntax c when ScalarFunctions.Contains(c.Function.Text) => ShapeKind.Scalar,
        CallSyntax { Function.Text: Moments.Variance or Moments.Covariance, Arguments: [var x, ..] } => KindOf(x, level + 1) == ShapeKind.Vector ? ShapeKind.Matrix : KindOf(x, level + 1),
        CallSyntax { Function.Text: "vec" or "vech" or "e" } => ShapeKind.Vector,
        CallSyntax { Function.Text: "I" or "K" or "D" or "L" } => ShapeKind.Matrix,
        CallSyntax { Function.Text: "ones" or "zeros", Arguments: { Length: > 0 } sizes } => sizes.Length == 1 ? ShapeKind.Vector : ShapeKind.Matrix,
        CallSyntax { Function.Text: "diag", Arguments: [var x] } => KindOf(x, level + 1) switch { ShapeKind.Vector => ShapeKind.Matrix, ShapeKind.Matrix => ShapeKind.Vector, _ => null },
        CallSyntax { Arguments: [var x] } => KindOf(x, level + 1),
        NablaSyntax { Order: 2 } or MatrixSyntax => ShapeKind.Matrix,
        NablaSyntax n => KindOf(n.Operand, level + 1) == ShapeKind.Scalar ? KindOf(n.Variable, level + 1) : null,
        IndexedSyntax i => KindOf(i.Body, level + 1),
        _ => null,
    };

    private ShapeKind? KindOfName(string text) => names.Kind(text)
        ?? (names.IsSize(text) || text == "pi" ? ShapeKind.Scalar
        : text == "I" ? ShapeKind.Matrix
        : text.Length > 1 && text[0] == 'd' && (char.IsUpper(text[1]) || names.IsDeclared(text[1..])) ? KindOfName(text[1..])
        : !names.IsDeclared(text) && char.IsUpper(text[0]) ? ShapeKind.Matrix
        : null);

    private ShapeKind? OfProduct(Syntax left, Syntax right, int level)
    {
        var (a, b) = (KindOf(left, level), KindOf(right, level));
        return a == ShapeKind.Scalar ? b
            : b == ShapeKind.Scalar ? a
            : a is null || b is null ? null
            : (a, b) switch
            {
                (ShapeKind.Row, ShapeKind.Vector) => ShapeKind.Scalar,
                (ShapeKind.Row, ShapeKind.Matrix) => ShapeKind.Row,
                (ShapeKind.Matrix, ShapeKind.Vector) => ShapeKind.Vector,
                (ShapeKind.Vector, ShapeKind.Row) or (ShapeKind.Matrix, ShapeKind.Matrix) => ShapeKind.Matrix,
                _ => null,
            };
    }

    // δh: what stands on the letter belongs to the whole.
    private Syntax? MarkedName(LatexToken mark)
    {
        bool faced = Current.Kind == LatexKind.Command && Faces.Contains(Current.Text);
        var inner = faced && Peek(1).Kind == LatexKind.Open && words.Partner(at + 1) == at + 3 ? Peek(2) : Current;
        if (inner.Kind != LatexKind.Letter)
        {
            return null;
        }

        at += faced ? 4 : 1;
        return Name($"{mark.Text}_{Spelled(inner.Text)}", Join(mark.Span, words[at - 1].Span));
    }

    // \bm{PH}^T is set like P H^T: what stands above and below belongs to the last letter.
    private Syntax LettersWithScripts(WordRange letters)
    {
        int last = letters.To - 1;
        var before = Whole(letters.From, last, SpanOf(letters.From, last));
        return Juxtapose(before, Name(Spelled(words[last].Text), words[last].Span));
    }
}
