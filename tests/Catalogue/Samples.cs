using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Tests.CatalogueFacts;

/// <summary>An operator applied to sample arguments.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="Bad">The same with arguments that do not conform; none where any do.</param>
internal sealed record Sample(string Text, params string[] Bad)
{
    /// <summary>The declarations of the names in samples.</summary>
    public const string Where = """
        A, B: m×n; C: n×p; M, N: n×n; S: n×n posdef; x, y: n; u: m; v: m*n; w: n positive; r: 1×n; c: scalar; k: scalar
        f: elementwise; z[i]: n; Q[k]: n×n; q[k]: scalar
        """;

    /// <summary>What makes the node, for an operator that stands in steps and has no name in the language.</summary>
    public Func<Scope, Expr>? Build { get; init; }

    /// <summary>The node of the operator.</summary>
    public Apply Node => Read(Scope());

    /// <summary>The node in a scope.</summary>
    public Apply Read(Scope scope) => (Apply)(Build?.Invoke(scope) ?? ExpressionReader.Read(Text, scope));

    /// <summary>A new scope with the declarations.</summary>
    public static Scope Scope() => ExpressionReader.Declare(Where);

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>Sample arguments for every operator.</summary>
internal static class Samples
{
    /// <summary>Those of operators linear in each argument.</summary>
    public static readonly Sample[] Linear =
    [
        new("A'"), new("M'"), new("vec(A)"), new("vech(M)", "vech(A)"), new("unvec(v, m, n)", "unvec(v, m, m)", "unvec(A, m, n)"),
        new("hcat(A, B)", "hcat(A, C)"), new("hcat(A, u, B)", "hcat(A, x)"), new("vcat(A, B)", "vcat(A, C)"), new("vcat(A, r)", "vcat(A, x)"),
        new("diag(x)"), new("diag(M)", "diag(A)"), new("tril(M)"), new("tril(A)"), new("triu(M)"), new("triu(A)"), new("cumsum(x)"), new("cumsum(A)"),
        new("A .* B", "A .* C"), new("x .* y", "x .* u"), new("M .* N .* M'", "M .* N .* A"),
        new("A ⊗ C"), new("A ⊗ x"), new("x ⊗ u"), new("x ⊗ A ⊗ r"), new("M ⊗ C ⊗ u"),
        Direction("expm", SpectralFunction.Exponential), Direction("logm", SpectralFunction.Logarithm),
        new("tr(M)", "tr(A)"), new("sum(A)"), new("sum(x)"), new("mean(A)"), new("mean(x)"),
    ];

    /// <summary>Those with a definition in terms of others.</summary>
    public static readonly Sample[] Defined =
    [
        new("norm1(A)"), new("norm1(x)"), new("norm2(x)", "norm2(A)"), new("norm2(r)"), new("normF(A)"), new("normF(x)"), new("sumsq(A)"), new("sumsq(x)"),
        new("logsumexp(x)"), new("logsumexp(A)"), new("logsumexp(r)"), new("softmax(x)", "softmax(A)"), new("logsoftmax(x)", "logsoftmax(A)"),
        new("normalize(x)", "normalize(A)"), new("rowsoftmax(A)"), new("rowsoftmax(x)"), new("colsoftmax(A)"),
    ];

    /// <summary>Those on each entry.</summary>
    public static readonly Sample[] Elementwise =
    [
        .. ElementwiseCatalogue.All.Keys.SelectMany(f => new Sample[] { new($"{f}(A)"), new($"{f}(c)") }),
        new("f(A)"), new("f'(x)"), new("f''(c)"), new("leakyrelu(x, c)", "leakyrelu(x, y)"), new("sigmoid'(x)"), new("tanh''(x)"),
        new("x.^2"), new("x.^-1"), new("w.^(1/2)"), new("w.^(-3/2)"), new("c^3"), new("A.^3"),
        new("w.^c", "w.^u"), new("c.^x"), new("w.^x"), new("c^k"),
    ];

    /// <summary>Those of matrices.</summary>
    public static readonly Sample[] Matrix =
    [
        new("inv(M)", "inv(A)"), new("M^2", "A^2"), new("M^3"), new("M^-2"), new("M^k", "A^k"), new("det(M)", "det(A)"), new("logdet(M)", "logdet(A)"),
        new("adj(M)", "adj(A)"), new("pinv(A)"), new("expm(M)", "expm(A)"), new("logm(M)", "logm(A)"), new("chol(S)", "chol(A)"), new("max(A)"), new("max(x)"),
    ];

    /// <summary>Those over an index, which are written out where they are evaluated.</summary>
    public static readonly Sample[] Indexed =
    [
        new("sum_{i=1}^{N} z[i]*z[i]'", "sum_{i=1}^{N} ones(i)"), new("sum_{t=2}^{T} f(z[t-1] .* z[t])"), new("sum_{i=1}^{N} sum_{j=1}^{i} q[i]*q[j]*i"),
        new("prod_{k=1}^{N} Q[k]", "prod_{k=1}^{N} (A*Q[k])"), new("prod_{k=N:-1:1} (Q[k]*M)"), new("prod_{k=1}^{N} q[k]"),
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Sample> All { get; } = [.. Linear, .. Defined, .. Elementwise, .. Matrix];

    /// <summary>The texts, for theories.</summary>
    public static TheoryData<string> Texts(IEnumerable<Sample> samples) => [.. samples.Select(s => s.Text)];

    /// <summary>The sample of a text.</summary>
    public static Sample Of(string text) => All.Concat(Indexed).First(s => s.Text == text);

    // The derivative of a function of M in the direction N, which is linear in N.
    private static Sample Direction(string name, SpectralFunction function) => new($"frechet_{name}(M, N)")
    {
        Build = scope => new Frechet(function).Of(scope.Symbols[new("M")], scope.Symbols[new("N")]),
    };
}
