using MatrixDiff.Numeric.Reference;
using MatrixDiff.Symbolic.Derivations;
using MathNet.Numerics.LinearAlgebra;

namespace MatrixDiff.Tests.Network;

/// <summary>One derivative of the window: what is asked for, how the answer reads, and the same by the reference.</summary>
/// <param name="Title">As a lecturer writes it.</param>
/// <param name="Kind">Gradient or Hessian.</param>
/// <param name="Of">What is differentiated.</param>
/// <param name="By">The variable, or two.</param>
/// <param name="Names">How many of <see cref="Window.Names"/> are given.</param>
/// <param name="Text">The answer.</param>
/// <param name="Reference">The answer in numbers, by means that share nothing with the derivation.</param>
internal sealed record Quantity(
    string Title, DerivationKind Kind, string Of, string By, int Names, string Text, Func<ReferenceMlp, Matrix<double>> Reference)
{
    /// <summary>What is assumed, if anything.</summary>
    public string? Assume { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Title;
}

/// <summary>The derivatives of the window, in the order in which a lecture takes them.</summary>
internal static class Quantities
{
    private const string Linear = "f[l]'' = 0";
    private static readonly Block W1 = Block.W(1), W2 = Block.W(2), B1 = Block.B(1), B2 = Block.B(2), Z1 = Block.Z(1), Z2 = Block.Z(2), A0 = Block.A(0), A1 = Block.A(1);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Quantity> All =
    [
        First("∇_W z", "z[l]", "W[l]", 0, "a[l-1] ⊗ I(n)", mlp => new ForwardMode(mlp).Jacobian(Z1, W1).Transpose()),
        First("∇_b z", "z[l]", "b[l]", 0, "I(n)", mlp => new ForwardMode(mlp).Jacobian(Z1, B1).Transpose()),
        First("∇_a z", "z[l]", "a[l-1]", 0, "W[l]'", mlp => new ForwardMode(mlp).Jacobian(Z1, A0).Transpose()),
        Second("P = ∇²_W z", "z[l]", "W[l]", 0, "zeros(m*n,m*n^2)", P),
        First("∇_z a", "a[l]", "z[l]", 0, "diag(f[l]'(z[l]))", mlp => new ForwardMode(mlp).Jacobian(A1, Z1).Transpose()),
        First("δ[l+1]", "J", "z[l+1]", 0, "a[l+1] - y", Gradient(Z2)),
        Second("Q[l+1]", "J", "z[l+1]", 0, "diag(a[l+1] .* (1 - a[l+1]))", Hessian(Z2, Z2)),
        First("∇_a J", "J", "a[l]", 2, "W[l+1]'*δ[l+1]", Gradient(A1)),
        First("δ[l]", "J", "z[l]", 2, "f[l]'(z[l]) .* (W[l+1]'*δ[l+1])", Gradient(Z1)),
        Second(
            "Q[l]", "J", "z[l]", 2,
            "diag(f[l]''(z[l]) .* (W[l+1]'*δ[l+1])) + diag(f[l]'(z[l]))*W[l+1]'*Q[l+1]*W[l+1]*diag(f[l]'(z[l]))", Hessian(Z1, Z1)),
        Second("Q[l] where f'' = 0", "J", "z[l]", 2, "diag(f[l]'(z[l]))*W[l+1]'*Q[l+1]*W[l+1]*diag(f[l]'(z[l]))", Hessian(Z1, Z1)) with { Assume = Linear },
        First("∇_W J", "J", "W[l]", 4, "(a[l-1] ⊗ I(n))*δ[l]", Gradient(W1)),
        First("∇_b J", "J", "b[l]", 4, "δ[l]", Gradient(B1)),
        First("∇_W J of the output layer", "J", "W[l+1]", 4, "(a[l] ⊗ I(p))*δ[l+1]", Gradient(W2)),
        Second("∇²_W J", "J", "W[l]", 4, "(a[l-1]*a[l-1]') ⊗ Q[l]", Hessian(W1, W1)),
        Second("∇²_b J", "J", "b[l]", 4, "Q[l]", Hessian(B1, B1)),
        Second("∇²_W J of the output layer", "J", "W[l+1]", 4, "(a[l]*a[l]') ⊗ Q[l+1]", Hessian(W2, W2)),
        Second("∇_W ∇_b J", "J", "W[l], b[l]", 4, "a[l-1] ⊗ Q[l]", Hessian(W1, B1)),
        Second("∇_b ∇_W J", "J", "b[l], W[l]", 4, "a[l-1]' ⊗ Q[l]", Hessian(B1, W1)),
        Second("∇_a ∇_W J", "J", "a[l-1], W[l]", 4, "I(m) ⊗ δ[l]' + a[l-1]' ⊗ (W[l]'*Q[l])", Hessian(A0, W1)),
        Second("∇_z[l] ∇_z[l+1] J", "J", "z[l], z[l+1]", 4, "diag(f[l]'(z[l]))*W[l+1]'*Q[l+1]", Hessian(Z1, Z2)),
        Second("∇_W[l] ∇_b[l+1] J", "J", "W[l], b[l+1]", 4, "a[l-1] ⊗ (diag(f[l]'(z[l]))*W[l+1]'*Q[l+1])", Hessian(W1, B2)),
        Second(
            "∇_W[l] ∇_W[l+1] J", "J", "W[l], W[l+1]", 4,
            "a[l-1] ⊗ (diag(f[l]'(z[l]))*(I(n) ⊗ δ[l+1]' + a[l]' ⊗ (W[l+1]'*Q[l+1])))", Hessian(W1, W2)),
        Second(
            "∇_W[l] ∇_W[l+1] J where f'' = 0", "J", "W[l], W[l+1]", 4,
            "a[l-1] ⊗ (diag(f[l]'(z[l]))*(I(n) ⊗ δ[l+1]' + a[l]' ⊗ (W[l+1]'*Q[l+1])))", Hessian(W1, W2)) with { Assume = Linear },
    ];

    /// <summary>The titles, for theories.</summary>
    public static TheoryData<string> Titles => [.. All.Select(q => q.Title)];

    /// <summary>The quantity of a title.</summary>
    public static Quantity Of(string title) => All.Single(q => q.Title == title);

    private static Quantity First(string title, string of, string by, int names, string text, Func<ReferenceMlp, Matrix<double>> reference) =>
        new(title, DerivationKind.Gradient, of, by, names, text, reference);

    private static Quantity Second(string title, string of, string by, int names, string text, Func<ReferenceMlp, Matrix<double>> reference) =>
        new(title, DerivationKind.Hessian, of, by, names, text, reference);

    private static Func<ReferenceMlp, Matrix<double>> Gradient(Block x) => mlp =>
    {
        var dual = new ForwardMode(mlp).Gradient(x);
        Comparing.Close(dual.ToColumnMatrix(), new BackwardPass(mlp).Gradient(x).ToColumnMatrix(), $"the references of {x}");
        return dual.ToColumnMatrix();
    };

    private static Func<ReferenceMlp, Matrix<double>> Hessian(Block x, Block y) => mlp => new ForwardMode(mlp).Hessian(x, y);

    // ∇_W of vec ∇_W z: column i + e·mn of row j is ∂²z_e/∂w_i ∂w_j.
    private static Matrix<double> P(ReferenceMlp mlp)
    {
        var dual = new ForwardMode(mlp);
        int count = mlp.Dimension(W1);
        var blocks = Enumerable.Range(0, mlp.Size(1)).Select(e => dual.Hessian(Z1, e, W1, W1)).ToArray();
        return Matrix<double>.Build.Dense(count, count * blocks.Length, (j, i) => blocks[i / count][i % count, j]);
    }
}
