namespace MatrixDiff.Tests.Layers;

/// <summary>Recurrences with several states or shared parameters, and questions about their second derivatives, in order.</summary>
public static class SystemCases
{
    /// <summary>A recurrent network, one with memory cells, gradient descent with momentum, a filter, steps of a differential equation.</summary>
    public static IReadOnlyList<AlgorithmCase> All { get; } =
    [
        new(
            "recurrent network",
            "T, n, m, p: dim, W: n×n, U: n×m, V: p×n, b: n, x[t]: m, y[t]: p, h[t]: n, s: n, λ: scalar",
            "h[0] = s\nfor t = 1..T: h[t] = tanh(W h[t-1] + U x[t] + b)\nJ = sum_{t=1}^{T} 1/2*sumsq(V h[t] - y[t]) + λ/2*sumsq(W)",
            ["grad J wrt h[t] as δ[t]", "grad J wrt W", "hessian J wrt h[t], W, b, V as Q[t], R[t], S[t], P[t]", "hessian J wrt W", "hessian J wrt b", "hessian J wrt b, W",
             "hessian J wrt V", "hessian J wrt W, V", "hessian J wrt s", "hessian J wrt s, W", "hessian J wrt x[t]"]),
        new(
            "output of its own",
            "T, n, p: dim, W: n×n, V: p×n, y[t]: p, h[t]: n, o[t]: p, s: n, u[t]: n",
            "h[0] = s\nfor t = 1..T:\n  h[t] = sin(W h[t-1]) + u[t]\n  o[t] = V h[t]\nJ = -sum_{t=1}^{T} y[t]'*logsoftmax(o[t])",
            ["grad J wrt o[t] as ε[t]", "grad J wrt h[t] as δ[t]", "hessian J wrt o[t] as Ω[t]", "hessian J wrt V", "hessian J wrt h[t], W, V as Q[t], R[t], S[t]", "hessian J wrt W", "hessian J wrt W, V", "hessian J wrt u[t]"]),
        new(
            "a weight used twice",
            "T, n: dim, W: n×n, h[t]: n, s: n, y: n",
            "h[0] = s\nfor t = 1..T: h[t] = h[t-1] + W'*tanh(W h[t-1])\nJ = 1/2*sumsq(W h[T] - y) + sum_{t=1}^{T} sumsq(W h[t])",
            ["grad J wrt h[t] as δ[t]", "grad J wrt W", "hessian J wrt h[t], W as Q[t], R[t]", "hessian J wrt W", "hessian J wrt s, W"]),
        new(
            "memory cells",
            "T, n, m: dim, A, B, C: n×n, U, V: n×m, x[t]: m, y: n, h[t], c[t], g[t], o[t], f[t]: n, s, r: n",
            "h[0] = s\nc[0] = r\nfor t = 1..T:\n  f[t] = sigmoid(A h[t-1] + U x[t])\n  o[t] = sigmoid(B h[t-1] + V x[t])\n  g[t] = tanh(C h[t-1])\n  c[t] = f[t] .* c[t-1] + (1 - f[t]) .* g[t]\n  h[t] = o[t] .* tanh(c[t])\nJ = 1/2*sumsq(h[T] - y)",
            ["grad J wrt h[t], c[t] as η[t], γ[t]", "grad J wrt o[t] as ω[t]", "grad J wrt A", "grad J wrt U", "grad J wrt s", "grad J wrt r",
             "hessian J wrt o[t], c[t], A as O[t], M[t], R[t], G[t], S[t]", "hessian J wrt A", "hessian J wrt r", "hessian J wrt s", "hessian J wrt r, A", "hessian J wrt g[t]"]),
        new(
            "memory cells, the state that is read",
            "T, n, m: dim, A, B, C, D: n×n, U, V: n×m, b: n, x[t]: m, y[t]: n, h[t], c[t], g[t], o[t], i[t], f[t]: n, s, r: n",
            "h[0] = s\nc[0] = r\nfor t = 1..T:\n  f[t] = sigmoid(A h[t-1] + U x[t] + b)\n  o[t] = sigmoid(B h[t-1] + V x[t])\n  i[t] = sigmoid(D h[t-1])\n  g[t] = tanh(C h[t-1])\n  c[t] = f[t] .* c[t-1] + i[t] .* g[t]\n  h[t] = o[t] .* tanh(c[t])\nJ = 1/2*sum_{t=1}^{T} sumsq(h[t] - y[t])",
            ["grad J wrt h[t], c[t] as η[t], γ[t]", "hessian J wrt h[t], c[t], A, B, b as H[t], M[t], R[t], O[t], E[t], G[t], S[t], P[t], F[t]", "hessian J wrt A", "hessian J wrt B", "hessian J wrt A, B",
             "hessian J wrt b", "hessian J wrt r", "hessian J wrt s", "hessian J wrt r, A", "hessian J wrt s, B", "hessian J wrt g[t]", "hessian J wrt o[t]", "hessian J wrt c[t]", "hessian J wrt h[t]"]),
        new(
            "momentum",
            "T, n, m: dim, X: m×n, y: m, v[t]: n, w[t]: n, u: n, β, η: scalar",
            "w[0] = u\nv[0] = zeros(n)\nfor t = 1..T:\n  v[t] = β*v[t-1] - η*X'*tanh(X*w[t-1] - y)\n  w[t] = w[t-1] + β*v[t-1] - η*X'*tanh(X*w[t-1] - y)\nJ = 1/2*sumsq(X*w[T] - y)",
            ["grad J wrt w[t], v[t] as ω[t], ν[t]", "grad J wrt u", "grad J wrt η", "grad J wrt β", "grad J wrt X",
             "hessian J wrt w[t], v[t], η, β as A[t], B[t], R[t], S[t], C[t], P[t], Q[t]", "hessian J wrt u", "hessian J wrt η", "hessian J wrt η, β", "hessian J wrt u, η"]),
        new(
            "momentum, one after the other",
            "T, n: dim, K: n×n, v[t]: n, w[t]: n, u: n, β, η: scalar",
            "w[0] = u\nv[0] = zeros(n)\nfor t = 1..T:\n  v[t] = β*v[t-1] - η*K*w[t-1]\n  w[t] = w[t-1] + v[t]\nJ = 1/2*w[T]'*K*w[T]",
            ["grad J wrt w[t], v[t] as ω[t], ν[t]", "grad J wrt u", "grad J wrt η", "grad J wrt K", "hessian J wrt w[t], v[t], η, β as A[t], B[t], R[t], S[t], C[t], P[t], Q[t]",
             "hessian J wrt u", "hessian J wrt η", "hessian J wrt β", "hessian J wrt η, β", "hessian J wrt u, η"]),
        new(
            "gates",
            "T, n, m: dim, A, B, C: n×n, U, V, X: n×m, x[t]: m, y[t]: n, h[t], g[t], q[t], k[t]: n, s: n",
            "h[0] = s\nfor t = 1..T:\n  q[t] = sigmoid(A h[t-1] + U x[t])\n  k[t] = sigmoid(B h[t-1] + V x[t])\n  g[t] = tanh(C (k[t] .* h[t-1]) + X x[t])\n  h[t] = (1 - q[t]) .* h[t-1] + q[t] .* g[t]\nJ = 1/2*sum_{t=1}^{T} sumsq(h[t] - y[t])",
            ["grad J wrt h[t] as η[t]", "hessian J wrt h[t], A, B, C as H[t], R[t], S[t], P[t]", "hessian J wrt A", "hessian J wrt B", "hessian J wrt C", "hessian J wrt A, C", "hessian J wrt s", "hessian J wrt k[t]"]),
        new(
            "three states in a row, one through something between",
            "T, n: dim, A, B: n×n, p[t], q[t], r[t], k[t]: n, s: n, y[t]: n",
            "p[0] = s\nq[0] = s\nr[0] = zeros(n)\nfor t = 1..T:\n  p[t] = sin(A r[t-1] + q[t-1])\n  k[t] = p[t] .* tanh(p[t])\n  q[t] = k[t] + p[t-1]\n  r[t] = tanh(B k[t]) .* q[t]\nJ = sum_{t=1}^{T} (1/2*sumsq(r[t] - y[t]) + y[t]'*exp(k[t]))",
            ["grad J wrt p[t], q[t], r[t] as ψ[t], κ[t], ρ[t]", "hessian J wrt p[t], q[t], r[t], A, B as C[t], D[t], E[t], F[t], G[t], H[t], K[t], M[t], N[t], O[t], P[t], Q[t]",
             "hessian J wrt A", "hessian J wrt B", "hessian J wrt A, B", "hessian J wrt s", "hessian J wrt s, B"]),
        new(
            "filter",
            "T, n, m: dim, A: n×n, C: m×n, Q: n×n posdef, R: m×m posdef, y[t]: m, μ[t]: n, P[t]: n×n, M[t]: n×n, S[t]: m×m, K[t]: n×m, e[t]: m, u: n, V: n×n posdef",
            "μ[0] = u\nP[0] = V\nfor t = 1..T:\n  M[t] = A*P[t-1]*A' + Q\n  e[t] = y[t] - C*A*μ[t-1]\n  S[t] = C*M[t]*C' + R\n  K[t] = M[t]*C'*S[t]^-1\n  μ[t] = A*μ[t-1] + K[t]*e[t]\n  P[t] = M[t] - K[t]*C*M[t]\nJ = sum_{t=1}^{T} 1/2*(e[t]'*S[t]^-1*e[t] + logdet(S[t]))",
            ["grad J wrt μ[t], P[t], e[t], S[t] as λ[t], Λ[t], ε[t], Σ[t]", "grad J wrt K[t] as Γ[t]", "grad J wrt M[t] as Δ[t]", "grad J wrt A", "grad J wrt C", "grad J wrt Q", "grad J wrt R", "grad J wrt u", "grad J wrt V",
             "hessian J wrt μ[t], P[t], A, C as H[t], E[t], X[t], D[t], F[t], Y[t], G[t]", "hessian J wrt A", "hessian J wrt C", "hessian J wrt A, C", "hessian J wrt u", "hessian J wrt V", "hessian J wrt u, C"]),
        new(
            "Euler steps",
            "T, n: dim, A, B: n×n, q[t]: n, p[t]: n, a, b, y: n, τ: scalar",
            "q[0] = a\np[0] = b\nfor t = 1..T:\n  q[t] = q[t-1] + τ*tanh(A*p[t-1])\n  p[t] = p[t-1] - τ*tanh(B*q[t-1])\nJ = 1/2*sumsq(q[T] - y)",
            ["grad J wrt q[t], p[t] as κ[t], ϕ[t]", "grad J wrt A", "grad J wrt τ", "grad J wrt a",
             "hessian J wrt q[t], p[t], A, B, τ as C[t], D[t], E[t], F[t], G[t], H[t], M[t], N[t], P[t]",
             "hessian J wrt A", "hessian J wrt A, B", "hessian J wrt τ", "hessian J wrt τ, B", "hessian J wrt a, b", "hessian J wrt b, A"]),
    ];
}
