using System.Text.Json;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Tests.Support;

namespace MatrixDiff.Tests.Latex.Reading;

/// <summary>The derivations beside the repository: numbered as they should be, and read.</summary>
public class SharedDerivationTests
{
    [SharedFact]
    public void Steps_are_numbered_as_in_the_truth()
    {
        var expected = File.ReadLines(SharedCases.PathOf("check/truth.jsonl")).Select(l => JsonDocument.Parse(l).RootElement)
            .Where(e => !e.GetProperty("optional").GetBoolean())
            .Select(e => (File: e.GetProperty("file").GetString()!, Block: e.GetProperty("block").GetInt32(), Step: e.GetProperty("step").GetInt32(), Line: e.GetProperty("line").GetInt32()))
            .GroupBy(t => t.File).ToList();
        Assert.NotEmpty(expected);
        foreach (var file in expected)
        {
            var found = Read(file.Key).Blocks.SelectMany(b => b.Steps.Select(s => (b.Number, s.Number, s.Line)));
            Assert.Equal(file.Select(t => (t.Block, t.Step, t.Line)).Distinct().Order(), found.Order());
        }
    }

    [SharedFact]
    public void Every_side_and_claim_is_read()
    {
        var unread = new List<string>();
        int sides = 0;
        foreach (string path in Directory.GetFiles(SharedCases.PathOf("check/derivations")))
        {
            var document = Read(Path.GetFileName(path));
            var names = HandNames.Of(document.FrontMatter);
            var steps = document.Blocks.SelectMany(b => b.Steps).Concat(document.Inline.SelectMany(t => t.Steps)).ToList();
            var claims = document.Blocks.SelectMany(b => b.Claims).Concat(steps.SelectMany(s => s.Claims));
            foreach (var side in steps.SelectMany(s => new[] { s.Left, s.Right }).Concat(claims.SelectMany(c => new[] { c.Expression, c.Rows, c.Columns })).OfType<Side>())
            {
                sides++;
                try
                {
                    side.Read(names);
                }
                catch (DiagnosticException e)
                {
                    unread.Add(e.Diagnostic.Render());
                }
            }
        }

        Assert.True(sides > 0 && unread.Count == 0, $"{unread.Count} of {sides}:\n{string.Join('\n', unread)}");
    }

    private static HandDerivation Read(string file) => HandDerivation.Read(File.ReadAllText(SharedCases.PathOf($"check/derivations/{file}")), file);
}
