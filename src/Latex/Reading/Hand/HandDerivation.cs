using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>
/// A derivation as somebody wrote it, in LaTeX or in Markdown with LaTeX formulas: declarations, displayed formulas with their
/// steps, and the formulas of the running text. All spans are into <see cref="Source"/>.
/// </summary>
internal sealed record HandDerivation(SourceText Source, FrontMatter FrontMatter, IReadOnlyList<HandBlock> Blocks, IReadOnlyList<TextFormula> Inline)
{
    /// <summary>The formulas that stand in the reasons of displayed formulas, <c>\text{(chain rule: }{\nabla_z J = \delta}\text{)}</c>: where they say what a new name means, they define it.</summary>
    public IReadOnlyList<TextFormula> Reasons { get; init; } = [];

    /// <summary>What was passed over.</summary>
    public IReadOnlyList<ReadingNote> Notes { get; init; } = [];

    /// <summary>
    /// Takes a document apart. It is LaTeX where its name ends in <c>.tex</c>, or where the name says nothing and the text looks
    /// like it. What a formula means is read later, side by side: only mistakes in the declarations throw here.
    /// </summary>
    public static HandDerivation Read(string text, string file) => HandDocument.Read(text, file);
}

/// <summary>A displayed formula, numbered from 1: its steps, claims about shapes that belong to no step, and the prose above it.</summary>
internal sealed record HandBlock(int Number, int Line, Span Span, string Latex, IReadOnlyList<HandStep> Steps, IReadOnlyList<ShapeClaim> Claims, Passage Before)
{
    /// <summary>The equations of a system in <c>cases</c> or <c>array</c>, in a formula without steps; they are no steps of the numbering.</summary>
    public IReadOnlyList<HandStep> System { get; init; } = [];

    /// <summary>Do these equations stand in lines below each other, with no brace that makes a system of them, so that they are claimed?</summary>
    public bool HasPlainLines => System.Count > 0 && Latex.TrimStart().StartsWith(@"\begin{array}", StringComparison.Ordinal);

    /// <summary>The condition under which the words before the formula put it: "for i ≠ j".</summary>
    public Side? Condition { get; init; }
}

/// <summary>A formula within the prose; its steps are no steps of the derivation, but may define names.</summary>
internal sealed record TextFormula(int Line, Span Span, string Latex, IReadOnlyList<HandStep> Steps, IReadOnlyList<ShapeClaim> Claims)
{
    /// <summary>The formula itself, where it has no relation.</summary>
    public Side? Whole { get; init; }

    /// <summary>What stands between its commas, where it has some and no relation: A and B in <c>$A, B$</c>.</summary>
    public IReadOnlyList<Side> Listed { get; init; } = [];

    /// <summary>What it draws from a normal distribution.</summary>
    public DrawnNames? Drawn { get; init; }
}

/// <summary>What stands between two displayed formulas.</summary>
internal sealed record Passage(Span Span, string Text);

/// <summary>
/// One relation. <see cref="Left"/> is null where the step continues the chain above: <see cref="ChainLeft"/> is the left side
/// that stands for it, <see cref="PreviousRight"/> the side just above; both are null for a chain that begins with nothing.
/// </summary>
internal sealed record HandStep(
    int Number, int Line, Span Span, string Latex, RelationKind Relation, Side? Left, Side Right, bool Continues, StepCue Cue, IReadOnlyList<ShapeClaim> Claims)
{
    /// <summary>The written left side, or the one above that it continues.</summary>
    public Side? ChainLeft { get; init; }

    /// <summary>The right side of the step that this one continues.</summary>
    public Side? PreviousRight { get; init; }

    /// <summary>What stands after the right side and is no claim: a condition, a remark; empty where there is nothing.</summary>
    public string Remark { get; init; } = "";

    /// <summary>The step as a condition over an index, where its left side is a letter: it may say for which values the step before holds.</summary>
    public Side? AsCondition { get; init; }

    /// <summary>What stands behind the right side where it has a comparison: the condition of the step, if it can be read as one.</summary>
    public Side? Condition { get; init; }
}

/// <summary>The signs that make a step.</summary>
internal enum RelationKind
{
    /// <summary>=, also with something above it.</summary>
    Equal,

    /// <summary>:=, which defines or updates.</summary>
    Assigned,
}

/// <summary>What introduces a step.</summary>
[Flags]
internal enum CueKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>∴.</summary>
    Therefore = 1,

    /// <summary>⇒, ⇔.</summary>
    Implies = 2,

    /// <summary>∵.</summary>
    Because = 4,
}

/// <summary>The signs and words before a step, and its <c>\tag</c>.</summary>
internal sealed record StepCue(CueKind Kind, string Words, string? Tag);

/// <summary>A claim that an expression has a shape: an underbrace, ∈ ℝ^{m×n}, or a line of sizes. Without columns it is a vector of that length.</summary>
internal sealed record ShapeClaim(Side Expression, Side Rows, Side? Columns, Span Span);

/// <summary>Something that was passed over in reading, for the reader of the report.</summary>
internal sealed record ReadingNote(Span Span, string Text);
