using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Symbolic.Binding;

/// <summary>What stands in a syntax: its parts, from the left.</summary>
internal static class SyntaxNames
{
    /// <summary>The parts directly below; the index and the limits of a sum are none.</summary>
    public static IReadOnlyList<Syntax> Parts(Syntax syntax) => syntax switch
    {
        CallSyntax c => c.Arguments,
        NegateSyntax n => [n.Operand],
        TransposeSyntax t => [t.Operand],
        PowerSyntax p => [p.Base, p.Exponent],
        BinarySyntax b => [b.Left, b.Right],
        NablaSyntax n => [n.Variable, n.Operand],
        IndexedSyntax s => [s.Body],
        EntrySyntax e => [e.Operand],
        MatrixSyntax m => [.. m.Rows.SelectMany(r => r)],
        PartialSyntax p => [p.Operand, .. p.Variables],
        DotSyntax d => [d.Left, d.Right],
        _ => [],
    };

    /// <summary>Every part, the whole first; names of functions are not parts.</summary>
    public static IEnumerable<Syntax> Of(Syntax root)
    {
        var open = new Stack<Syntax>([root]);
        while (open.TryPop(out var syntax))
        {
            yield return syntax;
            var parts = Parts(syntax);
            for (int i = parts.Count - 1; i >= 0; i--)
            {
                open.Push(parts[i]);
            }
        }
    }

    /// <summary>The names in the limits of sums and products that are no bound indices: sizes.</summary>
    public static IEnumerable<NameSyntax> Limits(IEnumerable<Syntax> roots)
    {
        var indexed = roots.SelectMany(Of).OfType<IndexedSyntax>().ToList();
        var bound = indexed.Select(s => s.Index).ToHashSet();
        return indexed.SelectMany(s => new[] { s.From, s.To }).OfType<Syntax>().SelectMany(Of).OfType<NameSyntax>().Where(n => n.Indices.IsEmpty && !bound.Contains(n.Text));
    }

    /// <summary>The first d(…), gradient, Jacobian or Hessian in a syntax, if there is one.</summary>
    public static Syntax? Derivative(Syntax root) =>
        Of(root).FirstOrDefault(c => c is NablaSyntax or PartialSyntax or CallSyntax { Function.Text: "d" or "grad" or "jacobian" or "hessian" or "directional" });
}
