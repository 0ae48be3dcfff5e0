using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Simplification;

namespace MatrixDiff.Symbolic.Derivations;

/// <summary>One way in which a line became another.</summary>
internal sealed record Shortened(Law Law, Expr Before, Expr After, string? Note = null);

/// <summary>
/// The end of a line: what is assumed is used, second derivatives of scalars are symmetric, the terms are simplified; and
/// again, as long as one brings out something for another.
/// </summary>
internal sealed class Shortening(Scope scope)
{
    private const int MostRounds = 8;

    private readonly HashSet<string> used = [];

    /// <summary>The assumptions that were used.</summary>
    public IEnumerable<string> Used => used;

    /// <summary>
    /// The shorter expression and the steps that lead to it. What moves with variables that are still to be differentiated
    /// by is not used.
    /// </summary>
    public (Expr Result, IReadOnlyList<Shortened> Steps) Run(Expr e, Dependence? later = null)
    {
        var assumptions = scope.Assumptions.Where(a => later is null || !a.MovesWith(later)).ToList();
        var steps = new List<Shortened>();
        var seen = new HashSet<Expr>();
        for (int round = 0; round < MostRounds && seen.Add(e); round++)
        {
            var line = ByLaws(Use(e, assumptions.Where(a => a.Shortens), steps), steps);
            if (round > 0 && ReferenceEquals(line, e))
            {
                break;
            }

            e = Simplified(line, steps);
        }

        if (assumptions.Exists(a => a is AssumedEquation))
        {
            e = new[] { Try(e, e, assumptions), Try(e, Expanding.Flatten(e), assumptions) }
                .Where(t => TreeSize.Of(t.Result) < TreeSize.Of(e)).OrderBy(t => TreeSize.Of(t.Result)).FirstOrDefault() is { } best
                ? Take(best, steps) : e;
        }

        foreach (var step in steps.Where(s => s.Law == Catalogue.Assumption))
        {
            used.Add(step.Note!);
        }

        return (e, steps);
    }

    // Equations of two sides of one length, and factors that are multiplied out, lead anywhere: the end must be shorter.
    private Trial Try(Expr e, Expr start, List<Assumption> assumptions)
    {
        var steps = new List<Shortened>();
        var result = Step(Catalogue.Simplification, e, start, steps);
        for (int round = 0; round < MostRounds; round++)
        {
            var next = Use(result, assumptions, steps);
            if (ReferenceEquals(next, result))
            {
                break;
            }

            result = Simplified(next, steps);
        }

        return new(result, steps);
    }

    private static Expr Take(Trial trial, List<Shortened> steps)
    {
        steps.AddRange(trial.Steps);
        return trial.Result;
    }

    private static Expr Use(Expr e, IEnumerable<Assumption> assumptions, List<Shortened> steps)
    {
        foreach (var assumption in assumptions)
        {
            e = Step(assumption.By, e, assumption.Use(e), steps, assumption.By == Catalogue.Assumption ? assumption.Text : null);
        }

        return e;
    }

    private Expr ByLaws(Expr e, List<Shortened> steps)
    {
        foreach (var law in scope.Laws)
        {
            e = Step(Catalogue.DeclaredLaw, e, law.Use(e), steps, law.Text);
        }

        return e;
    }

    private Expr Simplified(Expr e, List<Shortened> steps)
    {
        e = Step(Catalogue.Schwarz, e, SecondDerivatives.Symmetrise(e, scope), steps);
        return Step(Catalogue.Simplification, e, Simplifier.Simplify(e), steps);
    }

    private static Expr Step(Law law, Expr before, Expr after, List<Shortened> steps, string? note = null)
    {
        if (!ReferenceEquals(before, after))
        {
            steps.Add(new(law, before, after, note));
        }

        return after;
    }

    private sealed record Trial(Expr Result, List<Shortened> Steps);
}
