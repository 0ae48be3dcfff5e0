using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Symbolic.Binding;

/// <summary>What stands in a syntax: its parts, from the left.</summary>
internal static class SyntaxNames
{
    /// <summary>Every part, the whole first; names of functions are not parts.</summary>
    public static IEnumerable<Syntax> Of(Syntax root)
    {
        var open = new Stack<Syntax>([root]);
        while (open.TryPop(out var syntax))
        {
            yield return syntax;
            IReadOnlyList<Syntax> parts = syntax switch
            {
                CallSyntax c => c.Arguments,
                NegateSyntax n => [n.Operand],
                TransposeSyntax t => [t.Operand],
                PowerSyntax p => [p.Base, p.Exponent],
                BinarySyntax b => [b.Left, b.Right],
                NablaSyntax n => [n.Variable, n.Operand],
                PartialSyntax p => [p.Operand, .. p.Variables],
                DotSyntax d => [d.Left, d.Right],
                _ => [],
            };
            for (int i = parts.Count - 1; i >= 0; i--)
            {
                open.Push(parts[i]);
            }
        }
    }

    /// <summary>The first d(…), gradient, Jacobian or Hessian in a syntax, if there is one.</summary>
    public static Syntax? Derivative(Syntax root) =>
        Of(root).FirstOrDefault(c => c is NablaSyntax or PartialSyntax or CallSyntax { Function.Text: "d" or "grad" or "jacobian" or "hessian" });
}
