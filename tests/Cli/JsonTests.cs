using System.Text.Json;

namespace MatrixDiff.Tests.Cli;

public sealed class JsonTests
{
    [Fact]
    public void An_answer_has_the_names_of_the_contract_in_their_order()
    {
        var json = Run.Matrixdiff("grad", "x'*A*x", "--wrt", "x", "--format", "json").Json;
        Assert.Equal(["kind", "expression", "wrt", "layout", "symbols", "shape", "result", "steps", "check"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal("gradient", json.GetProperty("kind").GetString());
        Assert.Equal("x'*A*x", json.GetProperty("expression").GetString());
        Assert.Equal("x", json.GetProperty("wrt").GetString());
        Assert.Equal("gradient", json.GetProperty("layout").GetString());
        Assert.Equal("""["n","1"]""", JsonSerializer.Serialize(json.GetProperty("shape")));
        Assert.Equal(["text", "latex", "numpy", "nodes"], json.GetProperty("result").EnumerateObject().Select(p => p.Name));
        Assert.Equal(["rule", "before", "after", "latex"], json.GetProperty("steps")[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(["method", "samples", "maxRelativeError"], json.GetProperty("check").EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            """[{"name":"x","shape":["n","1"],"inferred":true,"attributes":[]},{"name":"A","shape":["n","n"],"inferred":true,"attributes":[]}]""",
            JsonSerializer.Serialize(json.GetProperty("symbols")));
    }

    [Fact]
    public void Signs_are_written_as_they_are()
    {
        string output = Run.Matrixdiff("jacobian", "A*X*B", "--wrt", "X", "--format", "json").Output;
        Assert.Contains("\"B' ⊗ A\"", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jacobian", "x*x'", "jacobian", "jacobian", "x")]
    [InlineData("hessian", "x'*A*y", "hessian", "gradient", "x,y")]
    [InlineData("differential", "x'*A*y", "differential", null, "x,y")]
    [InlineData("simplify", "x'*y", "simplify", null, null)]
    public void Kinds(string command, string expression, string kind, string? layout, string? wrt)
    {
        string[] variables = wrt is null ? [] : ["--wrt", wrt];
        var json = Run.Matrixdiff([command, expression, .. variables, "--format", "json"]).Json;
        Assert.Equal(kind, json.GetProperty("kind").GetString());
        Assert.Equal(layout, json.GetProperty("layout").GetString());
        Assert.Equal(wrt, json.GetProperty("wrt").GetString());
    }

    [Fact]
    public void Several_variables_give_an_array() =>
        Assert.Equal(["x", "y"], Run.Matrixdiff("grad", "x'*A*y", "--wrt", "x", "--wrt", "y", "--format", "json").Json.EnumerateArray().Select(a => a.GetProperty("wrt").GetString()!));

    [Theory]
    [InlineData("A: m×n, S: m×m posdef, x: n, unused: n", "x'*A'*S^-1*A*x", "x A S")]
    [InlineData("A: m×n, X: n×p, B: p×q", "tr(AXB*(AXB)')", "A X B")]
    [InlineData("W[l]: n×m, W[l+1]: p×n", "tr(W^{l+1}*W^{l}*(W^{l+1}*W^{l})')", "W[l+1] W[l]")]
    [InlineData("mu: n, x: n", "(x - mu)'*(x - mu)", "x μ")]
    public void Symbols_come_in_the_order_of_the_expression(string where, string expression, string names)
    {
        var json = Run.Matrixdiff("grad", expression, "--wrt", names.Split(' ')[0], "--where", where, "--format", "json").Json;
        Assert.Equal(names, string.Join(' ', json.GetProperty("symbols").EnumerateArray().Select(s => s.GetProperty("name").GetString())));
    }

    [Fact]
    public void Symbols_have_the_attributes_they_were_declared_with()
    {
        var json = Run.Matrixdiff(
            "grad", "x'*S*D*L*T*Q*x", "--wrt", "x", "--format", "json",
            "--where", "x: n, S: n×n posdef, D: n×n diagonal, L: n×n lower invertible, T: n×n symmetric, Q: n×n orthogonal").Json;
        Assert.Equal(["", "posdef", "diagonal", "lower invertible", "symmetric", "orthogonal"],
            json.GetProperty("symbols").EnumerateArray().Select(s => string.Join(' ', s.GetProperty("attributes").EnumerateArray().Select(a => a.GetString()))));
        Assert.False(json.GetProperty("symbols")[0].GetProperty("inferred").GetBoolean());
    }

    [Fact]
    public void Conditions_are_there_where_there_are_some() =>
        Assert.Equal("X invertible", Run.Matrixdiff("grad", "logdet(X)", "--wrt", "X", "--format", "json").Json.GetProperty("conditions")[0].GetString());

    [Fact]
    public void Code_has_the_symbols_in_order_then_sizes_then_functions()
    {
        var json = Run.Matrixdiff("jacobian", "f(x)*c", "--wrt", "c", "--where", "f: elementwise, x: n, c: 1×m", "--format", "json").Json;
        Assert.Contains("def compute(x, c, f):", json.GetProperty("result").GetProperty("numpy").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_is_an_object_on_standard_output()
    {
        var outcome = Run.Matrixdiff("grad", "A*x", "--wrt", "x", "--where", "A: m×n, x: m", "--format", "json");
        Assert.Equal(2, outcome.Code);
        Assert.Empty(outcome.Error);
        var error = outcome.Json.GetProperty("error");
        Assert.Equal(["code", "message", "line", "column", "hint"], error.EnumerateObject().Select(p => p.Name));
        Assert.Equal("MD0101", error.GetProperty("code").GetString());
        Assert.Equal(1, error.GetProperty("line").GetInt32());
    }

    [Theory]
    [InlineData("grad")]
    [InlineData("grad", "x", "y", "--wrt", "x")]
    [InlineData("grad", "x'*x", "--wrt", "z")]
    [InlineData("grad", "x'*x", "--nonsense")]
    [InlineData("derive", "there-is-no-such-file.md")]
    public void Mistakes_in_arguments_are_objects_too(params string[] args)
    {
        var outcome = Run.Matrixdiff([.. args, "--format", "json"]);
        Assert.Equal(2, outcome.Code);
        Assert.Matches("^MD0[0-9]{3}$", outcome.Json.GetProperty("error").GetProperty("code").GetString());
    }
}
