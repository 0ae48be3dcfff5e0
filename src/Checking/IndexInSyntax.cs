using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>Indices in written formulas.</summary>
internal static class IndexInSyntax
{
    /// <summary>An index as it is written.</summary>
    public static Syntax Of(LayerIndex index, Span at)
    {
        var number = new NumberSyntax(Math.Abs(index.Offset), at);
        return index.Variable is null ? number
            : index.Offset == 0 ? new NameSyntax(index.Variable, [], at)
            : new BinarySyntax(index.Offset > 0 ? BinaryKind.Add : BinaryKind.Subtract, new NameSyntax(index.Variable, [], at), number, at, at);
    }

    /// <summary>A formula with a value in the place of an index, wherever that is no bound one: in <c>z[l+1]</c>, <c>f[l]'</c>, and as a number.</summary>
    public static Syntax Put(Syntax syntax, string index, Syntax value) => syntax switch
    {
        NameSyntax n when n.Text == index && n.Indices.IsEmpty => value,
        NameSyntax n => n with { Indices = [.. n.Indices.Select(i => Put(i, index, value))] },
        CallSyntax c => c with { Function = c.Function with { Indices = [.. c.Function.Indices.Select(i => Put(i, index, value))] }, Arguments = [.. c.Arguments.Select(a => Put(a, index, value))] },
        _ => SyntaxTree.WithChildren(syntax, [.. SyntaxTree.Children(syntax).Select(c => Put(c, index, value))]),
    };
}
