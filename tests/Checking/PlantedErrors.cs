using System.Globalization;
using MatrixDiff.Checking;
using MatrixDiff.Numeric.Witness;
using MatrixDiff.Tests.Support;
using Xunit.Abstractions;

namespace MatrixDiff.Tests.Checking;

/// <summary>
/// No slip that is planted into a step that holds is accepted: some of those that dual numbers find wrong under every reading.
/// MATRIXDIFF_PLANTED=N plants N for each block; <c>bench/planted.sh</c> makes a table of them.
/// </summary>
public sealed class PlantedErrors(ITestOutputHelper output)
{
    private const int Tries = 5; // mutants that are looked at for each that is planted

    private static readonly int PerBlock = int.TryParse(Environment.GetEnvironmentVariable("MATRIXDIFF_PLANTED"), CultureInfo.InvariantCulture, out int n) ? Math.Clamp(n, 1, 10_000) : 1;

    [Fact]
    public void None_is_accepted()
    {
        var files = DocumentTests.Files().Select(f => (f, DocumentTests.Read(f))).Concat(Seeds().Concat(PerBlock > 1 ? StyleTests.Files : []).Select(f => (Path.GetFileName(f), File.ReadAllText(f))));
        var tried = files.AsParallel().SelectMany(f => Sample(f.Item1, f.Item2).Select(c => (File: f.Item1, Caught: c))).ToList();
        var judged = tried.Where(t => t.Caught is not null).Select(t => (t.File, Caught: t.Caught!)).ToList();
        var kinds = judged.GroupBy(j => j.Caught.Planted.Kind).OrderBy(k => k.Key, StringComparer.Ordinal).ToList();
        output.WriteLine("| slip | planted | `fails` | `holds-if` | `ill-shaped` | `definition` | neither | `holds` | restored |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var kind in kinds)
        {
            output.WriteLine(Row(kind.Key, [.. kind.Select(j => j.Caught)]));
        }

        output.WriteLine(Row("**all**", [.. judged.Select(j => j.Caught)]));
        output.WriteLine($"{tried.Count - judged.Count} more are not counted: their steps were read otherwise, without the slip");
        foreach (var (file, c) in judged.Where(j => j.Caught.Result?.IsFlagged != true))
        {
            output.WriteLine($"{file} {c.Planted.Block}.{c.Planted.Step.Number}, {c.Planted.Kind}: {c.Planted.Text}: {c.Result?.Verdict} {c.Result?.Reads} {c.Result?.Reason} {c.Result?.Diagnostic?.Message}");
        }

        Assert.Empty(judged.Where(j => j.Caught.Result?.Verdict is StepVerdict.Holds).Select(j => $"{j.File} {j.Caught.Planted.Block}.{j.Caught.Planted.Step.Number}, {j.Caught.Planted.Kind}: {j.Caught.Planted.Text}"));
        Assert.InRange(kinds.Count, 12, int.MaxValue);
        Assert.InRange(judged.Count, 50, int.MaxValue);
    }

    private static IEnumerable<string> Seeds() => Directory.EnumerateFiles(Path.Combine(Repository.Root, "examples", "seeds"), "*.md")
        .Where(f => Path.GetFileName(f) != "README.md").Order(StringComparer.Ordinal);

    private static string Row(string kind, IReadOnlyList<Caught> caught)
    {
        int Count(params StepVerdict?[] verdicts) => caught.Count(c => verdicts.Contains(c.Result?.Verdict));
        return $"| {kind} | {caught.Count} | {Count(StepVerdict.Fails)} | {Count(StepVerdict.HoldsIf)} | {Count(StepVerdict.IllShaped)} | {Count(StepVerdict.Definition)} "
            + $"| {Count(StepVerdict.Undecided, StepVerdict.Unreadable, StepVerdict.Skipped, null)} | {Count(StepVerdict.Holds)} | {caught.Count(c => c.IsRestored)} |";
    }

    // The same ones at every run, of all kinds in every block before a kind comes a second time.
    private static IEnumerable<Caught?> Sample(string file, string text)
    {
        var planting = new Planting(text, file);
        var noise = new Noise(Noise.Key(file, 1));
        return planting.All().Select(p => (Planted: p, Order: noise.Next())).OrderBy(p => p.Order).Select(p => p.Planted).GroupBy(p => p.Block)
            .SelectMany(b => b.GroupBy(p => p.Kind).SelectMany(k => k.Select((p, i) => (p, i))).OrderBy(p => p.i).Select(p => p.p).Take(Tries * PerBlock).Where(planting.IsWrong).Take(PerBlock))
            .Select(planting.Judge);
    }
}
