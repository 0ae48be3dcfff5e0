using MatrixDiff.Checking;
using MatrixDiff.Numeric.Witness;
using Xunit.Abstractions;

namespace MatrixDiff.Tests.Checking;

/// <summary>
/// No slip that is planted into a step that holds is accepted: some of those that dual numbers find wrong under every reading.
/// MATRIXDIFF_PLANTED=N plants N for each block.
/// </summary>
public sealed class PlantedErrors(ITestOutputHelper output)
{
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("MATRIXDIFF_PLANTED"), out int n) ? n : 1;

    [Fact]
    public void None_is_accepted()
    {
        var judged = DocumentTests.Files().AsParallel().SelectMany(Sample).ToList();
        var kinds = judged.Select(j => j.Planted.Kind).Distinct().ToList();
        output.WriteLine($"{judged.Count} planted, of {kinds.Count} kinds: {string.Join(", ", kinds)}");
        Assert.Empty(judged.Where(j => j.Verdict == StepVerdict.Holds).Select(j => $"{j.File} {j.Planted.Block}.{j.Planted.Step.Number}, {j.Planted.Kind}: {j.Planted.Text}"));
        Assert.InRange(kinds.Count, 12, int.MaxValue);
        Assert.InRange(judged.Count, 50, int.MaxValue);
    }

    // One for each block, the same ones at every run.
    private static IEnumerable<(string File, Planted Planted, StepVerdict? Verdict)> Sample(string file)
    {
        var planting = new Planting(DocumentTests.Read(file), file);
        var noise = new Noise(Noise.Key(file, 1));
        var drawn = planting.All().GroupBy(p => p.Kind).SelectMany(k => k.Select(p => (Planted: p, Order: noise.Next() % 97))).OrderBy(p => p.Order).Select(p => p.Planted).ToList();
        for (int round = 0; round < Rounds; round++)
        {
            var chosen = drawn.GroupBy(p => p.Block).Select(b => b.Skip(round * 5).Take(5).FirstOrDefault(planting.IsWrong)).OfType<Planted>().ToList();
            foreach (var (planted, verdict) in planting.Judge(chosen))
            {
                yield return (file, planted, verdict);
            }
        }
    }
}
