using System.Text.RegularExpressions;
using MatrixDiff.Checking;
using MatrixDiff.Tests.Support;

namespace MatrixDiff.Tests.Checking;

/// <summary>
/// Derivations as different authors write them (<c>Styles/</c>), right ones and ones with a slip. The verdict on each step stands in
/// a comment of the document (<c>verdicts: …</c>) and is known from the mathematics.
/// </summary>
public sealed partial class StyleTests
{
    private static readonly string Folder = Path.Combine(Repository.TestFolder, "Checking", "Styles");

    /// <summary>The documents.</summary>
    public static IEnumerable<string> Files => Directory.EnumerateFiles(Folder).Order(StringComparer.Ordinal);

    /// <summary>Their names.</summary>
    public static TheoryData<string> Names => [.. Files.Select(Path.GetFileName).OfType<string>()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_have_the_verdicts_that_the_document_states(string file)
    {
        string text = File.ReadAllText(Path.Combine(Folder, file));
        var stated = Verdicts().Match(text);
        Assert.True(stated.Success, $"{file} states no verdicts");
        string[] expected = stated.Groups[1].Value.Split([' ', '\n', '%'], StringSplitOptions.RemoveEmptyEntries);
        var steps = DerivationChecker.Check(text, file).Steps;
        Assert.Equal(expected, steps.Select(s => CheckOptions.NameOf(s.Verdict)));
    }

    [GeneratedRegex(@"verdicts:([\s\w%-]+?)(?:-->|\z)")]
    private static partial Regex Verdicts();
}
