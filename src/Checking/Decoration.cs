using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Checking;

/// <summary>Names that are another one with a mark: ŵ and w* for w.</summary>
internal static class Decoration
{
    private static readonly string[] Marks = ["_hat", "_star", "_bar", "_tilde", "_opt", "_ML", "_MLE", "_MAP"];

    /// <summary>The name without its mark; null for one without.</summary>
    public static Name? BaseOf(Name name) => Marks.FirstOrDefault(m => name.Base.EndsWith(m, StringComparison.Ordinal) && name.Base.Length > m.Length) is { } mark
        ? new Name(name.Base[..^mark.Length], [.. name.Indices]) : null;
}
