namespace MatrixDiff.Verification.Verdicts;

/// <summary>How a claim is decided.</summary>
internal sealed record EqualityOptions
{
    /// <summary>Other seeds try other points.</summary>
    public int Seed { get; init; }

    /// <summary>Are conditions looked for under which a false claim holds?</summary>
    public bool Conditions { get; init; } = true;

    /// <summary>Is the nearest true statement looked for?</summary>
    public bool Suggestions { get; init; } = true;

    /// <summary>Is the left side what was meant, so that only the right one is repaired?</summary>
    public bool KeepLeft { get; init; }

    /// <summary>Is a small counterexample looked for?</summary>
    public bool Counterexamples { get; init; } = true;

    /// <summary>Does somebody claim the equation, so that it is no condition of itself? Where it is asked for, B C = C B holds if B and C commute.</summary>
    public bool IsClaimed { get; init; }
}
