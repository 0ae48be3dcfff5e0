using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Repairs;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Tests.Mutation;

/// <summary>
/// No mutant of a true statement is accepted: the slips at every place of every law and theorem, some of each drawn, those
/// that the witness finds false. <c>bench/mutations.sh</c> does the same at length by means of its own.
/// </summary>
public sealed class MutationTests
{
    private const int EachStatement = 4;
    private const double Wrong = 1e-4;

    private static readonly EqualityOptions JudgeOnly = new() { Conditions = false, Counterexamples = false, Suggestions = false };

    [Fact]
    public void NoMutantIsAccepted()
    {
        int wrong = 0;
        var accepted = new List<string>();
        foreach (var statement in Theorem.All)
        {
            foreach (var (left, right) in Mutants(statement).Where(m => IsWrong(m.Left, m.Right, statement.Where)))
            {
                wrong++;
                if (Equality.Decide(left, right, [statement.Where], JudgeOnly).Kind == VerdictKind.Holds)
                {
                    accepted.Add($"{statement.Id}: {left} = {right}, {statement.Where}");
                }
            }
        }

        Assert.Empty(accepted);
        Assert.InRange(wrong, 300, int.MaxValue);
    }

    // Some mutants of a statement, the same ones at every run.
    private static IEnumerable<(string Left, string Right)> Mutants(Theorem statement)
    {
        var question = Question.Parse(statement.Left, statement.Right, ExpressionReader.Declare(statement.Where));
        var around = new Surroundings(question, question.Read().Scope);
        var noise = new Noise(Noise.Key(statement.Id, 1));
        var all = new List<(string Left, string Right, ulong Order)>();
        foreach (bool isLeft in new[] { true, false })
        {
            foreach (var (node, put, depth) in SyntaxTree.Places(isLeft ? question.Left : question.Right))
            {
                foreach (var slip in Slips.Of(node, around, depth == 0))
                {
                    string side = SyntaxPrinter.Print(put(slip.Without));
                    all.Add(isLeft ? (side, statement.Right, noise.Next()) : (statement.Left, side, noise.Next()));
                }
            }
        }

        return all.OrderBy(m => m.Order).Select(m => (m.Left, m.Right)).Where(m => Conforms(m.Left, m.Right, statement.Where)).Take(EachStatement);
    }

    private static bool Conforms(string left, string right, string where) => Read(left, right, where) is not null;

    // By dual numbers at random points: no rule of the engine and no canonical form takes part.
    private static bool IsWrong(string left, string right, string where)
    {
        var claim = Read(left, right, where)!;
        var report = WitnessCheck.Equal(claim.WrittenLeft, claim.WrittenRight, claim.Moving, claim.Scope, samples: 2);
        return report is { Passed: false, Samples: > 0, MaxRelativeError: > Wrong };
    }

    private static Claim? Read(string left, string right, string where)
    {
        try
        {
            return Question.Parse(left, right, ExpressionReader.Declare(where)).Read();
        }
        catch (DiagnosticException)
        {
            return null;
        }
    }
}
