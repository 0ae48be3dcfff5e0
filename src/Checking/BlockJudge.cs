using System.Diagnostics;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Checking;

/// <summary>Judges the steps of a displayed formula in order, each chain as a whole.</summary>
internal sealed class BlockJudge(DerivationChecker checker, StepJudge judge, Solutions solutions, HandBlock block, IReadOnlyList<ReadStep> steps)
{
    // The last step of the chain, and the last of its steps that is false.
    private StepResult? above;
    private StepResult? wrong;

    /// <summary>Adds the results of the steps.</summary>
    public void Run(List<StepResult> results)
    {
        var names = checker.Names;
        foreach (var step in steps)
        {
            if (!step.Written.Continues)
            {
                (above, wrong) = (null, null);
            }

            long start = Stopwatch.GetTimestamp();
            var result = WithClaims(Guarded(step), step, names);
            result = result with { Time = Stopwatch.GetElapsedTime(start) };
            results.Add(result);
            above = result;
            wrong = result.IsFlagged ? wrong ?? result : wrong;
        }

        if (steps.Count == 0)
        {
            Loose(results, names);
        }
    }

    /// <summary>
    /// Judges the equations of a system, which are no steps of the numbering. What defines or holds is said in the words that come back. The
    /// others are results of the block: a derivative is claimed; of other equations it is not known whether they are claimed or asked.
    /// </summary>
    public IEnumerable<string> RunSystem(List<StepResult> results)
    {
        var said = new List<string>();
        foreach (var step in steps)
        {
            (above, wrong) = step.Written.Continues ? (above, wrong) : (null, null);
            var result = WithClaims(Guarded(step), step, checker.Names);
            (above, wrong) = (result, result.IsFlagged ? wrong ?? result : wrong);
            if (result.Verdict is StepVerdict.Holds or StepVerdict.Definition)
            {
                said.Add($"in the system of line {result.Line}: {result.Reads ?? result.Latex} ({CheckOptions.NameOf(result.Verdict)})");
                continue;
            }

            if (checker.StationaryPoints.Any(p => p.Text == result.Reads))
            {
                said.Add($"in the system of line {result.Line}: {result.Reads} (a condition beside the gradient)");
                continue;
            }

            bool asked = !block.HasPlainLines && result.Verdict is StepVerdict.Fails or StepVerdict.HoldsIf && new[] { step.Left, step.Right }.OfType<Syntax>().All(s => SyntaxNames.Derivative(s) is null);
            results.Add(!asked ? result : result with
            {
                Verdict = StepVerdict.Undecided, Evidence = null, Condition = null, CarriedFrom = null,
                Reason = "an equation of a system, and no identity: whether it is claimed or to be solved is not said",
            });
        }

        return said;
    }

    // What is no matter of shapes, such as an unknown function, can't be understood.
    private StepResult Guarded(ReadStep step)
    {
        try
        {
            var result = Judge(step);
            return (checker.Unsaid?.Concerns(step, result.Verdict) ?? (result.Verdict is StepVerdict.Fails or StepVerdict.HoldsIf ? checker.OpenMoments(step, judge) : null)) is { } open ? Start(step, StepVerdict.Undecided) with { Reads = result.Reads, Reason = open }
                : result.Verdict is not (StepVerdict.Fails or StepVerdict.HoldsIf) || checker.Opaque.In(step) is not { } name ? result
                : result with { Verdict = StepVerdict.Undecided, Evidence = null, Condition = null, CarriedFrom = null, Reason = $"{name.Text} is defined by a formula that can't be read" };
        }
        catch (DiagnosticException e)
        {
            return Start(step, StepVerdict.Unreadable) with { Diagnostic = e.Diagnostic, Reason = e.Diagnostic.Message };
        }
    }

    private StepResult Judge(ReadStep step)
    {
        if (step.IsProblem && step.Left is not null)
        {
            return Start(step, StepVerdict.Definition) with { Notes = [.. Notes(step), "an optimisation problem, taken as given"] };
        }

        if (step.Cases.Count > 0)
        {
            return checker.DefinedBy(step) is { } family ? Given(step, family) : OfCases(step);
        }

        if (step.IsRange)
        {
            return Start(step, StepVerdict.Definition) with { Reads = null, Notes = [.. Notes(step), "the values of the index that the formula before is about"] };
        }

        if (step.Right is null || (step.Left is null && step.Previous is null))
        {
            return step.Diagnostic is { } d
                ? Start(step, StepVerdict.Unreadable) with { Diagnostic = d, Reason = d.Message }
                : Start(step, StepVerdict.Undecided) with { Reason = "the side that it starts from can't be read" };
        }

        if (checker.DefinedBy(step) is { } defined)
        {
            return Given(step, defined);
        }

        var left = step.Left ?? step.Previous!;
        var result = step.Previous is null || step.Left is null || ReferenceEquals(step.Previous, step.Left) ? From(step, Decide(step, left), left) : InChain(step);
        return result.Verdict is StepVerdict.Holds or StepVerdict.IllShaped || solutions.Follows(step, left) is not { } follows ? result
            : follows.Holds || follows.Verdict.Kind == VerdictKind.Undecided ? From(step, follows, left) with { AsStep = result.AsStep }
            : follows.Verdict is { Kind: VerdictKind.HoldsIf, Condition: { } condition } && result is { Verdict: StepVerdict.Fails, Evidence: { } evidence }
                ? result with { Verdict = StepVerdict.HoldsIf, Condition = condition, Evidence = evidence with { Kind = VerdictKind.HoldsIf, Condition = condition } }
            : result with { Reason = follows.Verdict.Reason ?? result.Reason };
    }

    // Each case is a claim over its values of the index; what is found is that of the worst.
    private StepResult OfCases(ReadStep step)
    {
        StepVerdict[] order = [StepVerdict.IllShaped, StepVerdict.Fails, StepVerdict.HoldsIf, StepVerdict.Unreadable, StepVerdict.Undecided];
        var results = step.Cases.Select(c => Guarded(c)).ToList();
        int worst = order.Select(v => results.FindIndex(r => r.Verdict == v)).FirstOrDefault(i => i >= 0, 0);
        string reads = string.Join("; ", results.Select(r => r.Reads));
        string? reason = results[worst].Verdict == StepVerdict.Holds ? null : $"case {worst + 1}: {results[worst].Reason}";
        return results[worst] with { Reads = reads, Reason = reason ?? results[worst].Reason, Notes = [.. results.SelectMany(r => r.Notes).Distinct()] };
    }

    private StepResult Given(ReadStep step, Defined defined)
    {
        if (defined.Stationary is not null && Decide(step, step.Left!) is { Holds: true } always)
        {
            return From(step, always, step.Left!);
        }

        var solution = solutions.Judge(step, defined);

        // What the step itself defines, ŵ = …, is no evidence for it.
        solution = solution is { Holds: false } && defined.Symbol is null && solutions.Follows(step, step.Left!) is { Holds: true } follows ? follows : solution;
        return defined.Clash is { } clash
            ? Start(step, IsAboutShapes(clash) ? StepVerdict.IllShaped : StepVerdict.Undecided) with { Reason = clash.Message, Diagnostic = clash }
            : solution is null ? checker.Idle.Concerns(step, defined) is { } open ? Start(step, StepVerdict.Undecided) with { Reason = open } : Start(step, StepVerdict.Definition)
            : From(step, solution, step.Left!);
    }

    // Against the definitions, by the left side of the chain; and as a step, by the side above.
    private StepResult InChain(ReadStep step)
    {
        var asStep = Decide(step, step.Previous!);
        var whole = Decide(step, step.Left!);
        var result = From(step, whole, step.Left!) with { AsStep = VerdictOf(asStep.Verdict.Kind) };
        if (whole.Verdict.Kind == VerdictKind.Undecided && asStep.Holds && above is { Verdict: StepVerdict.Holds or StepVerdict.Definition })
        {
            return From(step, asStep, step.Left!) with { AsStep = StepVerdict.Holds };
        }

        if (result.IsFlagged && asStep.Holds && wrong is not null)
        {
            return result with
            {
                CarriedFrom = wrong.Number,
                Reason = $"right as a step, but it starts from {wrong.Number}, which does not hold",
            };
        }

        // What the author wrote last is the better place to say what was meant.
        return result.IsFlagged && above is { Verdict: StepVerdict.Holds or StepVerdict.Definition } && asStep.Verdict is { Kind: not VerdictKind.Holds and not VerdictKind.Undecided } local
            && whole.Verdict.Suggestion is null && local.Suggestion is not null && local.SuggestionSide != "left"
            ? result with { Evidence = whole.Verdict with { Suggestion = local.Suggestion, SuggestionSide = local.SuggestionSide } }
            : result;
    }

    // What does not hold everywhere is judged where the text says that it does: both sides times what is zero elsewhere.
    private Judged Decide(ReadStep step, Syntax left)
    {
        var before = steps.TakeWhile(s => !ReferenceEquals(s, step)).Append(step).Reverse().ToList();
        var after = steps.SkipWhile(s => !ReferenceEquals(s, step)).Skip(1).ToList();
        var lines = before.TakeWhile(s => s.Written.Continues).Count() is var rest && rest < before.Count ? before.Take(rest + 1) : before;
        IReadOnlyList<Syntax> chain = [.. lines.Reverse().Concat(after.TakeWhile(s => s.Written.Continues)).Select(s => s.Right).OfType<Syntax>()];
        IReadOnlyList<Name> concluded = [.. after.SkipWhile(s => s.Written.Continues).Take(1).SelectMany(s => StepSyntax.Concluded(left, s.Left))];
        var judged = judge.Decide(left, step.Right!, chain, step.Where, concluded);
        if (judged.Holds || step.Condition is not { } condition)
        {
            return judged;
        }

        Syntax There(Syntax side) => new BinarySyntax(BinaryKind.ElementwiseProduct, condition, side, side.Span, side.Span);
        var there = judge.Decide(There(left), There(step.Right!), chain);
        return there.Verdict.Kind switch
        {
            VerdictKind.Holds => there with { Notes = [.. there.Notes, $"where {SyntaxPrinter.Print(condition)} = 1, as the text says"] },
            VerdictKind.Fails => there with { Verdict = there.Verdict with { Suggestion = null } },
            _ => judged,
        };
    }

    private StepResult From(ReadStep step, Judged judged, Syntax left)
    {
        var verdict = judged.Verdict;
        return Start(step, VerdictOf(verdict.Kind)) with
        {
            Reads = $"{SyntaxPrinter.Print(SyntaxTree.WithoutDots(left, judged.HadamardDots))} = {SyntaxPrinter.Print(SyntaxTree.WithoutDots(step.Right!, judged.HadamardDots))}",
            Evidence = verdict,
            Reason = verdict.Reason,
            Condition = verdict.Condition,
            Notes = [.. Notes(step), .. judged.Notes],
        };
    }

    private StepResult Start(ReadStep step, StepVerdict verdict) => new()
    {
        Block = block.Number,
        Step = step.Written.Number,
        Line = step.Written.Line,
        Latex = step.Written.Latex,
        Verdict = verdict,
        Reads = step is { Left: { } l, Right: { } r } ? $"{SyntaxPrinter.Print(l)} = {SyntaxPrinter.Print(r)}" : null,
        Notes = Notes(step),
    };

    private static IReadOnlyList<string> Notes(ReadStep step) => [.. step.Notes.Select(n => n.Text)];

    // A shape that is wrongly marked makes the step wrong, whatever its sides.
    private StepResult WithClaims(StepResult result, ReadStep step, INotationContext names)
    {
        string? fault = ShapeClaims.Read(step.Written.Claims, names).Select(c => ShapeClaims.Fault(c, checker.Scope, checker.Source)).FirstOrDefault(f => f is not null);
        return fault is null || result.Verdict is StepVerdict.IllShaped or StepVerdict.Unreadable ? result
            : result with { Verdict = StepVerdict.IllShaped, Reason = fault, Evidence = null, Condition = null, CarriedFrom = null };
    }

    // Claims in a formula without a relation.
    private void Loose(List<StepResult> results, INotationContext names)
    {
        string? fault = ShapeClaims.Read(block.Claims, names).Select(c => ShapeClaims.Fault(c, checker.Scope, checker.Source)).FirstOrDefault(f => f is not null);
        if (fault is not null)
        {
            results.Add(new() { Block = block.Number, Step = 1, Line = block.Line, Latex = block.Latex, Verdict = StepVerdict.IllShaped, Reason = fault });
        }
    }

    /// <summary>Does a diagnostic say that shapes do not conform?</summary>
    public static bool IsAboutShapes(Diagnostic d) => d.Code is "MD0101" or "MD0102" or "MD0109";

    private static StepVerdict VerdictOf(VerdictKind kind) => kind switch
    {
        VerdictKind.Holds => StepVerdict.Holds,
        VerdictKind.HoldsIf => StepVerdict.HoldsIf,
        VerdictKind.Fails => StepVerdict.Fails,
        VerdictKind.IllShaped => StepVerdict.IllShaped,
        _ => StepVerdict.Undecided,
    };
}
