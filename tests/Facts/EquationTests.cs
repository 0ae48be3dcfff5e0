using System.Text.Json;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Tests.Cli;

namespace MatrixDiff.Tests.Facts;

/// <summary>Equations that are assumed of values are used where they shorten, and answers are checked where they hold.</summary>
public sealed class EquationTests
{
    [Theory]
    [InlineData("-y'*logsoftmax(z)", "z", "1'y = 1", "softmax(z) - y")]
    [InlineData("logsumexp(z)*sum(y) - y'*z", "z", "sum(y) = 1", "softmax(z) - y")]
    [InlineData("-y'*log(softmax(W*x))", "W", "ones(n)'*y = 1", "(softmax(W*x) - y)*x'")]
    [InlineData("tr(X'*A*X*X'*X)", "A", "X'X = I", "X*X'")]
    [InlineData("sumsq(X*X' - M)", "X", "X'*X = I", "4*X - 2*(M + M')*X")]
    [InlineData("norm2(x)", "x", "x'x = 1", "x")]
    [InlineData("x'*A*x/sumsq(x)", "x", "norm2(x) = 1", "(A + A')*x - 2*(x'*A*x)*x")]
    [InlineData("tr(A*B*X - B*A*X)", "X", "A*B = B*A", "zeros(n,n)")]
    [InlineData("sum((p + q)*c .* x)", "x", "p + q = ones(n)", "c*ones(n)")]
    [InlineData("x'*A'*A*x/2 - b'*A*x", "x", "A'*A*x = A'*b", "zeros(m)")]
    [InlineData("logdet(X) + tr(X^-1*B)", "B", "X*X' = I(n)", "X")]
    public void A_gradient_under_a_fact(string expression, string x, string fact, string expected)
    {
        var outcome = Run.Matrixdiff("grad", expression, "--wrt", x, "--assume", fact, "--format", "json");
        Assert.True(outcome.Code == 0, outcome.Output + outcome.Error);
        Equal(expected, outcome.Json);
        Assert.Equal([fact], outcome.Json.GetProperty("assumptions").EnumerateArray().Select(a => a.GetString()));
    }

    [Theory]
    [InlineData("A*X'*X*B", "X'X = I", "A*B")]
    [InlineData("tr(X*A*X')", "X'X = I", "tr(A)")]
    [InlineData("P*P*A*P^3", "P*P = P", "P*A*P")]
    [InlineData("A^-1*C", "A*B = I(n)", "B*C")]
    [InlineData("Q^-1*A*Q*Q'", "Q'*Q = I(n)", "Q'*A")]
    [InlineData("c*x'*y*A", "3*x'*y = 2", "2/3*c*A")]
    [InlineData("x .* y .* z", "x .* y = 0", "zeros(n)")]
    [InlineData("(A + B)*x + y", "A*x + B*x = 0", "y")]
    [InlineData("A*B*C - B*C*A", "A*B = B*A, A*C = C*A", "zeros(n,n)")]
    public void A_simplification_under_facts(string expression, string facts, string expected)
    {
        var outcome = Run.Matrixdiff("simplify", expression, "--where", facts, "--format", "json");
        Assert.True(outcome.Code == 0, outcome.Output + outcome.Error);
        Equal(expected, outcome.Json);
    }

    [Fact]
    public void A_fact_is_a_step_of_its_own_and_listed()
    {
        var outcome = Run.Matrixdiff("grad", "-y'*logsoftmax(z)", "--wrt", "z", "--where", "y: n, 1'y = 1", "--steps");
        Assert.Contains("(assumption 1'y = 1)", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("Assuming 1'y = 1", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("assuming 1'y = 1", Run.Matrixdiff("grad", "-y'*logsoftmax(z)", "--wrt", "z", "--where", "1'y = 1").Output, StringComparison.Ordinal);
        Assert.False(Run.Matrixdiff("grad", "x'*x", "--wrt", "x", "--format", "json").Json.TryGetProperty("assumptions", out _));
    }

    [Fact]
    public void What_is_differentiated_again_does_not_use_facts_that_move()
    {
        var outcome = Run.Matrixdiff("hessian", "(x'*x)^2/4", "--wrt", "x", "--assume", "x'*x = 1", "--format", "json");
        Equal("I(n) + 2*x*x'", outcome.Json);
        outcome = Run.Matrixdiff("jacobian", "grad((x'*x)^2/4, x)", "--wrt", "x", "--assume", "x'*x = 1", "--format", "json");
        Equal("I(n) + 2*x*x'", outcome.Json);
        outcome = Run.Matrixdiff("hessian", "-y'*logsoftmax(z)", "--wrt", "z", "--assume", "1'y = 1", "--format", "json");
        Equal("diag(softmax(z)) - softmax(z)*softmax(z)'", outcome.Json);
    }

    [Fact]
    public void A_line_of_a_batch_has_facts_of_its_own()
    {
        const string lines = """
            {"id": 1, "expr": "-y'*logsoftmax(z)", "wrt": "z", "assume": "1'y = 1"}
            {"id": 2, "expr": "-y'*logsoftmax(z)", "wrt": "z", "where": ["y: n", "sum(y) = 1"]}
            {"id": 3, "expr": "-y'*logsoftmax(z)", "wrt": "z"}
            """;
        var answers = Run.WithInput(lines, "grad", "--jsonl").Lines;
        Assert.Equal(["softmax(z) - y", "softmax(z) - y", "sum(y)*softmax(z) - y"], answers.Select(a => a.GetProperty("result").GetProperty("text").GetString()));
    }

    [Theory]
    [InlineData("x = A", "MD0101")]
    [InlineData("sum(x) = 1 = 2", "MD0112")]
    [InlineData("nonsense", "MD0112")]
    [InlineData("sum(x) = 1, sum(x) = 2", "MD0301")]
    [InlineData("1 = 2", "MD0301")]
    public void What_can_not_be_assumed_is_told(string fact, string code)
    {
        var outcome = Run.Matrixdiff(["grad", "x'*A*x", "--wrt", "x", "--where", "A: n×n, x: n", .. fact.Split(", ").SelectMany(f => new[] { "--assume", f })]);
        Assert.Equal(2, outcome.Code);
        Assert.Contains(code, outcome.Error, StringComparison.Ordinal);
    }

    // Answers are checked by themselves; here they must be short.
    private static void Equal(string expected, JsonElement answer)
    {
        string text = answer.GetProperty("result").GetProperty("text").GetString()!;
        int most = SyntaxSize.Of(Parser.ParseExpression(new(expected), FunctionTable.Contains));
        Assert.True(text == expected || (answer.GetProperty("result").GetProperty("nodes").GetInt32() <= most + 2 && !expected.StartsWith("zeros", StringComparison.Ordinal)), text);
    }
}
