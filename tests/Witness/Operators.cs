using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Tests.Witness;

/// <summary>Every operator: its dual numbers against differences of its values.</summary>
public sealed class Operators
{
    private const double Step = 1e-5;

    /// <summary>Expression, declarations, variable.</summary>
    private static readonly (string Text, string Where, string Variable)[] Cases =
    [
        ("X'", "X: m×n", "X"),
        ("vec(A*X)", "A: p×m, X: m×n", "X"),
        ("vech(X)", "X: n×n", "X"),
        ("unvec(x, m, n)", "x: m*n", "x"),
        ("hcat(X, A, X.^2)", "X, A: m×n", "X"),
        ("vcat(A, X .* X)", "A: p×n, X: m×n", "X"),
        ("diag(x .* x)", "x: n", "x"),
        ("diag(X*A)", "A, X: n×n", "X"),
        ("tr(X*A*X)", "A, X: n×n", "X"),
        ("sum(X*A)", "A: n×p, X: m×n", "X"),
        ("mean(X .* X)", "X: m×n", "X"),
        ("tril(X*X)", "X: n×n", "X"),
        ("triu(X*X)", "X: n×n", "X"),
        ("cumsum(X .* X)", "X: m×n", "X"),
        ("X .* exp(X)", "X: m×n", "X"),
        ("X ⊗ A ⊗ X", "X: m×n; A: p×n", "X"),
        ("sin(X) + exp(-X)", "X: m×n", "X"),
        ("sigmoid'(x) + tanh''(x)", "x: n", "x"),
        ("relu(X) + abs(X) + leakyrelu(X, 1/10)", "X: m×n", "X"),
        ("f(x) + f'(x) .* f''(x)", "f: elementwise; x: n", "x"),
        ("sqrt(x) + x.^-2 + x.^(5/2)", "x: n", "x"),
        ("x.^c", "x: n; c: scalar", "x"),
        ("x.^c", "x: n; c: scalar", "c"),
        ("c.^x", "x: n; c: scalar", "x"),
        ("X^3", "X: n×n", "X"),
        ("X^-2", "X: n×n", "X"),
        ("X^k", "X: n×n; k: scalar", "X"),
        ("X^k", "X: n×n; k: scalar", "k"),
        ("X^n + x.^n", "X: n×n; x: n×n; n: dim", "X"),
        ("inv(A + X)", "A, X: n×n", "X"),
        ("det(X)", "X: n×n", "X"),
        ("det(x*y')", "x, y: n", "x"),
        ("det(A ⊗ X)", "A: n×n; X: m×m", "X"),
        ("logdet(X)", "X: n×n", "X"),
        ("adj(X)", "X: n×n", "X"),
        ("pinv(X)", "X: m×n", "X"),
        ("expm(X)", "X: n×n", "X"),
        ("logm(X)", "X: n×n", "X"),
        ("chol(A*X*X'*A')", "A, X: n×n", "X"),
        ("norm1(x) + norm2(x)", "x: n", "x"),
        ("normF(X) + sumsq(X) + logsumexp(X)", "X: m×n", "X"),
        ("softmax(x) + logsoftmax(x) + normalize(x)", "x: n", "x"),
        ("rowsoftmax(X) + colsoftmax(X)", "X: m×n", "X"),
        ("max(X .* X)", "X: m×n", "X"),
        ("grad(x'*A*x .* sum(exp(x)), x)", "x: n; A: n×n", "x"),
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void DualNumbersAgreeWithDifferences(int index)
    {
        var (text, where, variable) = Cases[index];
        var (e, scope) = Point.Read(text, where);
        var x = ExpressionReader.Variable(variable, scope);
        var model = Point.Of(scope, e);
        var gradient = new Evaluator<Real>(model).Gradient(e, x);
        var differences = Differences(e, x, model);

        Assert.True(Point.Distance(gradient, differences) < 1e-7, $"{text} by {variable}: {Point.Distance(gradient, differences)}");
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void SecondDerivativesAgreeWithDifferencesOfFirst(int index)
    {
        var (text, where, variable) = Cases[index];
        var (e, scope) = Point.Read(text, where);
        var x = ExpressionReader.Variable(variable, scope);
        var model = Point.Of(scope, e);
        var v = model.Direction(x, 1);
        var along = Evaluator<Real>.Slopes(Evaluator<Dual<Real>>.Slopes(
            new Evaluator<Real>(model).Move((x, v)).Move((x, Matrix<Dual<Real>>.Of(v))).Value(e)));
        var (ahead, behind) = (Slope(Step), Slope(-Step));
        var differences = new Real(1 / (2 * Step)) * (ahead - behind);

        Assert.True(Point.Distance(along, differences) < 1e-6, $"{text} by {variable}: {Point.Distance(along, differences)}");

        Matrix<Real> Slope(double by) =>
            Evaluator<Real>.Slopes(new Evaluator<Real>(model, new() { [x] = new Real(by) * v }).Move((x, v)).Value(e));
    }

    [Fact]
    public void EveryOperatorHasACase()
    {
        // d, the Nabla and the Fréchet derivative are derivatives themselves and stand in other tests, as operators of documents do;
        // sums and products over an index are written out before they are evaluated.
        var met = Cases.SelectMany(c => Rewrite.Nodes(Point.Read(c.Text, c.Where).Expression)).OfType<Apply>()
            .Select(a => a.Operator.GetType()).Append(typeof(PendingDifferential)).Append(typeof(Nabla)).Append(typeof(Frechet)).Append(typeof(UserOperator)).Append(typeof(IndexedSum)).Append(typeof(IndexedProduct)).ToHashSet();
        var all = typeof(Operator).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Operator)) && !t.IsAbstract);

        Assert.Empty(all.Where(t => !met.Contains(t)).Select(t => t.Name));
    }

    private static Matrix<Real> Differences(Expr e, Symbol x, Model model)
    {
        int count = model.Count(x.Shape.Count);
        Matrix<Real>? result = null;
        for (int k = 0; k < count; k++)
        {
            var (ahead, behind) = (At(k, Step), At(k, -Step));
            result ??= new(count, ahead.Entries.Length);
            for (int i = 0; i < ahead.Entries.Length; i++)
            {
                result[k, i] = new((ahead.Entries[i].Value - behind.Entries[i].Value) / (2 * Step));
            }
        }

        return result!;

        Matrix<Real> At(int k, double by)
        {
            var (rows, columns) = model.Count(x.Shape);
            var offset = new Matrix<Real>(rows, columns);
            offset.Entries[k] = new(by);
            return new Evaluator<Real>(model, new() { [x] = offset }).Value(e);
        }
    }
}
