using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace MatrixDiff.Symbolic.Text;

/// <summary>Written expressions as trees whose parts can be replaced.</summary>
internal static class SyntaxTree
{
    /// <summary>The parts of an expression that are expressions; sizes in calls count as such, indices of names do not.</summary>
    public static ImmutableArray<Syntax> Children(Syntax syntax) => syntax switch
    {
        CallSyntax c => c.Arguments,
        NegateSyntax n => [n.Operand],
        TransposeSyntax t => [t.Operand],
        PowerSyntax p => [p.Base, p.Exponent],
        BinarySyntax b => [b.Left, b.Right],
        NablaSyntax n => [n.Variable, n.Operand],
        PartialSyntax p => [p.Operand, .. p.Variables],
        DotSyntax d => [d.Left, d.Right],
        IndexedSyntax s => [s.Body],
        EntrySyntax e => [e.Operand],
        MatrixSyntax m => [.. m.Rows.SelectMany(r => r)],
        _ => [],
    };

    /// <summary>The same expression over other parts.</summary>
    public static Syntax WithChildren(Syntax syntax, ImmutableArray<Syntax> children) => syntax switch
    {
        CallSyntax c => c with { Arguments = children },
        NegateSyntax n => n with { Operand = children[0] },
        TransposeSyntax t => t with { Operand = children[0] },
        PowerSyntax p => p with { Base = children[0], Exponent = children[1] },
        BinarySyntax b => b with { Left = children[0], Right = children[1] },
        NablaSyntax n => n with { Variable = children[0], Operand = children[1] },
        PartialSyntax p => p with { Operand = children[0], Variables = children[1..] },
        DotSyntax d => d with { Left = children[0], Right = children[1] },
        IndexedSyntax s => s with { Body = children[0] },
        EntrySyntax e => e with { Operand = children[0] },
        MatrixSyntax m => m with { Rows = [.. m.Rows.Select((r, i) => children.Slice(m.Rows.Take(i).Sum(x => x.Length), r.Length))] },
        _ => syntax,
    };

    /// <summary>Every node with what puts another one in its place, the whole first.</summary>
    public static IEnumerable<(Syntax Node, Func<Syntax, Syntax> Put, int Depth)> Places(Syntax root)
    {
        var open = new Queue<(Syntax Node, Func<Syntax, Syntax> Put, int Depth)>();
        open.Enqueue((root, x => x, 0));
        while (open.TryDequeue(out var place))
        {
            yield return place;
            var (node, put, depth) = place;
            var children = Children(node);
            for (int i = 0; i < children.Length; i++)
            {
                int k = i;
                open.Enqueue((children[i], x => put(WithChildren(node, children.SetItem(k, x))), depth + 1));
            }
        }
    }

    /// <summary>The same expression with each A · B as what it was read as: A ⊙ B where the place of its sign is among those, else A*B.</summary>
    public static Syntax WithoutDots(Syntax syntax, IReadOnlySet<Span> hadamard)
    {
        var inner = WithChildren(syntax, [.. Children(syntax).Select(c => WithoutDots(c, hadamard))]);
        return inner is DotSyntax d ? new BinarySyntax(hadamard.Contains(d.OperatorSpan) ? BinaryKind.Hadamard : BinaryKind.Product, d.Left, d.Right, d.OperatorSpan, d.Span) : inner;
    }

    /// <summary>Do two expressions read the same, whatever their places in the text?</summary>
    public static bool Same(Syntax a, Syntax b) => SyntaxPrinter.Print(a) == SyntaxPrinter.Print(b);

    /// <summary>How an expression is printed when the order of terms, of factors of ⊙ and of a number among factors is left out of account.</summary>
    public static string Unordered(Syntax syntax)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return syntax switch
        {
            BinarySyntax { Kind: BinaryKind.Add or BinaryKind.Subtract } => string.Join(" ", Terms(syntax, '+').Order(StringComparer.Ordinal)),
            BinarySyntax { Kind: BinaryKind.Hadamard or BinaryKind.ElementwiseProduct } => "(" + string.Join(".*", Factors(syntax).Order(StringComparer.Ordinal)) + ")",
            BinarySyntax { Kind: BinaryKind.Product or BinaryKind.Juxtaposition, Right: NumberSyntax n } b => $"({Unordered(n)} {Unordered(b.Left)})",
            BinarySyntax { Kind: BinaryKind.Product or BinaryKind.Juxtaposition } b => $"({Unordered(b.Left)} {Unordered(b.Right)})",
            _ when Children(syntax) is { IsEmpty: false } children => SyntaxPrinter.Print(WithChildren(syntax, [.. children.Select(Hole)])) + "[" + string.Join(",", children.Select(Unordered)) + "]",
            _ => SyntaxPrinter.Print(syntax),
        };
    }

    private static Syntax Hole(Syntax part) => new NumberSyntax(0, part.Span);

    private static IEnumerable<string> Terms(Syntax syntax, char sign) => syntax switch
    {
        BinarySyntax { Kind: BinaryKind.Add } b => [.. Terms(b.Left, sign), .. Terms(b.Right, sign)],
        BinarySyntax { Kind: BinaryKind.Subtract } b => [.. Terms(b.Left, sign), .. Terms(b.Right, Opposite(sign))],
        NegateSyntax n => Terms(n.Operand, Opposite(sign)),
        _ => [sign + Unordered(syntax)],
    };

    private static IEnumerable<string> Factors(Syntax syntax) =>
        syntax is BinarySyntax { Kind: BinaryKind.Hadamard or BinaryKind.ElementwiseProduct } b ? [.. Factors(b.Left), .. Factors(b.Right)] : [Unordered(syntax)];

    private static char Opposite(char sign) => sign == '+' ? '-' : '+';
}
