using MatrixDiff.Tests.Support;

namespace MatrixDiff.Tests.Cli;

public sealed class DeriveTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("derive").FullName;

    public static TheoryData<string> Examples => [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "examples"))
        .Where(f => Path.GetExtension(f) is ".md" or ".mdiff").Select(f => Path.GetFileName(f)).Where(f => f != "README.md").Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Examples))]
    public void Examples_are_written_in_each_format(string example)
    {
        string path = Path.Combine(Repository.Root, "examples", example);
        var outcome = Run.Matrixdiff("derive", path, "-o", folder + "/");
        Assert.Equal(0, outcome.Code);
        Assert.Empty(outcome.Output);
        string name = Path.Combine(folder, Path.GetFileNameWithoutExtension(example));
        Assert.Contains("\\begin{document}", File.ReadAllText(name + ".tex"), StringComparison.Ordinal);
        Assert.Contains("<math ", File.ReadAllText(name + ".html"), StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(name + ".md").TrimEnd(), Run.Matrixdiff("derive", path).Output.TrimEnd());
    }

    [Fact]
    public void Folders_of_the_output_are_made()
    {
        string target = Path.Combine(folder, "new", "page.html");
        Assert.Equal(0, Run.WithInput("# Title\n\n```mdiff\nderive grad x'*x wrt x\n```\n", "derive", "-", "-o", target).Code);
        Assert.Contains("Title", File.ReadAllText(target), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_is_told_with_its_line_in_the_document()
    {
        string file = Path.Combine(folder, "bad.md");
        File.WriteAllText(file, "# Title\n\n```mdiff\nderive grad x'*(x wrt x\n```\n");
        var outcome = Run.Matrixdiff("derive", file);
        Assert.Equal(2, outcome.Code);
        Assert.StartsWith($"{file}:4:", outcome.Error, StringComparison.Ordinal);
        Assert.StartsWith($"{file}(4,", Run.Matrixdiff("derive", file, "--format", "msbuild").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_ending_that_is_no_format_is_refused() =>
        Assert.Contains(".pdf", Run.WithInput("# T\n", "derive", "-", "-o", "x.doc").Error, StringComparison.Ordinal);
}
