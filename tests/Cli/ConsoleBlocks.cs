using System.Text;
using System.Text.RegularExpressions;
using MatrixDiff.Tests.Support;

namespace MatrixDiff.Tests.Cli;

/// <summary>
/// The <c>console</c> blocks of the documentation: each line <c>$ matrixdiff …</c> is run, and what stands below it must be what
/// is printed. With MATRIXDIFF_ACCEPT=1 the blocks are written anew.
/// </summary>
public sealed partial class ConsoleBlocks
{
    public static TheoryData<string> Pages => ["README.md", "docs/language.md", "docs/design.md", "docs/documents.md", "docs/checking.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Pages_show_what_is_printed(string page)
    {
        string path = Path.Combine(Repository.Root, page);
        string text = File.ReadAllText(path);
        string actual = Blocks().Replace(text, block => $"```console\n{Rerun(block.Groups[1].Value)}```");
        if (SnapshotStore.Accepts(Environment.GetEnvironmentVariable("MATRIXDIFF_ACCEPT"), Environment.GetEnvironmentVariable("CI")))
        {
            File.WriteAllText(path, actual);
            return;
        }

        Assert.Equal(Steady(text), Steady(actual));
    }

    [Fact]
    public void Every_function_stands_in_the_page_of_the_language()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "language.md"));
        var words = Regex.Matches(page, @"\w+").Select(m => m.Value).ToHashSet();
        Assert.Superset(Symbolic.Binding.FunctionTable.Names.ToHashSet(), words);
    }

    private static string Rerun(string block)
    {
        var text = new StringBuilder();
        foreach (string line in block.Split('\n').Where(l => l.StartsWith("$ ", StringComparison.Ordinal)))
        {
            text.Append(line).Append('\n');
            string command = line[2..];
            string input = "";
            if (command.StartsWith("echo ", StringComparison.Ordinal))
            {
                string[] parts = command.Split(" | ", 2);
                input = Words(parts[0])[1] + "\n";
                command = parts[1];
            }

            string[] words = Words(command);
            Assert.Equal("matrixdiff", words[0]);
            var outcome = Run.WithInput(input, words[1..]);
            string printed = (outcome.Output + outcome.Error).TrimEnd();
            text.Append(printed).Append(printed.Length > 0 ? "\n" : "");
        }

        return text.ToString();
    }

    // As a shell splits words: single quotes keep everything, double quotes what is between them.
    private static string[] Words(string command) =>
        [.. Word().Matches(command).Select(m => string.Concat(Part().Matches(m.Value).Select(p => p.Value[0] is '"' or '\'' ? p.Value[1..^1] : p.Value)))];

    // Rounding differs between machines.
    private static string Steady(string text) => Error().Replace(text, "$1…");

    [GeneratedRegex(@"```console\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("""(?:"[^"]*"|'[^']*'|[^\s"'])+""")]
    private static partial Regex Word();

    [GeneratedRegex("""
        "[^"]*"|'[^']*'|[^\s"']+
        """)]
    private static partial Regex Part();

    [GeneratedRegex("(largest relative error |\"maxRelativeError\": ?)[0-9.eE+-]+")]
    private static partial Regex Error();
}
