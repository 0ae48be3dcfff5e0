namespace MatrixDiff.Numeric.Witness;

/// <summary>The least and the greatest number that a size had at the points of a check.</summary>
internal readonly record struct SizesTried(int Least, int Most)
{
    /// <summary>Those of two checks; null where none had sizes.</summary>
    public static SizesTried? Of(SizesTried? a, SizesTried? b) =>
        a is { } x && b is { } y ? new(Math.Min(x.Least, y.Least), Math.Max(x.Most, y.Most)) : a ?? b;

    /// <summary>Those of a point.</summary>
    public static SizesTried? At(Model model) => model.Sizes.Count == 0 ? null : new(model.Sizes.Values.Min(), model.Sizes.Values.Max());
}
