using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Tests.Verification;

public sealed class VerdictTests
{
    private static Verdict Ask(string left, string right, string where) => Equality.Decide(left, right, [where]);

    [Theory]
    [InlineData("vec(A*X*B)", "(B' ⊗ A)*vec(X)", "A: m×n, X: n×p, B: p×q")]
    [InlineData("(A ⊗ B)*(C ⊗ E)", "A*C ⊗ B*E", "A: m×n, B: p×q, C: n×r, E: q×s")]
    [InlineData("K(m,p)*(B ⊗ A)*K(q,n)", "A ⊗ B", "A: m×n, B: p×q")]
    [InlineData("D(n)*vech(S)", "vec(S)", "S: n×n symmetric")]
    [InlineData("inv(A + u*v')", "inv(A) - inv(A)*u*v'*inv(A)/(1 + v'*inv(A)*u)", "A: n×n, u, v: n")]
    [InlineData("det(A ⊗ B)", "det(A)^m*det(B)^n", "A: n×n, B: m×m")]
    [InlineData("adj(adj(A))", "det(A)^(n-2)*A", "A: n×n")]
    [InlineData("Q'*Q", "I(n)", "Q: n×n orthogonal")]
    [InlineData("det(Q)^2", "1", "Q: n×n orthogonal")]
    [InlineData("x'*W*x", "0", "W: n×n skew, x: n")]
    [InlineData("f(x) ⊙ y", "diag(y)*f(x)", "x, y: n, f: elementwise")]
    [InlineData("1/3*x", "x/3", "x: n")]
    [InlineData("softmax(x)", "exp(x)/sum(exp(x))", "x: n")]
    [InlineData("tr(K(n,n))", "n", "n: dim")]
    [InlineData("A - A", "0", "A: m×n")]
    public void What_is_rational_is_proved_without_floating_point(string left, string right, string where)
    {
        var verdict = Ask(left, right, where);
        Assert.Equal(VerdictKind.Holds, verdict.Kind);
        Assert.NotEqual(Certificate.Numeric, verdict.Certificate);
        Assert.True(verdict.Certificate == Certificate.Canonical || verdict.ErrorBound is > 0 and < 1e-12);
    }

    /// <summary>Powers of negative numbers by sizes take part in the points.</summary>
    [Theory]
    [InlineData("det(B)^m", "det(B)^(m + 1)", "B: n×n orthogonal, m: dim")]
    [InlineData("det(A ⊗ B)", "det(A)^n*det(B)^(m + 1)", "A: m×m, B: n×n orthogonal")]
    public void A_whole_power_of_a_negative_number_has_a_value(string left, string right, string where)
    {
        var verdict = Ask(left, right, where);
        Assert.NotEqual(VerdictKind.Holds, verdict.Kind);
        Assert.DoesNotContain(verdict.Condition, (string?[])["n = 1", "A symmetric", "B orthogonal"]);
    }

    [Theory]
    [InlineData("log(exp(x))", "x", "x: n")]
    [InlineData("tanh(x)", "2*sigmoid(2*x) - 1", "x: n")]
    [InlineData("det(expm(A))", "exp(tr(A))", "A: n×n")]
    [InlineData("logdet(A*B)", "logdet(A) + logdet(B)", "A, B: n×n posdef")]
    [InlineData("normF(A ⊗ B)", "normF(A)*normF(B)", "A: m×n, B: p×q")]
    [InlineData("abs(x).^2", "x.^2", "x: n")]
    [InlineData("sqrt(x) .* sqrt(y)", "sqrt(x .* y)", "x, y: n positive")]
    public void Functions_with_relations_are_decided_outside_the_field(string left, string right, string where)
    {
        var verdict = Ask(left, right, where);
        Assert.Equal(VerdictKind.Holds, verdict.Kind);
        Assert.NotEqual(Certificate.Field, verdict.Certificate);
    }

    [Theory]
    [InlineData("grad(logdet(X), X)", "inv(X)'", "X: n×n")]
    [InlineData("jacobian(inv(X), X)", "-(inv(X)' ⊗ inv(X))", "X: n×n")]
    [InlineData("hessian(x'*A*x, x)", "A + A'", "A: n×n, x: n")]
    [InlineData("d(X*Y)", "dX*Y + X*dY", "X, dX: m×n, Y, dY: n×p")]
    [InlineData("d(d(x'*A*x))", "2*dx'*A*dx", "A: n×n, x, dx: n")]
    [InlineData("d(dX)", "0", "X, dX: m×n")]
    [InlineData("d(A*dX)", "0", "A: p×m, X, dX: m×n")]
    public void Derivatives_are_worked_out_first(string left, string right, string where) =>
        Assert.Equal(VerdictKind.Holds, Ask(left, right, where).Kind);

    [Theory]
    [InlineData("0.3333333*x", "x/3", "x: n")]
    [InlineData("3.14159265358979*x", "pi*x", "x: n")]
    [InlineData("exp(-20)*x + y", "y", "x, y: n")]
    [InlineData("1e-30*x + y", "y", "x, y: n")]
    [InlineData("sqrt(x.^2)", "x", "x: n")]
    [InlineData("sqrt(x.^2)*log(c)", "x*log(c)", "x: n, c: scalar")]
    [InlineData("log(c^2)", "2*log(abs(c)) + 1e-12", "c: scalar")]
    [InlineData("tr(K(1/4*n, n))", "n", "n: dim")]
    [InlineData("A + adj(A)", "tr(A)*I(n)", "A: n×n")]
    [InlineData("A ⊗ B", "B ⊗ A", "A, B: n×n")]
    [InlineData("sigmoid'(x)", "1 - sigmoid(x).^2", "x: n")]
    [InlineData("grad(sum(f(x)), x)", "f(x)", "x: n, f: elementwise")]
    [InlineData("d(x'*A*x)", "2*x'*A*dx", "A: n×n, x, dx: n")]
    public void What_is_nearly_or_sometimes_true_does_not_hold(string left, string right, string where) =>
        Assert.Contains(Ask(left, right, where).Kind, new[] { VerdictKind.Fails, VerdictKind.HoldsIf });

    [Theory]
    [InlineData("(A*B)'", "A'*B'", "A: m×n, B: n×p", "B'*A'")]
    [InlineData("x + A", "A", "x: n, A: n×n", null)]
    [InlineData("A*B", "B*A", "A: m×n, B: n×m", null)]
    [InlineData("diag(x)*A", "x ⊙ A", "x: m, A: m×n", null)]
    [InlineData("tr(A)", "A", "A: n×n", "tr(A)")]
    public void Shapes_that_do_not_conform_are_told_with_what_would(string left, string right, string where, string? suggestion)
    {
        var verdict = Ask(left, right, where);
        Assert.Equal(VerdictKind.IllShaped, verdict.Kind);
        Assert.NotNull(verdict.Reason);
        if (suggestion is not null)
        {
            Assert.Equal(suggestion, verdict.Suggestion);
        }
    }

    [Fact]
    public void Sizes_that_differ_as_formulas_are_not_made_equal() =>
        Assert.Equal(VerdictKind.IllShaped, Ask("A + B", "B + A", "A: m×n, B: n×m").Kind);

    [Theory]
    [InlineData("log(-exp(x))", "x", "x: n")]
    [InlineData("inv(vcat(x, x)*vcat(x, x)')", "I(2*n)", "x: n")]
    public void What_has_no_value_anywhere_is_undecided(string left, string right, string where)
    {
        var verdict = Ask(left, right, where);
        Assert.Equal(VerdictKind.Undecided, verdict.Kind);
        Assert.NotNull(verdict.Reason);
    }

    [Theory]
    [InlineData("f(", "x")]
    [InlineData("x", "nosuch(x)")]
    [InlineData("x = y", "y")]
    [InlineData("x", "")]
    public void What_cannot_be_read_is_an_error(string left, string right) => Assert.Throws<DiagnosticException>(() => Ask(left, right, ""));

    [Fact]
    public void What_is_inferred_is_told()
    {
        var verdict = Ask("inv(A*B)", "inv(B)*inv(A)", "");
        Assert.Equal((VerdictKind.Holds, "A: n×n, B: n×n"), (verdict.Kind, verdict.Inferred));
    }

    [Fact]
    public void The_same_seed_gives_the_same_verdict()
    {
        var options = new EqualityOptions { Seed = 3 };
        string Once() => VerdictJson.Of(Equality.Decide("A*x", "A'*x", ["A: n×n, x: n"], options));
        Assert.Equal(Once(), Once());
    }

    [Fact]
    public void Verdicts_can_be_asked_for_from_many_threads()
    {
        var all = Enumerable.Range(0, 64).AsParallel().WithDegreeOfParallelism(4)
            .Select(i => Ask(i % 2 == 0 ? "tr(A*B)" : "tr(A*B')", "tr(B*A)", "A, B: n×n").Kind).ToList();
        Assert.Equal(32, all.Count(k => k == VerdictKind.Holds));
    }
}
