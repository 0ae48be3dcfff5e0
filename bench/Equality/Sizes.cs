using System.Diagnostics;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Bench.Equality;

/// <summary>The time of a verdict against the size of a statement: a true one, and the same with one name exchanged.</summary>
internal static class Sizes
{
    private static readonly (string Family, int[] Counts, Func<int, (string Left, string Right)> Make)[] Families =
    [
        ("product, transposed", [4, 8, 16, 32, 64], k => ($"({Join("*", Names(k))})'", Join("*", Names(k).Reverse().Select(n => n + "'")))),
        ("trace of a product, turned", [4, 8, 16, 32, 64], k => ($"tr({Join("*", Names(k))})", $"tr({Join("*", Names(k).Skip(k / 2).Concat(Names(k).Take(k / 2)))})")),
        ("inverse of a product", [4, 8, 16, 32, 64], k => ($"({Join("*", Names(k))})^-1", Join("*", Names(k).Reverse().Select(n => n + "^-1")))),
        ("sum of products, turned", [4, 16, 64, 256], k => (Join(" + ", Pairs(k)), Join(" + ", Pairs(k).Reverse()))),
        ("sum times a matrix", [4, 16, 64, 256], k => ($"({Join(" + ", Names(k))})*B", Join(" + ", Names(k).Reverse().Select(n => n + "*B")))),
        ("power of one matrix", [4, 8, 16, 32, 64], k => (Join("*", Enumerable.Repeat("A1", k)), $"A1^{k}")),
        ("⊗ nest", [2, 3, 4, 6, 8], k => (Names(k).Aggregate((a, b) => $"({a} ⊗ {b})"), Names(k).Reverse().Aggregate((a, b) => $"({b} ⊗ {a})"))),
        ("⊗ of products", [2, 3, 4, 6], k => ($"({Join(" ⊗ ", Names(k))})*({Join(" ⊗ ", Names(k))})", Join(" ⊗ ", Names(k).Select(n => $"({n}*{n})")))),
        ("⊙ nest", [4, 16, 64], k => (Join(" ⊙ ", Names(k)), Join(" ⊙ ", Names(k).Reverse()))),
        ("⊙ of products", [2, 4, 8, 16, 32], k => (Join(" ⊙ ", Pairs(k).Select(p => $"({p})")), Join(" ⊙ ", Pairs(k).Reverse().Select(p => $"({p})")))),
        ("sum of equal entries", [2, 3, 4, 5, 6], k => ($"sum({Join(" ⊙ ", Enumerable.Repeat("(A1*A1')", k))})", $"sum({Join(" ⊙ ", Enumerable.Repeat("(A1*A1')'", k))})")),
    ];

    /// <summary>Writes the table.</summary>
    public static void Run()
    {
        Console.WriteLine("| statement | size | true, ms | verdict | false, ms | verdict |\n| --- | --- | --- | --- | --- | --- |");
        foreach (var (family, counts, make) in Families)
        {
            foreach (int count in counts)
            {
                string where = $"{Join(", ", Names(count))}, B: n×n";
                var (left, right) = make(count);
                var (time, verdict) = Ask(left, right, where);
                var (timeFalse, verdictFalse) = Ask(left, Exchanged(right), where);
                Console.WriteLine($"| {family} | {count} | {time:F1} | {verdict} | {timeFalse:F1} | {verdictFalse} |");
            }
        }
    }

    private static string Exchanged(string side) => side.Replace("A1*", "B*", StringComparison.Ordinal) is var other && other != side ? other
        : side[..side.LastIndexOf("A1", StringComparison.Ordinal)] + "B" + side[(side.LastIndexOf("A1", StringComparison.Ordinal) + 2)..];

    private static (double Time, string Verdict) Ask(string left, string right, string where)
    {
        var best = double.PositiveInfinity;
        string name = "";
        for (int i = 0; i < 3 && (i == 0 || best < 1000); i++)
        {
            var watch = Stopwatch.StartNew();
            try
            {
                var verdict = MatrixDiff.Verification.Equality.Decide(left, right, [where]);
                name = VerdictJson.NameOf(verdict.Kind) + (verdict.Kind == VerdictKind.Holds ? $", {verdict.Certificate}".ToLowerInvariant() : "");
            }
            catch (DiagnosticException e)
            {
                name = e.Diagnostic.Message;
            }

            best = Math.Min(best, watch.Elapsed.TotalMilliseconds);
        }

        return (best, name);
    }

    private static IEnumerable<string> Names(int count) => Enumerable.Range(1, count).Select(i => $"A{i}");

    private static IEnumerable<string> Pairs(int count) => Enumerable.Range(1, count).Select(i => $"A{i}*A{(i % count) + 1}'");

    private static string Join(string sign, IEnumerable<string> parts) => string.Join(sign, parts);
}
