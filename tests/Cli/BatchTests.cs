using System.Text.Json.Nodes;

namespace MatrixDiff.Tests.Cli;

public sealed class BatchTests
{
    [Fact]
    public void Answers_come_in_the_order_of_the_lines()
    {
        var requests = Enumerable.Range(0, 200).Select(i => i % 7 == 0
            ? $$"""{"id": {{i}}, "expr": "logdet(A*X*A'+X)*tr(X^-1*inv(A+X))", "wrt": "X"}"""
            : $$"""{"id": {{i}}, "expr": "{{i}}*x'*A*x", "wrt": "x"}""");
        var outcome = Run.WithInput(string.Join('\n', requests), "grad", "--jsonl");
        Assert.Equal(0, outcome.Code);
        Assert.Equal(Enumerable.Range(0, 200), outcome.Lines.Select(l => l.GetProperty("id").GetInt32()));
        Assert.All(outcome.Lines, l => Assert.True(l.TryGetProperty("result", out _), l.GetRawText()));
    }

    [Fact]
    public void A_line_is_answered_as_the_command_answers_with_the_id()
    {
        var line = Run.WithInput("""{"id":"a","expr":"x'*A*x","wrt":"x","where":["A: n×n symmetric","x: n"]}""", "grad", "--jsonl").Lines[0];
        var alone = Run.Matrixdiff("grad", "x'*A*x", "--wrt", "x", "--where", "A: n×n symmetric", "--where", "x: n", "--format", "json").Json;
        var without = JsonNode.Parse(line.GetRawText())!.AsObject();
        without.Remove("id");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(alone.GetRawText()), without));
    }

    [Theory]
    [InlineData("nonsense", "null", "MD0403")]
    [InlineData("[1]", "null", "MD0403")]
    [InlineData("""{"id":7}""", "7", "MD0403")]
    [InlineData("""{"id":"x","expr":3}""", "\"x\"", "MD0403")]
    [InlineData("""{"id":[1],"expr":"x +","wrt":"x"}""", "[1]", "MD0009")]
    [InlineData("""{"id":1,"expr":"x'*x","wrt":{"a":1}}""", "1", "MD0403")]
    [InlineData("""{"id":1,"expr":"x'*x"}""", "1", "MD0402")]
    [InlineData("""{"id":1,"expr":"x'*x","wrt":"x","layout":"sideways"}""", "1", "MD0404")]
    [InlineData("""{"id":1,"expr":"\ud800","wrt":"x"}""", "1", "MD0403")]
    public void A_bad_line_is_an_error_object_and_the_run_goes_on(string bad, string id, string code)
    {
        var outcome = Run.WithInput($$"""
            {"id":0,"expr":"x'*x","wrt":"x"}
            {{bad}}

            {"id":9,"expr":"x'*x","wrt":"x"}
            """, "grad", "--jsonl");
        Assert.Equal(0, outcome.Code);
        Assert.Equal(3, outcome.Lines.Count);
        Assert.Equal(id, outcome.Lines[1].GetProperty("id").GetRawText());
        Assert.Equal(code, outcome.Lines[1].GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(9, outcome.Lines[2].GetProperty("id").GetInt32());
    }

    [Fact]
    public void Several_variables_are_an_array_in_which_each_has_the_id()
    {
        var lines = Run.WithInput("""{"id":4,"expr":"x'*A*y","wrt":["x","y"]}""", "grad", "--jsonl").Lines;
        Assert.Equal([4, 4], lines.Single().EnumerateArray().Select(a => a.GetProperty("id").GetInt32()));
    }

    [Fact]
    public void The_arguments_of_the_command_line_are_those_of_lines_that_do_not_say()
    {
        var lines = Run.WithInput(
            """
            {"id":1,"expr":"x'*S*x"}
            {"id":2,"expr":"y'*S*y","wrt":"y"}
            {"id":3,"expr":"tr(A*X)","wrt":"X","layout":"jacobian"}
            {"id":4,"expr":"a*x","wrt":"x","syntax":"matrixcalculus","seed":5}
            """, "grad", "--jsonl", "--wrt", "x", "--where", "S: k×k symmetric").Lines;
        Assert.Equal(["2*S*x", "2*S*y"], lines.Take(2).Select(l => l.GetProperty("result").GetProperty("text").GetString()!));
        Assert.Equal("jacobian", lines[2].GetProperty("layout").GetString());
        Assert.Equal("a*I(n)", lines[3].GetProperty("result").GetProperty("text").GetString());
    }

    [Fact]
    public async Task An_answer_does_not_wait_for_the_next_line()
    {
        using var input = new SlowReader("""{"id":1,"expr":"x'*x","wrt":"x"}""");
        using var output = new FlushedWriter();
        var run = Task.Run(() => MatrixDiff.Cli.CommandLine.Run(["grad", "--jsonl"], input, output, TextWriter.Null));
        Assert.True(SpinWait.SpinUntil(() => output.Flushed.Contains("\"id\":1", StringComparison.Ordinal), TimeSpan.FromSeconds(30)));
        input.End();
        Assert.Equal(0, await run);
    }

    [Fact]
    public void Questions_of_other_kinds_have_batches_too()
    {
        Assert.Equal("A", Run.WithInput("""{"id":1,"expr":"x'*A*y","wrt":"x,y"}""", "hessian", "--jsonl").Lines[0].GetProperty("result").GetProperty("text").GetString());
        Assert.Equal("4*x", Run.WithInput("""{"id":1,"expr":"2*x + 3*x - x"}""", "simplify", "--jsonl").Lines[0].GetProperty("result").GetProperty("text").GetString());
    }

    [Fact]
    public void The_witness_evaluates_at_given_points()
    {
        var line = Run.WithInput(
            """{"id":1,"kind":"gradient","expr":"sum(f(x))","where":"x: n, f: elementwise","wrt":"x","dims":{"n":2},"inputs":{"x":[0,1]},"functions":{"f":"exp"},"text":"f'(x)","best":"f'(x)"}""",
            "witness", "--jsonl").Lines[0];
        Assert.Equal([1, Math.E], line.GetProperty("value").EnumerateArray().Select(r => r[0].GetDouble()));
        Assert.Equal(line.GetProperty("value").GetRawText(), line.GetProperty("text").GetRawText());
        Assert.Equal(2, line.GetProperty("nodes").GetInt32());
    }

    private sealed class SlowReader(string first) : TextReader
    {
        private readonly ManualResetEventSlim end = new();
        private string? next = first;

        public void End() => end.Set();

        public override string? ReadLine()
        {
            if (next is { } line)
            {
                next = null;
                return line;
            }

            end.Wait();
            return null;
        }
    }

    private sealed class FlushedWriter : StringWriter
    {
        public volatile string Flushed = "";

        public override void Flush() => Flushed = ToString();
    }
}
