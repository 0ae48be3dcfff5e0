using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;

namespace MatrixDiff.Tests.Derivatives;

/// <summary>Answers as a textbook prints them, each checked against automatic differentiation and replayed step by step.</summary>
public sealed class AnswersTests
{
    /// <summary>Kind, expression, declarations, variables, answer.</summary>
    public static TheoryData<string, string, string, string, string> Cases => new()
    {
        { "grad", "b'*x", "b, x: n", "x", "b" },
        { "grad", "x'*A*x + c*b'*x", "A: n×n; b, x: n; c: scalar", "x", "(A + A')*x + c*b" },
        { "grad", "x'*S*x", "S: n×n symmetric; x: n", "x", "2*S*x" },
        { "grad", "1/2*norm2(A*x - b)^2 + c/2*norm2(x)^2", "A: m×n; x: n; b: m; c: scalar", "x", "A'*(A*x - b) + c*x" },
        { "hessian", "1/2*norm2(A*x - b)^2 + c/2*norm2(x)^2", "A: m×n; x: n; b: m; c: scalar", "x", "A'*A + c*I(n)" },
        { "grad", "tr(A'*X*B)", "A: m×p; X: m×n; B: n×p", "X", "A*B'" },
        { "grad", "normF(X*B - C)^2", "X: m×n; B: n×p; C: m×p", "X", "2*(X*B - C)*B'" },
        { "grad", "logdet(X)", "X: n×n", "X", "X^-T" },
        { "grad", "-logdet(S) + tr(S*C)", "S: n×n posdef; C: n×n symmetric", "S", "C - S^-1" },
        { "grad", "tr(A*X^-1)", "A, X: n×n", "X", "-X^-T*A'*X^-T" },
        { "jacobian", "A*X*B", "A: p×m; X: m×n; B: n×q", "X", "B' ⊗ A" },
        { "grad", "A*X*B", "A: p×m; X: m×n; B: n×q", "X", "B ⊗ A'" },
        { "jacobian", "x ⊗ y", "x: m; y: n", "x", "I(m) ⊗ y" },
        { "jacobian", "x ⊗ y", "x: m; y: n", "y", "x ⊗ I(n)" },
        { "jacobian", "X'*X", "X: m×n", "X", "(I(n^2) + K(n,n))*(I(n) ⊗ X')" },
        { "hessian", "tr(X'*A*X*B)", "X: m×n; A: m×m symmetric; B: n×n symmetric", "X", "2*(B ⊗ A)" },
        { "jacobian", "softmax(z)", "z: n", "z", "diag(softmax(z)) - softmax(z)*softmax(z)'" },
        { "grad", "logsumexp(A*x)", "A: m×n; x: n", "x", "A'*softmax(A*x)" },
        { "grad", "-y'*log(softmax(z))", "y, z: n", "z", "sum(y)*softmax(z) - y" },
        { "grad", "sum(log(1 + exp(-y .* (X*w))))", "X: m×n; w: n; y: m", "w", "-X'*(sigmoid(-(y .* (X*w))) .* y)" },
        { "grad", "-y'*log(sigmoid(X*w)) - (1 - y)'*log(1 - sigmoid(X*w))", "X: m×n; w: n; y: m", "w", "X'*(sigmoid(X*w) - y)" },
        { "hessian", "-y'*log(sigmoid(X*w)) - (1 - y)'*log(1 - sigmoid(X*w))", "X: m×n; w: n; y: m", "w", "X'*diag(sigmoid'(X*w))*X" },
        { "grad", "sum(f(W*x + b))", "W: m×n; x: n; b: m; f: elementwise", "W", "f'(W*x + b)*x'" },
        { "hessian", "v'*f(W*x + b)", "W: m×n; x: n; b, v: m; f: elementwise", "x", "W'*diag(f''(W*x + b) .* v)*W" },
        { "grad", "(x'*A*x)/(x'*x)", "A: n×n symmetric; x: n", "x", "2*(A*x/(x'*x) - (x'*A*x)*x/(x'*x)^2)" },
        { "grad", "norm1(A*x - b)", "A: m×n; x: n; b: m", "x", "A'*sign(A*x - b)" },
        { "grad", "max(x)", "x: n", "x", "1 - sign(max(x) - x)" },
        { "grad", "sum(relu(A*x))", "A: m×n; x: n", "x", "A'*step(A*x)" },
        { "grad", "mean(x)", "x: n; n: dim", "x", "1/n*ones(n)" },
        { "jacobian", "x - mean(x)", "x: n; n: dim", "x", "I(n) - ones(n,n)/n" },
        { "grad", "det(X'*X)", "X: m×n", "X", "2*det(X'*X)*X*(X'*X)^-1" },
        { "hessian", "logdet(A + diag(x))", "A: n×n posdef; x: n", "x", "-((A + diag(x))^-1).^2" },
        { "grad", "tr(expm(X))", "X: n×n", "X", "expm(X)'" },
        { "grad", "sum(solve(A, b))", "A: n×n; b: n", "b", "A^-T*ones(n)" },
    };

    /// <summary>The answer, its check, its steps.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void TheAnswerIsTheTextbooks(string kind, string expression, string where, string wrt, string answer)
    {
        var derivation = Derive(kind, expression, where, wrt);
        var expected = ExpressionReader.Read(answer, derivation.Scope.Copy());

        Assert.Equal(expected.ToString(), derivation.Result.ToString());
        Checked(derivation);
    }

    /// <summary>Answers that are long but must be right.</summary>
    [Theory]
    [InlineData("jacobian", "expm(X)", "X: n×n", "X")]
    [InlineData("grad", "tr(A*expm(X))", "A, X: n×n", "X")]
    [InlineData("grad", "sum(logm(X) .* B)", "B, X: n×n", "X")]
    [InlineData("grad", "sum(pinv(X)*b)", "X: m×n; b: m", "X")]
    [InlineData("grad", "sum(chol(S))", "S: n×n posdef", "S")]
    [InlineData("grad", "tr(A*adj(X))", "A, X: n×n", "X")]
    [InlineData("hessian", "det(X)", "X: n×n", "X")]
    [InlineData("grad", "tr(X^k)", "X: n×n; k: dim", "X")]
    [InlineData("hessian", "sumsq(normalize(x) - y)", "x, y: n", "x")]
    [InlineData("grad", "sum(rowsoftmax(X*W) .* A)", "X: m×n; W: n×p; A: m×p", "W")]
    [InlineData("grad", "sum(colsoftmax(X) .* A)", "X, A: m×n", "X")]
    [InlineData("hessian", "sum(cumsum(x).^3)", "x: n", "x")]
    [InlineData("jacobian", "hcat(A*x, x)", "A: n×n; x: n", "x")]
    [InlineData("jacobian", "vcat(X*A, B*X)", "X: n×n; A, B: n×n", "X")]
    [InlineData("jacobian", "tril(X*X')", "X: n×n", "X")]
    [InlineData("jacobian", "vech(X'*X)", "X: m×n", "X")]
    [InlineData("jacobian", "diag(A*X)", "A: n×m; X: m×n", "X")]
    [InlineData("jacobian", "A ⊗ X ⊗ B", "A: 2×m; X: m×n; B: n×2", "X")]
    [InlineData("hessian", "sum(gelu(W*x)) + sum(silu(W*x))", "W: m×n; x: n", "x")]
    [InlineData("hessian", "x'*y + sum(x.^3 .* y.^2)", "x, y: n", "x,y")]
    [InlineData("grad", "sum(c.^x) + sum(x.^c)", "x: n positive; c: scalar positive", "c")]
    public void TheAnswerIsRight(string kind, string expression, string where, string wrt) => Checked(Derive(kind, expression, where, wrt));

    private static Derivation Derive(string kind, string expression, string where, string wrt)
    {
        var scope = ExpressionReader.Declare(where.Replace(';', '\n'));
        var e = ExpressionReader.Read(expression, scope);
        var asked = kind switch { "grad" => DerivationKind.Gradient, "jacobian" => DerivationKind.Jacobian, _ => DerivationKind.Hessian };
        return Differentiator.Derivation(asked, e, [.. wrt.Split(',').Select(x => ExpressionReader.Variable(x, scope))], Layout.Gradient, scope);
    }

    private static void Checked(Derivation d)
    {
        var report = WitnessCheck.Check(d.Kind, d.Layout, d.Input, d.Variables, d.Result, d.Scope);
        Assert.True(report.Passed, report.Failure);
        var replay = Replay.Check(d);
        Assert.True(replay.Passed, $"step {replay.FailingStep}: {replay.Failure}");
    }
}
