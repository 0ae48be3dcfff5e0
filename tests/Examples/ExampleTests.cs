using MatrixDiff.Cli.Documents;
using MatrixDiff.Latex;
using MatrixDiff.Tests.Support;

namespace MatrixDiff.Tests.Examples;

/// <summary>Every document of examples/ runs, and its write-ups are what was accepted.</summary>
public sealed class ExampleTests
{
    /// <summary>The write-ups that are kept, one for each example and format.</summary>
    [SnapshotNames]
    public static IEnumerable<string> Snapshots => Files().SelectMany(f => new[] { $"example-{f}.md", $"example-{f}.tex" });

    /// <summary>The names of the examples.</summary>
    public static TheoryData<string> Names() => [.. Files()];

    /// <summary>The Markdown and the LaTeX of an example.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void WriteUpsAreAsAccepted(string name)
    {
        string file = Path.Combine(Repository.Root, "examples", name + ".md");
        var document = DocumentRunner.Run(File.ReadAllText(file), Path.GetFileName(file));
        Snapshot.Verify(WriteUpRenderer.ToMarkdown(document), "example-" + name, "md");
        Snapshot.Verify(WriteUpRenderer.ToLatex(document), "example-" + name, "tex");
        Assert.Contains("<math", WriteUpRenderer.ToHtml(document), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "examples"), "*.md").Select(Path.GetFileNameWithoutExtension).OfType<string>().Where(n => n != "README").Order();
}
