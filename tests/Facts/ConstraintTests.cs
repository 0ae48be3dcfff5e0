using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Tests.Witness;

namespace MatrixDiff.Tests.Facts;

/// <summary>Values under facts satisfy them, and a wrong use of a fact is found out.</summary>
public sealed class ConstraintTests
{
    [Theory]
    [InlineData("x'*A*x", "x'*x = 1")]
    [InlineData("tr(X'*A*X)", "X'X = I")]
    [InlineData("tr(A*B*A)", "A*B = B*A")]
    [InlineData("tr(P)", "P*P = P\nP' = P")]
    [InlineData("y'*z", "1'y = 1\nz = softmax(A*y)")]
    [InlineData("x'*S*x", "S*x = 2*x", "S: n×n symmetric, x: n")]
    [InlineData("x'*S*x", "S*x = 2*x", "S: n×n posdef, x: n")]
    [InlineData("x'*S*x", "S*x = 3*x", "S: n×n lower, x: n positive")]
    [InlineData("x'*S*x", "S*x = c*y", "S: n×n skew, x: n; y: n; c: scalar")]
    [InlineData("x'*Q*y", "Q*x = y", "Q: n×n orthogonal, x: n; y: n")]
    [InlineData("x'*y", "x .* y = 0", "x, y: n")]
    public void Points_satisfy_the_equations(string expression, string facts, string where = "")
    {
        var (e, scope) = Read(expression, facts, where);
        var points = new Points(scope, [e], [], 7);
        for (int i = 0; i < 3; i++)
        {
            var model = points.Next();
            Assert.NotNull(model);
            points.Accept();
            foreach (var fact in scope.Assumptions.OfType<AssumedEquation>())
            {
                Assert.True(Magnitude.Greatest(model.Plain.Value(fact.Left) - model.Plain.Value(fact.Right)) < 1e-12);
            }

            foreach (var s in scope.Symbols.Values.Where(s => s.Attributes.HasFlag(Attributes.Symmetric)))
            {
                Assert.True(Magnitude.Greatest(model.Base(s) - model.Base(s).Transposed()) < 1e-12);
            }
        }
    }

    [Theory]
    [InlineData("Gradient", "-y'*logsoftmax(z)", "z", "1'y = 1", "softmax(z) - y", "softmax(z) - 2*y")]
    [InlineData("Hessian", "(x'*x)^2/4", "x", "x'*x = 1", "I(n) + 2*x*x'", "I(n)")]
    [InlineData("Gradient", "tr(X'*A*X)", "X", "X'X = I", "(A + A')*X", "2*A*X")]
    [InlineData("Gradient", "norm2(x)^3", "x", "x'*x = 1", "3*x", "x")]
    public void A_wrong_use_is_found_out(string kind, string expression, string x, string fact, string right, string wrong)
    {
        var (e, scope) = Read(expression, fact, "");
        Assert.True(Check(right, scope).Passed, Check(right, scope).Failure);
        Assert.False(Check(wrong, scope).Passed);

        CheckReport Check(string answer, Scope within) => WitnessCheck.Check(
            Enum.Parse<DerivationKind>(kind), Layout.Gradient, e, [ExpressionReader.Variable(x, within)], ExpressionReader.Read(answer, within.Copy()), within);
    }

    [Fact]
    public void Without_the_fact_the_short_answer_fails()
    {
        var (e, scope) = Point.Read("-y'*logsoftmax(z)", "y, z: n");
        var z = ExpressionReader.Variable("z", scope);
        Assert.False(WitnessCheck.Check(DerivationKind.Gradient, Layout.Gradient, e, [z], ExpressionReader.Read("softmax(z) - y", scope), scope).Passed);
    }

    [Theory]
    [InlineData("-y'*logsoftmax(z)", "z", "1'y = 1", "Gradient")]
    [InlineData("(x'*x)^2/4", "x", "x'*x = 1", "Hessian")]
    [InlineData("sumsq(X*X' - M)", "X", "X'*X = I", "Gradient")]
    public void Every_step_holds_under_the_facts(string expression, string x, string fact, string kind)
    {
        var (e, scope) = Read(expression, fact, "");
        var derivation = Differentiator.Derivation(Enum.Parse<DerivationKind>(kind), e, [ExpressionReader.Variable(x, scope)], Layout.Gradient, scope);
        var report = Replay.Check(derivation);
        Assert.True(report.Passed, report.Failure);
        Assert.Contains(derivation.Steps, s => s.Note == fact);
    }

    private static (Expr, Scope) Read(string expression, string facts, string where)
    {
        var scope = ExpressionReader.Declare(where);
        scope.OpenAssumptions.Add(new SourceText(facts, "<assume>"));
        return (ExpressionReader.Read(expression, scope), scope);
    }
}
