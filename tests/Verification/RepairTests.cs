using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Tests.Verification;

public sealed class RepairTests
{
    [Theory]
    [InlineData("vec(A*X*B)", "(B ⊗ A)*vec(X)", "A: m×n, X: n×p, B: p×p", "(B' ⊗ A)*vec(X)")]
    [InlineData("(A*B)'", "A'*B'", "A, B: n×n", "B'*A'")]
    [InlineData("vec(A*X*B)", "(A ⊗ B')*vec(X)", "A, X, B: n×n", "(B' ⊗ A)*vec(X)")]
    [InlineData("d(f(x))", "f(x) ⊙ dx", "x, dx: n, f: elementwise", "f'(x) ⊙ dx")]
    [InlineData("grad(x'*A*x, x)", "(A - A')*x", "A: n×n, x: n", "(A + A')*x")]
    [InlineData("grad(x'*x, x)", "x", "x: n", "2*x")]
    [InlineData("x ⊙ y", "diag(x)", "x, y: n", "diag(x)*y")]
    [InlineData("K(m,n)*vec(A)", "vec(A)", "A: m×n", "vec(A')")]
    [InlineData("W[l+1]'*δ", "W[l]'*δ", "W[l], W[l+1]: p×n, δ: p", "W[l+1]'*δ")]
    [InlineData("(A + B)*C", "A*C + A*C", "A, B: m×n, C: n×p", "A*C + B*C")]
    [InlineData("sumsq(x - y)", "sumsq(x) - x'*y + sumsq(y)", "x, y: n", "sumsq(x) - 2*x'*y + sumsq(y)")]
    [InlineData("det(inv(A))", "det(A)", "A: n×n", "det(inv(A))")]
    [InlineData("tr(A*B)", "tr(A)*tr(B)", "A, B: n×n", "tr(A*B)")]
    [InlineData("grad(x'*A*x, x)", "2*A*x", "A: n×n, x: n", "(A + A')*x")]
    [InlineData("det(3*A)", "3*det(A)", "A: n×n", "3^n*det(A)")]
    [InlineData("det(-A)", "-det(A)", "A: n×n", "(-1)^n*det(A)")]
    [InlineData("log(det(2*A))", "log(2) + log(det(A))", "A: n×n", "n*log(2) + log(det(A))")]
    [InlineData("hessian(exp(a'*x), x)", "a'*exp(x)*a*a'", "a, x: n", "exp(a'*x)*a*a'")]
    public void One_slip_on_the_right_is_taken_back(string left, string right, string where, string suggestion)
    {
        var verdict = Equality.Decide(left, right, [where]);
        Assert.Equal("right", verdict.SuggestionSide);

        // What equals the statement that was meant is as good.
        Assert.True(
            verdict.Suggestion == suggestion || Equality.Decide(verdict.Suggestion!, suggestion, [where]).Kind == VerdictKind.Holds,
            $"{verdict.Suggestion} for {suggestion}");
    }

    [Theory]
    [InlineData("grad(x'*A*x, x)", "2*((A + A')*x)", "(A + A')*x")]
    [InlineData("grad(x'*A*x, x)", "(A + A')*x/2", "(A + A')*x")]
    [InlineData("(x + y)'*A*(x + y)", "x'*A*x + x'*A*y + y'*A*y", "x'*A*x + x'*A*y + y'*A*y + y'*A*x")]
    public void Suggestions_read_as_one_would_write_them(string left, string right, string suggestion) =>
        Assert.Equal(suggestion, Equality.Decide(left, right, ["A: n×n, x, y: n"]).Suggestion);

    [Theory]
    [InlineData("det(A + B)", "det(A) + det(B)")]
    [InlineData("inv(A + B)", "inv(A) + inv(B)")]
    [InlineData("A*B", "B*A")]
    public void The_other_side_over_again_is_no_suggestion(string left, string right)
    {
        var verdict = Equality.Decide(left, right, ["A, B: n×n"]);
        Assert.True(verdict.Suggestion is null || verdict.SuggestionSide is null
            || SyntaxTree.Unordered(Read(verdict.Suggestion)) != SyntaxTree.Unordered(Read(verdict.SuggestionSide == "left" ? right : left)), verdict.Suggestion);

        static Syntax Read(string text) => Parser.ParseExpression(new SourceText(text), f => f is "det" or "inv");
    }

    [Theory]
    [InlineData("abs(x)", "x", "vec(")]
    [InlineData("softmax(c*x)", "softmax(x)", "softmax(c)")]
    public void A_call_that_does_nothing_is_no_suggestion(string left, string right, string idle)
    {
        var verdict = Equality.Decide(left, right, ["x: n, c: scalar"]);
        Assert.NotEqual(VerdictKind.Holds, verdict.Kind);
        Assert.DoesNotContain(idle, verdict.Suggestion ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Every_suggestion_is_true()
    {
        foreach (var (left, right, where) in new[]
        {
            ("A*(x ⊙ y)", "(A*x) ⊙ y", "A: n×n, x, y: n"), ("inv(A + B)", "inv(A) + inv(B)", "A, B: n×n"), ("tanh''(x)", "-2*tanh(x)", "x: n"),
            ("norm2(x)", "x'*x", "x: n"), ("A ⊙ B", "B*A", "A, B: n×n"), ("tril(A)'", "triu(A)", "A: n×n"),
        })
        {
            var verdict = Equality.Decide(left, right, [where]);
            if (verdict.SuggestionSide is { } side)
            {
                var repaired = side == "left" ? Equality.Decide(verdict.Suggestion!, right, [where]) : Equality.Decide(left, verdict.Suggestion!, [where]);
                Assert.Equal(VerdictKind.Holds, repaired.Kind);
            }
        }
    }

    [Fact]
    public void A_slip_beside_a_zero_is_taken_back()
    {
        var verdict = Equality.Decide("(A + B)*C - A*C + B*C", "zeros(n,n)", ["A, B, C: n×n"]);
        Assert.Equal("left", verdict.SuggestionSide);
        Assert.Equal(VerdictKind.Holds, Equality.Decide(verdict.Suggestion!, "zeros(n,n)", ["A, B, C: n×n"]).Kind);
    }

    /// <summary>The work of the searches is bounded, whatever the length.</summary>
    [Fact]
    public void A_long_false_statement_is_refuted_soon()
    {
        string[] terms = [.. Enumerable.Range(1, 300).Select(i => $"A{i}*B")];
        string where = $"{string.Join(", ", Enumerable.Range(1, 300).Select(i => $"A{i}"))}, B: n×n";
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var verdict = Equality.Decide(string.Join(" + ", terms), string.Join(" + ", terms.Skip(1).Reverse()), [where]);

        Assert.Equal(VerdictKind.Fails, verdict.Kind);
        Assert.NotNull(verdict.Counterexample);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }
}
