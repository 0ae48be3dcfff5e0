namespace MatrixDiff.Latex;

/// <summary>Lists of names in the running text: <c>$A, B$</c>.</summary>
internal static class Lists
{
    /// <summary>The parts of a list, between commas outside of brackets; nothing where there is none.</summary>
    public static IEnumerable<IReadOnlyList<LatexToken>> Parts(IReadOnlyList<LatexToken> tokens)
    {
        var parts = new List<List<LatexToken>> { new() };
        int depth = 0;
        foreach (var t in tokens)
        {
            depth += Separators.Step(t) + Separators.Bracket(t);
            if (depth == 0 && t is { Kind: LatexKind.Sign, Text: "," })
            {
                parts.Add([]);
            }
            else
            {
                parts[^1].Add(t);
            }
        }

        return parts.Count > 1 && parts.TrueForAll(p => p.Count > 0) ? parts : [];
    }
}
