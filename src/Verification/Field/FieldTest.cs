using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Verification.Sampling;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Verification.Field;

/// <summary>What exact evaluation says of a claim.</summary>
internal enum FieldAnswer
{
    /// <summary>The sides were equal at every point.</summary>
    Equal,

    /// <summary>They differ, and are rational functions of free numbers: the claim is false.</summary>
    Different,

    /// <summary>They differ, but may be equal by relations that random functions lose.</summary>
    Inconclusive,

    /// <summary>The expressions can't be evaluated, or nowhere.</summary>
    OutOfReach,
}

/// <summary>The answer, the bound of the chance that equality is an accident, and the sizes at which the sides differ.</summary>
internal sealed record FieldReport(FieldAnswer Answer, double ErrorBound, int Points, IReadOnlyDictionary<Name, int>? Sizes = null, string? Why = null);

/// <summary>Evaluates both sides at random points over the field, each with other sizes.</summary>
internal static class FieldTest
{
    private const int Assignments = 10;
    private const int Enough = 5;
    private const int Least = 3;
    private const int TriesEach = 2;

    /// <summary>Tests a claim with derivatives worked out.</summary>
    public static FieldReport Run(Claim claim, SizeAssignments assignments, ulong seed = 0)
    {
        double bound = 0;
        int points = 0;
        var sizes = assignments.Take(Assignments);
        if (assignments.Names.Count == 0 && sizes.Count > 0)
        {
            // Where nothing has a size, points differ by their values.
            sizes = [.. Enumerable.Repeat(sizes[0], Least)];
        }

        try
        {
            for (int i = 0; i < sizes.Count && points < Enough; i++)
            {
                for (int t = 0; t < TriesEach; t++)
                {
                    var point = new FieldPoint(claim.Scope, sizes[i], Noise.Key("field", seed + (ulong)((i * 10) + t)));
                    var evaluator = new FieldEvaluator(point);
                    if (Evaluate(evaluator, claim) is not (var left, var right))
                    {
                        continue;
                    }

                    if (!left.SameAs(right))
                    {
                        return new(evaluator.LosesRelations ? FieldAnswer.Inconclusive : FieldAnswer.Different, 1, points, sizes[i]);
                    }

                    points++;
                    bound = Math.Max(bound, new DegreeBound(point).Error(claim.Left, claim.Right, evaluator.Hashed));
                    break;
                }
            }
        }
        catch (OutOfReachException e)
        {
            return new(FieldAnswer.OutOfReach, 1, points, Why: e.Message);
        }

        return points >= Least ? new(FieldAnswer.Equal, bound, points) : new(FieldAnswer.OutOfReach, 1, points, Why: "too few points where both sides have a value");
    }

    private static (FieldMatrix Left, FieldMatrix Right)? Evaluate(FieldEvaluator evaluator, Claim claim)
    {
        try
        {
            return (evaluator.Value(claim.Left), evaluator.Value(claim.Right));
        }
        catch (UndefinedException)
        {
            return null;
        }
    }
}
