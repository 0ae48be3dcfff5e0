using MatrixDiff.Latex;
using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Conditions;
using MatrixDiff.Verification.Counterexamples;
using MatrixDiff.Verification.Repairs;
using MatrixDiff.Verification.Verdicts;

using Reasons = MatrixDiff.Verification.Verdicts.Reasons;

namespace MatrixDiff.Checking;

/// <summary>
/// Judges equations about the quantities of recurrences: written out for 1, 2 and 3 steps, at every value of the index at which
/// all that is written exists.
/// </summary>
/// <param name="scope">What names mean.</param>
/// <param name="sides">Both sides as read, derivatives as written.</param>
/// <param name="unrolled">The scope written out for the numbers of steps, where that is known.</param>
/// <param name="where">The values of the index that the equation is about; null for all.</param>
internal sealed class RecurrenceJudge(Scope scope, IReadOnlyList<Expr> sides, IReadOnlyList<UnrolledLayers>? unrolled = null, IndexCondition? where = null)
{
    private const int MostSteps = 3;
    private const int MostValues = 12;

    private readonly List<RecurrenceInstance> written =
        [.. (unrolled ?? WrittenOut(scope)).SelectMany(u => RecurrenceInstance.Of(u, scope, sides, where).Take(MostValues))];

    /// <summary>A scope written out for 1, 2 and 3 steps.</summary>
    public static IReadOnlyList<UnrolledLayers> WrittenOut(Scope scope) => [.. UnrolledLayers.Choices(scope, MostSteps)];

    private List<RecurrenceInstance>? instances;

    /// <summary>The value functions that the text says in words.</summary>
    public ValueFunctions? Values { get; init; }

    /// <summary>What is written in the formula around the equation.</summary>
    public IReadOnlyList<Symbol> Formula { get; init; } = [];

    private List<RecurrenceInstance> Instances => instances ??= Values?.Concern(RecurrenceInstance.Symbols(sides)) != true ? written : [.. written.Select(i => i.With(Values, sides, Formula))];

    /// <summary>Is a condition looked for under which a statement that is false holds?</summary>
    public bool Conditions { get; set; }

    /// <summary>Do the sides speak of what a recurrence defines?</summary>
    public static bool IsNeeded(Scope scope, IReadOnlyList<Expr> sides) =>
        scope.Layers.Templates.Count > 0 && Reached(scope, sides).Any(s => scope.Layers.Of(s) is not null || scope.Layers.Formulas.Exists(f => RecurrenceInstance.IsMember(s, f.Name)));

    /// <summary>Do the sides agree at a few points of the smallest instance, whose screen is kept for other sides?</summary>
    public bool Passes(Dictionary<string, Screen> screens, IReadOnlyList<Symbol> moving, int seed)
    {
        if (Instances is not [var first, ..])
        {
            return false;
        }

        if (!screens.TryGetValue(first.Text, out var screen))
        {
            screens[first.Text] = screen = new Screen(first.Scope, [.. moving.Select(first.In)], (ulong)seed);
        }

        return screen.Passes(first.In(sides[0]), first.In(sides[1]));
    }

    /// <summary>The verdict, and what is let move, found in every instance by one rule.</summary>
    /// <param name="rule">The rule; null where nothing moves.</param>
    /// <param name="around">What is written around it.</param>
    /// <param name="seed">Another number gives other points.</param>
    /// <returns>Null where the rule lets nothing move.</returns>
    public Judged? Decide(MovingRule? rule, MovingContext around, int seed)
    {
        IReadOnlyList<Symbol> moved = [];
        bool moves = false;
        Judged Say(Verdict verdict) => new(verdict, [], moved);
        var judged = new List<(RecurrenceInstance At, Claim Claim, Judgement Judgement)>();
        foreach (var at in Instances)
        {
            IReadOnlyList<Expr> here = [.. sides.Select(at.In)];
            IReadOnlyList<Symbol>? moving = rule is null ? []
                : MovingSets.Under(rule.Value, here, around.In(at.In), at.Scope);

            // At an end of the recurrence nothing may be reached any more: what moves elsewhere is at rest there, and both sides are zero.
            moves |= moving is not null;
            moving ??= rule == MovingRule.Concluded ? MovingSets.Under(MovingRule.Concluded, here, around.In(at.In), at.Scope, always: true) : null;
            if (moving is null)
            {
                return null;
            }

            moved = [.. around.All.Concat(RecurrenceInstance.Symbols(sides)).Distinct().Where(s => moving.Contains(at.In(s)))];
            var claim = ClaimAt(here, at, moving);
            var judgement = Equality.Decide(claim, seed, forms: false);
            judged.Add((at, claim, judgement));
            if (judgement.True == false && !Conditions)
            {
                break;
            }
        }

        if (!moves && judged.Count > 0)
        {
            return null;
        }

        if (judged.Find(j => j.Judgement.True == false) is { At: { } there } && Unmeant(there) is { } unmeant)
        {
            return Say(Result(VerdictKind.Undecided, null) with { Reason = $"nothing says what {unmeant} is" });
        }

        if (judged.Find(j => j.Judgement.True == false) is { At: { } place } wrong)
        {
            return Say(Result(VerdictKind.Fails, wrong.Judgement) with
            {
                Reason = $"{(wrong.Judgement.Difference is null ? "the two sides differ" : Reasons.Of(wrong.Judgement.Difference))} {place}",
                Counterexample = CounterexampleSearch.Find(wrong.Claim, (ulong)seed, wrong.Judgement.Where),
            } is var fails && Condition(judged, seed) is { } condition ? fails with { Kind = VerdictKind.HoldsIf, Condition = condition, Certificate = Certificate.Numeric } : fails);
        }

        if (judged.Count == 0)
        {
            return Say(Result(VerdictKind.Undecided, null) with { Reason = $"not all that is written exists for {MostSteps} steps or fewer" });
        }

        var open = judged.Find(j => j.Judgement.True is null);
        return Say(open.At is not null
            ? Result(VerdictKind.Undecided, open.Judgement) with { Reason = $"{open.Judgement.Reason ?? "nothing decides it"} {open.At}" }
            : Result(VerdictKind.Holds, judged[0].Judgement) with
            {
                Certificate = judged.TrueForAll(j => j.Judgement.Certificate != Certificate.Numeric) ? Certificate.Field : Certificate.Numeric,
                ErrorBound = judged.Sum(j => j.Judgement.ErrorBound ?? 0),
                Reason = $"written out at {string.Join("; ", judged.Select(j => j.At.Text).Distinct())}",
            });
    }

    // A family that the text writes without saying what it is, there at least: no values of its own refute anything.
    private string? Unmeant(RecurrenceInstance there)
    {
        bool IsSaidThere(Symbol s) => there.In(s) is var member && (there.Scope.Definitions.ContainsKey(member) || there.Scope.Facts.Any(f => ReferenceEquals(f.Name, member)));
        bool HasMeaning(Symbol s) => s.Name.Indices.Count == 0 || s.Derivative is not null || !scope.Inferred.Any(i => RecurrenceInstance.IsMember(s, i)) || scope.Layers.Of(s) is not null
            || scope.Layers.Formulas.Exists(f => RecurrenceInstance.IsMember(s, f.Name)) || scope.Dependencies.Keys.Any(k => RecurrenceInstance.IsMember(s, k))
            || IsSaidThere(s) || (Indices.Free(s).Count > 0 && scope.Definitions.Keys.Concat(scope.Facts.Select(f => f.Name)).Any(k => RecurrenceInstance.IsMember(s, k)))
            || scope.Definitions.Values.Concat(scope.Layers.Templates.Select(t => t.Right)).SelectMany(d => Rewrite.Symbols(d)).Any(o => RecurrenceInstance.IsMember(s, o));
        return RecurrenceInstance.Symbols(sides).FirstOrDefault(s => !HasMeaning(s))?.Name.Text ?? Idle(there)?.Name.Text;
    }

    // What a derivative is zero for want of: it is of something that is made of a family without a formula, and does not depend on its variable.
    // What is nothing but another name for such a family is as little known where its differential is written.
    private Symbol? Idle(RecurrenceInstance there)
    {
        var nodes = Rewrite.Nodes([.. sides.Select(there.In)]).ToList();
        bool IsOpen(Symbol s) => s.Name.Indices.Count > 0 && scope.Inferred.Any(i => RecurrenceInstance.IsMember(s, i)) && !there.Scope.Definitions.ContainsKey(s) && !there.Scope.Facts.Any(f => ReferenceEquals(f.Name, s));
        return nodes.OfType<Apply>().Where(a => a.Operator is Nabla n && n.Variables.Any(v => !new Dependence(there.Scope, [v]).On(a.Argument))).SelectMany(a => Objective.Reached(a.Argument, there.Scope))
            .Concat(nodes.OfType<Differential>().Select(d => there.Scope.Definitions.GetValueOrDefault(d.Of)).OfType<Symbol>()).FirstOrDefault(IsOpen);
    }

    // Where it is not known whether a claim is false, it counts as false.
    private string? Condition(List<(RecurrenceInstance At, Claim Claim, Judgement Judgement)> judged, int seed) => !Conditions || UnderFacts.Apply(scope) ? null
        : FamilyConditions.Find([.. judged.Where(j => j.Judgement.True != true).Select(j => (j.Claim, j.Judgement.Difference))], scope.Layers.Index, (ulong)seed);

    private static Claim ClaimAt(IReadOnlyList<Expr> here, RecurrenceInstance at, IReadOnlyList<Symbol> moving)
    {
        var claim = new Claim(here[0], here[1], at.Scope) { Moving = moving };
        try
        {
            return claim.IsToBeDerived ? claim.Derived() : claim;
        }
        catch (Exception e) when (e is InvalidOperationException or NotDifferentiableException)
        {
            return claim;
        }
    }

    private Verdict Result(VerdictKind kind, Judgement? judgement) => new()
    {
        Left = sides[0].ToString(),
        Right = sides[1].ToString(),
        Kind = kind,
        Certificate = judgement?.Certificate,
    };

    // Through definitions, names of derivatives and unknown functions.
    private static HashSet<Symbol> Reached(Scope scope, IReadOnlyList<Expr> sides)
    {
        var seen = new HashSet<Symbol>();
        var open = new Stack<Symbol>(RecurrenceInstance.Symbols(sides));
        while (open.TryPop(out var s))
        {
            if (!seen.Add(s))
            {
                continue;
            }

            var more = (scope.Definitions.TryGetValue(s, out var definition) ? RecurrenceInstance.Symbols([definition]) : [])
                .Concat(scope.Facts.Where(f => RecurrenceInstance.IsMember(s, f.Name)).SelectMany(f => new[] { f.Of, f.Wrt }))
                .Concat(scope.Layers.Formulas.Where(f => RecurrenceInstance.IsMember(s, f.Name)).SelectMany(f => f.Cases).SelectMany(c => RecurrenceInstance.Symbols([c.Value])))
                .Concat(scope.Dependencies.Where(d => RecurrenceInstance.IsMember(s, d.Key)).SelectMany(d => d.Value))
                .Concat(scope.Definitions.Where(d => s.Name.Indices.Count > 0 && RecurrenceInstance.IsMember(s, d.Key)).SelectMany(d => RecurrenceInstance.Symbols([d.Value])));
            foreach (var next in more)
            {
                open.Push(next);
            }
        }

        return seen;
    }
}
