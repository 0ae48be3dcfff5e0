namespace MatrixDiff.Symbolic.Laws;

/// <summary>The rules of differentiation and of vec, by theme; each is the reason of a step and proved by a test.</summary>
internal static partial class Catalogue
{
    private const string MagnusNeudecker = "Magnus & Neudecker, Matrix Differential Calculus";
    private const string Cookbook = "Petersen & Pedersen, The Matrix Cookbook";

    /// <summary>d is linear.</summary>
    public static readonly Law Linearity = new("linearity", "the differential is linear", "d(2*A + tr(B)*C)", "2*dA + tr(dB)*C", "A, dA, C: m×n; B, dB: p×p", $"{MagnusNeudecker}, 8.1");

    /// <summary>Products.</summary>
    public static readonly Law ProductRule = new("product-rule", "product rule", "d(A*B)", "dA*B + A*dB", "A, dA: m×n; B, dB: n×p", $"{MagnusNeudecker}, 8.1");

    /// <summary>Hadamard products.</summary>
    public static readonly Law HadamardRule = new("hadamard-rule", "product rule for ⊙", "d(A .* B)", "dA .* B + A .* dB", "A, B, dA, dB: m×n", $"{MagnusNeudecker}, 8.1");

    /// <summary>Kronecker products.</summary>
    public static readonly Law KroneckerRule = new("kronecker-rule", "product rule for ⊗", "d(A ⊗ B)", "(dA ⊗ B) + (A ⊗ dB)", "A, dA: m×n; B, dB: p×q", $"{MagnusNeudecker}, 8.1");

    /// <summary>Sums over an index.</summary>
    public static readonly Law SumRule = new("sum-rule", "the differential of a sum", "d(sum_{i=1}^{N} x[i]*x[i]')", "sum_{i=1}^{N} (dx[i]*x[i]' + x[i]*dx[i]')", "x[i], dx[i]: n", $"{MagnusNeudecker}, 8.1");

    /// <summary>Ordered products.</summary>
    public static readonly Law OrderedProductRule = new(
        "ordered-product-rule", "product rule for ordered products", "d(prod_{k=1}^{L} W[k])", "sum_{k=1}^{L} (prod_{i=1}^{k-1} W[i])*dW[k]*prod_{i=k+1}^{L} W[i]",
        "W[k], dW[k]: n×n", $"{MagnusNeudecker}, 8.1");

    /// <summary>A term of a sum.</summary>
    public static readonly Law Selection = new("selection", "δ selects a term", "sum_{i=1}^{n} (delta(i,j)*e(i,n))", "e(j,n)", "n, j: dim", "Magnus & Neudecker, 2.4") { Condition = "1 ≤ j ≤ n" };

    /// <summary>Elementwise functions.</summary>
    public static readonly Law ElementwiseRule = new("elementwise-rule", "elementwise chain rule", "d(f(x))", "f'(x) .* dx", "f: elementwise; x, dx: n", $"{MagnusNeudecker}, 5.12");

    /// <summary>Powers of entries.</summary>
    public static readonly Law PowerRule = new("power-rule", "power rule", "d(x.^3)", "3*x.^2 .* dx", "x, dx: n", $"{MagnusNeudecker}, 5.12");

    /// <summary>Powers with variable exponents.</summary>
    public static readonly Law GeneralPowerRule = new("general-power-rule", "power rule with a variable exponent", "d(x.^c)", "c*x.^(c - 1) .* dx + dc*(x.^c .* log(x))", "x, dx: n positive; c, dc: scalar", $"{MagnusNeudecker}, 5.12") { Condition = "x > 0" };

    /// <summary>Inverses.</summary>
    public static readonly Law InverseRule = new("inverse-rule", "differential of the inverse", "d(X^-1)", "-X^-1*dX*X^-1", "X, dX: n×n", $"{MagnusNeudecker}, 8.4") { Condition = "X invertible" };

    /// <summary>Whole powers of matrices.</summary>
    public static readonly Law MatrixPowerRule = new("matrix-power-rule", "differential of a power", "d(X^3)", "dX*X^2 + X*dX*X + X^2*dX", "X, dX: n×n", $"{MagnusNeudecker}, 8.1");

    /// <summary>Powers by a size.</summary>
    public static readonly Law SymbolicPowerRule = new("symbolic-power-rule", "differential of a power with a symbolic exponent", "d(X^k)", "sum_{i=0}^{k-1} X^i*dX*X^(k-1-i)", "X, dX: n×n; k: dim", $"{MagnusNeudecker}, 8.1");

    /// <summary>Determinants (Jacobi).</summary>
    public static readonly Law DeterminantRule = new("determinant-rule", "Jacobi's formula", "d(det(X))", "det(X)*tr(X^-1*dX)", "X, dX: n×n", $"{MagnusNeudecker}, 8.3") { Condition = "X invertible" };

    /// <summary>Log-determinants.</summary>
    public static readonly Law LogDeterminantRule = new("logdet-rule", "differential of log |det|", "d(logdet(X))", "tr(X^-1*dX)", "X, dX: n×n", $"{MagnusNeudecker}, 8.3") { Condition = "X invertible" };

    /// <summary>Adjugates.</summary>
    public static readonly Law AdjugateRule = new("adjugate-rule", "differential of the adjugate", "d(adj(X))", "tr(X^-1*dX)*adj(X) - X^-1*dX*adj(X)", "X, dX: n×n", $"{MagnusNeudecker}, 8.6") { Condition = "X invertible" };

    /// <summary>Pseudo-inverses.</summary>
    public static readonly Law PseudoInverseRule = new(
        "pinv-rule", "differential of the Moore–Penrose inverse", "d(pinv(X))",
        "-pinv(X)*dX*pinv(X) + pinv(X)*pinv(X)'*dX'*(I(m) - X*pinv(X)) + (I(n) - pinv(X)*X)*dX'*pinv(X)'*pinv(X)",
        "X, dX: m×n", $"{MagnusNeudecker}, 8.5") { Condition = "the rank of X does not change" };

    /// <summary>Matrix exponentials along one direction.</summary>
    public static readonly Law ExponentialRule = new("expm-rule", "differential of exp(tA)", "d(expm(t*A))", "dt*A*expm(t*A)", "t, dt: scalar; A: n×n", $"{MagnusNeudecker}, 8.1");

    /// <summary>Matrix logarithms along one direction.</summary>
    public static readonly Law LogarithmRule = new("logm-rule", "differential of log(tA)", "d(logm(t*A))", "dt/t*I(n)", "t, dt: scalar; A: n×n posdef", $"{MagnusNeudecker}, 8.1") { Condition = "t > 0" };

    /// <summary>Matrix exponentials in any direction.</summary>
    public static readonly Law FrechetRule = new(
        "frechet-rule", "the Fréchet derivative of exp as a block", "d(expm(X))",
        "hcat(I(n), zeros(n,n))*expm(vcat(hcat(X, dX), hcat(zeros(n,n), X)))*vcat(zeros(n,n), I(n))", "X, dX: n×n", "Higham, Functions of Matrices, 3.2");

    /// <summary>Cholesky factors.</summary>
    public static readonly Law CholeskyRule = new(
        "cholesky-rule", "Murray's formula", "d(chol(S))",
        "chol(S)*(tril(chol(S)^-1*dS*chol(S)^-T) - 1/2*diag(diag(chol(S)^-1*dS*chol(S)^-T)))",
        "S: n×n posdef; dS: n×n symmetric", "Murray 2016, Differentiation of the Cholesky decomposition") { Condition = "S positive definite" };

    /// <summary>Traces of functions of a matrix.</summary>
    public static readonly Law TraceOfFunction = new("trace-function-rule", "d tr f(X) = tr(f'(X) dX)", "d(tr(expm(X)))", "tr(expm(X)*dX)", "X, dX: n×n", $"{MagnusNeudecker}, 8.1");

    /// <summary>1-norms.</summary>
    public static readonly Law Norm1Rule = new("norm1-rule", "differential of the 1-norm", "d(norm1(x))", "sign(x)'*dx", "x, dx: n", Cookbook) { Condition = "no entry 0" };

    /// <summary>Euclidean norms.</summary>
    public static readonly Law Norm2Rule = new("norm2-rule", "differential of the Euclidean norm", "d(norm2(x))", "x'*dx/norm2(x)", "x, dx: n", $"{Cookbook}, 2.6") { Condition = "x ≠ 0" };

    /// <summary>Frobenius norms.</summary>
    public static readonly Law NormFRule = new("normF-rule", "differential of the Frobenius norm", "d(normF(X))", "tr(X'*dX)/normF(X)", "X, dX: m×n", $"{Cookbook}, 2.7") { Condition = "X ≠ 0" };

    /// <summary>Sums of squares.</summary>
    public static readonly Law SumsqRule = new("sumsq-rule", "differential of a sum of squares", "d(sumsq(x))", "2*x'*dx", "x, dx: n", $"{Cookbook}, 2.4");

    /// <summary>The greatest entry.</summary>
    public static readonly Law MaximumRule = new("max-rule", "differential of the greatest entry", "d(max(x))", "(1 - sign(max(x) - x))'*dx", "x, dx: n", "Boyd & Vandenberghe, Convex Optimization, 3.1") { Condition = "one greatest entry" };

    /// <summary>log-sum-exp.</summary>
    public static readonly Law LogSumExpRule = new("logsumexp-rule", "differential of log-sum-exp", "d(logsumexp(x))", "softmax(x)'*dx", "x, dx: n", "Boyd & Vandenberghe, Convex Optimization, 3.1");

    /// <summary>Softmax.</summary>
    public static readonly Law SoftmaxRule = new("softmax-rule", "differential of softmax", "d(softmax(x))", "(diag(softmax(x)) - softmax(x)*softmax(x)')*dx", "x, dx: n", "Boyd & Vandenberghe, Convex Optimization, 3.1");

    /// <summary>log softmax.</summary>
    public static readonly Law LogSoftmaxRule = new("logsoftmax-rule", "differential of log softmax", "d(logsoftmax(x))", "dx - ones(n)*softmax(x)'*dx", "x, dx: n", "Boyd & Vandenberghe, Convex Optimization, 3.1");

    /// <summary>x/‖x‖.</summary>
    public static readonly Law NormalizeRule = new("normalize-rule", "differential of x/‖x‖", "d(normalize(x))", "(I(n) - normalize(x)*normalize(x)')*dx/norm2(x)", "x, dx: n", $"{Cookbook}, 2.6") { Condition = "x ≠ 0" };

    /// <summary>Softmax of rows.</summary>
    public static readonly Law RowSoftmaxRule = new("rowsoftmax-rule", "differential of the softmax of rows", "d(rowsoftmax(X))", "rowsoftmax(X) .* (dX - (rowsoftmax(X) .* dX)*ones(n,n))", "X, dX: m×n", "Boyd & Vandenberghe, Convex Optimization, 3.1");

    /// <summary>Softmax of columns.</summary>
    public static readonly Law ColumnSoftmaxRule = new("colsoftmax-rule", "differential of the softmax of columns", "d(colsoftmax(X))", "colsoftmax(X) .* (dX - ones(m,m)*(colsoftmax(X) .* dX))", "X, dX: m×n", "Boyd & Vandenberghe, Convex Optimization, 3.1");
}
