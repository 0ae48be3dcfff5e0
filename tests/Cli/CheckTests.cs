using System.Text.Json;
using System.Xml.Linq;
using MatrixDiff.Cli;
using MatrixDiff.Tests.Support;

namespace MatrixDiff.Tests.Cli;

/// <summary><c>check</c> from the outside.</summary>
public sealed class CheckTests
{
    private const string Right = "---\nmatrixdiff:\n  declare: \"A: m×n, x: n\"\n---\n$$f = x^T A^T A x$$\n\n$$\\nabla_x f = 2 A^T A x$$\n";
    private const string Mistaken = "---\nmatrixdiff:\n  declare: \"A: n×n, x: n\"\n---\n$$f = x^T A x$$\n\n$$\\nabla_x f = A x + A^T x = 2 A x = 3 A x$$\n\n$$\\nabla_x f = A x x$$\n";

    private static readonly string Documents = Path.Combine(Repository.TestFolder, "Checking", "Documents");
    private static readonly string Holding = Path.Combine(Repository.Root, "examples", "none.md");

    [Theory]
    [InlineData(Right, 0)]
    [InlineData(Mistaken, 1)]
    [InlineData("---\nmatrixdiff:\n  declare: \"A: m×\"\n---\n$$A = A$$\n", 2)]
    [InlineData("", 0)]
    public void The_exit_code_says_whether_everything_holds(string text, int code)
    {
        var outcome = Run.WithInput(text, "check", "-");
        Assert.Equal(code, outcome.Code);
        Assert.Equal(code == 2, outcome.Error.Length > 0);
    }

    [Fact]
    public void What_does_not_hold_without_a_condition_that_was_declared_ends_with_1() =>
        Assert.Equal(1, Run.WithInput("$$f = x^T A x$$\n\n$$\\nabla_x f = 2 A x$$\n", "check", "-").Code);

    [Fact]
    public void A_file_that_is_not_there_does_not_stop_the_others()
    {
        string file = Path.Combine(Documents, "woodbury.md");
        var outcome = Run.Matrixdiff("check", Holding, file);
        Assert.Equal(2, outcome.Code);
        Assert.Contains("none.md", outcome.Error, StringComparison.Ordinal);
        Assert.StartsWith(file + "\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_are_for_a_terminal_that_wants_them()
    {
        string? before = Environment.GetEnvironmentVariable("NO_COLOR");
        try
        {
            bool Coloured(string? noColour, bool isConsole)
            {
                Environment.SetEnvironmentVariable("NO_COLOR", noColour);
                using var output = new StringWriter();
                CommandLine.Run(["check", "-"], new StringReader(Mistaken), output, TextWriter.Null, isConsole);
                return output.ToString().Contains('\u001b', StringComparison.Ordinal);
            }

            Assert.True(Coloured(null, isConsole: true));
            Assert.False(Coloured("1", isConsole: true));
            Assert.False(Coloured(null, isConsole: false));
        }
        finally
        {
            Environment.SetEnvironmentVariable("NO_COLOR", before);
        }
    }

    [Fact]
    public void No_file_is_a_mistake() => Assert.Equal(2, Run.Matrixdiff("check").Code);

    [Fact]
    public void The_JSON_counts_what_it_lists()
    {
        var json = Run.WithInput(Mistaken, "check", "-", "--format", "json").Json;
        Assert.Equal("<stdin>", json.GetProperty("file").GetString());
        var steps = json.GetProperty("steps").EnumerateArray().ToList();
        Assert.Equal(["definition", "holds", "holds-if", "fails", "ill-shaped"], steps.Select(s => s.GetProperty("verdict").GetString()!));
        Assert.Equal([(1, 1), (2, 1), (2, 2), (2, 3), (3, 1)], steps.Select(s => (s.GetProperty("block").GetInt32(), s.GetProperty("step").GetInt32())));
        Assert.Equal([5, 7, 7, 7, 9], steps.Select(s => s.GetProperty("line").GetInt32()));
        foreach (var count in json.GetProperty("summary").EnumerateObject())
        {
            Assert.Equal(steps.Count(s => s.GetProperty("verdict").GetString() == count.Name), count.Value.GetInt32());
        }

        Assert.Equal("holds holds-if fails ill-shaped definition skipped unreadable undecided".Split(' '), json.GetProperty("summary").EnumerateObject().Select(c => c.Name));
        Assert.Equal("A symmetric", steps[2].GetProperty("condition").GetString());
        Assert.True(steps[2].TryGetProperty("counterexample", out var counterexample) && counterexample.TryGetProperty("dims", out _) && counterexample.TryGetProperty("values", out _));
        Assert.All(steps, s => Assert.False(string.IsNullOrEmpty(s.GetProperty("latex").GetString())));
        Assert.Contains(steps[1].GetProperty("certificate").GetString(), new[] { "canonical", "field", "numeric" });
        Assert.Equal("2.2", json.GetProperty("firstWrong").GetString());
    }

    [Fact]
    public void Several_files_are_an_array()
    {
        string[] files = [Path.Combine(Documents, "vec-kronecker.md"), Path.Combine(Documents, "woodbury.md")];
        Assert.Equal(files, Run.Matrixdiff(["check", .. files, "--format", "json"]).Json.EnumerateArray().Select(r => r.GetProperty("file").GetString()!));
    }

    [Fact]
    public void Lines_are_answered_in_order_and_a_bad_one_is_passed_over()
    {
        string file = Path.Combine(Documents, "determinants.tex");
        string[] input =
        [
            Line(new { id = 1, file }),
            "no JSON",
            Line(new { id = "b", text = Mistaken }),
            Line(new { id = 3 }),
            Line(new { id = 4, text = "---\nmatrixdiff:\n  declare: \"A: m×\"\n---\n" }),
            Line(new { id = 5, text = "$$c = 2 A x$$\n\n$$c = 2 A x + 0 x$$", file = "own-name.md", where = "A: n×n, x: n" }),
            .. Enumerable.Range(6, 30).Select(i => Line(new { id = i, text = i % 2 == 0 ? Right : "$$1 = 1$$" })),
        ];
        var outcome = Run.WithInput(string.Join('\n', input), "check", "--jsonl");
        Assert.Equal(0, outcome.Code);
        var lines = outcome.Lines;
        Assert.Equal(["1", "null", "\"b\"", "3", "4", "5", .. Enumerable.Range(6, 30).Select(i => $"{i}")], lines.Select(l => l.GetProperty("id").GetRawText()));
        Assert.Equal([1, 3, 4], lines.Select((l, i) => (l, i)).Where(p => p.l.TryGetProperty("error", out _)).Select(p => p.i));
        Assert.Equal(file, lines[0].GetProperty("file").GetString());
        Assert.Equal("own-name.md", lines[5].GetProperty("file").GetString());
        Assert.Equal(5, lines[2].GetProperty("steps").GetArrayLength());
    }

    [Fact]
    public void JUnit_is_XML_that_counts_its_cases()
    {
        var suite = XDocument.Parse(Run.WithInput(Mistaken, "check", "-", "--format", "junit").Output).Root!.Element("testsuite")!;
        Assert.Equal("5", suite.Attribute("tests")!.Value);
        Assert.Equal("3", suite.Attribute("failures")!.Value);
        Assert.Equal(5, suite.Elements("testcase").Count());
        Assert.Equal(3, suite.Descendants("failure").Count());
    }

    [Fact]
    public void The_page_is_XML_and_fetches_nothing()
    {
        string[] files = [.. Directory.EnumerateFiles(Documents)];
        string page = Run.Matrixdiff(["check", .. files, "--format", "html"]).Output;
        var root = XDocument.Parse(page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)).Root!;
        Assert.DoesNotContain(root.DescendantsAndSelf(), e => e.Name.LocalName is "script" or "link" or "img" or "iframe");
        Assert.DoesNotContain(root.DescendantsAndSelf().Attributes(), a => a.Name.LocalName is "src" || (a.Name.LocalName == "href" && !a.Value.StartsWith('#')));
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
        var anchors = root.Descendants().Attributes("id").Select(a => a.Value).ToHashSet();
        Assert.All(root.Descendants().Attributes("href"), a => Assert.Contains(a.Value[1..], anchors));
        Assert.Contains(root.Descendants(), e => e.Name.LocalName == "math");
    }

    [Fact]
    public void Markdown_has_a_heading_for_each_step()
    {
        string[] lines = Run.WithInput(Mistaken, "check", "-", "--format", "markdown").Output.Split('\n');
        Assert.Equal(["## ≔ 1.1 definition", "## ✓ 2.1 holds", "## △ 2.2 holds if A symmetric", "## ✗ 2.3 fails", "## ✗ 3.1 ill-shaped"], lines.Where(l => l.StartsWith("## ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Text_that_is_not_for_a_terminal_has_no_colour() =>
        Assert.DoesNotContain('\u001b', Run.WithInput(Mistaken, "check", "-").Output);

    [Fact]
    public void For_MSBuild_each_mistake_is_a_line() =>
        Assert.Equal(
            ["<stdin>(7,1): warning MD0700: step 2.2", "<stdin>(7,1): error MD0700: step 2.3", "<stdin>(9,1): error MD0700: step 3.1"],
            Run.WithInput(Mistaken, "check", "-", "--format", "msbuild").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => string.Join(' ', l.Split(' ').Take(5))));

    [Fact]
    public void Formats_that_say_nothing_of_steps_are_refused() => Assert.Equal(2, Run.WithInput(Right, "check", "-", "--format", "numpy").Code);

    private static string Line(object value) => JsonSerializer.Serialize(value);
}
