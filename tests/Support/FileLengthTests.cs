namespace MatrixDiff.Tests.Support;

/// <summary>Files stay short enough to be read at one sitting.</summary>
public sealed class FileLengthTests
{
    private const int Most = 300;

    /// <summary>No source file is longer.</summary>
    [Fact]
    public void No_source_file_is_too_long()
    {
        string[] folders = ["src", "tests", "bench", "tools"];
        var built = $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}";
        var files = folders.Select(f => Path.Combine(Repository.Root, f)).Where(Directory.Exists).SelectMany(f => Directory.EnumerateFiles(f, "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Contains(built, StringComparison.Ordinal)).Select(f => (Name: Path.GetRelativePath(Repository.Root, f), Lines: File.ReadLines(f).Count())).ToList();
        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, f => f.Lines > Most);
    }
}
