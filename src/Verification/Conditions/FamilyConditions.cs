using System.Text.RegularExpressions;
using MatrixDiff.Verification.Sampling;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Verification.Conditions;

/// <summary>
/// Finds a condition on all members of families, f[l]'' = 0 or P[t] symmetric, under which a statement about a recurrence holds in
/// every instance in which it is false.
/// </summary>
internal static partial class FamilyConditions
{
    /// <summary>The first condition that suffices in every instance, and in one of them without making both sides zero; null if none is found.</summary>
    /// <param name="instances">The claims that are false, from few steps to more, and where they were seen to be.</param>
    /// <param name="index">The index of the recurrence, as conditions name it; null where no condition on members is looked for.</param>
    /// <param name="seed">Another number gives other points.</param>
    public static string? Find(IReadOnlyList<(Claim Claim, PointComparison? Difference)> instances, string? index, ulong seed)
    {
        var tried = instances.Select(i => (Search: new ConditionSearch(i.Claim, null, i.Difference, seed), Conditions: Of(i.Claim, index, seed))).ToList();
        return tried[^1].Conditions.TakeWhile(g => !g.Any(tried[^1].Search.Repeats)).Select(g => g.Key).FirstOrDefault(text =>
        {
            bool shown = false;
            return tried.TrueForAll(t =>
            {
                var parts = t.Conditions[text].ToList();
                if (parts.Count == 0 || !t.Search.Suffices(Both.All(parts, text), out bool trivially))
                {
                    return false;
                }

                shown |= !trivially;
                return true;
            }) && shown;
        });
    }

    // Those on the members of one family stand under the text for all of them.
    private static ILookup<string, Condition> Of(Claim claim, string? index, ulong seed) =>
        Candidates.Of(claim, new Sampler(claim, seed)).Where(c => Member().Count(c.Text) <= (index is null ? 0 : 1)).ToLookup(c => Member().Replace(c.Text, $"[{index}]"));

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Member();
}
