using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Verification.Repairs;

/// <summary>Slips with numbers, names and powers.</summary>
internal static class Leaves
{
    /// <summary>Another constant.</summary>
    public static IEnumerable<Slip> Numbers(NumberSyntax n)
    {
        Rational v = n.Value;
        Rational[] others =
        [
            v / 2, v * 2, v + 1, v - 1, v.IsZero ? 1 : Rational.One / v, 1, 2, new(1, 2), 3, new(1, 3), 4, new(1, 4), v / 3, v * 3, 0, -v,
        ];
        int place = 0;
        foreach (var other in others.Distinct())
        {
            if (other != v)
            {
                yield return new(Slips.Number(other, n.Span), (other.IsZero ? 2.2 : 1.15) + (0.02 * place++));
            }
        }
    }

    /// <summary>Another name: a neighbouring layer, the variable for its differential, any other one.</summary>
    public static IEnumerable<Slip> Names(NameSyntax n, Surroundings around)
    {
        string own = SyntaxPrinter.Print(n);
        var among = around.Sizes.Any(s => s.Text == n.Text) ? around.Sizes : around.Names;
        foreach (var other in among)
        {
            if (SyntaxPrinter.Print(other) is var text && text != own)
            {
                bool near = other.Text == n.Text || other.Text == "d" + n.Text || n.Text == "d" + other.Text;
                yield return new(other with { Span = n.Span }, near ? 1.1 : 1.3);
            }
        }

        if (around.Sizes.Any(s => s.Text == n.Text))
        {
            var one = Slips.Number(1, n.Span);
            yield return new(Slips.Join(BinaryKind.Subtract, n, one), 1.4);
            yield return new(Slips.Join(BinaryKind.Add, n, one), 1.5);
        }
        else if (around.Names.Any(o => o.Text == n.Text) && !n.Text.StartsWith('d') && n.Indices.IsEmpty && around.Names.All(o => o.Text != "d" + n.Text))
        {
            yield return new(n with { Text = "d" + n.Text }, 1.6);
        }
    }

    /// <summary>Another exponent, or none.</summary>
    public static IEnumerable<Slip> Powers(PowerSyntax p)
    {
        if (p.Braced)
        {
            yield break;
        }

        yield return new(p.Base, 1.4);
        yield return new(p with { Elementwise = !p.Elementwise }, 1.4);
        yield return new(p with { Exponent = Slips.Negative(p.Exponent) }, 1.3);
        if (p.Base is BinarySyntax b && Slips.IsProduct(b.Kind))
        {
            yield return new(b with { Right = p with { Base = b.Right } }, 1.5);
        }
    }

    /// <summary>A scalar factor to a power of a size: cⁿ det A for c det A, (−1)ⁿ det A for −det A.</summary>
    public static IEnumerable<Slip> Homogeneous(Syntax node, Surroundings around)
    {
        var factor = node switch
        {
            NegateSyntax n => Slips.Negative(Slips.Number(1, n.Span)),
            BinarySyntax { Left: NumberSyntax or NameSyntax } b when Slips.IsProduct(b.Kind) => b.Left,
            _ => null,
        };
        foreach (var size in factor is null ? [] : around.Sizes)
        {
            var power = new PowerSyntax(factor!, size, false, false, node.Span);
            yield return new(node is BinarySyntax b ? b with { Left = power } : Slips.Join(BinaryKind.Product, power, ((NegateSyntax)node).Operand), 1.6);
        }
    }
}
