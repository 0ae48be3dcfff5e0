using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;

namespace MatrixDiff.Tests.IndexedSums;

/// <summary>Derivatives of sums and products over an index: as they are printed, where they hold, and against automatic ones.</summary>
public sealed class DerivativeTests
{
    private const string Where = "x[i]: n; y[i]: scalar; w, mu, u, v: n; S: n×n posdef; A: n×n; W[k]: n×n; h[t]: n; f: elementwise; c: scalar";

    [Theory]
    [InlineData("1/N*sum_{i=1}^{N} (w'*x[i] - y_i)^2", "w", "2*(sum_{i=1}^{N} (w'*x[i] - y[i])*x[i])/N", "")]
    [InlineData("1/N*sum_{i=1}^{N} (w'*x[i] - y_i)^2", "x[j]", "2*(w'*x[j] - y[j])*w/N", "1 ≤ j ≤ N")]
    [InlineData("1/N*sum_{i=1}^{N} (w'*x[i] - y_i)^2", "x[1]", "2*(w'*x[1] - y[1])*w/N", "")]
    [InlineData("-1/2*sum_{i=1}^{N} (x[i]-mu)'*S^-1*(x[i]-mu)", "mu", "S^-1*sum_{i=1}^{N} (x[i] - μ)", "")]
    [InlineData("sum_{t=2}^{T} h[t]'*A*h[t-1]", "A", "sum_{t=2}^{T} h[t]*h[t-1]'", "")]
    [InlineData("sum_{t=2}^{T} h[t]'*A*h[t-1]", "h[s]", "A*h[s-1] + A'*h[s+1]", "1 ≤ s ≤ T-1; 2 ≤ s ≤ T")]
    [InlineData("u'*(prod_{k=L:-1:1} W[k])*v", "W[j]", "(prod_{k=j+1}^{L} W[k]')*u*v'*prod_{k=1}^{j-1} W[k]'", "1 ≤ j ≤ L")]
    [InlineData("sum_{i=1}^{3} c^i", "c", "sum_{i=1}^{3} i*c^(i - 1)", "c > 0")]
    public void GradientsAreReadOff(string text, string variable, string gradient, string where)
    {
        var derivation = Derive(DerivationKind.Gradient, text, variable);
        Assert.Equal(gradient, derivation.Result.ToString());
        Assert.Equal(where, string.Join("; ", derivation.Conditions.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("Gradient", "sum_{i=1}^{N} f(c*x[i])'*A*f(x[i])", "x[j]")]
    [InlineData("Gradient", "-N/2*logdet(S) - 1/2*sum_{i=1}^{N} (x[i]-mu)'*S^-1*(x[i]-mu)", "S")]
    [InlineData("Gradient", "sum_{i=1}^{N} sum_{j=1}^{i} y[i]*y[j]*x[i]'*x[j]", "x[j]")]
    [InlineData("Gradient", "logdet(prod_{k=1}^{L} W[k])", "W[j]")]
    [InlineData("Jacobian", "sum_{i=1}^{N} sigmoid(A*x[i])", "A")]
    [InlineData("Jacobian", "(prod_{k=1}^{L} (A + k*W[k]))*u", "A")]
    [InlineData("Jacobian", "sum_{i=1}^{N} x[i]*x[i+1]'", "x[j]")]
    [InlineData("Hessian", "sum_{i=1}^{N} log(1 + exp(w'*x[i]))", "w")]
    [InlineData("Hessian", "sum_{i=1}^{N} (w'*x[i])^2", "x[j]")]
    [InlineData("Hessian", "u'*(prod_{k=1}^{L} W[k])*v", "W[j]")]
    [InlineData("Differential", "(sum_{i=1}^{N} x[i])'*A*(sum_{i=1}^{N} x[i])", "x[*]")]
    [InlineData("Differential", "prod_{k=1}^{L} W[k]", "W[*]")]
    public void DerivativesAgreeWithDualNumbers(string asked, string text, string variable)
    {
        var kind = Enum.Parse<DerivationKind>(asked);
        var derivation = Derive(kind, text, variable);
        var report = WitnessCheck.Check(kind, Layout.Gradient, derivation.Input, derivation.Variables, derivation.Result, derivation.Scope, samples: 8);
        Assert.True(report.Passed, $"{derivation.Result}: {report.Failure}");
        Assert.True(report.Samples >= 5);
        Assert.Null(Replay.Check(derivation, samples: 2).Failure);
    }

    private static Derivation Derive(DerivationKind kind, string text, string variable)
    {
        var scope = ExpressionReader.Declare(Where);
        var e = ExpressionReader.Read(text, scope);
        bool whole = variable.EndsWith("[*]", StringComparison.Ordinal);
        var x = ExpressionReader.Variable(whole ? variable.Replace("*", "i", StringComparison.Ordinal) : variable, scope);
        return Differentiator.Derivation(kind, e, [whole ? Families.All(x) : x], Layout.Gradient, scope, steps: true);
    }
}
