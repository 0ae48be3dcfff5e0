using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>The summation convention: an index that stands twice in a product of entries is summed over, x_i A_ij x_j is Σ_i Σ_j x_i A_ij x_j.</summary>
internal static class RepeatedIndices
{
    /// <summary>The same expression with the sums written out.</summary>
    public static Syntax Summed(Syntax syntax) => syntax switch
    {
        BinarySyntax { Kind: BinaryKind.Add or BinaryKind.Subtract } b => b with { Left = Summed(b.Left), Right = Summed(b.Right) },
        NegateSyntax n => n with { Operand = Summed(n.Operand) },
        IndexedSyntax => syntax,
        _ => Twice(syntax).Aggregate(Within(syntax), (body, index) => new IndexedSyntax(IndexedKind.Sum, index, null, null, false, body, syntax.Span)),
    };

    /// <summary>The indices that a side leaves open: those that stand once in a term.</summary>
    public static IReadOnlySet<string> Indices(Syntax syntax) => SyntaxNames.Of(syntax).SelectMany(Letters).ToHashSet();

    // Sums in brackets have indices of their own where these do not stand outside as well.
    private static Syntax Within(Syntax syntax) => syntax is BinarySyntax or DotSyntax or CallSyntax or PowerSyntax
        ? SyntaxTree.WithChildren(syntax, [.. SyntaxTree.Children(syntax).Select(c => IsSum(c) ? Summed(c) : Within(c))]) : syntax;

    private static bool IsSum(Syntax s) => s is BinarySyntax { Kind: BinaryKind.Add or BinaryKind.Subtract } or NegateSyntax;

    private static IEnumerable<string> Twice(Syntax product) =>
        Factors(product).SelectMany(Letters).CountBy(i => i).Where(i => i.Value == 2).Select(i => i.Key).Order(StringComparer.Ordinal);

    // The factors of a product; a square is two of them. What is added, or stands within a function, is a term of its own.
    private static IEnumerable<Syntax> Factors(Syntax s) => s switch
    {
        BinarySyntax { Kind: BinaryKind.Juxtaposition or BinaryKind.Product or BinaryKind.Divide } b => Factors(b.Left).Concat(Factors(b.Right)),
        DotSyntax d => Factors(d.Left).Concat(Factors(d.Right)),
        PowerSyntax { Exponent: NumberSyntax { Value: var k } } p when k == 2 => Factors(p.Base).Concat(Factors(p.Base)),
        PartialSyntax p => [p.Operand, .. p.Variables],
        _ => [s],
    };

    private static IEnumerable<string> Letters(Syntax s) => s switch
    {
        EntrySyntax e => e.Indices.OfType<NameSyntax>().Where(n => n.Indices.IsEmpty).Select(n => n.Text),
        CallSyntax { Function.Text: "δ" } d => d.Arguments.OfType<NameSyntax>().Select(n => n.Text),
        _ => [],
    };
}
