using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Tests.Witness;

/// <summary>Right derivatives pass, wrong ones are found out.</summary>
public sealed class Checks
{
    /// <summary>Kind, layout, input, variables, declarations, right answers, wrong ones.</summary>
    private static readonly (DerivationKind Kind, Layout Layout, string Input, string[] Variables, string Where, string[] Right, string[] Wrong)[] Cases =
    [
        (DerivationKind.Gradient, Layout.Gradient, "x'*A*x", ["x"], "A: n×n; x: n", ["A*x + A'*x"], ["2*A*x", "A*x", "A*x - A'*x", "2*A*x + 2*A'*x"]),
        (DerivationKind.Gradient, Layout.Jacobian, "x'*A*x", ["x"], "A: n×n; x: n", ["x'*(A + A')"], ["x'*A", "A*x + A'*x"]),
        (DerivationKind.Gradient, Layout.Vector, "tr(A'*X)", ["X"], "A, X: m×n", ["vec(A)"], ["vec(A')", "A"]),
        (DerivationKind.Gradient, Layout.Gradient, "A*x", ["x"], "A: m×n; x: n", ["A'"], ["A", "-A'"]),
        (DerivationKind.Jacobian, Layout.Gradient, "A*x", ["x"], "A: m×n; x: n", ["A"], ["A'", "2*A"]),
        (DerivationKind.Jacobian, Layout.Gradient, "A*X*B", ["X"], "A: m×n; X: n×p; B: p×q", ["B' ⊗ A"], ["B ⊗ A'", "A ⊗ B'", "-(B' ⊗ A)"]),
        (DerivationKind.Gradient, Layout.Gradient, "logdet(X)", ["X"], "X: n×n", ["inv(X)'"], ["inv(X)", "X'"]),
        (DerivationKind.Gradient, Layout.Gradient, "logdet(S)", ["S"], "S: n×n posdef", ["inv(S)"], ["2*inv(S) - diag(diag(inv(S)))"]),
        (DerivationKind.Gradient, Layout.Gradient, "det(X)", ["X"], "X: n×n", ["adj(X)'", "det(X)*inv(X)'"], ["adj(X)"]),
        (DerivationKind.Gradient, Layout.Gradient, "sum(log(x))", ["x"], "x: n", ["1 ./ x"], ["-1 ./ x"]),
        (DerivationKind.Gradient, Layout.Gradient, "sum(log(1 - x) .* asin(x))", ["x"], "x: n", ["-asin(x) ./ (1 - x) + log(1 - x) ./ sqrt(1 - x.^2)"], ["asin(x) ./ (1 - x)"]),
        (DerivationKind.Gradient, Layout.Gradient, "sum(log(log(x)))", ["x"], "x: n", ["1 ./ (x .* log(x))"], ["1 ./ x"]),
        (DerivationKind.Gradient, Layout.Gradient, "sum(f(A*x))", ["x"], "A: m×n; x: n; f: elementwise", ["A'*f'(A*x)"], ["A'*f(A*x)", "A'*f''(A*x)"]),
        (DerivationKind.Gradient, Layout.Gradient, "sum(relu(A*x))", ["x"], "A: m×n; x: n", ["A'*step(A*x)"], ["A'*relu(A*x)"]),
        (DerivationKind.Gradient, Layout.Gradient, "1e-9*x'*x", ["x"], "x: n", ["2e-9*x"], ["1e-9*x", "zeros(n)"]),
        (DerivationKind.Gradient, Layout.Gradient, "tr(A*X) - tr(X*A) + sum(x)", ["x"], "A: m×n; X: n×m; x: n", ["ones(n)"], ["2*ones(n)"]),
        (DerivationKind.Gradient, Layout.Gradient, "tr(A*X)", ["x"], "A: m×n; X: n×m; x: n", ["zeros(n)"], ["x"]),
        (DerivationKind.Gradient, Layout.Gradient, "sumsq(A*X*B - C)", ["X"], "X: (2*n)×(2*n); A: m×(2*n); B: (2*n)×p; C: m×p", ["2*A'*(A*X*B - C)*B'"], ["A'*(A*X*B - C)*B'", "2*A'*(A*X*B + C)*B'"]),
        (DerivationKind.Gradient, Layout.Gradient, "logdet(X'*X)", ["X"], "X: m×n", ["2*X*inv(X'*X)"], ["X*inv(X'*X)"]),
        (DerivationKind.Hessian, Layout.Gradient, "x'*A*x", ["x"], "A: n×n; x: n", ["A + A'"], ["2*A", "A", "2*(A + A')"]),
        (DerivationKind.Hessian, Layout.Gradient, "x'*A*y", ["x", "y"], "A: m×n; x: m; y: n", ["A"], ["A'", "-A"]),
        (DerivationKind.Hessian, Layout.Gradient, "logdet(X)", ["X"], "X: n×n", ["-K(n,n)*(inv(X)' ⊗ inv(X))"], ["-(inv(X)' ⊗ inv(X))", "K(n,n)*(inv(X)' ⊗ inv(X))"]),
        (DerivationKind.Hessian, Layout.Gradient, "logsumexp(x)", ["x"], "x: n", ["diag(softmax(x)) - softmax(x)*softmax(x)'"], ["diag(softmax(x))"]),
        (DerivationKind.Hessian, Layout.Gradient, "sumsq(A*X)/2", ["X"], "A: m×(2*n); X: (2*n)×(3*n)", ["I(3*n) ⊗ A'*A"], ["A'*A ⊗ I(3*n)", "I(3*n) ⊗ A'*A*A'*A"]),
        (DerivationKind.Differential, Layout.Gradient, "X^-1", ["X"], "X, dX: n×n", ["-X^-1*dX*X^-1"], ["X^-1*dX*X^-1", "-dX*X^-2"]),
        (DerivationKind.Differential, Layout.Gradient, "chol(S)", ["S"], "S: n×n posdef; dS: n×n", ["chol(S)*(tril(chol(S)^-1*dS*chol(S)^-T) - 1/2*diag(diag(chol(S)^-1*dS*chol(S)^-T)))"], ["chol(S)*tril(chol(S)^-1*dS*chol(S)^-T)"]),
        (DerivationKind.Gradient, Layout.Gradient, "sum(log(diag(chol(S))))", ["S"], "S: n×n", ["inv(S)/2"], ["inv(S)"]),
        (DerivationKind.Simplification, Layout.Gradient, "tr(A*B)", [], "A, B: n×n", ["tr(B*A)", "sum(A .* B')"], ["tr(A*B')"]),
        (DerivationKind.Simplification, Layout.Gradient, "adj(X)", [], "X: n×n", ["det(X)*X^-1"], ["tr(X)*I(n) - X"]),
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void RightOnesPass(int index)
    {
        var c = Cases[index];
        foreach (string answer in c.Right)
        {
            var report = Run(index, answer);
            Assert.True(report.Passed, $"{c.Input}: {answer}: {report.Failure}");
            Assert.Equal(5, report.Samples);
            Assert.True(report.MaxRelativeError < 1e-9, $"{c.Input}: {answer}: {report.MaxRelativeError}");
        }
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void WrongOnesFail(int index)
    {
        var c = Cases[index];
        foreach (string answer in c.Wrong)
        {
            var report = Run(index, answer);
            Assert.False(report.Passed, $"{c.Input}: {answer}");
            Assert.Contains(" is ", report.Failure!);
            Assert.True(report.MaxRelativeError > 1e-3, $"{c.Input}: {answer}: {report.MaxRelativeError}");
        }
    }

    [Fact]
    public void WhatIsNowhereDefinedIsNotPassed()
    {
        var (e, scope) = Point.Read("sum(log(-exp(x)))", "x: n");
        var x = ExpressionReader.Variable("x", scope);
        var report = WitnessCheck.Check(DerivationKind.Gradient, Layout.Gradient, e, [x], x, scope);

        Assert.Equal((0, false, WitnessCheck.NoPoint), (report.Samples, report.Passed, report.Failure));
    }

    [Fact]
    public void TheResultCanBeEvaluatedByOtherMeans()
    {
        var (e, scope) = Point.Read("x'*x", "x: n");
        var x = ExpressionReader.Variable("x", scope);
        var g = ExpressionReader.Read("2*x", scope);

        Assert.True(Evaluated(2).Passed);
        Assert.False(Evaluated(3).Passed);

        CheckReport Evaluated(double factor) => WitnessCheck.Check(DerivationKind.Gradient, Layout.Gradient, e, [x], g, scope, evaluate: (_, model) =>
        {
            double[,] value = model.Value(x);
            for (int i = 0; i < value.Length; i++)
            {
                value[i, 0] *= factor;
            }

            return value;
        });
    }

    private static CheckReport Run(int index, string answer)
    {
        var c = Cases[index];
        var (input, scope) = Point.Read(c.Input, c.Where);
        var variables = c.Variables.Select(v => ExpressionReader.Variable(v, scope)).ToArray();
        var result = ExpressionReader.Read(answer, scope);
        foreach (var x in variables)
        {
            // dX is read as a name and means the differential.
            if (scope.Symbols.GetValueOrDefault(new("d" + x.Name.Text)) is { } dx)
            {
                result = Rewrite.Substitute(result, dx, Differential.For(x));
            }
        }

        return WitnessCheck.Check(c.Kind, c.Layout, input, variables, result, scope);
    }
}
