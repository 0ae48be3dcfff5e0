using MatrixDiff.Verification;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Tests.IndexedSums;

/// <summary>Verdicts on identities with sums and products over an index, each with mutants that fail, or hold under a condition alone.</summary>
public sealed class EqualTests
{
    private static readonly VerdictKind[] Refuted = [VerdictKind.Fails, VerdictKind.HoldsIf];

    private const string Where = """
        x[i], h[t]: n; y[i]: scalar; mu, w, u, v: n; A, S: n×n; B: m×n; P: n×n posdef; W[k]: n[k]×n[k-1]; Q[k]: n×n
        c: scalar; f: elementwise; dx[i]: n
        """;

    [Theory]
    [InlineData("sum_{i=1}^{N} (x[i]-mu)", "sum_{i=1}^{N} x[i] - N*mu", "sum_{i=1}^{N} x[i] - mu")]
    [InlineData("sum_{i=1}^{n} u_{i}*v_{i}", "u'*v", "u'*u")]
    [InlineData("tr(A)", "sum_{i=1}^{n} A_{i,i}", "sum_{i=1}^{n} A_{i,1}")]
    [InlineData("sum_{i=1}^{m} sum_{j=1}^{n} B_{i,j}^2", "normF(B)^2", "normF(B)")]
    [InlineData("sum_{j=1}^{n} [A]_{i,j}*[S]_{j,k}", "[A*S]_{i,k}", "[S*A]_{i,k}")]
    [InlineData("sum_{i=1}^{N} (x[i]-mu)*(x[i]-mu)'", "sum_{i=1}^{N} x[i]*x[i]' - (sum_{i=1}^{N} x[i])*mu' - mu*(sum_{i=1}^{N} x[i])' + N*mu*mu'", "sum_{i=1}^{N} x[i]*x[i]' - N*mu*mu'")]
    [InlineData("sum_{i=1}^{N} (x[i]-mu)'*P^-1*(x[i]-mu)", "tr(P^-1*sum_{i=1}^{N} (x[i]-mu)*(x[i]-mu)')", "tr(P*sum_{i=1}^{N} (x[i]-mu)*(x[i]-mu)')")]
    [InlineData("sum_{i=1}^{N} sigmoid(w'*x[i])*x[i]", "sum_{j=1}^{N} x[j]/(1 + exp(-w'*x[j]))", "sum_{j=1}^{N} x[j]/(1 + exp(w'*x[j]))")]
    [InlineData("sum_{t=2}^{T} h[t-1]", "sum_{t=1}^{T-1} h[t]", "sum_{t=1}^{T} h[t-1]")]
    [InlineData("sum_{i=1}^{N} f(x[i])", "sum_{k=1}^{N} f(x[k])", "sum_{k=1}^{N} f(x[k+1])")]
    [InlineData("(sum_{i=1}^{N} y[i])^2", "sum_{i=1}^{N} sum_{j=1}^{N} y[i]*y[j]", "sum_{i=1}^{N} y[i]^2")]
    [InlineData("sum_{i=1}^{n} e(i,n)*e(i,n)'", "I(n)", "ones(n,n)")]
    [InlineData("sum_{i=1}^{n} sum_{j=1}^{n} delta(i,j)*A_{i,j}", "tr(A)", "sum(A)")]
    [InlineData("(prod_{k=L:-1:1} W[k])'", "prod_{k=1}^{L} W[k]'", "prod_{k=1}^{L} (2*W[k]')")]
    [InlineData("[u, v]*[c; 1]", "c*u + v", "c*u - v")]
    [InlineData("d(sum_{i=1}^{N} x[i]'*A*x[i])", "sum_{i=1}^{N} x[i]'*(A + A')*dx[i]", "2*sum_{i=1}^{N} x[i]'*A*dx[i]")]
    [InlineData("grad(sum_{i=1}^{N} log(1 + exp(-y[i]*w'*x[i])), w)", "-sum_{i=1}^{N} sigmoid(-y[i]*w'*x[i])*y[i]*x[i]", "-sum_{i=1}^{N} sigmoid(y[i]*w'*x[i])*y[i]*x[i]")]
    public void WhatHoldsIsProvedByFormAndMutantsFail(string left, string right, string mutant)
    {
        var verdict = Equality.Decide(left, right, [Where]);
        Assert.Equal((VerdictKind.Holds, Certificate.Canonical), (verdict.Kind, verdict.Certificate));
        Assert.Contains(Equality.Decide(left, mutant, [Where]).Kind, Refuted);
    }

    /// <summary>What canonical forms do not reach is written out at several numbers of terms, and the verdict says at which.</summary>
    [Theory]
    [InlineData("prod_{k=L:-1:1} W[k]", "W[L]*prod_{k=L-1:-1:1} W[k]", "(prod_{k=L:-1:2} W[k])*W[1]*1/2")]
    [InlineData("x[1] + sum_{i=2}^{N} x[i]", "sum_{i=1}^{N} x[i]", "sum_{i=2}^{N} x[i]")]
    [InlineData("prod_{k=1}^{N} c", "c^N", "c*N")]
    [InlineData("sum_{i=1}^{n} i", "n*(n+1)/2", "n*(n-1)/2")]
    [InlineData("sum_{i=1}^{N} logdet(2*Q[i])", "N*n*log(2) + sum_{i=1}^{N} logdet(Q[i])", "N*log(2) + sum_{i=1}^{N} logdet(Q[i])")]
    [InlineData("exp(sum_{i=1}^{N} y[i])", "prod_{i=1}^{N} exp(y[i])", "sum_{i=1}^{N} exp(y[i])")]
    public void OthersHoldAtTheNumbersThatAreNamed(string left, string right, string mutant)
    {
        var verdict = Equality.Decide(left, right, [Where]);
        Assert.Equal(VerdictKind.Holds, verdict.Kind);
        Assert.NotEqual(Certificate.Canonical, verdict.Certificate);
        Assert.StartsWith("written out at ", verdict.Reason);
        Assert.Contains(Equality.Decide(left, mutant, [Where]).Kind, Refuted);
    }

    /// <summary>δ(i,j) selects a term only where there is one.</summary>
    [Fact]
    public void OutsideOfARangeNothingIsSelected()
    {
        var verdict = Equality.Decide("sum_{i=1}^{N} delta(i,j)*x[i]", "x[j]", [Where]);
        Assert.Equal(VerdictKind.Fails, verdict.Kind);
        Assert.True(verdict.Counterexample!.Dims["j"] > verdict.Counterexample.Dims["N"]);
    }

    /// <summary>Ranges of numbers are sums as they would be written without Σ.</summary>
    [Theory]
    [InlineData("sum_{i=1}^{3} x[i]", "x[1] + x[2] + x[3]")]
    [InlineData("prod_{k=3:-1:1} Q[k]", "Q[3]*Q[2]*Q[1]")]
    [InlineData("sum_{i=2}^{1} x[i]", "zeros(n)")]
    [InlineData("prod_{k=2}^{1} Q[k]", "I(n)")]
    [InlineData("sum_{i=1}^{2} sum_{j=i}^{2} y[i]*y[j]", "y[1]^2 + y[1]*y[2] + y[2]^2")]
    public void RangesOfNumbersAreWrittenOut(string left, string right) =>
        Assert.Equal((VerdictKind.Holds, Certificate.Canonical), (Equality.Decide(left, right, [Where]).Kind, Equality.Decide(left, right, [Where]).Certificate));
}
