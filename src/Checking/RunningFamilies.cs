using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>What never stands without the index of recurrences above it, and is nothing that is known, is a family: r^{t+1} is no power.</summary>
internal static class RunningFamilies
{
    /// <summary>The names of such families.</summary>
    /// <param name="nodes">Everything that the formulas are made of, as it was read without knowing them.</param>
    /// <param name="source">The text.</param>
    /// <param name="running">The letters that recurrences run over.</param>
    /// <param name="hasLastStep">Is T a last step, so that Λ^T is one of the family and no transpose?</param>
    public static IEnumerable<string> Of(IReadOnlyList<Syntax> nodes, SourceText source, IReadOnlyCollection<string> running, bool hasLastStep)
    {
        var above = nodes.OfType<PowerSyntax>().Select(p => p is { Elementwise: false, Base: NameSyntax { Indices.IsEmpty: true } b } && Names.TryIndex(p.Exponent) is { Variable: { } at } ? (Base: b, At: at) : default).Where(p => p.Base is not null).ToList();
        var indexed = above.Select(p => p.Base).Concat(hasLastStep ? nodes.OfType<TransposeSyntax>().Where(t => IsByLetter(t, source)).Select(t => t.Operand).OfType<NameSyntax>() : []).ToHashSet(ReferenceEqualityComparer.Instance);
        var bare = nodes.OfType<NameSyntax>().Where(n => n.Indices.IsEmpty && !indexed.Contains(n)).Select(n => n.Text).ToHashSet();
        return above.Where(p => running.Contains(p.At) && !bare.Contains(p.Base.Text)).Select(p => p.Base.Text).Distinct();
    }

    /// <summary>The names with such an index that equations say what they are, so that they are no functions: d^t = …, and e^t = … that is no exponential.</summary>
    public static IEnumerable<string> Stated(IEnumerable<ReadStep> steps, IReadOnlyCollection<string> running) => steps.Where(s => !s.Written.Continues).Select(s => s.Left switch
    {
        PowerSyntax { Elementwise: false, Base: NameSyntax { Indices.IsEmpty: true } b, Exponent: NameSyntax { Indices.IsEmpty: true } at } when running.Contains(at.Text) => b.Text,
        CallSyntax { Function.Text: "exp", Primes: 0, Arguments: [NameSyntax { Indices.IsEmpty: true } at] } when running.Contains(at.Text) && IsLetter(s) => "e",
        _ => null,
    }).OfType<string>();

    private static bool IsLetter(ReadStep step) => step.Written.Left?.Latex.TrimStart() is ['e', ..];

    // Λ^T and Λ^{T}, with a plain letter.
    private static bool IsByLetter(TransposeSyntax turned, SourceText source) => turned.Span is { Length: > 1 } at && source.Text.AsSpan(at.Start, at.Length).TrimEnd("} ") is [.., '^' or '{' or ' ', 'T'];
}
