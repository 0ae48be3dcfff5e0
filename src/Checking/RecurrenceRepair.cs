using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification.Repairs;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Checking;

/// <summary>The nearest true statement about the quantities of recurrences: one slip taken back on the right side.</summary>
internal static class RecurrenceRepair
{
    private const int MostReadings = 150;

    /// <summary>The right side that was probably meant; null where none of those that are tried is true in every instance.</summary>
    /// <param name="question">The false statement.</param>
    /// <param name="bind">Both sides of a statement read; null where they do not conform.</param>
    /// <param name="holds">Is a statement true in every instance?</param>
    public static Syntax? Find(Question question, Func<Syntax, Syntax, IReadOnlyList<Expr>?> bind, Func<IReadOnlyList<Expr>, bool> holds)
    {
        foreach (var (_, whole) in RepairSearch.Nearest(question, keepLeft: true).Take(MostReadings))
        {
            if (!SyntaxTree.Same(whole, question.Left) && bind(question.Left, whole) is { } sides && sides[0].Shape == sides[1].Shape && !sides[1].IsZero && holds(sides))
            {
                return whole;
            }
        }

        return null;
    }
}
