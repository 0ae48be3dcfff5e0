using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Verification;

/// <summary>
/// Verdicts on claims with sums or products over an index: canonical forms prove them as they are; else they are judged
/// written out at several choices of the numbers that their ranges depend on, as claims are at several sizes.
/// </summary>
internal static class OverRanges
{
    private const int MostChoices = 6;
    private const int LeastChoices = 3;
    private const int Tries = 30;

    /// <summary>The judgement of a claim, and the false claim at some numbers with these, where it is false.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="proved">Is it proved as it is?</param>
    /// <param name="decide">The judgement of a claim that is written out.</param>
    /// <param name="seed">Another number gives other choices.</param>
    public static (Judgement Judgement, (Claim Claim, Unrolled At)? False) Decide(Claim claim, Func<bool> proved, Func<Claim, Unrolled, Judgement> decide, int seed)
    {
        Expr[] sides = [claim.WrittenLeft, claim.WrittenRight];
        var judgements = new List<Judgement>();
        var seen = new List<string>();
        string? undecided = null;
        bool assuming = UnderFacts.Apply(claim.Scope);
        int pointless = 0;
        string? none = null;
        foreach (var choice in Unrolled.Choices(claim.Scope, [.. sides, claim.Left, claim.Right], [], Tries, (ulong)seed))
        {
            if (judgements.Count == MostChoices)
            {
                break;
            }

            if (!AreThere(claim, choice))
            {
                continue;
            }

            var there = Written(claim, choice);
            var judgement = decide(there, choice);
            if (judgement.True == false)
            {
                return (judgement with { Reason = judgement.Reason is { } r ? $"{r} {Where(choice)}".Trim() : null }, (there, choice));
            }

            if (assuming && judgement.True is null && choice.Values.Count > 0)
            {
                // Of too few terms what is assumed may have no solution: M = Σ_n x_n x_nᵀ = N Σ, with Σ invertible.
                none ??= judgement.Reason;
                if (++pointless == MostChoices)
                {
                    break;
                }

                continue;
            }

            // (XᵀX)⁻¹ has a value where there are as many terms as columns: other numbers of terms say more.
            if (judgement.IsThin && choice.Values.Count > 0)
            {
                none ??= judgement.Reason;
                continue;
            }

            judgements.Add(judgement);
            seen.Add(string.Join(", ", choice.Values.Select(v => $"{v.Key} = {v.Value}")));
            undecided ??= judgement.True is null ? $"{judgement.Reason ?? "nothing decides it"} {Where(choice)}".Trim() : null;
            if (choice.Values.Count == 0)
            {
                // One choice that is no choice: the ranges are numbers.
                return (judgement, null);
            }
        }

        return (proved() && judgements.Count > 0 && undecided is null ? new(true, Certificate.Canonical, null, null)
            : undecided is not null || judgements.Count < LeastChoices ? new(null, null, null, undecided ?? none ?? "too few numbers of terms at which both sides have a value")
            : judgements.TrueForAll(j => j.Certificate != Certificate.Numeric) ? new(true, Certificate.Field, judgements.Sum(j => j.ErrorBound ?? 0), At(seen))
            : new(true, Certificate.Numeric, null, At(seen)), null);
    }

    /// <summary>A claim written out at some choices of the numbers, from few terms to more.</summary>
    public static IEnumerable<Claim> WrittenOut(Claim claim, int seed) =>
        Unrolled.Choices(claim.Scope, [claim.WrittenLeft, claim.WrittenRight, claim.Left, claim.Right], [], Tries, (ulong)seed).Where(c => AreThere(claim, c)).Take(MostChoices)
            .OrderBy(c => c.Values.Values.Sum(v => v.Value is { } n && n.TryToInt32(out int number) ? number : 0)).Select(c => Written(claim, c));

    // Nothing is differentiated by x[N + 1], where a family is x[1], …, x[N].
    private static bool AreThere(Claim claim, Unrolled at) => Rewrite.Nodes([claim.WrittenLeft, claim.WrittenRight])
        .SelectMany(e => e is Apply { Operator: Nabla n } ? n.Variables : [])
        .Where(s => s.Name.Indices is [{ Variable: { } v, Offset: 0 }] && at.Values.ContainsKey(v) && claim.Scope.Families.ContainsKey(s.Name.Base)).Distinct()
        .All(s => Value(claim.Scope.Families[s.Name.Base], at) is not { } last || Value(Size.Of(new Name(s.Name.Indices[0].Variable!)), at) is not { } index || (index.Sign > 0 && !(last < index)));

    private static Rational? Value(Size size, Unrolled at) => new IndexPut(at.Values).In(size).Value;

    private static string At(List<string> seen) => $"written out at {string.Join("; ", seen)}";

    /// <summary>At which numbers, in words.</summary>
    public static string Where(Unrolled at) => at.Values.Count == 0 ? "" : $"at {string.Join(", ", at.Values.Select(v => $"{v.Key} = {v.Value}"))}";

    private static Claim Written(Claim claim, Unrolled at) => new(at.In(claim.Left), at.In(claim.Right), at.Scope, at.In(claim.WrittenLeft), at.In(claim.WrittenRight))
    {
        Moving = at.In(claim.Moving, [claim.WrittenLeft, claim.WrittenRight]),
    };
}
