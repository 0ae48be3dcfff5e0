namespace MatrixDiff.Latex;

/// <summary>
/// The arguments with which names of quantities are written in a document: <c>J(w)</c> is read as <c>J</c>, and so J(w) and
/// J(v) in one document would be taken for the same.
/// </summary>
internal sealed class AppliedNames
{
    private readonly Dictionary<string, string> arguments = [];

    /// <summary>Is it the first time that the name has arguments, or are they as before? <paramref name="before"/> is what they were.</summary>
    public bool Agree(string name, string written, out string before)
    {
        lock (arguments)
        {
            return arguments.TryAdd(name, written) | (before = arguments[name]) == written;
        }
    }
}
