using MatrixDiff.Numeric.Export;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Tests.Support;

namespace MatrixDiff.Tests.Plans;

public sealed class NumPyTextTests
{
    [Fact]
    public void Least_squares() => Snapshot.Verify(Export("2*A'*(A*x - b)", "A: m×n, x: n, b: m"), "numpy/least-squares", "py");

    [Fact]
    public void Layer() => Snapshot.Verify(
        Export("W[l+1]'*δ[l+1] .* f[l]'(W[l]*a[l-1] + b[l])", "W[l+1]: p×m, δ[l+1]: p, W[l]: m×n, a[l-1]: n, b[l]: m, f[l]: elementwise"), "numpy/layer", "py");

    [Fact]
    public void Softmax_regression() => Snapshot.Verify(
        Export("X'*(rowsoftmax(X*W + ones(k)*b') - Y)/k", "X: k×n, W: n×p, b: p, Y: k×p, k: dim"), "numpy/softmax-regression", "py");

    [Fact]
    public void Log_determinant_Hessian() => Snapshot.Verify(Export("-(X^-1 ⊗ X^-T)*K(n,n)", "X: n×n"), "numpy/log-determinant-hessian", "py");

    [Fact]
    public void Constants_and_sizes() => Snapshot.Verify(
        Export("L(n)*(I(n) ⊗ S)*D(n)*v + n/2*(n+1)*ones(n*(n+1)/2)*r*e(2,m)", "S: n×n, v: n*(n+1)/2, r: 1×m, n: dim, m: dim"), "numpy/constants", "py");

    [Fact]
    public void Long_sums_have_a_line_a_term() => Snapshot.Verify(
        Export("A*x*(b'*c) - 2/3*C*(c .* exp(b)) + 1 - sin(A*x + b) ./ (1 + sin(A*x + b).^2) + norm2(x)*b - D*expm(C)*c", "A: m×n, C: m×m, D: m×m, x: n, b: m, c: m"), "numpy/long-sum", "py");

    [Theory]
    [InlineData("lambda", "lambda_")]
    [InlineData("σ", "sigma")]
    [InlineData("Δ_1", "Delta_1")]
    [InlineData("in", "in_")]
    [InlineData("np", "np_")]
    [InlineData("sum", "sum_")]
    [InlineData("W[l+1]", "W_lp1")]
    [InlineData("a[l-1]", "a_lm1")]
    [InlineData("W[1]", "W_1")]
    [InlineData("B[k,l]", "B_k_l")]
    [InlineData("B[k+1,2]", "B_kp1_2")]
    [InlineData("x_hat", "x_hat")]
    public void Names_become_identifiers(string name, string identifier)
    {
        string text = name.Split('[')[0];
        LayerIndex[] indices = name.Contains('[', StringComparison.Ordinal) ? [.. name.Split('[')[1].TrimEnd(']').Split(',').Select(Index)] : [];
        Assert.Equal(identifier, new PythonNames().Take(PythonNames.Of(new Name(text == "lambda" ? "λ" : text, indices))));

        static LayerIndex Index(string s) => int.TryParse(s, out int number) ? new(null, number)
            : new(s[..1], s.Length > 1 ? int.Parse(s[1..], System.Globalization.CultureInfo.InvariantCulture) : 0);
    }

    [Fact]
    public void Names_that_meet_are_told_apart()
    {
        var size = Shape.Column(Size.Of(new Name("W_1")));
        Symbol[] parameters = [Symbol.Of(new Name("W_1"), size), Symbol.Of(new Name("W", new LayerIndex(null, 1)), size)];
        string code = NumPyExporter.Export(Make(parameters), parameters);
        Assert.Contains("def compute(W_1, W_1_2):", code, StringComparison.Ordinal);
        Assert.Contains("W_1: array (W_1_3,)", code, StringComparison.Ordinal);

        static Expr Make(Symbol[] s) => Sum.Of(s);
    }

    [Theory]
    [InlineData("erf(x)", "from scipy.special import erf\n")]
    [InlineData("expm(A) + logm(A)", "from scipy.linalg import expm, logm\n")]
    [InlineData("A*x", "import numpy as np\n\n\ndef compute(A, x):\n")]
    public void SciPy_is_imported_only_where_it_is_needed(string text, string expected)
    {
        string code = Export(text, "A: n×n, x: n");
        Assert.Contains(expected, code, StringComparison.Ordinal);
        Assert.StartsWith("import numpy as np\n", code, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_stay_where_the_answer_does_not_use_them()
    {
        string code = Export("ones(n)", "x: n");
        Assert.Contains("def compute(x):", code, StringComparison.Ordinal);
        Assert.Contains("n = x.shape[0]", code, StringComparison.Ordinal);
        var scope = new Scope();
        Assert.Contains("def compute(n):", NumPyExporter.Export(ExpressionReader.Read("ones(n)", scope), []), StringComparison.Ordinal);
    }

    private static string Export(string text, string where)
    {
        var scope = ExpressionReader.Declare(where);
        var e = ExpressionReader.Read(text, scope);
        return NumPyExporter.Export(e, [.. scope.Symbols.Values], scope);
    }
}
