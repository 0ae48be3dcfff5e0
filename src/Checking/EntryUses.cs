using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>
/// How names with an index below them are used: y_i among numbers alone, as in Σ_i y_i log p_i, is the entry of a vector y that also stands by
/// itself; beside what may be a vector or a matrix, as in wᵀx_i, it may be the i-th of a family.
/// </summary>
internal sealed class EntryUses
{
    private readonly IReadOnlySet<string> letters;
    private readonly Func<string, ShapeKind?> kinds;
    private readonly HashSet<string> among = [];
    private readonly HashSet<string> beside = [];

    private EntryUses(IReadOnlySet<string> letters, Func<string, ShapeKind?> kinds) => (this.letters, this.kinds) = (letters, kinds);

    /// <summary>The names that stand with one of the letters below them, and only among numbers.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<ReadStep> steps, IReadOnlySet<string> letters, Func<string, ShapeKind?> kinds)
    {
        var uses = new EntryUses(letters, kinds);
        foreach (var step in steps)
        {
            uses.Look([.. new[] { step.Left, step.Right }.OfType<Syntax>()]);
        }

        return uses.among.Except(uses.beside);
    }

    // What is added, equated or multiplied together; terms of sums by themselves.
    private void Look(IReadOnlyList<Syntax> together)
    {
        bool numbers = together.All(IsNumber);
        foreach (string name in together.SelectMany(Members))
        {
            (numbers ? among : beside).Add(name);
        }

        foreach (var sum in together.SelectMany(SyntaxNames.Of).OfType<IndexedSyntax>())
        {
            Look([sum.Body]);
        }
    }

    private bool IsNumber(Syntax s) => s switch
    {
        NumberSyntax or IndexedSyntax => true,
        _ when Member(s) is not null => true,
        NameSyntax { Indices.IsEmpty: true } n => kinds(n.Text) == ShapeKind.Scalar || (n.Text.Length == 1 && n.Text[0] is >= 'α' and <= 'ω'),
        NegateSyntax or PowerSyntax or BinarySyntax { Kind: not (BinaryKind.Kronecker or BinaryKind.Hadamard) } or DotSyntax => SyntaxTree.Children(s).All(IsNumber),
        CallSyntax { Arguments: [var x] } c => FunctionTable.Elementwise(c.Function.Text) is not null && IsNumber(x),
        _ => false,
    };

    private IEnumerable<string> Members(Syntax s) => s is IndexedSyntax ? [] : Member(s) is { } name ? [name] : SyntaxTree.Children(s).SelectMany(Members);

    private string? Member(Syntax s) => s switch
    {
        EntrySyntax { Operand: NameSyntax { Indices.IsEmpty: true } n, Indices: [NameSyntax i] } when letters.Contains(i.Text) => n.Text,
        NameSyntax { Indices: [NameSyntax i] } n when letters.Contains(i.Text) => n.Text,
        NameSyntax { Indices.IsEmpty: true, Text: [.. var head, '_', var letter] } when letters.Contains(letter.ToString()) => head,
        _ => null,
    };
}
