using MatrixDiff.Verification;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Tests.Verification;

public sealed class ConditionTests
{
    [Theory]
    [InlineData("diag(a .* (1 - a))", "diag(a) - a*a'", "a: p", "p = 1")]
    [InlineData("x'*A", "(A*x)'", "A: n×n, x: n", "A symmetric")]
    [InlineData("A ⊙ I(n)", "A", "A: n×n", "A diagonal")]
    [InlineData("inv(A)", "A'", "A: n×n", "A orthogonal")]
    [InlineData("A'", "-A", "A: n×n", "A skew")]
    [InlineData("tril(A)", "A", "A: n×n", "A lower")]
    [InlineData("A*B", "B*A", "A, B: n×n", "A*B = B*A")]
    [InlineData("(I - A)^2", "I - A", "A: n×n", "A*A = A")]
    [InlineData("det(A*B)", "det(B)", "A, B: n×n", "det(A) = 1")]
    [InlineData("d(d(sum(f(x))))", "0", "x, dx: n, f: elementwise", "f'' = 0")]
    [InlineData("f(x) + f'(x) ⊙ y", "f(x + y)", "x, y: n, f: elementwise", "f'' = 0")]
    [InlineData("f(-x)", "-f(x)", "x: n, f: elementwise", "f odd")]
    [InlineData("normalize(x)", "x", "x: n", "x'*x = 1")]
    [InlineData("sum(y)*z", "z", "y: m, z: n", "1'y = 1")]
    [InlineData("norm2(c*x)", "c*norm2(x)", "x: n, c: scalar", "c > 0")]
    [InlineData("abs(x)", "-x", "x: n", "x < 0")]
    [InlineData("x*y'", "y*x'", "x, y: n", "y = x")]
    [InlineData("A + adj(A)", "tr(A)*I(n)", "A: n×n", "n = 2")]
    [InlineData("n*(n-1)/2", "n", "n: dim", "n = 3")]
    [InlineData("det(A ⊗ B)", "det(A)^n*det(B)^m", "A: n×n, B: m×m", "n = m")]
    [InlineData("A ⊗ B", "B ⊗ A", "A: m×n, B: p×q", "m = 1 and n = 1")]
    [InlineData("A*S", "S*A", "A: n×n, S: n×n symmetric", "A*S = S*A")]
    [InlineData("vec(A)'*vec(X)", "tr(A*X)", "A, X: n×n", "A symmetric")]
    public void A_false_statement_holds_under_a_condition(string left, string right, string where, string condition)
    {
        var verdict = Equality.Decide(left, right, [where]);
        Assert.Equal((VerdictKind.HoldsIf, condition), (verdict.Kind, verdict.Condition));
        Assert.NotNull(verdict.Counterexample);
    }

    [Theory]
    [InlineData("x ⊙ y", "x + y", "x, y: n")]
    [InlineData("A*x", "A*y", "A: m×n, x, y: n", "y = x")]
    [InlineData("2*x", "x", "x: n")]
    [InlineData("exp(x)", "log(x)", "x: n")]
    public void What_makes_everything_zero_is_no_condition(string left, string right, string where, string? condition = null)
    {
        var verdict = Equality.Decide(left, right, [where]);
        Assert.Equal((condition is null ? VerdictKind.Fails : VerdictKind.HoldsIf, condition), (verdict.Kind, verdict.Condition));
    }

    [Theory]
    [InlineData("S*A", "(S*A)'", "A: n×n, S: n×n symmetric", "A*S = S*A")]
    [InlineData("A*L", "tril(A*L)", "A: n×n, L: n×n lower", "A*L = L*A")]
    [InlineData("det(A)", "0", "A: n×n", "A*A = A")]
    [InlineData("det(A*B)", "det(B)", "A, B: n×n", "A*A = A")]
    [InlineData("d(det(X))", "det(X)*tr(X*dX)", "X, dX: n×n", "X*X = X")]
    public void A_condition_that_does_not_suffice_is_not_given(string left, string right, string where, string condition)
    {
        var verdict = Equality.Decide(left, right, [where]);
        Assert.NotEqual(VerdictKind.Holds, verdict.Kind);
        Assert.NotEqual(condition, verdict.Condition);
    }

    [Fact]
    public void A_condition_that_is_declared_is_none()
    {
        Assert.Equal(VerdictKind.Holds, Equality.Decide("x'*A", "(A*x)'", ["A: n×n symmetric, x: n"]).Kind);
        Assert.Equal(VerdictKind.Holds, Equality.Decide("inv(A)", "A'", ["A: n×n orthogonal"]).Kind);
    }
}
