using MatrixDiff.Tests.Cli;

namespace MatrixDiff.Tests.Layers;

/// <summary><c>prove LEFT = RIGHT</c> in documents: proved for all sizes and values, or refused.</summary>
public sealed class IdentityTests
{
    [Theory]
    [InlineData("prove sum_{i=1}^{m} (e(i,m)'*softmax(u))*(softmax(u) - e(i,m))*(softmax(u) - e(i,m))' = diag(softmax(u)) - softmax(u)*softmax(u)'", "equal normal forms")]
    [InlineData("prove sigmoid(u) .* (sigmoid(u) - 1).^2 + (1 - sigmoid(u)) .* sigmoid(u).^2 = sigmoid(u) .* (1 - sigmoid(u))", "equal normal forms")]
    [InlineData("derive gaussnewton J wrt z[l] through z[L] as G[l]\nprove G[L] = diag(softmax(z[L])) - softmax(z[L])*softmax(z[L])'", "equal normal forms")]
    public void WhatHoldsIsProved(string commands, string certificate)
    {
        var outcome = Derived(commands);
        Assert.Equal(0, outcome.Code);
        Assert.Contains($"Proved ({certificate})", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prove sigmoid(u)*softmax(u)' = softmax(u)*sigmoid(u)'", "false in general")]
    [InlineData("prove diag(softmax(u)) = softmax(u)*softmax(u)'", "false in general")]
    [InlineData("derive gaussnewton J wrt z[l] through z[L] as G[l]\nprove G[L] = diag(softmax(z[L]))", "false in general")]
    public void WhatDoesNotIsRefused(string commands, string message)
    {
        var outcome = Derived(commands);
        Assert.Equal(2, outcome.Code);
        Assert.Contains("MD0508: the claim is not proved", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    private static Outcome Derived(string commands)
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("identities").FullName, "d.mdiff");
        File.WriteAllText(file, $"declare: |\n  L: dim\n  W[l]: n[l]×n[l-1], a[l]: n[l], x: n[0], y: n[L], f[l]: elementwise\ndefine: |\n  a[0] = x\n  for l = 1..L:\n    z[l] = W[l] a[l-1]\n    a[l] = f[l](z[l])\n  J = logsumexp(z[L]) - y'*z[L]\n{commands}\n");
        return Run.Matrixdiff("derive", file);
    }
}
