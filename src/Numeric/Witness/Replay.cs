using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Numeric.Witness;

/// <summary>The outcome of a replay: how many steps were checked, how far sides were apart, and the first step that fails.</summary>
internal sealed record ReplayReport(int Steps, double MaxRelativeError, bool Passed, int? FailingStep, string? Failure);

/// <summary>
/// Checks every step of a derivation at random points. A step that continues a chain keeps the value of the line; one that
/// begins a chain or concludes has two equal sides, its left side being differentiated automatically. The variables move
/// in random directions; the differential of what is defined follows from its definition.
/// </summary>
internal static class Replay
{
    /// <summary>Checks the steps in order, up to the first that fails.</summary>
    public static ReplayReport Check(Derivation derivation, int samples = 3, int seed = 0)
    {
        double worst = 0;
        var steps = derivation.Steps;
        for (int i = 0; i < steps.Count; i++)
        {
            foreach (var (left, right) in Claims(derivation, i))
            {
                var report = WitnessCheck.Equal(left, right, Moving(derivation, i), derivation.Scope, samples, seed + i);
                worst = Math.Max(worst, report.MaxRelativeError);
                if (!report.Passed)
                {
                    return new(i, worst, false, i, $"step {i + 1} ({steps[i].Law.Name}): {report.Failure}");
                }
            }
        }

        return new(steps.Count, worst, true, null, null);
    }

    private static IEnumerable<(Expr Left, Expr Right)> Claims(Derivation derivation, int i)
    {
        var step = derivation.Steps[i];
        bool begins = i == 0 || !ReferenceEquals(derivation.Steps[i - 1].After.Left, step.Before.Left);
        if (begins && HasValue(derivation.Scope, step.Before.Left))
        {
            yield return (step.Before.Left, step.Before.Right);
        }

        if (step.Continues)
        {
            yield return (step.Before.Right, step.After.Right);
        }
        else if (HasValue(derivation.Scope, step.After.Left))
        {
            yield return (step.After.Left, step.After.Right);
        }
    }

    // A name without a meaning stands for whatever it is set equal to.
    private static bool HasValue(Scope scope, Expr left) => left is not Symbol s || Reach.HasMeaning(scope, s);

    // Of several variables those move whose dX occurs in the chain: a mixed block moves one after the other.
    private static IReadOnlyList<Symbol> Moving(Derivation derivation, int i)
    {
        if (derivation.Variables.Count < 2 || derivation.Kind != DerivationKind.Hessian)
        {
            return derivation.Variables;
        }

        var left = derivation.Steps[i].Before.Left;
        var lines = derivation.Steps.Where(s => ReferenceEquals(s.Before.Left, left)).SelectMany(s => new[] { s.Before.Right, s.After.Right });
        var moved = Rewrite.Nodes([.. lines]).OfType<Differential>().Select(d => d.Of).Where(derivation.Variables.Contains).Distinct().ToArray();
        return moved.Length > 0 ? moved : derivation.Variables;
    }
}
