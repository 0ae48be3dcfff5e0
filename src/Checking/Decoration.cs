using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Checking;

/// <summary>Names that are another one with a mark: ŵ and w* for w.</summary>
internal static class Decoration
{
    /// <summary>The marks that LaTeX sets over a letter.</summary>
    public static IReadOnlyList<string> Accents { get; } = ["_hat", "_bar", "_tilde"];

    private static readonly string[] Marks = [.. Accents, "_star", "_opt", "_ML", "_MLE", "_MAP"];

    /// <summary>The name without its mark; null for one without.</summary>
    public static Name? BaseOf(Name name) => Marks.FirstOrDefault(m => name.Base.EndsWith(m, StringComparison.Ordinal) && name.Base.Length > m.Length) is { } mark
        ? Without(name, mark) : null;

    /// <summary>The name without a mark that stands at its end or before its index: W_bar_1 is the marked W_1. Null for one without.</summary>
    public static Name? Without(Name name, string mark)
    {
        int at = name.Base.LastIndexOf(mark, StringComparison.Ordinal), end = at + mark.Length;
        return at <= 0 || (end < name.Base.Length && name.Base[end] != '_') ? null : new Name(name.Base.Remove(at, mark.Length), [.. name.Indices]);
    }
}
