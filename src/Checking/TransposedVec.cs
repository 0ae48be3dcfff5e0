using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary><c>vec (A)'</c>, which is a row, and vec of A' in books that write no brackets around what vec is taken of.</summary>
internal static class TransposedVec
{
    /// <summary>A judgement on the second reading says that it is.</summary>
    public static Judged Noted(Judged judged) => judged with { Notes = [.. judged.Notes, "vec (A)' is read as vec of A', since only that conforms"] };

    /// <summary>The sides of an equation with the second reading in all places; null where there is no such place.</summary>
    public static (Syntax Left, Syntax Right)? Of(Syntax left, Syntax right) => (Of(left), Of(right)) is var (l, r) && !(SyntaxTree.Same(l, left) && SyntaxTree.Same(r, right)) ? (l, r) : null;

    private static Syntax Of(Syntax side) => side is TransposeSyntax { Operand: CallSyntax { Function.Text: "vec", Arguments: [var of] } vec } t ? vec with { Arguments = [new TransposeSyntax(Of(of), t.Span)] }
        : SyntaxTree.Children(side) is { Length: > 0 } children ? SyntaxTree.WithChildren(side, [.. children.Select(Of)]) : side;
}
