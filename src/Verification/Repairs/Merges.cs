using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Verification.Repairs;

/// <summary>Slips with brackets: one that was moved, a function that was split over its argument or pulled out of it.</summary>
internal static class Merges
{
    /// <summary>(a ∘ b) ∗ c for a ∘ (b ∗ c) and the other way round.</summary>
    public static IEnumerable<Slip> Brackets(BinarySyntax b)
    {
        if (b.Left is BinarySyntax left)
        {
            yield return new(left with { Right = b with { Left = left.Right } }, 1.3);
        }

        if (b.Right is BinarySyntax right)
        {
            yield return new(right with { Left = b with { Right = right.Left } }, 1.3);
        }

        // c·(a) + b for c·(a + b), further down: the first term's last factor takes the rest along.
        if (b.Kind is BinaryKind.Add or BinaryKind.Subtract && b.Left is BinarySyntax { Left: BinarySyntax inner } outer && Slips.IsProduct(outer.Kind))
        {
            yield return new(inner with { Right = Slips.Join(b.Kind, Slips.Join(outer.Kind, inner.Right, outer.Right), b.Right) }, 1.5);
        }
    }

    /// <summary>f(a) + f(b) for f(a + b).</summary>
    public static IEnumerable<Slip> OfSum(BinarySyntax b) => Joined(b, [b.Kind, BinaryKind.Product]);

    /// <summary>f(a) f(b) for f(a b), c f(x) for f(c x).</summary>
    public static IEnumerable<Slip> OfProduct(BinarySyntax b)
    {
        foreach (var slip in Joined(b, [b.Kind, BinaryKind.Product, BinaryKind.Add, BinaryKind.Kronecker]))
        {
            yield return slip;
        }

        if (b.Right is CallSyntax { Arguments: [var x] } inner)
        {
            yield return new(inner with { Arguments = [b with { Right = x }] }, 1.4);
        }

        if (b.Left is CallSyntax { Arguments: [var y] } before)
        {
            yield return new(before with { Arguments = [b with { Left = y }] }, 1.4);
        }

        // a · f(b) · f(c) for a · f(b · c), the products being nested to the left.
        if (b.Left is BinarySyntax left && Slips.IsProduct(left.Kind))
        {
            foreach (var slip in Joined(b with { Left = left.Right }, [BinaryKind.Product]))
            {
                yield return slip with { Without = left with { Right = slip.Without } };
            }
        }
    }

    /// <summary>(a b)' for b' a'.</summary>
    public static IEnumerable<Slip> OfTranspose(TransposeSyntax t)
    {
        if (t.Operand is BinarySyntax b)
        {
            yield return new(b with { Left = Slips.Transposed(b.Left) }, 1.5);
            yield return new(b with { Right = Slips.Transposed(b.Right) }, 1.5);
            yield return new(b with { Left = Slips.Transposed(b.Right), Right = Slips.Transposed(b.Left) }, 1.8);
        }
    }

    private static IEnumerable<Slip> Joined(BinarySyntax b, BinaryKind[] kinds)
    {
        foreach (var kind in kinds.Distinct())
        {
            switch (b.Left, b.Right)
            {
                case (CallSyntax { Arguments: [var x] } f, CallSyntax { Arguments: [var y] } g) when f.Function.Text == g.Function.Text && f.Primes == g.Primes:
                    yield return new(f with { Arguments = [Slips.Join(kind, x, y)] }, 1.2);
                    yield return new(f with { Arguments = [Slips.Join(kind, y, x)] }, 1.4);
                    break;
                case (TransposeSyntax x, TransposeSyntax y):
                    yield return new(new TransposeSyntax(Slips.Join(kind, x.Operand, y.Operand), b.Span), 1.2);
                    break;
                case (PowerSyntax x, PowerSyntax y) when x.Elementwise == y.Elementwise && SyntaxTree.Same(x.Exponent, y.Exponent):
                    yield return new(x with { Base = Slips.Join(kind, x.Base, y.Base) }, 1.2);
                    break;
            }
        }
    }
}
