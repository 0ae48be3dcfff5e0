using MatrixDiff.Cli.Documents;
using MatrixDiff.Latex;
using MatrixDiff.Tests.Cli;

namespace MatrixDiff.Tests.Facts;

/// <summary>Operators and laws that documents define: they are used, checked, proved or refused.</summary>
public sealed class OperatorTests
{
    private const string Operators = """
        declare:
          m, n: dim
          W: m×n, x: n, y: m, M: n×n, beta: scalar
        operators:
          swish(x) = x .* sigmoid(x)
          quad(x, A) = x'*A*x
          elementwise g(x) = x/(1 + exp(-x))
          elementwise cube(x) = x^3
          ridge(w) = sumsq(W*w - y) + beta*w'*w
          both(x) = quad(swish(x), M)

        """;

    private const string Laws = """
        laws:
          d(swish(x)) = (sigmoid(x) + x .* sigmoid'(x)) .* dx
          d(quad(z, B)) = z'*(B + B')*dz
          d(cube(t)) = 3*t.^2 .* dt
          tril(A) + triu(A) - diag(diag(A)) = A

        """;

    [Theory]
    [InlineData("grad sum(swish(W*x)) wrt x", "W'*(sigmoid(W*x) + W*x .* sigmoid'(W*x))")]
    [InlineData("grad sum(swish(W)) wrt W", "sigmoid(W) + W .* sigmoid'(W)")]
    [InlineData("grad swish(beta) wrt beta", "sigmoid(beta) + beta*sigmoid'(beta)")]
    [InlineData("hessian sum(swish(x)) wrt x", "diag(2*sigmoid'(x) + x .* sigmoid''(x))")]
    [InlineData("grad quad(W*x, S) wrt x", "W'*(S + S')*W*x")]
    [InlineData("grad quad(x, M) wrt M", "x*x'")]
    [InlineData("grad quad(x, x*x') wrt x", "4*(x'*x)*x")]
    [InlineData("grad ridge(x) wrt x", "2*(W'*(W*x - y) + beta*x)")]
    [InlineData("grad ridge(x) wrt W", "2*(W*x - y)*x'")]
    [InlineData("grad ridge(x) wrt beta", "x'*x")]
    [InlineData("grad sum(cube(W*x)) wrt x", "3*W'*(W*x).^2")]
    [InlineData("hessian sum(cube(x)) wrt x", "6*diag(x)")]
    [InlineData("grad sum(g(x)) wrt x", "sigmoid(x) + x .* exp(-x)./(1 + exp(-x)).^2")]
    [InlineData("grad both(x) wrt x", "(M + M')*swish(x) .* (sigmoid(x) + x .* sigmoid'(x))")]
    [InlineData("grad tr((tril(M*X) + triu(M*X) - diag(diag(M*X)))*M) wrt X", "(M^2)'")]
    public void Derivatives_are_those_of_the_definition(string command, string expected)
    {
        foreach (string document in new[] { Operators + Laws, command.Contains("tril", StringComparison.Ordinal) ? Operators + Laws : Operators })
        {
            string text = document + "derive " + command + "\n";
            var block = DocumentRunner.Run(text, "test.mdiff").Blocks.OfType<DerivationBlock>().Single();
            var derivation = block.Derivation;
            var other = Symbolic.Binding.ExpressionReader.Read(expected, derivation.Scope.Copy());
            var report = Numeric.Witness.WitnessCheck.Equal(derivation.Result, other, [], derivation.Scope);
            Assert.True(report.Passed, $"{derivation.Result}: {report.Failure}");
            Assert.True(Numeric.Witness.Replay.Check(derivation) is { Passed: true } replay, Numeric.Witness.Replay.Check(derivation).Failure);
        }
    }

    [Fact]
    public void A_law_is_a_step_by_its_name_and_keeps_the_operator()
    {
        string with = Derive(Operators + Laws + "derive grad sum(swish(x)) wrt x");
        Assert.Contains("(differential of swish)", with, StringComparison.Ordinal);
        string without = Derive(Operators + "derive grad sum(swish(x)) wrt x");
        Assert.Contains("definition", without, StringComparison.Ordinal);
        Assert.Contains(@"\mathop{\mathrm{swish}}(x) = x \odot \sigma(x)", without, StringComparison.Ordinal);
        Assert.Contains("law }{", Derive(Operators + Laws + "derive grad tr((tril(X) + triu(X) - diag(diag(X)))*M) wrt M"), StringComparison.Ordinal);
    }

    [Fact]
    public void Operators_are_written_by_name_and_exported_by_definition()
    {
        Assert.Contains(@"\mathop{\mathrm{quad}}(x, M)", Derive(Operators + "show quad(x, M)"), StringComparison.Ordinal);
        string code = Derive(Operators + "export quad(x, M) + sum(g(x)) to numpy");
        Assert.Contains("quad(x, M) + sum(g(x))", code, StringComparison.Ordinal);
        Assert.Contains("def compute(x, M):", code, StringComparison.Ordinal);
        string table = Derive(Operators + Laws + "declarations");
        Assert.Contains("operator, defined", table, StringComparison.Ordinal);
        Assert.Contains("law (", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_and_definitions_know_operators()
    {
        string text = "---\nmatrixdiff:\n  operators: |\n    swish(x) = x .* sigmoid(x)\n  laws: |\n    d(swish(x)) = (sigmoid(x) + x .* sigmoid'(x)) .* dx\n  declare: |\n    x, a: n\n"
            + "  define: |\n    J = a'*swish(x)\n---\n\n# T\n\n```mdiff\nderive grad J wrt x as δ\ncheck δ = a .* (sigmoid(x) + x .* sigmoid'(x))\ncheck swish(x) = x .* sigmoid(x)\n```\n";
        var outcome = Run.WithInput(text, "derive", "-");
        Assert.True(outcome.Code == 0, outcome.Error);
        Assert.Contains("differential of swish", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("operators: f(x) = y", "MD0112", "does not occur")]
    [InlineData("operators: f(x) = x + zz", "MD0111", "'zz'")]
    [InlineData("operators: exp(x) = x", "MD0112", "has a meaning already")]
    [InlineData("operators: f(x, x) = x", "MD0112", "different names")]
    [InlineData("operators: f(x) = f(x) + x", "MD0111", "'f'")]
    [InlineData("operators: f(x) = grad(x'*x, x)", "MD0112", "without derivatives")]
    [InlineData("operators: f(X) = X*X*tr(X) + x", "MD0111", "'x'")]
    [InlineData("operators: elementwise f(x) = 2^x", "MD0112", "elementwise")]
    [InlineData("operators: elementwise f(x, y) = x*y", "MD0112", "one parameter")]
    [InlineData("operators: f x = x", "MD0112", "name")]
    public void What_is_no_operator_is_told(string line, string code, string words)
    {
        var outcome = Run.WithInput(Document(line), "derive", "-");
        Assert.Equal(2, outcome.Code);
        Assert.Contains(code, outcome.Error, StringComparison.Ordinal);
        Assert.Contains(words, outcome.Error, StringComparison.Ordinal);
        Assert.StartsWith("<stdin>:4:", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("d(swish(x)) = sigmoid(x) .* dx", "MD0115", "entry (")]
    [InlineData("d(swish(x)) = 2*(sigmoid(x) + x .* sigmoid'(x)) .* dx", "MD0115", "refused")]
    [InlineData("d(quad(x, A)) = 2*x'*A*dx", "MD0115", "refused")]
    [InlineData("d(quad(x, A)) = x'*(A + A')*dx + 2*x'*dA*x", "MD0115", "refused")]
    [InlineData("d(swish(x)) = sigmoid(x)'*dx", "MD0115", "refused")]
    [InlineData("d(quad(x, A)) = vcat(A, dx)", "MD0101", "do not conform")]
    [InlineData("d(exp(x)) = exp(x) .* dx", "MD0111", "an operator of this document")]
    [InlineData("d(swish(2*x)) = dx", "MD0112", "different names")]
    [InlineData("tr(A*B) = tr(A)*tr(B)", "MD0115", "refused")]
    [InlineData("A*B = B*A", "MD0115", "refused")]
    [InlineData("tr(A) = tr(A + 0*B)", "MD0112", "'B'")]
    [InlineData("tr(A)", "MD0112", "one equals sign")]
    [InlineData("grad(x'*x, x) = 2*x", "MD0112", "no derivatives")]
    public void What_does_not_hold_is_refused(string law, string code, string words)
    {
        var outcome = Run.WithInput(Document("operators: |\n    swish(x) = x .* sigmoid(x)\n    quad(x, A) = x'*A*x\n  laws: " + law), "derive", "-");
        Assert.Equal(2, outcome.Code);
        Assert.Contains(code, outcome.Error, StringComparison.Ordinal);
        Assert.Contains(words, outcome.Error, StringComparison.Ordinal);
        Assert.StartsWith("<stdin>:7:", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_conform_is_told_at_the_call()
    {
        var outcome = Run.WithInput("---\nmatrixdiff:\n  declare: |\n    A: m×n, b: p\n  operators: quad(x, A) = x'*A*x\n---\n```mdiff\nderive grad quad(b, A) wrt b\n```\n", "derive", "-");
        Assert.StartsWith("<stdin>:8:13: error MD0101: in quad: ", outcome.Error, StringComparison.Ordinal);
        outcome = Run.WithInput("---\nmatrixdiff:\n  operators: quad(x, A) = x'*A*x\n---\n```mdiff\nderive grad quad(b) wrt b\n```\n", "derive", "-");
        Assert.Contains("MD0104: quad takes 2 arguments, not 1", outcome.Error, StringComparison.Ordinal);
    }

    private static string Document(string keys) => $"---\nmatrixdiff:\n  title: T\n  {keys}\n---\n\n# T\n";

    private static string Derive(string text) => WriteUpRenderer.ToMarkdown(DocumentRunner.Run(text, "test.mdiff"));
}
