using MatrixDiff.Checking;
using MatrixDiff.Checking.Reports;
using MatrixDiff.Tests.Support;

namespace MatrixDiff.Tests.Checking;

/// <summary>The transcribed notes of examples/seeds, mistakes included: their reports are what was accepted.</summary>
public sealed class SeedTests
{
    /// <summary>The reports that are kept.</summary>
    [SnapshotNames]
    public static IEnumerable<string> Snapshots => Files().Select(f => $"seed-{f}.txt");

    /// <summary>The names of the documents.</summary>
    public static TheoryData<string> Names() => [.. Files()];

    /// <summary>The report of a document.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void ReportsAreAsAccepted(string name)
    {
        var report = DerivationChecker.Check(File.ReadAllText(Path.Combine(Folder, name + ".md")), name + ".md");

        Assert.DoesNotContain(report.Steps, s => s.Verdict == StepVerdict.Unreadable);
        Assert.False(report.AllHold, "these notes have mistakes");
        Snapshot.Verify(TextReport.Of(report), "seed-" + name, "txt");
    }

    private static string Folder => Path.Combine(Repository.Root, "examples", "seeds");

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Folder, "*.md").Select(Path.GetFileNameWithoutExtension).OfType<string>().Where(n => n != "README").Order();
}
