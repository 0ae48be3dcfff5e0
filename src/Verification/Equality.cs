using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification.Conditions;
using MatrixDiff.Verification.Counterexamples;
using MatrixDiff.Verification.Repairs;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Verification;

/// <summary>Decides whether two expressions are equal for all sizes and values, and says what it rests on.</summary>
internal static class Equality
{
    // Shapes do not conform: of two operands, of one, of sides.
    private static readonly HashSet<string> ShapeCodes = ["MD0101", "MD0102", "MD0109"];

    /// <summary>The verdict on left = right under declarations.</summary>
    /// <exception cref="DiagnosticException">The declarations or the sides can't be understood.</exception>
    internal static Verdict Decide(string left, string right, IEnumerable<string> where, EqualityOptions? options = null) =>
        Decide(left, right, ExpressionReader.Declare(where), options ?? new());

    /// <summary>The verdict on left = right in a scope, which is not added to.</summary>
    internal static Verdict Decide(string left, string right, Scope declared, EqualityOptions options) =>
        Decide(Question.Parse(left, right, declared), options);

    /// <summary>The verdict on a question.</summary>
    internal static Verdict Decide(Question question, EqualityOptions options)
    {
        Claim claim;
        try
        {
            claim = question.Read();
        }
        catch (DiagnosticException e) when (ShapeCodes.Contains(e.Diagnostic.Code))
        {
            return IllShaped(question, e.Diagnostic, options);
        }

        return Decide(question, claim, options);
    }

    /// <summary>The judgement of a claim, without a search for what would make it true.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="seed">Another number gives other points.</param>
    /// <param name="forms">Are canonical forms asked as well? Of recurrences that are written out they are long, and prove no more than one instance.</param>
    internal static Judgement Decide(Claim claim, int seed, bool forms = true)
    {
        var judge = new Judge(forms ? Tier1 : null, (ulong)seed);
        return IsOverRanges(claim) ? JudgeRanges(claim, seed).Judgement
            : UnderFacts.Apply(claim.Scope) ? UnderFacts.Decide(claim, judge, seed)
            : judge.Decide(UnderFacts.Use(claim));
    }

    private static Verdict Decide(Question question, Claim claim, EqualityOptions options)
    {
        var judge = new Judge(Tier1, (ulong)options.Seed);
        bool assuming = UnderFacts.Apply(claim.Scope);
        if (IsOverRanges(claim))
        {
            return OfRanges(claim, options);
        }

        var judgement = assuming ? UnderFacts.Decide(claim, judge, options.Seed) : judge.Decide(claim);
        var verdict = new Verdict
        {
            Left = claim.WrittenLeft.ToString(),
            Right = claim.WrittenRight.ToString(),
            Kind = judgement.True switch { true => VerdictKind.Holds, false => VerdictKind.Fails, _ => VerdictKind.Undecided },
            Certificate = judgement.Certificate,
            ErrorBound = judgement.ErrorBound,
            Reason = judgement.Reason,
            Inferred = InferredIn(claim),
        };
        if (judgement.True != false || assuming)
        {
            return verdict;
        }

        var condition = options.Conditions ? new ConditionSearch(claim, question, judgement.Difference, (ulong)options.Seed) { MayRepeat = !options.IsClaimed }.Find() : null;
        var repair = options.Suggestions ? new RepairSearch(question, judge, (ulong)options.Seed) { KeepLeft = options.KeepLeft }.Find(claim) : null;
        return verdict with
        {
            Kind = condition is null ? VerdictKind.Fails : VerdictKind.HoldsIf,
            Certificate = condition is null ? verdict.Certificate : Certificate.Numeric,
            Condition = condition?.Text,
            Reason = Reasons.Of(judgement.Difference),
            Counterexample = options.Counterexamples ? CounterexampleSearch.Find(claim, (ulong)options.Seed, judgement.Where) : null,
            Suggestion = repair?.Text,
            SuggestionSide = repair?.Side,
        };
    }

    // Written out at several numbers of terms, of which one is the counterexample.
    private static Verdict OfRanges(Claim claim, EqualityOptions options)
    {
        var (judgement, found) = JudgeRanges(claim, options.Seed);
        var counterexample = found is var (there, _) && options.Counterexamples && claim.Scope.Assumptions.Count == 0 ? CounterexampleSearch.Find(there, (ulong)options.Seed, judgement.Where) : null;
        string? condition = judgement.True == false && options.Conditions ? ConditionOverRanges(claim, options.Seed) : null;
        return new()
        {
            Left = claim.WrittenLeft.ToString(),
            Right = claim.WrittenRight.ToString(),
            Condition = condition,
            Kind = condition is not null ? VerdictKind.HoldsIf : judgement.True switch { true => VerdictKind.Holds, false => VerdictKind.Fails, _ => VerdictKind.Undecided },
            Certificate = judgement.Certificate,
            ErrorBound = judgement.ErrorBound,
            Reason = judgement.True == false && judgement.Difference is not null ? $"{Reasons.Of(judgement.Difference)} {OverRanges.Where(found!.Value.At)}".Trim() : judgement.Reason,
            Inferred = InferredIn(claim),
            Counterexample = counterexample is null ? null : counterexample with
            {
                Dims = new Dictionary<string, int>(counterexample.Dims.Concat(found!.Value.At.Values.Select(v => KeyValuePair.Create(v.Key, Number(v.Value))))),
            },
        };
    }

    // A condition on what there is one of, under which the claim holds wherever it is false when it is written out.
    private static string? ConditionOverRanges(Claim claim, int seed)
    {
        if (UnderFacts.Apply(claim.Scope))
        {
            return null;
        }

        var judged = OverRanges.WrittenOut(claim, seed).Select(there => (Claim: there, Judgement: new Judge(null, (ulong)seed).Decide(there))).ToList();
        var wrong = judged.Where(j => j.Judgement.True == false).Select(j => (j.Claim, j.Judgement.Difference)).ToList();
        return wrong.Count == 0 || judged.Exists(j => j.Judgement.True is null) ? null : Conditions.FamilyConditions.Find(wrong, null, (ulong)seed);
    }

    private static bool IsOverRanges(Claim claim) => Unrolled.IsNeeded(claim.Scope, [claim.WrittenLeft, claim.WrittenRight, claim.Left, claim.Right]);

    private static (Judgement Judgement, (Claim Claim, Unrolled At)? False) JudgeRanges(Claim claim, int seed)
    {
        bool assuming = UnderFacts.Apply(claim.Scope);
        return OverRanges.Decide(
            claim,
            () => !assuming && Derived(claim) is { } derived && (ReferenceEquals(derived.Left, derived.Right) || Tier1(derived.Left, derived.Right, derived.Scope) == true),
            (there, at) =>
            {
                var judge = new Judge(at.Values.Count == 0 ? Tier1 : null, (ulong)seed);
                return assuming ? UnderFacts.Decide(there, judge, seed) : judge.Decide(there);
            },
            seed);
    }

    private static Claim? Derived(Claim claim)
    {
        try
        {
            return claim.IsToBeDerived ? claim.Derived() : claim;
        }
        catch (NotDifferentiableException)
        {
            return null;
        }
    }

    private static int Number(Size size) => size.Value is { } v && v.TryToInt32(out int number) ? number : throw new InvalidOperationException(size.Text);

    private static Verdict IllShaped(Question question, Diagnostic diagnostic, EqualityOptions options)
    {
        bool sides = diagnostic.Message.StartsWith('=');
        string wrong = diagnostic.Span.Start < question.Left.Span.End ? "left" : "right";
        var repair = options.Suggestions
            ? new RepairSearch(question, new(Tier1, (ulong)options.Seed), (ulong)options.Seed) { KeepLeft = options.KeepLeft }.Find(null, sides ? null : wrong)
            : null;
        return new()
        {
            Left = TextOf(question, question.Left),
            Right = TextOf(question, question.Right),
            Kind = VerdictKind.IllShaped,
            Reason = diagnostic.Message,
            Suggestion = repair?.Text ?? diagnostic.Hint,
            SuggestionSide = repair?.Side,
        };
    }

    private static string TextOf(Question question, Syntax side) => question.Source.Text.Substring(side.Span.Start, side.Span.Length);

    private static string? InferredIn(Claim claim)
    {
        var names = claim.Scope.Symbols.Values.Where(claim.Scope.Inferred.Contains).Select(s => $"{s.Name.Text}: {Declared(s.Shape)}").Concat(claim.Scope.InferredFunctions.Select(f => $"{f.Text}: elementwise")).ToList();
        return names.Count == 0 ? null : string.Join(", ", names);
    }

    private static string Declared(Shape shape) => shape.IsScalar ? "scalar" : shape.IsColumn ? shape.Rows.Text : $"{Part(shape.Rows)}×{Part(shape.Columns)}";

    private static string Part(Size size) => size.Terms.Count > 1 ? $"({size.Text})" : size.Text;

    private static bool? Tier1(Symbolic.Expressions.Expr left, Symbolic.Expressions.Expr right, Scope scope) =>
        Symbolic.Canonical.CanonicalForm.Equal(left, right, scope);
}
