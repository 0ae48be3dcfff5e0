using MatrixDiff.Verification;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Tests.Derivatives;

/// <summary>Derivatives along directions, <c>directional(E, X, H)</c>, and conditions on statements with sums over an index.</summary>
public sealed class DirectionalTests
{
    private const string Where = "X: n×n, H: n×n, G: n×n, A: n×n, x: n, h: n, y[i]: n, N: dim";

    [Theory]
    [InlineData("directional(logdet(X), X, H)", "tr(inv(X)*H)", "tr(X*H)")]
    [InlineData("directional(inv(X), X, H)", "-inv(X)*H*inv(X)", "inv(X)*H*inv(X)")]
    [InlineData("directional(directional(tr(X*X*X), X, H), X, G)", "3*tr(X*(H*G + G*H))", "6*tr(X*H*G)")]
    [InlineData("directional(x'*A*x, x, h)", "x'*(A + A')*h", "2*x'*A*h")]
    public void Derivatives_along_directions_are_what_they_are_and_not_others(string left, string right, string other)
    {
        Assert.Equal(VerdictKind.Holds, Equality.Decide(left, right, [Where]).Kind);
        Assert.NotEqual(VerdictKind.Holds, Equality.Decide(left, other, [Where]).Kind);
    }

    [Theory]
    [InlineData("sum_{i=1}^{N} y[i]'*A*x", "sum_{i=1}^{N} x'*A*y[i]", "A symmetric")]
    [InlineData("sum_{i=1}^{N} y[i]'*A*x", "sum_{i=1}^{N} 2*y[i]'*A*x", null)]
    public void Conditions_are_found_on_what_there_is_one_of(string left, string right, string? condition)
    {
        var verdict = Equality.Decide(left, right, [Where]);
        Assert.Equal(condition is null ? VerdictKind.Fails : VerdictKind.HoldsIf, verdict.Kind);
        Assert.Equal(condition, verdict.Condition);
    }
}
