namespace MatrixDiff.Symbolic.Laws;

/// <summary>
/// A rule with its name, its statement (two sides in the language, with declarations) and where it is proved. The statement
/// of every law is proved by a test; a law whose statement can't be read or whose sides differ in shape fails it.
/// </summary>
internal sealed record Law(string Id, string Name, string Left, string Right, string Where, string Source)
{
    /// <summary>What must hold besides the declarations, as a reader would write it.</summary>
    public string Condition { get; init; } = "";

    /// <summary>The two sides.</summary>
    public string Statement => $"{Left} = {Right}" + (Condition.Length > 0 ? $"  ({Condition})" : "");
}
