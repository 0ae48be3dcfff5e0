using System.Collections.Immutable;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Tests.Checking;

/// <summary>The slips of the hand, made at every place of an expression: what kind it is, and what comes of it.</summary>
internal static class PlantedSlips
{
    private static readonly Dictionary<string, string> Confused = new()
    {
        ["tr"] = "det", ["det"] = "tr", ["logdet"] = "det", ["log"] = "exp", ["exp"] = "log", ["σ"] = "tanh", ["sigmoid"] = "tanh", ["diag"] = "vec", ["vec"] = "diag",
        ["softmax"] = "logsoftmax", ["sum"] = "mean", ["norm2"] = "sumsq", ["sumsq"] = "norm2", ["normF"] = "sumsq", ["adj"] = "inv", ["inv"] = "adj", ["sqrt"] = "square",
    };

    /// <summary>All of an expression; other names of the document are taken for those that stand there.</summary>
    public static IEnumerable<(string Kind, Syntax Mutant)> Of(Syntax root, IReadOnlyList<NameSyntax> names)
    {
        yield return ("negated", new NegateSyntax(root, root.Span));
        yield return ("doubled", Join(BinaryKind.Product, new NumberSyntax(2, root.Span), root));
        yield return ("halved", Join(BinaryKind.Divide, root, new NumberSyntax(2, root.Span)));
        foreach (var (node, put, _) in SyntaxTree.Places(root))
        {
            foreach (var (kind, mutant) in At(node, names))
            {
                yield return (kind, put(mutant));
            }
        }
    }

    private static IEnumerable<(string Kind, Syntax Mutant)> At(Syntax node, IReadOnlyList<NameSyntax> names) => node switch
    {
        TransposeSyntax t => [("transpose dropped", t.Operand)],
        BinarySyntax b => Binary(b),
        DotSyntax d => [("factors swapped", d with { Left = d.Right, Right = d.Left }), ("factor dropped", d.Left), ("factor dropped", d.Right)],
        NameSyntax n => Name(n, names),
        CallSyntax c => Call(c),
        PowerSyntax { Exponent: NegateSyntax } p => [("inverse dropped", p.Base)],
        PowerSyntax { Exponent: NumberSyntax e } p when e.Value < 0 => [("inverse dropped", p.Base)],
        PowerSyntax { Exponent: NumberSyntax e } p => [("power dropped", p.Base), ("power wrong", p with { Exponent = e with { Value = e.Value + 1 } })],
        NegateSyntax n => [("sign dropped", n.Operand)],
        NumberSyntax n when !n.Value.IsZero => [("number wrong", n with { Value = n.Value + 1 })],
        EntrySyntax { Indices: [var i, var j] } e => [("indices swapped", e with { Indices = [j, i] })],
        EntrySyntax { Operand: NameSyntax x } e => [.. names.Where(n => n.Text != x.Text).Select(n => ("name wrong", (Syntax)(e with { Operand = n with { Span = x.Span } })))],
        NablaSyntax n => [("derivative of another order", n with { Order = 3 - n.Order })],
        IndexedSyntax { To: { } to } s => [("sum over one less", s with { To = Join(BinaryKind.Subtract, to, new NumberSyntax(1, to.Span)) }), ("sum dropped", s.Body)],
        MatrixSyntax { Rows: [{ Length: > 1 } row, ..] } m => [("entries swapped", m with { Rows = m.Rows.SetItem(0, row.SetItem(0, row[1]).SetItem(1, row[0])) })],
        _ => [],
    };

    private static IEnumerable<(string Kind, Syntax Mutant)> Binary(BinarySyntax b)
    {
        switch (b.Kind)
        {
            case BinaryKind.Add or BinaryKind.Subtract:
                yield return ("sign", b with { Kind = b.Kind == BinaryKind.Add ? BinaryKind.Subtract : BinaryKind.Add });
                yield return ("term dropped", b.Left);
                yield return ("term dropped", b.Right);
                yield break;
            case BinaryKind.Kronecker:
                yield return ("order of ⊗", b with { Left = b.Right, Right = b.Left });
                break;
            case BinaryKind.Hadamard or BinaryKind.ElementwiseProduct:
                yield return ("product for ⊙", b with { Kind = BinaryKind.Product });
                break;
            case BinaryKind.Product or BinaryKind.Juxtaposition:
                yield return ("factors swapped", b with { Left = b.Right, Right = b.Left });
                yield return ("⊙ for product", b with { Kind = BinaryKind.Hadamard });
                if (b.Left is BinarySyntax { Kind: BinaryKind.Product or BinaryKind.Juxtaposition } left)
                {
                    yield return ("factors swapped", b with { Left = left with { Right = b.Right }, Right = left.Right });
                }

                break;
        }

        yield return ("factor dropped", b.Left);
        yield return ("factor dropped", b.Right);
    }

    private static IEnumerable<(string Kind, Syntax Mutant)> Name(NameSyntax n, IReadOnlyList<NameSyntax> names)
    {
        yield return ("transpose added", new TransposeSyntax(n, n.Span));
        yield return ("factor squared", Join(BinaryKind.Product, n, n));
        foreach (var other in names.Where(o => SyntaxPrinter.Print(o) != SyntaxPrinter.Print(n)))
        {
            yield return (other.Text == n.Text ? "layer index" : "name wrong", other with { Span = n.Span });
        }
    }

    private static IEnumerable<(string Kind, Syntax Mutant)> Call(CallSyntax c)
    {
        if (c.Primes > 0)
        {
            yield return ("prime dropped", c with { Primes = c.Primes - 1 });
        }

        if (c.Arguments.Length == 1)
        {
            yield return ("prime added", c with { Primes = c.Primes + 1 });
            yield return ("function dropped", c.Arguments[0]);
        }
        else if (c.Arguments.Length == 2)
        {
            yield return ("arguments swapped", c with { Arguments = [c.Arguments[1], c.Arguments[0]] });
        }

        if (c.Primes == 0 && Confused.TryGetValue(c.Function.Text, out string? other))
        {
            yield return ("function wrong", c with { Function = c.Function with { Text = other, Indices = ImmutableArray<Syntax>.Empty } });
        }
    }

    private static BinarySyntax Join(BinaryKind kind, Syntax left, Syntax right) => new(kind, left, right, left.Span, left.Span);
}
