using System.Collections.Immutable;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Verification.Repairs;

/// <summary>An expression without one slip, and how unlikely the slip is.</summary>
internal readonly record struct Slip(Syntax Without, double Cost);

/// <summary>
/// What a part of an expression may have been before one of the usual slips was made: transposes, order, operators, signs,
/// brackets. Costs say what is preferred among repairs that make the statement true.
/// </summary>
internal static class Slips
{
    private static readonly BinaryKind[] Multiplications =
        [BinaryKind.Product, BinaryKind.Hadamard, BinaryKind.Kronecker, BinaryKind.ElementwiseDivide, BinaryKind.Divide];

    private const int MostExchanged = 100;

    // Before another number is tried in its place: x, not 1*x.
    private const double NumberDropped = 1.14;

    /// <summary>All repairs of a part.</summary>
    public static IEnumerable<Slip> Of(Syntax node, Surroundings around, bool whole) =>
        Turned(node).Concat(node switch
        {
            BinarySyntax { Kind: BinaryKind.Add or BinaryKind.Subtract } b => Sums(b),
            BinarySyntax b => Products(b).Concat(Merges.OfProduct(b)),
            NegateSyntax n => [new(n.Operand, 1.0)],
            NumberSyntax n => Leaves.Numbers(n),
            NameSyntax n => Leaves.Names(n, around),
            CallSyntax c => Calls.Of(c, around),
            PowerSyntax p => Leaves.Powers(p),
            TransposeSyntax { Operand: BinarySyntax } t => Merges.OfTranspose(t),
            _ => [],
        }).Concat(Leaves.Homogeneous(node, around)).Concat(Exchanges(node, around)).Concat(Insertions.Into(node, around, whole));

    /// <summary>A product of two, of a kind.</summary>
    public static BinarySyntax Join(BinaryKind kind, Syntax left, Syntax right) => new(kind, left, right, left.Span, left.Span);

    /// <summary>The transpose; of a transpose, what was transposed.</summary>
    public static Syntax Transposed(Syntax x) => x is TransposeSyntax t ? t.Operand : new TransposeSyntax(x, x.Span);

    /// <summary>The negative; of a negative, what was negated.</summary>
    public static Syntax Negative(Syntax x) => x is NegateSyntax n ? n.Operand : new NegateSyntax(x, x.Span);

    /// <summary>A function of an expression.</summary>
    public static CallSyntax Call(string name, params ReadOnlySpan<Syntax> arguments) =>
        new(new NameSyntax(name, [], arguments[0].Span), 0, [.. arguments], arguments[0].Span);

    /// <summary>A whole number or fraction.</summary>
    public static NumberSyntax Number(Rational value, Span at) => new(value, at);

    /// <summary>Is it a product, written with or without a sign?</summary>
    public static bool IsProduct(BinaryKind kind) => kind is BinaryKind.Product or BinaryKind.Juxtaposition;

    // Two names in each other's place.
    private static IEnumerable<Slip> Exchanges(Syntax node, Surroundings around)
    {
        // In what is long, an exchange of all occurrences is hardly one slip.
        if (node is not (BinarySyntax or CallSyntax) || SyntaxTree.Places(node).Skip(MostExchanged).Any())
        {
            yield break;
        }

        var names = SyntaxTree.Places(node).Select(p => p.Node).OfType<NameSyntax>().Select(SyntaxPrinter.Print).Distinct()
            .Where(t => around.Names.Any(n => SyntaxPrinter.Print(n) == t)).Take(4).ToList();
        for (int i = 0; i < names.Count; i++)
        {
            for (int k = 0; k < i; k++)
            {
                var (first, second) = (around.Names.First(n => SyntaxPrinter.Print(n) == names[i]), around.Names.First(n => SyntaxPrinter.Print(n) == names[k]));
                yield return new(Exchanged(node, first, second), 1.7);
            }
        }
    }

    private static Syntax Exchanged(Syntax node, NameSyntax first, NameSyntax second) =>
        SyntaxTree.Same(node, first) ? second : SyntaxTree.Same(node, second) ? first
        : SyntaxTree.WithChildren(node, [.. SyntaxTree.Children(node).Select(c => Exchanged(c, first, second))]);

    private static IEnumerable<Slip> Turned(Syntax node)
    {
        if (node is not NumberSyntax)
        {
            bool leaf = node is NameSyntax or CallSyntax or TransposeSyntax;
            yield return new(Transposed(node), leaf ? 1.0 : 1.4);
        }
    }

    private static IEnumerable<Slip> Sums(BinarySyntax b)
    {
        bool minus = b.Kind == BinaryKind.Subtract;
        yield return new(b with { Kind = minus ? BinaryKind.Add : BinaryKind.Subtract }, 1.0);
        if (minus)
        {
            yield return new(b with { Left = b.Right, Right = b.Left }, 1.1);
        }

        yield return new(b.Left, 1.9);
        yield return new(minus ? Negative(b.Right) : b.Right, 2.0);
        if (minus)
        {
            yield return new(b.Right, 2.1);
        }

        foreach (var kind in Multiplications)
        {
            yield return new(b with { Kind = kind }, 2.2);
        }

        foreach (var slip in Merges.Brackets(b).Concat(Merges.OfSum(b)))
        {
            yield return slip;
        }
    }

    private static IEnumerable<Slip> Products(BinarySyntax b)
    {
        yield return new(b with { Left = b.Right, Right = b.Left }, IsProduct(b.Kind) ? 1.1 : 1.0);
        foreach (var kind in Multiplications)
        {
            if (kind != b.Kind && !(IsProduct(kind) && IsProduct(b.Kind)))
            {
                yield return new(b with { Kind = kind }, kind is BinaryKind.Divide or BinaryKind.ElementwiseDivide ? 1.8 : 1.2);
            }
        }

        // 2 X for X + X'.
        if (b.Left is NumberSyntax { Value: var two } && two == 2 && IsProduct(b.Kind))
        {
            yield return new(Join(BinaryKind.Add, b.Right, Transposed(b.Right)), 1.5);
        }

        yield return new(b with { Kind = BinaryKind.Add }, 2.2);
        yield return new(b with { Kind = BinaryKind.Subtract }, 2.4);
        yield return new(b.Left, IsNumber(b.Right) ? NumberDropped : 1.9);
        yield return new(b.Right, IsNumber(b.Left) ? NumberDropped : 1.9);
        yield return new(b with { Left = Transposed(b.Left), Right = Transposed(b.Right) }, 1.3);
        if (b.Left is BinarySyntax left && Grammar.Product == LevelOf(left.Kind))
        {
            yield return new(b with { Left = left with { Right = b.Right }, Right = left.Right }, 1.1);
            yield return new(b with { Left = left with { Right = Transposed(left.Right) }, Right = Transposed(b.Right) }, 1.3);
            var factors = Factors(b);
            if (factors.Count > 2 && factors.Count < 8)
            {
                yield return new(Enumerable.Reverse(factors).Aggregate((x, y) => Join(BinaryKind.Product, x, y)), 1.4);
            }
        }

        foreach (var slip in Merges.Brackets(b))
        {
            yield return slip;
        }
    }

    private static bool IsNumber(Syntax x) => x is NumberSyntax or BinarySyntax { Kind: BinaryKind.Divide, Left: NumberSyntax, Right: NumberSyntax };

    private static int LevelOf(BinaryKind kind) => kind switch
    {
        BinaryKind.Add or BinaryKind.Subtract => Grammar.Sum,
        BinaryKind.Kronecker or BinaryKind.Hadamard => Grammar.Tensor,
        _ => Grammar.Product,
    };

    private static List<Syntax> Factors(Syntax syntax)
    {
        var factors = new List<Syntax>();
        while (syntax is BinarySyntax b && IsProduct(b.Kind))
        {
            factors.Insert(0, b.Right);
            syntax = b.Left;
        }

        factors.Insert(0, syntax);
        return factors;
    }
}
