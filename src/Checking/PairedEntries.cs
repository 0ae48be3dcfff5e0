using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>Names that never stand without two letters below them, one of which is summed over, as r in Σ_n Σ_k r_{nk} ‖x_n − μ_k‖²: matrices of which the text writes the entries.</summary>
internal static class PairedEntries
{
    /// <summary>The names.</summary>
    /// <param name="source">The text.</param>
    /// <param name="steps">Its steps, as they were read without knowing it.</param>
    /// <param name="summed">The letters over which it sums.</param>
    public static IEnumerable<string> Of(SourceText source, IReadOnlyList<ReadStep> steps, IReadOnlySet<string> summed)
    {
        var names = steps.SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().SelectMany(SyntaxNames.Of).OfType<NameSyntax>().GroupBy(n => n.Text).ToList();

        // Beside a matrix A the entries a_ij are those of A.
        return names.Where(g => !names.Exists(o => o.Key != g.Key && o.Key == g.Key.ToUpperInvariant())
            && g.All(n => Letters(n) is var (i, j) && i != j && (summed.Contains(i) || summed.Contains(j)) && IsBelow(source, n))).Select(g => g.Key);
    }

    private static (string First, string Second)? Letters(NameSyntax n) => n.Indices switch
    {
        [BinarySyntax { Kind: BinaryKind.Juxtaposition, Left: NameSyntax { Indices.IsEmpty: true, Text: [_] } i, Right: NameSyntax { Indices.IsEmpty: true, Text: [_] } j }] => (i.Text, j.Text),
        [NameSyntax { Indices.IsEmpty: true, Text: [_] } i, NameSyntax { Indices.IsEmpty: true, Text: [_] } j] => (i.Text, j.Text),
        _ => null,
    };

    private static bool IsBelow(SourceText source, NameSyntax n) => source.Text.AsSpan(n.Span.Start, n.Span.Length).IndexOfAny('_', '^') is >= 0 and var at && source.Text[n.Span.Start + at] == '_';
}
