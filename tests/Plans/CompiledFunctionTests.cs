using MathNet.Numerics.LinearAlgebra;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Tests.Plans;

public sealed class CompiledFunctionTests
{
    private static readonly Matrix<double> A = Matrix<double>.Build.DenseOfArray(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });
    private static readonly Vector<double> X = Vector<double>.Build.Dense([1.0, 0, -1]);

    [Fact]
    public void Arguments_come_in_order_or_by_name()
    {
        var f = Compile("A*x", "x: n, A: m×n");
        Assert.Equal(["x", "A"], f.Parameters);
        var expected = Vector<double>.Build.Dense([-2.0, -2]);
        Assert.Equal(expected, f.Evaluate(X, A).Vector);
        Assert.Equal(expected, f.Evaluate(new Dictionary<string, NumericValue> { ["A"] = A, ["x"] = X }).Vector);
    }

    [Fact]
    public void Scalars_vectors_rows_and_matrices_leave_in_their_stated_shape()
    {
        Assert.Equal(2, Compile("x'*x", "x: n").Evaluate(X).Scalar);
        Assert.Equal(A.Transpose(), Compile("A'", "A: m×n").Evaluate(A).Matrix);
        var row = Compile("r*2", "r: 1×n").Evaluate(X);
        Assert.Equal(X.ToRowMatrix() * 2, row.Matrix);
        Assert.Equal(X * 2, row.Vector);
        Assert.Equal(X.ToRowMatrix() * 2, Compile("r*2", "r: 1×n").Evaluate(X.ToRowMatrix()).Matrix);
        Assert.Throws<InvalidCastException>(() => Compile("A'", "A: m×n").Evaluate(A).Scalar);
    }

    [Fact]
    public void Sparse_and_transposed_storage_is_read_as_such()
    {
        var sparse = Matrix<double>.Build.SparseOfMatrix(A);
        Assert.Equal(A * 2, Compile("2*A", "A: m×n").Evaluate(sparse).Matrix);
        Assert.Equal(X * 2, Compile("2*x", "x: n").Evaluate(Vector<double>.Build.SparseOfVector(X)).Vector);
    }

    [Fact]
    public void Results_are_apart_from_arguments()
    {
        var x = X.Clone();
        var result = Compile("x", "x: n").Evaluate(x).Vector;
        result[0] = 7;
        Assert.Equal(1, x[0]);
    }

    [Theory]
    [InlineData("A*x", "A: m×n, x: n", "x is n×1, and a vector of length 4 was given, but n = 3 by A (a 2×3 matrix).")]
    [InlineData("A*x", "A: 2×4, x: 4", "A is 2×4, and a 2×3 matrix was given, but 4 is needed.")]
    [InlineData("A + x", "A: m×n, x: scalar", "x is a scalar, and a vector of length 4 was given.")]
    [InlineData("sum(A)*x", "A: (2*k)×(k+1), x: k+3", "A is 2*k×(k+1), and a 2×3 matrix was given, but k = 1 by A (a 2×3 matrix).")]
    public void Shapes_that_do_not_conform_are_named(string text, string where, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => Compile(text, where).Evaluate(A, Vector<double>.Build.Dense(4)));
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        var f = Compile("f'(x)*ones(k)'", "f: elementwise, x: n, k: dim");
        Assert.Equal(["k"], f.Dimensions);
        Assert.Equal([("f", 1)], f.Functions);
        Assert.Contains("The size k can't be inferred", Message(f, []), StringComparison.Ordinal);
        Assert.Contains("There is no function for f'", Message(f, new() { ["k"] = 2 }), StringComparison.Ordinal);
        Assert.Contains("There is no value for x", Assert.Throws<ArgumentException>(() => f.Evaluate(new Dictionary<string, NumericValue>())).Message, StringComparison.Ordinal);
        Assert.Contains("2 arguments are given for 1: x", Assert.Throws<ArgumentException>(() => f.Evaluate(X, X)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_given_size_must_agree_with_the_arguments()
    {
        var f = Compile("2*x", "x: n");
        Assert.Contains("The size n is given as 4, but x (a vector of length 3) says 3", Message(f, new() { ["n"] = 4 }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_singular_matrix_is_an_error()
    {
        var f = Compile("S^-1*x", "S: n×n, x: n");
        Assert.Throws<ArithmeticException>(() => f.Evaluate(Matrix<double>.Build.Dense(3, 3, 1), X));
    }

    [Fact]
    public void Sizes_follow_from_formulas()
    {
        Assert.Equal(2, Compile("n*ones(n)'*ones(n)/2", "v: n*(n+1)/2, n: dim").Evaluate(Vector<double>.Build.Dense(3)).Scalar);
        Assert.Equal(3, Compile("n", "v: n^2, n: dim").Evaluate(Vector<double>.Build.Dense(9)).Scalar);
        Assert.Equal(4, Compile("n", "v: 2*n+1, n: dim").Evaluate(Vector<double>.Build.Dense(9)).Scalar);
    }

    [Fact]
    public void Calls_from_several_threads_do_not_meet()
    {
        var f = Compile("A'*(A*x) + exp(x)", "A: m×n, x: n");
        Parallel.For(0, 200, i =>
        {
            var x = X * i / 100;
            Assert.True(((A.TransposeThisAndMultiply(A * x) + x.PointwiseExp()) - f.Evaluate(A, x).Vector).L2Norm() < 1e-10);
        });
    }

    [Theory]
    [InlineData("sigmoid(c)", -800, 0)]
    [InlineData("sigmoid(c)", 800, 1)]
    [InlineData("softplus(c)", 800, 800)]
    [InlineData("log(1 + exp(c))", 800, 800)]
    [InlineData("exp(c)/(1 + exp(c))", 800, 1)]
    [InlineData("log(sigmoid(c))", -800, -800)]
    [InlineData("logsumexp([1;1]*c)", 1000, 1000.6931471805599)]
    [InlineData("sum(softmax(c*[1;1]))", 1000, 1)]
    [InlineData("sum(log(colsoftmax(c*e(1,2)*ones(1,2))))", 1000, -2000)]
    [InlineData("sum(log(rowsoftmax(ones(2)*c*e(1,2)')))", 1000, -2000)]
    [InlineData("norm2(c*[1;1])", 1e200, 1.4142135623730951e200)]
    public void Large_arguments_do_not_overflow(string text, double argument, double value)
    {
        text = text.Replace("[1;1]", "ones(2)", StringComparison.Ordinal);
        Assert.Equal(value, Compile(text, "c: scalar").Evaluate(argument).Scalar, Math.Abs(value) * 1e-14);
    }

    private static CompiledFunction Compile(string text, string where)
    {
        var scope = ExpressionReader.Declare(where);
        return CompiledFunction.Compile(ExpressionReader.Read(text, scope), [.. scope.Symbols.Values]);
    }

    private static string Message(CompiledFunction f, Dictionary<string, int> sizes) => Assert.Throws<ArgumentException>(() =>
        f.Evaluate(new Arguments { Values = new Dictionary<string, NumericValue> { ["x"] = X }, Sizes = sizes })).Message;
}
