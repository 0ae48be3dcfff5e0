using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Checking;

/// <summary>What is said of a step of a derivation.</summary>
internal enum StepVerdict
{
    /// <summary>True for all sizes and values, under what is declared and assumed.</summary>
    Holds,

    /// <summary>Not in general, but under a condition that was found and verified.</summary>
    HoldsIf,

    /// <summary>False.</summary>
    Fails,

    /// <summary>Shapes do not conform, or one that is claimed is not the shape of what it is claimed of.</summary>
    IllShaped,

    /// <summary>Introduces a name, an assumption or an update rule; its shapes conform.</summary>
    Definition,

    /// <summary>Passed over.</summary>
    Skipped,

    /// <summary>Can't be read.</summary>
    Unreadable,

    /// <summary>Neither proved nor refuted.</summary>
    Undecided,
}

/// <summary>A step with its verdict, the evidence, and what was taken for granted in judging it.</summary>
internal sealed record StepResult
{
    /// <summary>The number of the displayed formula, from 1.</summary>
    public required int Block { get; init; }

    /// <summary>The number of the relation within the formula, from 1.</summary>
    public required int Step { get; init; }

    /// <summary>The line of the file.</summary>
    public required int Line { get; init; }

    /// <summary>The step as written.</summary>
    public required string Latex { get; init; }

    /// <summary>The step as it was read, in the language of expressions.</summary>
    public string? Reads { get; init; }

    /// <summary>The verdict.</summary>
    public required StepVerdict Verdict { get; init; }

    /// <summary>What the verdict rests on.</summary>
    public Verdict? Evidence { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>With <see cref="StepVerdict.HoldsIf"/>: the condition.</summary>
    public string? Condition { get; init; }

    /// <summary>For a step of a chain: the verdict on it as a step from the line before.</summary>
    public StepVerdict? AsStep { get; init; }

    /// <summary>The false step that this one starts from, as block.step, where it is right as a step.</summary>
    public string? CarriedFrom { get; init; }

    /// <summary>Where and why it can't be read.</summary>
    public Diagnostic? Diagnostic { get; init; }

    /// <summary>How long the verdict took.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>How it was read where that is not plain, and what was let move.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Does it count as a mistake of the author?</summary>
    public bool IsFlagged => Verdict is StepVerdict.Fails or StepVerdict.IllShaped or StepVerdict.HoldsIf;

    /// <summary>Its number as readers say it: 3.1.</summary>
    public string Number => $"{Block}.{Step}";
}

/// <summary>A derivation checked.</summary>
internal sealed record CheckReport(string File, string? Title, IReadOnlyList<StepResult> Steps, IReadOnlyList<string> Assumed)
{
    /// <summary>What the names mean in the end.</summary>
    public required Scope Scope { get; init; }

    /// <summary>Is every step that can be checked right?</summary>
    public bool AllHold => Steps.All(s => !s.IsFlagged);

    /// <summary>The first step with a mistake, if there is one.</summary>
    public StepResult? FirstWrong => Steps.FirstOrDefault(s => s.IsFlagged);

    /// <summary>How many steps have a verdict.</summary>
    public int Count(StepVerdict verdict) => Steps.Count(s => s.Verdict == verdict);
}

/// <summary>How a derivation is checked.</summary>
internal sealed record CheckOptions
{
    /// <summary>Other seeds try other points.</summary>
    public int Seed { get; init; }

    /// <summary>Declarations besides those of the document.</summary>
    public IReadOnlyList<string> Where { get; init; } = [];

    /// <summary>The names of the verdicts.</summary>
    public static string NameOf(StepVerdict verdict) => verdict switch
    {
        StepVerdict.Holds => "holds",
        StepVerdict.HoldsIf => "holds-if",
        StepVerdict.Fails => "fails",
        StepVerdict.IllShaped => "ill-shaped",
        StepVerdict.Definition => "definition",
        StepVerdict.Skipped => "skipped",
        StepVerdict.Unreadable => "unreadable",
        _ => "undecided",
    };
}
