using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Tests.Plans;

/// <summary>The expressions that plans, delegates and exported code are tested with: every operator, and every way of lowering.</summary>
internal static class PlanCases
{
    private const string Matrices = "A: m×n, B: n×p, C: n×n invertible, M: n×n, N: n×n, X: m×n, S: n×n posdef, x: n, y: n, u: m, v: p, c: scalar, b: scalar";

    /// <summary>Functions with values on both sides of 0.</summary>
    private static readonly string[] Entire =
        ["exp", "sin", "cos", "tan", "atan", "sinh", "cosh", "tanh", "abs", "sign", "relu", "step", "sigmoid", "softplus", "erf", "gelu", "silu"];

    /// <summary>Text and declarations.</summary>
    public static IEnumerable<(string Text, string Where)> All =>
    [
        .. Entire.SelectMany(f => new[] { ($"{f}(A)", Matrices), ($"{f}(x)", Matrices), ($"{f}(c)", Matrices) }),
        .. new[] { "log", "asin", "acos", "sqrt" }.SelectMany(f => new[] { ($"{f}(A)", "A: m×n positive"), ($"{f}(c)", "c: scalar, B: m×m positive") }),
        .. new[] { "sigmoid", "tanh", "gelu", "silu", "exp", "softplus" }.SelectMany(f => new[] { ($"{f}'(A)", Matrices), ($"{f}''(x)", Matrices) }),
        ("sigmoid'''(x)", Matrices), ("leakyrelu(x, 1/10)", Matrices), ("leakyrelu(A, c) + A", Matrices), ("leakyrelu'(x, c)", Matrices),
        .. Lists.Structure.Concat(Lists.Products).Concat(Lists.Sums).Concat(Lists.Functions).Select(t => (t, Matrices)),
        .. Lists.Positive.Select(t => (t, "A: m×n positive, B: m×n, x: n, y: n, c: scalar, b: scalar")),
        .. Lists.Unknown.Select(t => (t, "f: elementwise, g: elementwise, W: m×n, x: n, y: m, b: m, c: scalar")),
        .. Lists.Kronecker.Select(t => (t, "A: m×n, B: p×q, C: n×k, x: n*q, y: m*p, X: q×n, S: n×n, z: n*(n+1)/2, M: (m*n)×p, N: p×(m*n), R: (n^2)×p, T: p×(n^2), H: (n*(n+1)/2)×p, w: m*n, s: n^2")),
        ("W[l+1]'*(δ .* a[l-1]) + b[1]", "W[l+1]: n×m, δ: n, a[l-1]: n, b[1]: m"),
    ];

    /// <summary>The derivatives of expm and logm in a direction, which the language has no text for; the directions are symmetric.</summary>
    public static IEnumerable<PlanCase> Directional
    {
        get
        {
            var square = new Shape(Size.Of(new Name("n")), Size.Of(new Name("n")));
            var (x, e) = (Symbol.Of(new Name("X"), square, Attributes.PositiveDefinite), Symbol.Of(new Name("E"), square, Attributes.Symmetric));
            return [new(new Frechet(SpectralFunction.Exponential).Of(x, e), 1), new(new Frechet(SpectralFunction.Logarithm).Of(x, e), 2)];
        }
    }

    /// <summary>The numbers of the cases, for theories.</summary>
    public static IEnumerable<object[]> Numbers => All.Select((_, i) => new object[] { i });

    private static class Lists
    {
        public static readonly string[] Structure =
        [
            "A'", "x'", "vec(A)", "vec(A')", "unvec(x, n, 1)", "unvec(vec(A'), n, m)", "unvec(vec(A), n, m)", "diag(x)", "diag(M)", "diag(M*N)", "diag(M'*N*M)", "diag(x*y')",
            "diag(diag(x)*M)", "tril(M)", "triu(A)", "cumsum(x)", "cumsum(A)", "vech(M)", "vech(S)", "hcat(A, u, X)", "hcat(x, y)", "vcat(A, x', X)", "vcat(x, y)", "hcat(x', y')",
            "vcat(x, c)", "hcat(c, b)", "vcat(x', y')", "kron(A, B)", "kron(x, y)", "kron(x, y')", "kron(x', y)", "kron(A, x)", "kron(x', A)", "kron(x, A', B)", "tril(M)*x", "A",
            "x", "c", "delta(m,n)*x + delta(n,n+1)*c", "delta(n,m)", "ones(m,n)", "ones(n)", "zeros(m)", "I(n)", "e(2,n) + x", "K(m,n)", "D(n)", "L(n)", "pi*x", "n*x", "tr(I(n))*c", "e(1,n)", "2", "1/3", "0*A", "3*ones(m,n)", "n/2*(n+1)*x",
        ];

        public static readonly string[] Products =
        [
            "A*x", "x'*A'", "x'*C*y", "A*B", "A'*u", "A'*A*x", "A*B*v", "v'*B'*A'", "x*y'", "x*y'*C", "diag(x)*B", "A*diag(x)", "diag(x)*y", "x'*diag(y)", "diag(x)*M*diag(y)",
            "diag(x)*diag(y)*B", "A*diag(x)*diag(y)", "C^-1*x", "C^-1*B", "A*C^-1", "x'*C^-1", "C'^-1*B", "A*C'^-1", "x'*C'^-1*y", "C^-2*x", "A*C^-2", "C^-1", "C^-3", "C^3", "M^2*x", "x'*M^3",
            "M'^2*x", "M^2*B", "C^-1*M*C^-1", "ones(n)'*x", "ones(n)'*B", "A*ones(n)", "ones(m)*x'", "u*ones(n)'", "A*ones(n,m)*A", "ones(p,m)*A", "A*ones(n,p)", "ones(n,n)*x", "x'*ones(n,n)",
            "ones(n)'*diag(x)*B", "A*diag(x)*ones(n)", "e(2,n)'*x", "e(1,m)'*A", "A*e(1,n)", "x'*e(1,n)", "e(1,m)*x'", "2*x", "-A", "c*A", "A/c", "2/3*A*x", "c*x/b", "-x/3", "(x'*y)*A*x/(1 + x'*x)",
            "c*b*2", "c/b", "1/c", "-1/(3*c)", "x'*x", "A*x*x'*y", "(A*x)'*(A*x)", "x'*y*c", "2*c*(x .* y)", "A'*X", "A'*X + X'*A", "M^-1*x", "tr(C^-1*M)", "S^-1*x + S^-1*y",
        ];

        public static readonly string[] Sums =
        [
            "A + X", "A - 2*X", "1 - x", "x - 1", "A + 1", "2*x + y/3", "A*x - u", "A + u*ones(n)'", "A + ones(m)*x'", "A*diag(x) - u*ones(n)' + ones(m)*y'", "u*ones(n)' + ones(m)*x'", "c - A", "c + x + b",
            "c*ones(m,n) + b*ones(m,n)", "u*ones(n)' + c", "ones(m)*x' - 3", "A .* X", "A .* (u*x')", "A .* (u*ones(n)')", "A .* (ones(m)*x')", "A ./ X", "x ./ y", "x ./ (1 + y.^2)", "A .* X .* A", "1 ./ (1 + x.^2)",
            "(A + X)*x + (A + X)*y", "M + M'", "M - c*I(n)", "A .* exp(u*ones(n)')", "A ./ (A*A'*u*ones(n)').^2", "(u*x') .* (u*ones(n)')", "x .* y .* (1 - x)", "c + b", "c - 1", "1 - c", "-x - y", "-1/2*x + 0.1*y", "exp(1 + x) - x",
            "sum(A .* X)", "sum(A .* X .* X)", "sum(A)", "sum(A*B)", "sum(A*x)", "sum(x*y')", "sum(x ./ y)", "sum((u*x') .* A)", "sum(A')", "sum(M .* M')", "sum(1 + x.^2)",
        ];

        public static readonly string[] Functions =
        [
            "tr(M)", "tr(M*N)", "tr(A'*X)", "tr(M*N*M)", "tr(diag(x)*M)", "tr(M + N)", "tr(A'*X*M)", "tr(x*y')", "mean(x)", "mean(A)", "norm1(A)", "norm2(x)", "normF(A)", "sumsq(A)", "sumsq(x)", "logsumexp(x)", "logsumexp(A)", "max(A)", "max(x)",
            "det(C)", "logdet(C)", "logdet(S)", "adj(M)", "pinv(A)", "pinv(A')", "expm(M)", "expm(5*M)", "logm(S)", "chol(S)", "softmax(x)", "softmax(x')", "logsoftmax(x)", "normalize(x)", "rowsoftmax(A)", "colsoftmax(A)", "colsoftmax(A')", "inv(C)*A'*u*(u'*A*x)", "M^n",
            "log(1 + exp(x))", "log(1 + exp(A*x))", "1/(1 + exp(-c))", "exp(c)/(1 + exp(c))", "exp(x) ./ (1 + exp(x))", "A .* exp(A) ./ (1 + exp(A)).^2", "exp(x).^2 ./ (1 + exp(x))", "log(sum(exp(x)))", "exp(x)/sum(exp(x))", "A*exp(x)/sum(exp(x))", "log(softmax(x))", "log(colsoftmax(A))", "log(rowsoftmax(A))",
            "log(sigmoid(x))", "log(det(S))*x", "det(C)*C^-1", "diag(softmax(x)) - softmax(x)*softmax(x)'", "norm2(A*x - u)^2", "sqrt(x'*S*x)", "(x'*S*x)^2", "(x'*S*x)^(-1/2)*x", "exp(-x'*S*x)", "M^2", "S^-1 + M^3",
        ];

        public static readonly string[] Positive =
        [
            "x.^3", "x.^-1", "x.^-2", "A.^(1/2)", "A.^(-1/2)", "A.^(3/2)", "A.^(1/3)", "x.^c", "c.^x", "c^b", "A.^c .* B", "x.^y", "sqrt(A)", "1 ./ sqrt(A)", "c^(-3/2)", "log(A) .* B", "(x'*x)^c", "x ./ y .* y.^(1/2)", "A ./ c", "B .* A.^-2", "2.^x",
        ];

        public static readonly string[] Unknown =
        [
            "f(x)", "f'(W*x + b)", "W'*f'(W*x + b)", "diag(f'(W*x + b))*W", "f''(W*x) .* g(b)", "f(c)", "f'''(x)", "f(W)", "sum(f(W*x + b) - y)", "W'*diag(f'(W*x+b))*(f(W*x + b) - y)", "f(W)*x + f'(W)*x",
        ];

        public static readonly string[] Kronecker =
        [
            "(A ⊗ B)*x", "y'*(A ⊗ B)", "(ones(q) ⊗ A)*C", "(x ⊗ I(m))*A", "(vec(X) ⊗ A)*C*C'", "(A ⊗ vec(X))*C", "A*(vec(X)' ⊗ C)", "A*(C ⊗ vec(X)')", "(x ⊗ I(m))*A*A'*(x' ⊗ I(m))", "diag(vec(X))*(ones(k)' ⊗ I(n*q))", "(A ⊗ B)'*y", "(A ⊗ I(q))*x", "(I(n) ⊗ B)*x", "(A ⊗ B)*(C ⊗ I(q))", "(A ⊗ B)*diag(x)", "diag(y)*(A ⊗ B)", "(A ⊗ B)*diag(x)*(A ⊗ B)'*y", "K(m,n)*w", "w'*K(n,m)", "K(m,n)*M", "N*K(m,n)", "N*K(n,m)*M",
            "K(m,n)*vec(A)", "K(m,n)*diag(w)", "D(n)*z", "D(n)*vech(S)", "L(n)*s", "L(n)*R", "D(n)*H", "D(n)'*s", "D(n)'*R", "T*D(n)", "T*L(n)'", "s'*L(n)'", "z'*D(n)'", "H'*D(n)'", "s'*D(n)", "L(n)'*z", "L(n)*D(n)*z", "D(n)'*K(n,n)*D(n)", "K(n,n)*R", "A ⊗ B ⊗ A",
            "(I(n^2) + K(n,n))*(S ⊗ S)", "(S ⊗ S)*(I(n^2) + 2*K(n,n))*s", "R'*(I(n^2) - K(n,n))*R", "(C' ⊗ A)*vec(S)", "vec(A*S*C)", "unvec(w, m, n)*C", "unvec(x, q, n)'*X", "(S ⊗ S)*s", "(S^-1 ⊗ S^-1)*s", "(I(n) ⊗ S)*s + (S' ⊗ I(n))*s",
        ];
    }
}
