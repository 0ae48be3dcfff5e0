using System.Text.Json;
using MatrixDiff.Tests.Cli;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Tests.Verification;

public sealed class VerdictOutputTests
{
    [Fact]
    public void The_json_has_the_members_of_a_step()
    {
        using var json = JsonDocument.Parse(VerdictJson.Of(Equality.Decide("diag(a .* (1-a))", "diag(a) - a*a'", ["a: p"])));
        var e = json.RootElement;
        Assert.Equal("holds-if", e.GetProperty("verdict").GetString());
        Assert.Equal("p = 1", e.GetProperty("condition").GetString());
        Assert.Equal("the two sides differ off the diagonal", e.GetProperty("reason").GetString());
        Assert.Equal(2, e.GetProperty("counterexample").GetProperty("dims").GetProperty("p").GetInt32());
        Assert.Equal(2, e.GetProperty("counterexample").GetProperty("values").GetProperty("a").GetArrayLength());
        Assert.NotEqual(e.GetProperty("counterexample").GetProperty("left").GetDouble(), e.GetProperty("counterexample").GetProperty("right").GetDouble());
    }

    [Theory]
    [InlineData("tr(A*B)", "tr(B*A)", 0)]
    [InlineData("tr(A*B)", "tr(A)*tr(B)", 1)]
    [InlineData("A*B", "B'", 1)]
    [InlineData("A*", "B'", 2)]
    public void Exit_codes_tell_the_verdict(string left, string right, int code) =>
        Assert.Equal(code, Run.Matrixdiff("equal", left, right, "--where", "A: m×n, B: n×m").Code);

    [Fact]
    public void A_batch_answers_in_order_and_goes_on_after_bad_lines()
    {
        var outcome = Run.WithInput("""
            {"id": 1, "left": "tr(A*B)", "right": "tr(B*A)", "where": "A: m×n, B: n×m"}
            nonsense
            {"id": 3, "left": "x"}
            {"id": 4, "left": "x +", "right": "x"}
            {"id": 5, "left": "x", "right": "2*x", "where": ["x: n"]}
            """, "equal", "--jsonl");
        Assert.Equal(0, outcome.Code);
        Assert.Equal(["holds", null, null, null, "fails"], outcome.Lines.Select(l => l.TryGetProperty("verdict", out var v) ? v.GetString() : null));
        Assert.All(outcome.Lines.Skip(1).Take(3), l => Assert.True(l.TryGetProperty("error", out _)));
    }

    [Fact]
    public void Text_shows_the_statement_that_is_meant()
    {
        string text = VerdictText.Of(Equality.Decide("(A*B)'", "A'*B'", ["A: m×n, B: n×p"]));
        Assert.Contains("suggestion: (A*B)' = B'*A'", text, StringComparison.Ordinal);
    }
}
