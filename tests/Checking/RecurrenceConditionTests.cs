using MatrixDiff.Checking;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Tests.Checking;

/// <summary>Steps about recurrences that are true in a special case: the condition is named, and the numbers of a counterexample are right.</summary>
public sealed class RecurrenceConditionTests
{
    private const string Network = """
        ---
        matrixdiff:
          declare: |
            W[l]: n[l]×n[l-1], x: n[0], b[l]: n[l], y: n[L]
            f[l]: elementwise
          define: |
            a[0] = x
            for l = 1..L:
              z[l] = W[l] a[l-1] + b[l]
              a[l] = f[l](z[l])
            p = softmax(z[L])
            C = -y'*log(p)
            J = 1/2*sumsq(a[L] - y)
        ---

        """;

    private const string Linear = """
        ---
        matrixdiff:
          declare: |
            A: n×n, C: n×n, Q: n×n, P0: n×n symmetric, x: n, y: n
          define: |
            P[0] = P0
            h[0] = x
            for t = 1..T:
              P[t] = A P[t-1] A' + Q
              h[t] = C h[t-1]
            J = 1/2*sumsq(h[T] - y)
        ---

        """;

    [Theory]
    [InlineData(Network, @"\nabla^2_{z^l} J = \operatorname{diag}(f_l'(z^l)) (W^{l+1})^\top (\nabla^2_{z^{l+1}} J) W^{l+1} \operatorname{diag}(f_l'(z^l))", "f[l]'' = 0")]
    [InlineData(Network, @"\nabla_{z^L} C = p - y", "1'y = 1")]
    [InlineData(Network, @"\nabla_{W^L} C = (p - y) (a^{L-1})^\top", "1'y = 1")]
    [InlineData(Network, @"\nabla^2_{W^L} J = (\nabla^2_{z^L} J) \otimes (a^{L-1} (a^{L-1})^\top)", "n[l] = 1")]
    [InlineData(Linear, @"P_t^\top = P_t", "Q symmetric")]
    [InlineData(Linear, @"P_t = P_{t-1} + Q", "A = I")]
    [InlineData(Linear, @"\nabla_{h_t} J = C \nabla_{h_{t+1}} J", "C symmetric")]
    public void The_condition_is_named(string front, string step, string condition)
    {
        var found = Assert.Single(DerivationChecker.Check(front + $"$${step}$$", "text.md").Steps);
        Assert.Equal((VerdictKind.HoldsIf, condition), (found.Evidence!.Kind, found.Evidence.Condition));
    }

    [Theory]
    [InlineData(Network, @"\nabla_{z^L} C = 2(p - y)")]
    [InlineData(Linear, @"\nabla_{h_T} J = h_T")]
    [InlineData(Linear, @"P_t = 2 A P_{t-1} A^\top + Q")]
    public void Where_there_is_none_a_step_fails(string front, string step) =>
        Assert.Equal(VerdictKind.Fails, Assert.Single(DerivationChecker.Check(front + $"$${step}$$", "text.md").Steps).Evidence!.Kind);

    /// <summary>What stands in definitions is what the counterexample says, too: f(t) = t² in z = f(w x), J = ½ (f(z) − y)².</summary>
    [Fact]
    public void Numbers_of_a_counterexample_are_those_of_its_functions()
    {
        const string text = """
            ---
            matrixdiff:
              declare: |
                w, x, y, v: scalar
                f: elementwise
              define: |
                s = w*x
                a = f(s)
                J = 1/2*(f(v*a) - y)^2
            ---
            $$\frac{\partial J}{\partial s} = (f(v a) - y) f'(v a) f'(s)$$
            """;
        var found = Assert.Single(DerivationChecker.Check(text, "text.md").Steps).Evidence!.Counterexample!;
        double At(string name) => found.Values[name][0][0];
        Func<double, double> f = Function(found.Functions["f"]), slope = Slope(found.Functions["f"]);
        double a = f(At("w") * At("x")), right = (f(At("v") * a) - At("y")) * slope(At("v") * a) * slope(At("w") * At("x"));
        Assert.Equal(right, found.Right, 1e-9);
        Assert.Equal(right * At("v"), found.Left, 1e-9);
    }

    private static Func<double, double> Function(string text) => text switch { "t^2" => t => t * t, "t^3" => t => t * t * t, _ => Math.Exp };

    private static Func<double, double> Slope(string text) => text switch { "t^2" => t => 2 * t, "t^3" => t => 3 * t * t, _ => Math.Exp };
}
