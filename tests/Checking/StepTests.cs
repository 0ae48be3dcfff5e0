using MatrixDiff.Checking;

namespace MatrixDiff.Tests.Checking;

/// <summary>Verdicts on steps, apart from how formulas are written.</summary>
public class StepTests
{
    private const string Network = """
        declare: |
          m, n, p: dim
          a[l-1]: m, W[l]: n×m, b[l]: n, W[l+1]: p×n, b[l+1]: p
          f[l]: elementwise
          J: scalar function of z[l+1]
        define: |
          z[l] = W[l] a[l-1] + b[l]
          a[l] = f[l](z[l])
          z[l+1] = W[l+1] a[l] + b[l+1]
          ∇_{z[l+1]} J = δ[l+1]
          ∇_{z[l]} J = δ[l]

        """;

    private const string Squares = """
        declare: |
          m, n: dim
          X: m×n, y: m, w: n
          J: scalar

        """;

    [Theory]
    [InlineData("z[l] = W[l]*a[l-1] + b[l]", "holds")]
    [InlineData("d(J) = δ[l+1]'*dz[l+1]\n= δ[l+1]'*W[l+1]*da[l]\n= δ[l+1]'*W[l+1]*diag(f[l]'(z[l]))*dz[l]", "holds holds holds")]
    [InlineData("d(J) = δ[l+1]'*dz[l+1]\n= δ[l+1]'*W[l+1]*dz[l]", "holds holds-if")]
    [InlineData("dz[l] = dW[l]*a[l-1]", "holds")]
    [InlineData("dz[l] = dW[l]*a[l-1] + db[l]", "holds")]
    [InlineData("δ[l] = diag(f[l]'(z[l]))*W[l+1]'*δ[l+1] = (W[l+1]'*δ[l+1]) ⊙ f[l]'(z[l])", "holds holds")]
    [InlineData("δ[l] = diag(f[l](z[l]))*W[l+1]'*δ[l+1] = (W[l+1]'*δ[l+1]) ⊙ f[l](z[l])", "fails fails")]
    [InlineData("grad(J, W[l]) = δ[l]*a[l-1]'", "holds")]
    [InlineData("grad(J, W[l]) = δ[l]*a[l]'", "ill-shaped")]
    [InlineData("grad(J, b[l]) = δ[l]", "holds")]
    [InlineData("∇_{z[l]} a[l] = diag(f[l]'(z[l]))", "holds")]
    [InlineData("∇_{a[l]} z[l+1] = W[l+1]'", "holds")]
    [InlineData("∇_{a[l]} z[l+1] = W[l+1]", "holds-if")]
    [InlineData("d(z[l]) = d(W[l]*a[l-1] + b[l])", "holds")]
    public void Network_steps(string body, string verdicts) => Assert.Equal(verdicts, Verdicts(Network, body));

    [Theory]
    [InlineData("J = 1/2*sumsq(X*w - y)\n\nr = X*w - y\n\ndJ = 1/2*(d(r)'*r + r'*dr)\n= r'*dr\n= r'*X*dw", "definition definition holds holds holds")]
    [InlineData("J = 1/2*sumsq(X*w - y)\n\n∇_{w} J = X'*(X*w - y) = X'*X*w - X'*y", "definition holds holds")]
    [InlineData("J = 1/2*sumsq(X*w - y)\n\n∇_{w} J = X*(X*w - y)", "definition ill-shaped")]
    [InlineData("J = 1/2*sumsq(X*w - y)\n\n∇_{w} J = 2*X'*(X*w - y) = 2*X'*X*w - 2*X'*y", "definition fails fails")]
    [InlineData("J = 1/2*sumsq(X*w - y)\n\nd(∇_{w} J) = X'*X*dw", "definition holds")]
    [InlineData("J = 1/2*sumsq(X*w - y)\n\n∇_{w} J = 0\n\nw_hat = inv(X'*X)*X'*y", "definition definition holds")]
    [InlineData("J = 1/2*sumsq(X*w - y)\n\n∇_{w} J = 0\n\nw_hat = inv(X'*X)*X'*y/2", "definition definition fails")]
    public void Least_squares(string body, string verdicts) => Assert.Equal(verdicts, Verdicts(Squares, body));

    [Fact]
    public void A_right_step_after_a_wrong_one_is_told()
    {
        var report = TextDerivation.Check(Squares, "J = 1/2*sumsq(X*w - y)\n\n∇_{w} J = 2*X'*(X*w - y) = 2*X'*X*w - 2*X'*y");
        Assert.Equal("2.1", report.Steps[2].CarriedFrom);
        Assert.Equal(StepVerdict.Holds, report.Steps[2].AsStep);
    }

    [Fact]
    public void Without_declarations_shapes_are_inferred()
    {
        var report = TextDerivation.Check("", "J = sumsq(y - X*w) + λ*w'*w\n\n∇_{w} J = 2*X'*(X*w - y) + 2*λ*w\n\n∇_{w} J = 2*X'*(X*w - y) + λ*w");
        Assert.Equal("definition holds fails", string.Join(' ', report.Steps.Select(s => CheckOptions.NameOf(s.Verdict))));
        Assert.Contains("λ: scalar", string.Join(' ', report.Assumed), StringComparison.Ordinal);
    }

    private static string Verdicts(string front, string body) =>
        string.Join(' ', TextDerivation.Check(front, body).Steps.Select(s => CheckOptions.NameOf(s.Verdict)));
}
