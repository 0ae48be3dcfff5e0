using MatrixDiff.Cli;

namespace MatrixDiff.Tests.Cli;

public sealed class FailureTests
{
    [Theory]
    [InlineData("MD0009", "x +")]
    [InlineData("MD0101", "A*x", "A: m×n, x: m")]
    [InlineData("MD0111", "y'*y")]
    [InlineData("MD0114", "x'*x*vec(A)'*vec(B)")]
    [InlineData("MD0202", "x'*dx")]
    [InlineData("MD0301", "log(-1 - x'*x)")]
    public void A_mistake_in_the_input_is_told_with_its_place(string code, string expression, string where = "")
    {
        var outcome = Run.Matrixdiff("grad", expression, "--wrt", "x", "--where", where);
        Assert.Equal(2, outcome.Code);
        Assert.Empty(outcome.Output);
        string[] lines = outcome.Error.Split('\n');
        Assert.Matches($"^<(expression|wrt)>:1:[0-9]+: error {code}: ", lines[0]);
        Assert.StartsWith("  ", lines[1], StringComparison.Ordinal);
        Assert.Matches(@"^  *\^+$", lines[2]);
    }

    [Fact]
    public void For_MSBuild_the_place_is_in_brackets() =>
        Assert.StartsWith("<expression>(1,1): error MD0101: ", Run.Matrixdiff("grad", "A*x", "--wrt", "x", "--where", "A: m×n, x: m", "--format", "msbuild").Error, StringComparison.Ordinal);

    [Theory]
    [InlineData]
    [InlineData("frobnicate")]
    [InlineData("grad")]
    [InlineData("grad", "x'*x")]
    [InlineData("grad", "x'*x", "--wrt", "x", "--format", "yaml")]
    [InlineData("grad", "x'*x", "--wrt", "x", "--layout", "other")]
    [InlineData("grad", "x'*x", "--wrt", "x", "--seed", "many")]
    [InlineData("grad", "x", "*", "y", "--wrt", "x")]
    [InlineData("hessian", "x'*A*y", "--wrt", "x,y,x")]
    [InlineData("hessian", "A*x", "--wrt", "x")]
    [InlineData("derive", "there-is-no-such-file.md")]
    [InlineData("export", "x")]
    public void Mistakes_in_arguments_end_with_2_and_words(params string[] args)
    {
        var outcome = Run.Matrixdiff(args);
        Assert.Equal(2, outcome.Code);
        Assert.Empty(outcome.Output);
        Assert.Matches("error MD[0-9]{4}: .", outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_of_the_program_is_one_line_and_3()
    {
        var failure = Failure.Of(new InvalidOperationException("first\nsecond"));
        Assert.Equal(3, failure.ExitCode);
        Assert.Equal("internal error MD9999: InvalidOperationException: first second — please report this with the command that led to it", failure.Render(msbuild: false));
    }

    [Theory]
    [InlineData("-x'*x", "-2*x")]
    [InlineData("-h'*h", "-2*h")]
    [InlineData("-o'*o", "-2*o")]
    public void Expressions_may_begin_with_a_sign(string expression, string result)
    {
        string variable = expression[1].ToString();
        Assert.Contains($" = {result}\n", Run.Matrixdiff("grad", expression, "--wrt", variable).Output, StringComparison.Ordinal);
        Assert.Contains($" = {result}\n", Run.Matrixdiff("grad", "--wrt", variable, "--", expression).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_at_sign_begins_no_file_of_arguments() =>
        Assert.Contains("MD0002", Run.Matrixdiff("grad", "@x", "--wrt", "x").Error, StringComparison.Ordinal);

    [Fact]
    public void A_dash_reads_standard_input()
    {
        Assert.Contains(" = 2*x\n", Run.WithInput("x'*x\n", "grad", "-", "--wrt", "x").Output, StringComparison.Ordinal);
        Assert.StartsWith("<stdin>:1:", Run.WithInput("x'*\n", "grad", "-", "--wrt", "x").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(3000)]
    public void Deep_expressions_end_with_an_answer_or_words(int depth)
    {
        var outcome = Run.WithInput($"{new string('(', depth)}x'*x{new string(')', depth)}", "grad", "-", "--wrt", "x");
        Assert.Equal(depth < 256 ? 0 : 2, outcome.Code);
    }

    [Fact]
    public void A_long_sum_is_answered()
    {
        string sum = string.Join(" + ", Enumerable.Range(1, 300).Select(i => $"{i}*exp(x'*x/{i})"));
        Assert.Equal(0, Run.WithInput(sum, "grad", "-", "--wrt", "x").Code);
    }

    [Fact]
    public void A_reader_that_goes_away_is_no_error() =>
        Assert.Equal(0, CommandLine.Run(["rules"], new StringReader(""), new ClosedWriter(), new StringWriter()));

    private sealed class ClosedWriter : StringWriter
    {
        public override void Write(char value) => throw new IOException("Broken pipe");

        public override void Write(string? value) => throw new IOException("Broken pipe");

        public override void WriteLine(string? value) => throw new IOException("Broken pipe");

        public override void Flush() => throw new IOException("Broken pipe");
    }
}
