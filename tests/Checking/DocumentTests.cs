using MatrixDiff.Checking;
using MatrixDiff.Checking.Reports;
using MatrixDiff.Tests.Support;

namespace MatrixDiff.Tests.Checking;

/// <summary>The derivations of <c>Documents/</c> and their reports as they were accepted.</summary>
public sealed class DocumentTests
{
    private static readonly string Folder = Path.Combine(Repository.TestFolder, "Checking", "Documents");

    /// <summary>The reports that are kept, one for each document.</summary>
    [SnapshotNames]
    public static IEnumerable<string> Snapshots => Files().Select(f => $"check/{Path.GetFileNameWithoutExtension(f)}.txt");

    /// <summary>The documents.</summary>
    public static TheoryData<string> Names => [.. Files()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Reports_are_as_accepted(string file)
    {
        var report = DerivationChecker.Check(Read(file), file);
        Assert.Equal(0, report.Count(StepVerdict.Unreadable) + report.Count(StepVerdict.Undecided));
        Snapshot.Verify(TextReport.Of(report), "check/" + Path.GetFileNameWithoutExtension(file), "txt");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Other_points_give_the_same_verdicts(string file)
    {
        string[] Verdicts(int seed) => [.. DerivationChecker.Check(Read(file), file, new() { Seed = seed }).Steps.Select(s => $"{s.Number} {s.Verdict}")];
        Assert.Equal(Verdicts(0), Verdicts(7));
    }

    /// <summary>The names of the documents.</summary>
    internal static IEnumerable<string> Files() => Directory.EnumerateFiles(Folder).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal);

    /// <summary>The text of a document.</summary>
    internal static string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));
}
