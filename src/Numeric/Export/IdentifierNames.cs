namespace MatrixDiff.Numeric.Export;

/// <summary>Identifiers of a function: what the language has taken gets an underscore, a name that is taken a number.</summary>
internal sealed class IdentifierNames(IEnumerable<string> reserved)
{
    private readonly HashSet<string> words = [.. reserved];
    private readonly HashSet<string> taken = [];

    /// <summary>An identifier that no other name has.</summary>
    public string Take(string wanted)
    {
        // No language here but Python lets a name begin with an underscore for granted.
        wanted = wanted.StartsWith('_') ? "x" + wanted : wanted;
        string name = words.Contains(wanted) ? wanted + "_" : wanted;
        for (int k = 2; !taken.Add(name); k++)
        {
            name = $"{wanted}_{k}";
        }

        return name;
    }

    /// <summary>Has a name this identifier?</summary>
    public bool IsTaken(string identifier) => taken.Contains(identifier) || words.Contains(identifier);
}
