using MatrixDiff.Latex;
using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Repairs;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Checking;

/// <content>Equations about recurrences, and how much is looked for where they are false.</content>
internal sealed partial class StepJudge
{
    // False steps of a document of which it is looked for what was meant, and under which conditions they hold.
    private const int MostSearched = 24;

    private int searched;
    private int conditioned;
    private (Scope? Of, int Assumptions, WrittenLayout Layout, IReadOnlyList<UnrolledLayers> Steps) writtenOut = (null, 0, default, []);

    // Conditions are looked for in so many false steps as well.
    private Judged Conditioned(RecurrenceJudge judge, IReadOnlyList<Expr> bound, IReadOnlyList<string> notes, MovingContext around)
    {
        bool spent = judge.Conditions && conditioned >= MostSearched;
        bool looks = judge.Conditions &= !spent;
        var judged = OfRecurrences(judge, bound, notes, around);
        bool isFalse = judged.Verdict.Kind is VerdictKind.Fails or VerdictKind.HoldsIf;
        conditioned += isFalse && looks ? 1 : 0;
        return isFalse && spent ? judged with { Notes = [.. judged.Notes, $"more than {MostSearched} steps about recurrences are false: conditions are not looked for"] } : judged;
    }

    private Judged OfRecurrences(RecurrenceJudge judge, IReadOnlyList<Expr> bound, IReadOnlyList<string> notes, MovingContext around)
    {
        Judged? first = null;
        foreach (var rule in MovingSets.AreNeeded(bound) ? Enum.GetValues<MovingRule>().Cast<MovingRule?>() : [null])
        {
            if (judge.Decide(rule, around, options.Seed) is not { } judged)
            {
                continue;
            }

            judge.Conditions = false;
            if (judged.Holds)
            {
                bool isPlain = rule is null or MovingRule.Written || judged.Moving.Count == 0;
                return judged with { Notes = isPlain ? notes : [.. notes, $"moving: {string.Join(", ", judged.Moving.Select(s => s.Name.Text))}"] };
            }

            first ??= judged;
        }

        return first is null ? new(new Verdict { Left = bound[0].ToString(), Right = bound[1].ToString(), Kind = VerdictKind.Undecided, Reason = "nothing that is written moves" }, notes, []) : first with { Notes = notes };
    }

    // The recurrences written out, which many steps of a text ask for.
    private IReadOnlyList<UnrolledLayers> WrittenOut(Scope place)
    {
        if (!ReferenceEquals(writtenOut.Of, place) || writtenOut.Assumptions != place.Assumptions.Count || writtenOut.Layout != place.Layout)
        {
            writtenOut = (place, place.Assumptions.Count, place.Layout, RecurrenceJudge.WrittenOut(place));
        }

        return writtenOut.Steps;
    }

    // What the lines of a formula write.
    private IReadOnlyList<Symbol> Formula(Scope place, IReadOnlyList<Syntax> chain, MovingContext around) => Values is null ? []
        : [.. chain.SelectMany(side => TryBind(place.Copy(), [side]) is { } bound ? RecurrenceInstance.Symbols(bound) : []).Concat(around.Concluded).Distinct()];

    // What was probably meant, true in every instance.
    private Judged Repaired(Judged judged, Question question, MovingContext around, IndexCondition? where, IReadOnlyList<Symbol> formula)
    {
        if (searched++ >= MostSearched)
        {
            return judged with { Notes = [.. judged.Notes, $"more than {MostSearched} steps about recurrences are false: what was meant is not looked for"] };
        }

        var unrolled = RecurrenceJudge.WrittenOut(question.Declared);
        var screens = new Dictionary<string, Screen>();
        var meant = RecurrenceRepair.Find(question, (l, r) => TryBind(question.Declared.Copy(), [l, r]), sides => RecurrenceJudge.IsNeeded(question.Declared, sides) && new RecurrenceJudge(question.Declared, sides, unrolled, where) { Values = Values, Formula = formula } is var judge && judge.Passes(screens, judged.Moving, options.Seed) && OfRecurrences(judge, sides, [], around).Holds);
        return meant is null ? judged : judged with { Verdict = judged.Verdict with { Suggestion = SyntaxPrinter.Print(meant), SuggestionSide = "right" } };
    }
}
