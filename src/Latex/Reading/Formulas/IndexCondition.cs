using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>One case of a formula by cases over an index: what is written, and the values of the index that it is for.</summary>
internal sealed record IndexCase(Syntax Piece, IndexCondition Where);

/// <summary>
/// Values of indices: all that meet every one of some comparisons, as <c>l = 1, …, L-1</c>, <c>l &lt; L</c>, <c>1 ≤ l ≤ L</c>, and none of the
/// conditions of other cases (<c>otherwise</c>). What is compared are sums of names and whole numbers.
/// </summary>
internal sealed record IndexCondition(IReadOnlyList<Comparison> Comparisons, IReadOnlyList<IndexCondition> Others)
{
    /// <summary>The names that are compared.</summary>
    public IEnumerable<string> Names => Comparisons.SelectMany(c => new[] { c.Left, c.Right }).SelectMany(s => SyntaxTree.Places(s)).Select(p => p.Node)
        .OfType<NameSyntax>().Select(n => n.Text).Concat(Others.SelectMany(o => o.Names)).Distinct();

    /// <summary>The index and its value, where it has one alone: <c>l = L</c>.</summary>
    public (string Index, Syntax Value)? Value => Comparisons is [{ Sign: "=", Left: NameSyntax index, Right: var value }] ? (index.Text, value) : null;

    /// <summary>Is it met at some values? Null where a name has none.</summary>
    public bool? Holds(Func<string, int?> value)
    {
        foreach (var c in Comparisons)
        {
            if (Of(c.Left, value) is not { } left || Of(c.Right, value) is not { } right)
            {
                return null;
            }

            if (!(c.Sign switch { "<" => left < right, "≤" => left <= right, ">" => left > right, "≥" => left >= right, "=" => left == right, _ => left != right }))
            {
                return false;
            }
        }

        var others = Others.Select(o => o.Holds(value)).ToList();
        return others.Contains(null) ? null : !others.Contains(true);
    }

    /// <summary>Is it a sum of names without an index and whole numbers?</summary>
    public static bool IsSum(Syntax s) => s switch
    {
        NumberSyntax n => n.Value.TryToInt32(out _),
        NameSyntax n => n.Indices.IsEmpty,
        NegateSyntax n => IsSum(n.Operand),
        BinarySyntax { Kind: BinaryKind.Add or BinaryKind.Subtract } b => IsSum(b.Left) && IsSum(b.Right),
        _ => false,
    };

    private static int? Of(Syntax s, Func<string, int?> value) => s switch
    {
        NumberSyntax n when n.Value.TryToInt32(out int number) => number,
        NameSyntax n => value(n.Text),
        NegateSyntax n => -Of(n.Operand, value),
        BinarySyntax { Kind: BinaryKind.Add } b => Of(b.Left, value) + Of(b.Right, value),
        BinarySyntax { Kind: BinaryKind.Subtract } b => Of(b.Left, value) - Of(b.Right, value),
        _ => null,
    };

    /// <inheritdoc/>
    public override string ToString() => Comparisons.Count == 0 ? "otherwise"
        : string.Join(", ", Comparisons.Select(c => $"{SyntaxPrinter.Print(c.Left)} {c.Sign} {SyntaxPrinter.Print(c.Right)}"));
}
