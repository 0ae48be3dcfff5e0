using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>A formula of the entries with one index, such as <c>a_1 (1 − a_1)</c>, as that of the vectors: <c>a .* (1 − a)</c>.</summary>
internal sealed record EntryFamily(Syntax Vector, Syntax? Index, string Key)
{
    /// <summary>The formula of vectors; null where the entries have different indices or something is no entrywise formula.</summary>
    public static EntryFamily? Lift(Syntax syntax, INotationContext names)
    {
        switch (syntax)
        {
            case NumberSyntax n:
                return new(n, null, n.Value.ToString());
            case EntrySyntax { Operand: NameSyntax name, Indices: [var index] }:
                return new(name, index, $"{name.Text}[{string.Join(',', name.Indices.Select(Spelled))}]");
            case NameSyntax name when names.Kind(name.Text) == ShapeKind.Scalar:
                return new(name, null, "scalar " + name.Text);
            case NegateSyntax n when Lift(n.Operand, names) is { } e:
                return e with { Vector = n with { Operand = e.Vector }, Key = $"-({e.Key})" };
            case CallSyntax { Arguments: [var x] } c when Lift(x, names) is { Index: not null } e && (FunctionTable.Elementwise(c.Function.Text) is not null || names.IsElementwise(c.Function.Text)):
                return e with { Vector = c with { Arguments = [e.Vector] }, Key = $"{c.Function.Text}{c.Primes}({e.Key})" };
            case PowerSyntax { Exponent: NumberSyntax k } p when Lift(p.Base, names) is { } e:
                return e with { Vector = p with { Base = e.Vector, Elementwise = true }, Key = $"({e.Key})^{k.Value}" };
            case BinarySyntax b when Lift(b.Left, names) is { } l && Lift(b.Right, names) is { } r:
                return Joined(l, r, b);
            case DotSyntax d when Lift(d.Left, names) is { } l && Lift(d.Right, names) is { } r:
                return Joined(l, r, new BinarySyntax(BinaryKind.Product, d.Left, d.Right, d.OperatorSpan, d.Span));
            default:
                return null;
        }
    }

    private static EntryFamily? Joined(EntryFamily l, EntryFamily r, BinarySyntax b)
    {
        if (l.Index is not null && r.Index is not null && Spelled(l.Index) != Spelled(r.Index))
        {
            return null;
        }

        bool both = l.Index is not null && r.Index is not null;
        BinaryKind? kind = b.Kind switch
        {
            BinaryKind.Add or BinaryKind.Subtract => b.Kind,
            BinaryKind.Juxtaposition or BinaryKind.Product => both ? BinaryKind.ElementwiseProduct : b.Kind,
            BinaryKind.Divide => r.Index is not null ? BinaryKind.ElementwiseDivide : b.Kind,
            BinaryKind.Hadamard or BinaryKind.ElementwiseProduct => b.Kind,
            _ => null,
        };
        return kind is { } k ? new(b with { Kind = k, Left = l.Vector, Right = r.Vector }, l.Index ?? r.Index, $"({l.Key} {k} {r.Key})") : null;
    }

    private static string Spelled(Syntax index) => index switch
    {
        NumberSyntax n => n.Value.ToString(),
        NameSyntax n => n.Text + string.Concat(n.Indices.Select(i => $"[{Spelled(i)}]")),
        BinarySyntax b => $"({Spelled(b.Left)} {b.Kind} {Spelled(b.Right)})",
        _ => index.Span.ToString(),
    };
}
