namespace MatrixDiff.Tests.Cli;

public sealed class QuestionTests
{
    // At large arguments 1 − σ is rounding, and so is its logarithm.
    [Theory]
    [InlineData("log(1 - sigmoid(20*(w'*x)))")]
    [InlineData("sum(log(1 - sigmoid(30*(w .* x))))")]
    public void Points_where_nothing_but_rounding_is_left_are_no_evidence(string expression)
    {
        var outcome = Run.Matrixdiff("grad", expression, "--wrt", "w", "--where", "w, x: n");
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains("checked: dual-numbers", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grad", "x'*A*x", "(A + A')*x")]
    [InlineData("grad", "-x'*x", "-2*x")]
    [InlineData("jacobian", "A*x", "A")]
    [InlineData("hessian", "x'*A*x", "A + A'")]
    [InlineData("differential", "A*x", "A*dx")]
    public void Each_question_is_answered(string command, string expression, string result)
    {
        var outcome = Run.Matrixdiff(command, expression, "--wrt", "x");
        Assert.Equal(0, outcome.Code);
        Assert.EndsWith($" = {result}", outcome.Output.Split('\n')[0], StringComparison.Ordinal);
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public void A_simplification_has_no_variable()
    {
        var outcome = Run.Matrixdiff("simplify", "2*x + 3*x - x");
        Assert.StartsWith("4*x", outcome.Output.Split(" = ")[^1], StringComparison.Ordinal);
        Assert.Equal(0, outcome.Code);
    }

    [Fact]
    public void Text_says_shape_layout_what_was_inferred_where_it_holds_and_how_it_was_checked()
    {
        string[] lines = Run.Matrixdiff("grad", "logdet(X)", "--wrt", "X").Output.Split('\n');
        Assert.Equal("  shape: n×n (gradient layout, the shape of X)", lines[1]);
        Assert.Equal("  inferred: X: n×n", lines[2]);
        Assert.Equal("  valid where X invertible", lines[3]);
        Assert.StartsWith("  checked: dual-numbers, 5 points, largest relative error ", lines[4], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grad", "tr(A*X)", null, "m×n (gradient layout, the shape of X)")]
    [InlineData("grad", "tr(A*X)", "gradient", "m*n×1 (gradient layout, vec dF = (∇F)' vec dX)")]
    [InlineData("grad", "tr(A*X)", "jacobian", "1×m*n (jacobian layout, ∂vec F/∂(vec X)')")]
    [InlineData("grad", "A*X", null, "m*n×n*p (gradient layout, vec dF = (∇F)' vec dX)")]
    [InlineData("grad", "A*X", "jacobian", "n*p×m*n (jacobian layout, ∂vec F/∂(vec X)')")]
    [InlineData("jacobian", "A*X", null, "n*p×m*n (jacobian layout, ∂vec F/∂(vec X)')")]
    [InlineData("jacobian", "A*X", "gradient", "m*n×n*p (gradient layout, vec dF = (∇F)' vec dX)")]
    [InlineData("hessian", "tr(A*X)", null, "m*n×m*n (dim(X) × dim(X))")]
    public void Layouts(string command, string expression, string? layout, string expected)
    {
        string where = expression == "A*X" ? "A: p×m, X: m×n" : "A: n×m, X: m×n";
        string[] args = [command, expression, "--wrt", "X", "--where", where];
        var outcome = Run.Matrixdiff(layout is null ? args : [.. args, "--layout", layout]);
        Assert.Contains($"\n  shape: {expected}\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_come_before_the_answer()
    {
        string output = Run.Matrixdiff("grad", "x'*A*x", "--wrt", "x", "--steps").Output;
        Assert.Contains("d(x'*A*x)", output, StringComparison.Ordinal);
        Assert.Contains("(product rule)", output, StringComparison.Ordinal);
        Assert.True(output.IndexOf("product rule", StringComparison.Ordinal) < output.IndexOf("∴ grad(x'*A*x, x)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("latex", "\\nabla_{X}")]
    [InlineData("markdown", "```math\n")]
    [InlineData("html", "<math ")]
    [InlineData("numpy", "def compute(X, A):")]
    [InlineData("msbuild", "grad(tr(X'*A*X), X) = ")]
    public void Formats(string format, string expected)
    {
        var outcome = Run.Matrixdiff("grad", "tr(X'*A*X)", "--wrt", "X", "--format", format);
        Assert.Contains(expected, outcome.Output, StringComparison.Ordinal);
        Assert.Equal(0, outcome.Code);
        if (format is "latex" or "markdown" or "html")
        {
            Assert.Contains("dual-numbers", outcome.Output, StringComparison.Ordinal);
            Assert.Contains("product rule", Run.Matrixdiff("grad", "tr(X'*A*X)", "--wrt", "X", "--format", format, "--steps").Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Several_variables_have_an_answer_each()
    {
        string[] answers = Run.Matrixdiff("grad", "x'*A*y", "--wrt", "x", "--wrt", "y").Output.Split("\n\n");
        Assert.StartsWith("grad(x'*A*y, x) = A*y\n", answers[0], StringComparison.Ordinal);
        Assert.StartsWith("grad(x'*A*y, y) = A'*x\n", answers[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_Hessian_by_two_variables_is_a_mixed_block() =>
        Assert.StartsWith("hessian(x'*A*y, x, y) = A\n  shape: m×n (dim(x) × dim(y))", Run.Matrixdiff("hessian", "x'*A*y", "--wrt", "x,y").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("logdet(S)", "symmetric", "-(S^-1 ⊗ S^-1)*K(n,n)")]
    [InlineData("tr(S^2)", "posdef", "2*K(n,n)")]
    [InlineData("tr(S*S')", "skew", "-2*K(n,n)")]
    public void A_Hessian_by_a_variable_with_a_structure_is_entrywise(string expression, string structure, string result) =>
        Assert.StartsWith($"{result}\n", Run.Matrixdiff("hessian", expression, "--wrt", "S", "--where", $"S: n×n {structure}").Output.Split(" = ", 2)[1], StringComparison.Ordinal);

    [Fact]
    public void Without_a_variable_everything_moves_in_a_differential() =>
        Assert.Contains("dA", Run.Matrixdiff("differential", "A*x").Output.Split('\n')[0].Split(" = ")[1], StringComparison.Ordinal);

    [Fact]
    public void Another_seed_checks_at_other_points()
    {
        static string Check(string seed) => Run.Matrixdiff("grad", "sum(exp(A*x))", "--wrt", "x", "--seed", seed, "--format", "json").Json.GetProperty("check").GetRawText();
        Assert.Equal(Check("3"), Check("3"));
        Assert.NotEqual(Check("3"), Check("4"));
    }

    [Theory]
    [InlineData("a*x", "a: scalar, x: n")]
    [InlineData("exp(g)*h", "g: scalar, h: n")]
    [InlineData("A*y", "A: m×n, y: n")]
    public void Letter_classes_of_matrixcalculus(string expression, string inferred)
    {
        string variable = expression[^1].ToString();
        var outcome = Run.Matrixdiff("jacobian", expression, "--wrt", variable, "--syntax", "matrixcalculus");
        Assert.Contains($"  inferred: {inferred}\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Letter_classes_are_kept_where_they_do_not_conform() =>
        Assert.Equal(2, Run.Matrixdiff("grad", "x + y*z", "--wrt", "x", "--syntax", "matrixcalculus").Code);

    [Fact]
    public void Code_of_an_expression_and_the_languages_there_are()
    {
        Assert.Contains("def compute(A, x):", Run.Matrixdiff("export", "A*x", "--to", "numpy").Output, StringComparison.Ordinal);
        Assert.Contains("function compute(A, x)\n", Run.Matrixdiff("export", "A*x", "--to", "julia").Output, StringComparison.Ordinal);
        Assert.StartsWith("```csharp\n", Run.Matrixdiff("export", "A*x", "--to", "csharp", "--format", "markdown").Output, StringComparison.Ordinal);
        var outcome = Run.Matrixdiff("export", "A*x", "--to", "fortran");
        Assert.Equal(2, outcome.Code);
        Assert.Contains("csharp", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("octave", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_are_listed()
    {
        Assert.Contains("product-rule: product rule\n    d(A*B) = dA*B + A*dB\n", Run.Matrixdiff("rules").Output, StringComparison.Ordinal);
        Assert.Contains(Run.Matrixdiff("rules", "--format", "json").Json.EnumerateArray(), r => r.GetProperty("id").GetString() == "product-rule");
        Assert.StartsWith("| rule |", Run.Matrixdiff("rules", "--format", "markdown").Output, StringComparison.Ordinal);
        Assert.Equal(2, Run.Matrixdiff("rules", "--format", "numpy").Code);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("grad", "--help")]
    [InlineData("--version")]
    public void Help_and_version_are_answers(params string[] args) => Assert.Equal(0, Run.Matrixdiff(args).Code);
}
