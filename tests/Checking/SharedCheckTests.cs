using System.Text.Json;
using MatrixDiff.Checking;
using MatrixDiff.Tests.Support;
using Xunit.Abstractions;

namespace MatrixDiff.Tests.Checking;

/// <summary>The derivations beside the repository against their truths, step by step.</summary>
public sealed class SharedCheckTests(ITestOutputHelper output)
{
    private const double Unclear = 0.03;

    [SharedFact]
    public void Steps_have_an_expected_verdict()
    {
        var truths = File.ReadLines(SharedCases.PathOf("check/truth.jsonl")).Select(l => JsonDocument.Parse(l).RootElement)
            .Where(t => !t.GetProperty("optional").GetBoolean()).ToList();
        var found = truths.Select(t => t.GetProperty("file").GetString()!).Distinct().AsParallel()
            .SelectMany(f => Verdicts(f)).ToDictionary(v => v.Key, v => v.Verdict);

        var mistakes = new List<string>();
        int unclear = 0;
        foreach (var truth in truths)
        {
            var key = (File: truth.GetProperty("file").GetString()!, Block: truth.GetProperty("block").GetInt32(), Step: truth.GetProperty("step").GetInt32());
            string[] expected = [.. truth.GetProperty("expected").EnumerateArray().Select(e => e.GetString()!)];
            string verdict = found.GetValueOrDefault(key, "no such step");
            if (expected.Contains(verdict))
            {
                continue;
            }

            bool isUnclear = verdict is "undecided" or "unreadable";
            unclear += isUnclear ? 1 : 0;
            string said = $"{key.File} {key.Block}.{key.Step}: {verdict}, not {string.Join(" or ", expected)}: {truth.GetProperty("latex").GetString()}";
            output.WriteLine(said);
            if (!isUnclear)
            {
                mistakes.Add(said);
            }
        }

        output.WriteLine($"{truths.Count} steps, {unclear} undecided or unreadable");
        Assert.NotEmpty(truths);
        Assert.Empty(mistakes);
        Assert.InRange(unclear, 0, Unclear * truths.Count);
    }

    private static IEnumerable<((string File, int Block, int Step) Key, string Verdict)> Verdicts(string file)
    {
        string text = File.ReadAllText(SharedCases.PathOf($"check/derivations/{file}"));
        return DerivationChecker.Check(text, file).Steps.Select(s => ((file, s.Block, s.Step), CheckOptions.NameOf(s.Verdict)));
    }
}
