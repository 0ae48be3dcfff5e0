using System.Runtime.CompilerServices;

namespace MatrixDiff.Symbolic.Text;

/// <summary>
/// The nodes of an expression as written: a leaf (a number, a name with its indices, a numeric exponent) 1, a sign, an
/// operator or a call 1 more than its arguments. <c>A*x + A'*x</c> has 8, <c>1/2</c> has 3, <c>I(n)</c> has 2.
/// </summary>
internal static class SyntaxSize
{
    /// <summary>The number of nodes.</summary>
    public static int Of(Syntax syntax)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return syntax switch
        {
            NegateSyntax n => 1 + Of(n.Operand),
            TransposeSyntax t => 1 + Of(t.Operand),
            PowerSyntax p => 1 + Of(p.Base) + OfExponent(p.Exponent),
            BinarySyntax b => 1 + Of(b.Left) + Of(b.Right),
            CallSyntax c => 1 + c.Arguments.Sum(Of),
            NablaSyntax n => 1 + Of(n.Variable) + Of(n.Operand),
            IndexedSyntax s => 1 + (s.From is null ? 0 : Of(s.From)) + (s.To is null ? 0 : Of(s.To)) + Of(s.Body),
            EntrySyntax e => 1 + Of(e.Operand) + e.Indices.Sum(Of),
            MatrixSyntax m => 1 + m.Rows.Sum(row => row.Sum(Of)),
            PartialSyntax p => 1 + Of(p.Operand) + p.Variables.Sum(Of),
            DotSyntax d => 1 + Of(d.Left) + Of(d.Right),
            _ => 1,
        };
    }

    // −1 and 3/2 are one number above the line.
    private static int OfExponent(Syntax exponent) => exponent switch
    {
        NegateSyntax { Operand: NumberSyntax } => 1,
        NegateSyntax { Operand: BinarySyntax { Kind: BinaryKind.Divide, Left: NumberSyntax, Right: NumberSyntax } } => 1,
        BinarySyntax { Kind: BinaryKind.Divide, Left: NumberSyntax or NegateSyntax { Operand: NumberSyntax }, Right: NumberSyntax } => 1,
        _ => Of(exponent),
    };
}
