using MathNet.Numerics.LinearAlgebra;

namespace MatrixDiff.Tests.Library;

/// <summary>The library as a program uses it.</summary>
public sealed class DeriveTests
{
    /// <summary>A formula, its function, its text.</summary>
    [Fact]
    public void AGradientIsAFormulaAndAFunction()
    {
        var gradient = Derive.Gradient("1/2*norm2(A*x - b)^2", "x", "A: m×n, x: n, b: m");

        Assert.Equal("A'*(A*x - b)", gradient.Text);
        Assert.Equal("A^{\\mathsf{T}} (A x - b)", gradient.Latex);
        Assert.Equal(("n", "1"), gradient.Shape);
        Assert.Equal(["A", "x", "b"], gradient.Parameters);
        Assert.Contains("def compute(A, x, b)", gradient.NumPy, StringComparison.Ordinal);
        Assert.Contains("power rule", gradient.DerivationText, StringComparison.Ordinal);

        var a = Matrix<double>.Build.DenseOfArray(new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } });
        var x = Vector<double>.Build.DenseOfArray([1, -1]);
        var b = Vector<double>.Build.DenseOfArray([1, 0, 2]);
        var value = gradient.Compile().Evaluate(a, x, b).Vector;
        Assert.True((value - (a.TransposeThisAndMultiply((a * x) - b))).L2Norm() < 1e-12);
    }

    /// <summary>The other questions.</summary>
    [Fact]
    public void EveryQuestionHasItsAnswer()
    {
        Assert.Equal("B' ⊗ A", Derive.Jacobian("A*X*B", "X", "A: p×m, X: m×n, B: n×q").Text);
        Assert.Equal("A + A'", Derive.Hessian("x'*A*x", "x").Text);
        Assert.Equal("A", Derive.MixedHessian("x'*A*y", "x", "y").Text);
        Assert.Equal("tr(X^-1*dX)", Derive.Differential("logdet(X)", "X", "X: n×n").Text);
        Assert.Equal("B^-1", Derive.Simplified("(A*B)^-1*A", "A, B: n×n").Text);
        Assert.Equal(["X invertible"], Derive.Gradient("logdet(X)", "X", "X: n×n").Conditions);
    }

    /// <summary>What can't be had is said.</summary>
    [Theory]
    [InlineData("A*x", "A: m×n, x: m", "do not conform")]
    [InlineData("simgoid(x)", "x: n", "did you mean 'sigmoid'")]
    public void MistakesAreTold(string expression, string where, string message) =>
        Assert.Contains(message, Assert.Throws<DerivationException>(() => Derive.Gradient(expression, "x", where)).Message, StringComparison.Ordinal);
}
