namespace MatrixDiff.Verification.Verdicts;

/// <summary>What is said of a claim.</summary>
internal enum VerdictKind
{
    /// <summary>True for all sizes and values, under the declarations.</summary>
    Holds,

    /// <summary>Not in general, but under a condition that was found and verified.</summary>
    HoldsIf,

    /// <summary>False.</summary>
    Fails,

    /// <summary>Shapes do not conform.</summary>
    IllShaped,

    /// <summary>Neither proved nor refuted.</summary>
    Undecided,
}

/// <summary>What a verdict rests on.</summary>
internal enum Certificate
{
    /// <summary>Equal normal forms.</summary>
    Canonical,

    /// <summary>Exact evaluation at random points over a prime field.</summary>
    Field,

    /// <summary>Floating point.</summary>
    Numeric,
}

/// <summary>A verdict with its evidence.</summary>
internal sealed record Verdict
{
    /// <summary>The left side as read.</summary>
    public required string Left { get; init; }

    /// <summary>The right side as read.</summary>
    public required string Right { get; init; }

    /// <summary>The verdict.</summary>
    public required VerdictKind Kind { get; init; }

    /// <summary>What it rests on, where something was evaluated or proved.</summary>
    public Certificate? Certificate { get; init; }

    /// <summary>With the certificate <c>field</c>: the greatest chance that equality is an accident.</summary>
    public double? ErrorBound { get; init; }

    /// <summary>With <c>holds-if</c>: the condition.</summary>
    public string? Condition { get; init; }

    /// <summary>Why, in words.</summary>
    public string? Reason { get; init; }

    /// <summary>Where the sides differ.</summary>
    public Counterexample? Counterexample { get; init; }

    /// <summary>The nearest true statement: the side that is to be put in the place of the wrong one, or what would conform.</summary>
    public string? Suggestion { get; init; }

    /// <summary>Which side the suggestion replaces: <c>left</c> or <c>right</c>; null for a hint in words.</summary>
    public string? SuggestionSide { get; init; }

    /// <summary>What was inferred for undeclared names, as declarations.</summary>
    public string? Inferred { get; init; }
}

/// <summary>Numbers for sizes and values at which the sides differ, and the entry where they do.</summary>
internal sealed record Counterexample
{
    /// <summary>The sizes.</summary>
    public required IReadOnlyDictionary<string, int> Dims { get; init; }

    /// <summary>The values by name: rows of numbers; a column has rows of one number.</summary>
    public required IReadOnlyDictionary<string, double[][]> Values { get; init; }

    /// <summary>What unknown functions are, as expressions in t.</summary>
    public IReadOnlyDictionary<string, string> Functions { get; init; } = new Dictionary<string, string>();

    /// <summary>Row and column of the entry, from 1.</summary>
    public required (int Row, int Column) Entry { get; init; }

    /// <summary>The left side there.</summary>
    public required double Left { get; init; }

    /// <summary>The right side there.</summary>
    public required double Right { get; init; }
}
