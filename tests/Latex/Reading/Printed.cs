using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Tests.Latex.Reading;

/// <summary>Syntax as text with the brackets that are needed, so that trees can be told apart: a space is a product without a sign, · one with a dot.</summary>
internal static class Printed
{
    private const int Sum = 1, Tensor = 2, Dotted = 3, Product = 4, Sign = 5, Postfix = 6, Atom = 7;

    public static string Of(Syntax s) => s switch
    {
        NumberSyntax n => n.Value.ToString(),
        NameSyntax n => n.Text + Indices(n.Indices),
        CallSyntax c => $"{Of(c.Function)}{new string('\'', c.Primes)}({List(c.Arguments)})",
        NegateSyntax n => "-" + At(n.Operand, Sign),
        TransposeSyntax t => At(t.Operand, Postfix) + "'",
        PowerSyntax p => At(p.Base, Postfix) + (p.Elementwise ? ".^" : "^") + At(p.Exponent, Atom),
        BinarySyntax b => At(b.Left, Level(b)) + Word(b.Kind) + At(b.Right, Level(b) + 1),
        DotSyntax d => At(d.Left, Dotted) + " · " + At(d.Right, Dotted + 1),
        NablaSyntax n => $"∇{(n.Order == 2 ? "²" : "")}_{{{Of(n.Variable)}}} {At(n.Operand, Postfix)}",
        PartialSyntax p => $"∂({Of(p.Operand)})/∂({List(p.Variables)}){(p.Transposed ? "'" : "")}",
        IndexedSyntax i => $"{(i.Kind == IndexedKind.Sum ? "Σ" : "∏")}{{{i.Index}{(i.From is null ? "" : "=" + Of(i.From))}{(i.To is null ? "" : (i.Descending ? "↓" : "..") + Of(i.To))}}} {At(i.Body, Tensor)}",
        EntrySyntax e => $"{At(e.Operand, Atom)}_{{{List(e.Indices)}}}",
        MatrixSyntax m => $"[{string.Join("; ", m.Rows.Select(r => List(r)))}]",
        _ => throw new InvalidOperationException(s.GetType().Name),
    };

    private static string Indices(IReadOnlyList<Syntax> indices) => indices.Count == 0 ? "" : $"[{string.Join(",", indices.Select(Of).Select(i => i.Replace(" ", "", StringComparison.Ordinal)))}]";

    private static string List(IEnumerable<Syntax> items) => string.Join(", ", items.Select(Of));

    private static string At(Syntax s, int least) => Level(s) >= least ? Of(s) : $"({Of(s)})";

    private static int Level(Syntax s) => s switch
    {
        NumberSyntax n => n.Value.Sign < 0 || !n.Value.IsInteger ? Sign : Atom,
        BinarySyntax { Kind: BinaryKind.Add or BinaryKind.Subtract } => Sum,
        BinarySyntax { Kind: BinaryKind.Kronecker or BinaryKind.Hadamard or BinaryKind.ElementwiseDivide or BinaryKind.ElementwiseProduct } or IndexedSyntax => Tensor,
        DotSyntax => Dotted,
        BinarySyntax => Product,
        NegateSyntax or NablaSyntax => Sign,
        TransposeSyntax or PowerSyntax => Postfix,
        _ => Atom,
    };

    private static string Word(BinaryKind kind) => kind switch
    {
        BinaryKind.Product => "*",
        BinaryKind.Juxtaposition => " ",
        BinaryKind.Divide => "/",
        BinaryKind.LeftDivide => "\\",
        BinaryKind.ElementwiseProduct => " .* ",
        BinaryKind.ElementwiseDivide => " ⊘ ",
        BinaryKind.Kronecker => " ⊗ ",
        BinaryKind.Hadamard => " ⊙ ",
        BinaryKind.Add => " + ",
        _ => " - ",
    };
}
