using MatrixDiff.Cli.Documents;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Tests.Layers;

/// <summary>The command of documents: what it chooses, what it writes in every format, what it refuses.</summary>
public sealed class AlgorithmDocumentTests
{
    private const string Front = """
        declare: |
          L: dim
          W[l]: n[l]×n[l-1], b[l]: n[l], a[l]: n[l], x: n[0], y: n[L], c: n[L]
          f[l]: elementwise
        define: |
          a[0] = x
          for l = 1..L:
            z[l] = W[l] a[l-1] + b[l]
            a[l] = f[l](z[l])
          J = 1/2*sumsq(a[L] - y)
          E = c'*a[L]

        """;

    private const string Derived = """
        derive grad J wrt z[l] as δ[l]
        derive grad J wrt W[l]
        derive grad J wrt b[l]
        derive hessian J wrt z[l] as Q[l]
        derive hessian J wrt z[l] as G[l] assuming f[l]'' = 0

        """;

    [Fact]
    public void EveryFormatHasNumberedLines()
    {
        var document = Run(Derived + "algorithm gradients of J wrt W[l], b[l]");
        string markdown = WriteUpRenderer.ToMarkdown(document), latex = WriteUpRenderer.ToLatex(document), html = WriteUpRenderer.ToHtml(document);
        Assert.Contains("| 3 | &emsp;$z^{l} \\leftarrow W^{l} a^{l - 1} + b^{l}$ | $n_{l - 1} n_{l}$ |", markdown, StringComparison.Ordinal);
        Assert.Contains("3 & \\raggedright \\hspace*{1.5em}$z^{l} \\leftarrow W^{l} a^{l - 1} + b^{l}$ & \\raggedright $n_{l - 1} n_{l}$ \\tabularnewline", latex, StringComparison.Ordinal);
        Assert.Contains("<tr><td>3</td><td style=\"padding-left: 1.5em\"><math", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Second-order", markdown, StringComparison.Ordinal);
        Assert.Contains("Forward pass: $\\sum_{l = 1}^{L} n_{l - 1}n_{l} + n_{L} + 1$ multiplications", markdown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("algorithm", "Q^{L} \\leftarrow", "G^{L}")]
    [InlineData("algorithm Hessians of J assuming f[l]'' = 0", "G^{L} \\leftarrow", "\\nabla_{W^{l}} J")]
    [InlineData("algorithm derivatives of J wrt b[l]", "\\nabla_{b^{l}} J \\leftarrow", "\\nabla_{W^{l}} J")]
    public void WhatIsAskedForIsChosen(string command, string with, string without)
    {
        string text = WriteUpRenderer.ToMarkdown(Run(Derived + command));
        string algorithm = text[text.IndexOf("| | Forward pass", StringComparison.Ordinal)..];
        Assert.Contains(with, algorithm, StringComparison.Ordinal);
        Assert.DoesNotContain(without + " \\leftarrow", algorithm, StringComparison.Ordinal);
    }

    [Fact]
    public void ProductsAlongDirectionsAreAPassOfTheirOwn()
    {
        string text = WriteUpRenderer.ToMarkdown(Run(Derived + "derive directional grad J wrt W[l], b[l] along V[l], v[l] as U[l], u[l]\nderive grad z[l] wrt z[k] as B[k,l]\nalgorithm derivatives of J\nexport algorithm to numpy"));
        string pass = text[text.IndexOf("| | Along the directions", StringComparison.Ordinal)..];
        // Upwards what moves, downwards what that does to the gradients.
        int up = pass.IndexOf("for $l = 1, \\dots, L$", StringComparison.Ordinal), down = pass.IndexOf("for $l = L, \\dots, 1$", StringComparison.Ordinal), product = pass.IndexOf("$U^{l} \\leftarrow", StringComparison.Ordinal);
        Assert.True(0 < up && up < down && down < product, pass);
        Assert.Contains("    # along the directions", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("algorithm", "MD0505", "nothing has been derived")]
    [InlineData("derive grad J wrt z[l] as δ[l]\nderive grad E wrt z[l] as ε[l]\nalgorithm", "MD0505", "there are derivatives of J and of E")]
    [InlineData("derive grad J wrt z[l] as δ[l]\nalgorithm of E", "MD0505", "no such derivative of E")]
    [InlineData("derive grad J wrt z[l] as δ[l]\nalgorithm gradients of J wrt W[l]", "MD0505", "no such derivative of J by W[l]")]
    [InlineData("derive grad J wrt z[l] as δ[l]\nalgorithm for me", "MD0505", "'for me' is no choice")]
    [InlineData("derive grad J wrt W[l]\nalgorithm", "MD0201", "was not derived")]
    public void MistakesAreTold(string commands, string code, string message)
    {
        var e = Assert.Throws<DiagnosticException>(() => Run(commands));
        Assert.Equal(code, e.Diagnostic.Code);
        Assert.Contains(message, e.Diagnostic.Message, StringComparison.Ordinal);
    }

    private static WriteUp Run(string commands) => DocumentRunner.Run(Front + commands + "\n", "d.mdiff");
}
