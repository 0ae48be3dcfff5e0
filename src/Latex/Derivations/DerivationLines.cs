using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;

namespace MatrixDiff.Latex;

/// <summary>A line of a derivation as it is shown: a left side where a chain begins, a right side, and why.</summary>
internal sealed record DerivationLine(Expr? Left, Expr Right, bool Concludes, Step? Reason)
{
    /// <summary>Is it the answer?</summary>
    public bool IsAnswer { get; init; }
}

/// <summary>Steps as lines, the same for all formats.</summary>
internal static class DerivationLines
{
    /// <summary>The lines in order; the last is the answer.</summary>
    public static IReadOnlyList<DerivationLine> Of(Derivation derivation)
    {
        var lines = new List<DerivationLine>();
        Statement? shown = null;
        foreach (var step in derivation.Steps)
        {
            bool follows = shown is not null && Same(shown, step.Before);
            bool trivial = ReferenceEquals(step.Before.Left, step.Before.Right);
            if (!follows && !trivial)
            {
                lines.Add(new(step.Before.Left, step.Before.Right, Concludes: false, null));
            }

            bool continues = step.Continues && (follows || !trivial);
            lines.Add(new(continues ? null : step.After.Left, step.After.Right, !step.Continues, step));
            shown = step.After;
        }

        var answer = new Statement(derivation.Asked, derivation.Result);
        if (shown is null || !Same(shown, answer))
        {
            lines.Add(new(answer.Left, answer.Right, shown is not null, null));
        }

        lines[^1] = lines[^1] with { IsAnswer = true };
        return lines;
    }

    /// <summary>Why: the law, what it is applied to, the laws that help; the short form is without what a law's name states.</summary>
    public static IReadOnlyList<Box> Reason(Step step, Derivation derivation, NotationOptions options)
    {
        options = options with { Sizes = false };
        var boxes = new List<Box>(Phrase.OfWords(Short(step.Law)));
        if (step.Note is { } note)
        {
            boxes.Add(new Prose(IsOneWord(step.Law) ? " " : ", "));
            boxes.AddRange(Phrase.Of(note, derivation.Scope, options));
        }

        foreach (var law in step.Also.Where(l => l != step.Law).DistinctBy(l => l.Id))
        {
            boxes.Add(new Prose(", "));
            boxes.AddRange(Phrase.OfWords(Short(law)));
        }

        for (int i = 0; i < step.Given.Count; i++)
        {
            boxes.Add(new Prose(i == 0 ? ": " : ", "));
            boxes.Add(Notation.Of(step.Given[i], options));
        }

        return boxes;
    }

    /// <summary>The same in plain text.</summary>
    public static string ReasonText(Step step) => string.Join(", ", step.Also.Where(l => l != step.Law).DistinctBy(l => l.Id).Select(Short)
        .Prepend(Short(step.Law) + (step.Note is not { } note ? "" : IsOneWord(step.Law) ? $" {note}" : $", {note}")))
        + string.Join(", ", step.Given.Select((g, i) => (i == 0 ? ": " : "") + $"{g.Left} = {g.Right}"));

    // Words that go on with what they are said of: assumption 1ᵀy = 1.
    private static bool IsOneWord(Law law) => law == Catalogue.Definition || law == Catalogue.Assumption || law == Catalogue.DeclaredLaw || law == Catalogue.Constant;

    private static string Short(Law law) => law.Name.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon ? law.Name[..colon] : law.Name;

    private static bool Same(Statement a, Statement b) => ReferenceEquals(a.Left, b.Left) && ReferenceEquals(a.Right, b.Right);
}
