using System.Text.RegularExpressions;
using MatrixDiff.Checking;
using MatrixDiff.Cli.Documents;
using MatrixDiff.Latex;
using MatrixDiff.Tests.Support;

namespace MatrixDiff.Tests.Checking;

/// <summary>What the writer writes of the examples, the checker reads and finds right.</summary>
public sealed partial class WriteUpCheckTests
{
    // Examples of which the write-up is not found right in all steps yet, and why.
    private static readonly Dictionary<string, string> Open = new()
    {
        ["kfac"] = "one recursion of a Hessian is undecided: too few sizes at which both sides have a value",
    };

    /// <summary>The examples that are right.</summary>
    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Folder, "*.md").Select(f => Path.GetFileNameWithoutExtension(f)!).Where(n => n != "README" && !Open.ContainsKey(n)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(Repository.Root, "examples");

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_written_is_read_and_right(string name)
    {
        string text = File.ReadAllText(Path.Combine(Folder, name + ".md"));
        string body = Fence().Replace(WriteUpRenderer.ToMarkdown(DocumentRunner.Run(text, name + ".md")), "$$$$\n${f}\n$$$$");
        var steps = DerivationChecker.Check(FrontMatter().Match(text).Value + body, name + ".md").Steps;
        Assert.NotEmpty(steps);
        Assert.Empty(steps.Where(s => CheckOptions.NameOf(s.Verdict) is not ("holds" or "holds-if" or "definition" or "skipped")).Select(s => $"{s.Block}.{s.Step} {CheckOptions.NameOf(s.Verdict)}: {s.Latex}"));
    }

    [GeneratedRegex(@"```math\n(?<f>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\A---\n.*?\n---\n", RegexOptions.Singleline)]
    private static partial Regex FrontMatter();
}
