namespace MatrixDiff.Symbolic.Laws;

/// <summary>The rules of vec, ⊗, traces and identification.</summary>
internal static partial class Catalogue
{
    /// <summary>The law of the whole subject.</summary>
    public static readonly Law VecTriple = new("vec-axb", "vec(AXB) = (Bᵀ ⊗ A) vec X", "vec(A*X*B)", "(B' ⊗ A)*vec(X)", "A: m×n; X: n×p; B: p×q", $"{MagnusNeudecker}, 2.4");

    /// <summary>K as the matrix of transposition.</summary>
    public static readonly Law VecTranspose = new("vec-transpose", "vec(Xᵀ) = K vec X", "vec(X')", "K(m,n)*vec(X)", "X: m×n", $"{MagnusNeudecker}, 3.7");

    /// <summary>Hadamard products as diagonal matrices.</summary>
    public static readonly Law VecHadamard = new("vec-hadamard", "vec(A ⊙ X) = diag(vec A) vec X", "vec(A .* X)", "diag(vec(A))*vec(X)", "A, X: m×n", $"{MagnusNeudecker}, 3.6");

    /// <summary>vec of a Kronecker product.</summary>
    public static readonly Law VecKronecker = new("vec-kronecker", "vec(A ⊗ X) = (I ⊗ K ⊗ I)(vec A ⊗ vec X)", "vec(A ⊗ X)", "(I(n) ⊗ K(q,m) ⊗ I(p))*(vec(A) ⊗ vec(X))", "A: m×n; X: p×q", $"{MagnusNeudecker}, 3.7");

    /// <summary>vec of a vec.</summary>
    public static readonly Law VecOfVec = new("vec-vec", "vec(vec X) = vec X", "vec(vec(X))", "vec(X)", "X: m×n", $"{MagnusNeudecker}, 2.4");

    /// <summary>vec of an unvec.</summary>
    public static readonly Law VecOfUnvec = new("vec-unvec", "vec(unvec x) = x", "vec(unvec(x, m, n))", "x", "x: m*n", $"{MagnusNeudecker}, 2.4");

    /// <summary>vech by elimination.</summary>
    public static readonly Law VechElimination = new("vech-elimination", "vech X = L vec X", "vech(X)", "L(n)*vec(X)", "X: n×n", $"{MagnusNeudecker}, 3.8");

    /// <summary>Blocks beside each other.</summary>
    public static readonly Law VecHcat = new("vec-hcat", "vec [A B] stacks vec A and vec B", "vec(hcat(A, B))", "vcat(vec(A), vec(B))", "A: m×n; B: m×p", $"{MagnusNeudecker}, 2.4");

    /// <summary>Blocks on top of each other.</summary>
    public static readonly Law VecVcat = new("vec-vcat", "vec of stacked blocks", "vec(vcat(A, B))", "(I(n) ⊗ vcat(I(m), zeros(p,m)))*vec(A) + (I(n) ⊗ vcat(zeros(m,p), I(p)))*vec(B)", "A: m×n; B: p×n", $"{MagnusNeudecker}, 2.4");

    /// <summary>Diagonal matrices.</summary>
    public static readonly Law VecDiag = new("vec-diag", "vec(diag x) = diag(vec I)(1 ⊗ I) x", "vec(diag(x))", "diag(vec(I(n)))*(ones(n) ⊗ I(n))*x", "x: n", $"{MagnusNeudecker}, 3.6");

    /// <summary>Diagonals.</summary>
    public static readonly Law DiagPartVec = new("diag-vec", "diag X = (1ᵀ ⊗ I) diag(vec I) vec X", "diag(X)", "(ones(1,n) ⊗ I(n))*diag(vec(I(n)))*vec(X)", "X: n×n", $"{MagnusNeudecker}, 3.6");

    /// <summary>Triangles.</summary>
    public static readonly Law VecMask = new("vec-mask", "a triangle is a Hadamard product", "vec(tril(X))", "diag(vec(tril(ones(n,n))))*vec(X)", "X: n×n", $"{MagnusNeudecker}, 3.8");

    /// <summary>Running sums.</summary>
    public static readonly Law CumsumTril = new("cumsum-tril", "running sums are a product", "cumsum(x)", "tril(ones(n,n))*x", "x: n", $"{MagnusNeudecker}, 3.8");

    /// <summary>Fréchet derivatives under vec.</summary>
    public static readonly Law FrechetVec = new(
        "frechet-vec", "the Fréchet derivative of exp under vec",
        "hcat(I(n), zeros(n,n))*expm(vcat(hcat(X, E), hcat(zeros(n,n), X)))*vcat(zeros(n,n), I(n))",
        "unvec(hcat(I(n*n), zeros(n*n,n*n))*expm(vcat(hcat(I(n) ⊗ X, I(n*n)), hcat(zeros(n*n,n*n), X' ⊗ I(n))))*vcat(zeros(n*n,n*n), I(n*n))*vec(E), n, n)",
        "X, E: n×n", "Higham, Functions of Matrices, 3.2 and 10.2");

    /// <summary>Traces under vec.</summary>
    public static readonly Law TraceVec = new("trace-vec", "tr(AᵀX) = (vec A)ᵀ vec X", "tr(A'*X)", "vec(A)'*vec(X)", "A, X: m×n", $"{MagnusNeudecker}, 2.4");

    /// <summary>Sums of entries.</summary>
    public static readonly Law SumOnes = new("sum-ones", "the sum of the entries is 1ᵀX1", "sum(X)", "ones(m)'*X*ones(n)", "X: m×n", $"{Cookbook}, 9");

    /// <summary>Means.</summary>
    public static readonly Law MeanSum = new("mean-sum", "the mean is the sum over the number", "mean(x)", "sum(x)/n", "x: n", $"{Cookbook}, 9");

    /// <summary>Traces are cyclic.</summary>
    public static readonly Law TraceCyclic = new("trace-cyclic", "the trace is cyclic", "tr(A*B)", "tr(B*A)", "A: m×n; B: n×m", $"{MagnusNeudecker}, 1.10");

    /// <summary>Traces and transposes.</summary>
    public static readonly Law TraceTranspose = new("trace-transpose", "tr Aᵀ = tr A", "tr(A')", "tr(A)", "A: n×n", $"{MagnusNeudecker}, 1.10");

    /// <summary>The order in an inner product.</summary>
    public static readonly Law InnerSymmetric = new("inner-symmetric", "aᵀb = bᵀa", "a'*b", "b'*a", "a, b: n", $"{MagnusNeudecker}, 1.4");

    /// <summary>How a Hadamard factor changes sides.</summary>
    public static readonly Law HadamardInner = new("hadamard-inner", "aᵀ(b ⊙ x) = (a ⊙ b)ᵀx", "a'*(b .* x)", "(a .* b)'*x", "a, b, x: n", $"{MagnusNeudecker}, 3.6");

    /// <summary>Diagonal matrices on vectors.</summary>
    public static readonly Law DiagTimes = new("diag-times", "diag(a) x = a ⊙ x", "diag(a)*x", "a .* x", "a, x: n", $"{MagnusNeudecker}, 3.6");

    /// <summary>Reading off a gradient.</summary>
    public static readonly Law GradientIdentification = new("gradient-identification", "identification of the gradient: dF = tr(Gᵀ dX) ⇒ ∇F = G", "grad(tr(G'*X), X)", "G", "G, X: m×n", $"{MagnusNeudecker}, 9.3");

    /// <summary>Reading off a Jacobian.</summary>
    public static readonly Law JacobianIdentification = new("jacobian-identification", "identification of the Jacobian: vec dF = M vec dX ⇒ ∂vec F/∂(vec X)ᵀ = M", "jacobian(unvec(M*vec(X), p, q), X)", "M", "X: m×n; M: (p*q)×(m*n)", $"{MagnusNeudecker}, 9.4");

    /// <summary>Reading off a gradient of a vector, the transposed Jacobian.</summary>
    public static readonly Law TransposedIdentification = new("transposed-identification", "identification in gradient layout: vec dF = Mᵀ vec dX ⇒ ∇F = M", "grad(unvec(M'*vec(X), p, q), X)", "M", "X: m×n; M: (m*n)×(p*q)", $"{MagnusNeudecker}, 9.4");

    /// <summary>vec of an outer product.</summary>
    public static readonly Law VecOuter = new("vec-outer", "vec(a bᵀ) = b ⊗ a", "vec(a*b')", "b ⊗ a", "a: m; b: n", $"{MagnusNeudecker}, 2.4");

    /// <summary>An outer product under (a ⊗ I).</summary>
    public static readonly Law KroneckerVector = new("kronecker-vector", "(a ⊗ I) d = vec(d aᵀ)", "(a ⊗ I(n))*d", "vec(d*a')", "a: m; d: n", $"{MagnusNeudecker}, 2.4");

    /// <summary>Products of Kronecker products.</summary>
    public static readonly Law MixedProduct = new("mixed-product", "(A ⊗ B)(C ⊗ D) = AC ⊗ BD", "(A ⊗ B)*(C ⊗ D)", "(A*C) ⊗ (B*D)", "A: m×n; B: p×q; C: n×r; D: q×s", $"{MagnusNeudecker}, 2.2");
}
