using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>
/// The arguments with which names of quantities are written in a document: <c>J(w)</c> is read as <c>J</c>, and so J(w) and
/// J(v) in one document would be taken for the same.
/// </summary>
internal sealed class AppliedNames
{
    private readonly Dictionary<string, (string Read, string Written)> arguments = [];

    /// <summary>Is it the first time that the name has arguments, or are they read as before, \mathbf w as \mathbf{w}? <paramref name="before"/> is how they were written.</summary>
    public bool Agree(string name, IEnumerable<Syntax> read, string written, out string before)
    {
        string same = string.Join(", ", read.Select(SyntaxPrinter.Print));
        lock (arguments)
        {
            arguments.TryAdd(name, (same, written));
            before = arguments[name].Written;
            return arguments[name].Read == same;
        }
    }
}
