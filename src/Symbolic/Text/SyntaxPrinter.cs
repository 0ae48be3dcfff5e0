namespace MatrixDiff.Symbolic.Text;

/// <summary>Writes what was read, in the words in which it was written, with the brackets that are needed.</summary>
internal static class SyntaxPrinter
{
    private const int Sign = 4;
    private const int Postfix = 5;
    private const int Atom = 6;

    /// <summary>The text of an expression.</summary>
    public static string Print(Syntax syntax) => syntax switch
    {
        NumberSyntax n => n.Value.ToString(),
        NameSyntax n => n.Indices.IsEmpty ? n.Text : $"{n.Text}[{string.Join(",", n.Indices.Select(Index))}]",
        CallSyntax c => $"{Print(c.Function)}{new string('\'', c.Primes)}({string.Join(", ", c.Arguments.Select(Print))})",
        NegateSyntax n => "-" + At(n.Operand, Postfix),
        TransposeSyntax t => At(t.Operand, Postfix) + "'",
        PowerSyntax p => At(p.Base, Postfix) + (p.Elementwise ? ".^" : "^") + Exponent(p),
        BinarySyntax b => Binary(b),
        NablaSyntax n => $"{(n.Order == 1 ? "∇" : "∇²")}_{{{Print(n.Variable)}}} {At(n.Operand, Postfix)}",
        PartialSyntax { Variables: [var x, var y] } p => $"hessian({Print(p.Operand)}, {Print(x)}, {Print(y)})",
        PartialSyntax p => $"{(p.Transposed ? "jacobian" : "grad")}({Print(p.Operand)}, {Print(p.Variables[0])})",
        DotSyntax d => $"{At(d.Left, Grammar.Product)} · {At(d.Right, Grammar.Product + 1)}",
        IndexedSyntax s => $"{(s.Kind == IndexedKind.Sum ? "sum" : "prod")}_{{{s.Index}{Range(s)}}} {At(s.Body, Grammar.Tensor)}",
        EntrySyntax e => $"[{Print(e.Operand)}]_{{{string.Join(",", e.Indices.Select(Print))}}}",
        MatrixSyntax m => $"[{string.Join("; ", m.Rows.Select(r => string.Join(", ", r.Select(Print))))}]",
        _ => throw new InvalidOperationException(syntax.GetType().Name),
    };

    private static string Range(IndexedSyntax s) =>
        s.From is null || s.To is null ? "" : $"={Print(s.From)}:{(s.Descending ? "-1:" : "")}{Print(s.To)}";

    // l+1, without the spaces of a sum.
    private static string Index(Syntax index) => Print(index).Replace(" ", "", StringComparison.Ordinal);

    private static string Binary(BinarySyntax b)
    {
        int level = Level(b);
        string left = At(b.Left, level);
        string right = At(b.Right, level + 1);

        // ⊗ and ⊙ do not mix without brackets.
        if (level == Grammar.Tensor && b.Left is BinarySyntax l && Level(l) == Grammar.Tensor && l.Kind != b.Kind)
        {
            left = $"({left})";
        }

        return left + Word(b) + right;
    }

    private static string Word(BinarySyntax b) => b.Kind switch
    {
        BinaryKind.Product => "*",
        BinaryKind.Juxtaposition => b.Left is NumberSyntax || b.Right is NumberSyntax || Print(b.Right)[0] is '-' or '∇' ? "*" : " ",
        BinaryKind.Divide => "/",
        BinaryKind.LeftDivide => "\\",
        BinaryKind.ElementwiseProduct => " .* ",
        BinaryKind.ElementwiseDivide => " ./ ",
        BinaryKind.Kronecker => " ⊗ ",
        BinaryKind.Hadamard => " ⊙ ",
        BinaryKind.Add => " + ",
        _ => " - ",
    };

    private static string Exponent(PowerSyntax p) => p.Braced ? $"{{{Print(p.Exponent)}}}" : p.Exponent switch
    {
        NumberSyntax { Value.IsInteger: true } or NameSyntax => Print(p.Exponent),
        NegateSyntax { Operand: NumberSyntax { Value.IsInteger: true } } => Print(p.Exponent),
        _ => $"({Print(p.Exponent)})",
    };

    private static string At(Syntax syntax, int least) => Level(syntax) >= least ? Print(syntax) : $"({Print(syntax)})";

    private static int Level(Syntax syntax) => syntax switch
    {
        NumberSyntax n => !n.Value.IsInteger ? Grammar.Product : n.Value.Sign < 0 ? Sign : Atom,
        NegateSyntax => Sign,
        TransposeSyntax or PowerSyntax => Postfix,
        BinarySyntax { Kind: BinaryKind.Add or BinaryKind.Subtract } => Grammar.Sum,
        BinarySyntax { Kind: BinaryKind.Kronecker or BinaryKind.Hadamard } => Grammar.Tensor,
        BinarySyntax => Grammar.Product,
        NablaSyntax => Sign,
        DotSyntax => Grammar.Product,
        IndexedSyntax => Grammar.Tensor,
        _ => Atom,
    };
}
