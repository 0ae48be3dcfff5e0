using MatrixDiff.Numeric.Plans;
using MatrixDiff.Numeric.Reference;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Operators;
using MathNet.Numerics.LinearAlgebra;

namespace MatrixDiff.Tests.Layers;

/// <summary>What joins two steps: derivatives of later quantities by earlier ones, and the blocks of the Hessian off its diagonal.</summary>
public sealed class AcrossTests
{
    private const string Squares = "1/2*sumsq(a[L] - y)";

    [Fact]
    public void DerivativesBetweenStepsAreProducts()
    {
        var scope = Formulas.Network(Squares);
        Assert.Equal(["prod_{k=L:-1:1} diag(f[k]'(z[k]))*W[k]"], scope.Between(DerivationKind.Jacobian, "a[L]", "x").Texts());
        Assert.Equal(["prod_{i=k+1}^{l} diag(f[i-1]'(z[i-1]))*W[i]'"], scope.Between(DerivationKind.Gradient, "z[l]", "z[k]").Texts());
        Assert.Equal(["B[k,l-1]*diag(f[l-1]'(z[l-1]))*W[l]'", "I(n[l])"], scope.Between(DerivationKind.Gradient, "z[l]", "z[k]", "B[k,l]").Texts());
        Assert.Equal(["a[k-1] ⊗ (B[k,l]*diag(f[l]'(z[l])))"], scope.Between(DerivationKind.Gradient, "a[l]", "W[k]").Texts());
        Assert.Equal(["W[k+1]'*B[k+1,L]"], scope.Between(DerivationKind.Gradient, "z[L]", "a[k]").Texts());
    }

    [Fact]
    public void BlocksOfTwoLayersGoThroughWhatLiesBetween()
    {
        var scope = Named(Squares);
        Assert.Equal(["B[k,l-1]*diag(f[l-1]'(z[l-1]))*W[l]'*Q[l]"], scope.Derive(DerivationKind.Hessian, "b[k], b[l]").Texts());
        Assert.Equal(["Q[l]*W[l]*diag(f[l-1]'(z[l-1]))*B[k,l-1]'"], scope.Derive(DerivationKind.Hessian, "b[l], b[k]").Texts());
        Assert.Equal(
            ["(a[k-1]*a[l-1]') ⊗ (B[k,l-1]*diag(f[l-1]'(z[l-1]))*W[l]'*Q[l]) + a[k-1] ⊗ (B[k,l-1]*diag(f[l-1]'(z[l-1]))) ⊗ δ[l]'"],
            scope.Derive(DerivationKind.Hessian, "W[k], W[l]").Texts());
        var answer = scope.Derive(DerivationKind.Hessian, "W[k], b[l]");
        Assert.Equal(("k = 1..l-1", "l = 2..L"), (answer.Range!.ToString(), answer.Outer!.ToString()));
    }

    // Residual: what skips a step acts beside z[l] on all that follows, so the cut is the state.
    [Theory]
    [InlineData("z[l] = W[l] a[l-1] + b[l]; a[l] = a[l-1] + f[l](z[l])", "1/2*sumsq(a[L] - y)", "W[k], W[l]")]
    [InlineData("z[l] = W[l] a[l-1] + b[l]; a[l] = a[l-1] + f[l](z[l])", "1/2*sumsq(a[L] - y) + c/2*sum_{l=1}^{L} sumsq(W[l])", "W[k], b[l]")]
    [InlineData("a[l] = f[l](W[l] a[l-1]) + b[l]", "sum_{l=1}^{L} 1/2*sumsq(a[l] - y)", "b[k], W[l]")]
    [InlineData("a[l] = f[l](W[l] a[l-1]) + b[l]", "sum_{l=1}^{L} (1/2*sumsq(a[l] - y) + sumsq(b[l])^2)", "W[k], b[l]")]
    [InlineData("z[l] = W[l] a[l-1]; a[l] = a[l-1] .* f[l](z[l]) + z[l] + b[l]", "logsumexp(a[L])", "W[k], W[l]")]
    public void BlocksOfOtherRecurrencesAreThoseOfTheirUnrolling(string steps, string objective, string by)
    {
        var scope = Formulas.Read(
            "L, n: dim, W[l]: n×n, b[l]: n, a[l]: n, x: n, y: n, c: scalar, f[l]: elementwise",
            $"a[0] = x\nfor l = 1..L:\n  {steps.Replace("; ", "\n  ", StringComparison.Ordinal)}\nJ = {objective}");
        scope.Derive(DerivationKind.Gradient, "a[l]", "α[l]");
        scope.Derive(DerivationKind.Hessian, "a[l]", "H[l]");
        var report = Numeric.Witness.LayerCheck.Check(scope.Derive(DerivationKind.Hessian, by), scope, 3);
        Assert.True(report.Passed, report.Failure);
        Assert.InRange(report.MaxRelativeError, 0, 1e-9);
        Assert.True(report.Samples >= 1 + 3 + 6);
    }

    [Theory]
    [InlineData("x, W[l]", true)]
    [InlineData("W[l], x", true)]
    [InlineData("x, b[l]", true)]
    [InlineData("x, W[l]", false)]
    [InlineData("b[l], x", false)]
    public void BlocksWithAnInitialValueAreThoseOfTheUnrolling(string by, bool named)
    {
        var scope = Formulas.Network(Squares);
        if (named)
        {
            scope = Named(Squares);
        }

        var answer = scope.Derive(DerivationKind.Hessian, by);
        Assert.Equal("l = 1..L", answer.Range!.ToString());
        var report = Numeric.Witness.LayerCheck.Check(answer, scope, 3);
        Assert.True(report.Passed, report.Failure);
        Assert.Equal(1 + 2 + 3 + 4, report.Samples);
        if (named && by == "x, b[l]")
        {
            Assert.Equal(["W[1]'*B[1,l-1]*diag(f[l-1]'(z[l-1]))*W[l]'*Q[l]", "W[1]'*Q[1]"], answer.Texts());
        }
    }

    [Theory]
    [InlineData("z[k], z[l]", "computed from what comes before")]
    [InlineData("W[1], W[l]", "derivatives are taken at the index")]
    public void WhatHasNoBlockIsRefused(string by, string message) =>
        Assert.Contains(message, Assert.Throws<NotDifferentiableException>(() => Named(Squares).Derive(DerivationKind.Hessian, by)).Message, StringComparison.Ordinal);

    // The term of a step that sees both a parameter and the state has no part in Q: to second order the two act together.
    [Fact]
    public void TermsThatSeeAParameterBesideTheStateAreRefused()
    {
        var scope = Formulas.Read("L, n: dim, b[l]: n, a[l]: n", "for l = 1..L: a[l] = tanh(a[l-1]) + b[l]\nJ = sum_{l=1}^{L} (b[l]'*a[l])^2");
        scope.Derive(DerivationKind.Gradient, "a[l]", "α[l]");
        Assert.Contains("several quantities", Assert.Throws<NotDifferentiableException>(() => scope.Derive(DerivationKind.Hessian, "b[k], b[l]")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralStatesBetweenAreRefused()
    {
        var scope = Formulas.Read("T, n: dim, h[t]: n, c[t]: n, b[t]: n", """
            for t = 1..T:
              h[t] = tanh(h[t-1] + c[t-1])
              c[t] = c[t-1] .* h[t-1] + b[t]
            J = sumsq(h[T])
            """);
        Assert.Contains("no one of them carries", Assert.Throws<NotDifferentiableException>(() => scope.Between(DerivationKind.Gradient, "h[t]", "b[k]")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnInitialValueThatEveryStepUsesIsRefused()
    {
        var scope = Formulas.Read("T, n: dim, W: n×n, h[t]: n, x: n", "h[0] = W x\nfor t = 1..T: h[t] = tanh(W h[t-1])\nJ = sumsq(h[T])");
        Assert.Contains("every step uses it as well", Assert.Throws<NotDifferentiableException>(() => scope.Between(DerivationKind.Gradient, "h[t]", "W")).Message, StringComparison.Ordinal);
        Assert.Equal(["prod_{t=1}^{T} W'*diag(1 - h[t].^2)"], scope.Between(DerivationKind.Gradient, "h[T]", "h[0]").Texts());
    }

    // In matrices, with a column for each sample: a state that is a matrix is taken by its vec.
    [Fact]
    public void BlocksOfABatchAreThoseOfItsUnrolling()
    {
        var scope = Formulas.Read("L, N: dim, W[l]: n[l]×n[l-1], b[l]: n[l], A[l]: n[l]×N, X: n[0]×N, Y: n[L]×N, f[l]: elementwise", """
            A[0] = X
            for l = 1..L:
              Z[l] = W[l] A[l-1] + b[l]*ones(1,N)
              A[l] = f[l](Z[l])
            J = 1/(2*N)*sumsq(A[L] - Y)
            """);
        var δ = scope.Derive(DerivationKind.Gradient, "Z[l]", "Δ[l]", Layout.Gradient);
        Assert.Equal(["f[l]'(Z[l]) .* (W[l+1]'*Δ[l+1])", "(f[L]'(Z[L]) .* (A[L] - Y))/N"], δ.Texts());
        Assert.Equal(["Δ[l]*A[l-1]'"], scope.Derive(DerivationKind.Gradient, "W[l]", null, Layout.Gradient).Texts());
        scope.Derive(DerivationKind.Hessian, "Z[l]", "Q[l]", Layout.Gradient);
        Assert.Equal(["(A[l-1] ⊗ I(n[l]))*Q[l]*(A[l-1]' ⊗ I(n[l]))"], scope.Derive(DerivationKind.Hessian, "W[l]", null, Layout.Gradient).Texts());
        foreach (string by in new[] { "W[k], W[l]", "W[k], b[l]", "b[k], b[l]" })
        {
            var report = Numeric.Witness.LayerCheck.Check(scope.Derive(DerivationKind.Hessian, by, null, Layout.Gradient), scope, 4);
            Assert.True(report.Passed, report.Failure);
        }
    }

    [Theory]
    [MemberData(nameof(Perceptrons.Networks), MemberType = typeof(Perceptrons))]
    public void TheWholeHessianAgreesWithDualNumbers(string lossName, string hiddenName)
    {
        var scope = Formulas.Network(Perceptrons.Objectives[lossName]);
        var (δ, q) = (scope.Derive(DerivationKind.Gradient, "z[l]", "δ[l]"), scope.Derive(DerivationKind.Hessian, "z[l]", "Q[l]"));
        var b = scope.Between(DerivationKind.Gradient, "z[l]", "z[k]", "B[k,l]");
        var blocks = (from u in "Wb" from v in "Wb" select (u, v)).ToDictionary(p => p, p => scope.Derive(DerivationKind.Hessian, $"{p.u}[k], {p.v}[l]"));
        var own = new Dictionary<(char, char), LayerAnswer>
        {
            [('W', 'W')] = scope.Derive(DerivationKind.Hessian, "W[l]"),
            [('b', 'b')] = scope.Derive(DerivationKind.Hessian, "b[l]"),
            [('W', 'b')] = scope.Derive(DerivationKind.Hessian, "W[l], b[l]"),
        };
        foreach (var mlp in Perceptrons.OfAllDepths(lossName, hiddenName))
        {
            var arguments = Perceptrons.Arguments(mlp);
            var values = (Dictionary<string, NumericValue>)arguments.Values;
            for (int l = mlp.Layers; l >= 1; l--)
            {
                values[$"δ[{l}]"] = δ.At(l, mlp.Layers).Evaluate(arguments);
                values[$"Q[{l}]"] = q.At(l, mlp.Layers).Evaluate(arguments);
            }

            for (int l = 1; l <= mlp.Layers; l++)
            {
                for (int k = l; k >= 1; k--)
                {
                    values[$"B[{k},{l}]"] = b.At(k, l, mlp.Layers).Evaluate(arguments);
                }
            }

            // All parameters in one vector: W[1], b[1], W[2], …
            List<(char Kind, int Layer, Block Block)> all = [.. Enumerable.Range(1, mlp.Layers).SelectMany(l => new[] { ('W', l, Block.W(l)), ('b', l, Block.B(l)) })];
            Matrix<double> Derived((char Kind, int Layer, Block Block) u, (char Kind, int Layer, Block Block) v) =>
                u.Layer > v.Layer || (u.Layer == v.Layer && u.Kind == 'b' && v.Kind == 'W') ? Derived(v, u).Transpose()
                : (u.Layer == v.Layer ? own[(u.Kind, v.Kind)].At(u.Layer, mlp.Layers) : blocks[(u.Kind, v.Kind)].At(u.Layer, v.Layer, mlp.Layers)).Evaluate(arguments).Matrix;
            var found = Assembled(all.Count, (i, j) => Derived(all[i], all[j]));
            var dual = new ForwardMode(mlp);
            var expected = Assembled(all.Count, (i, j) => dual.Hessian(all[i].Block, all[j].Block));
            Perceptrons.Near(expected, found, $"Hessian of {mlp.Layers} layers");
            for (int i = 0, row = 0; i < all.Count; row += mlp.Dimension(all[i++].Block))
            {
                for (int j = 0, column = 0; j < all.Count; column += mlp.Dimension(all[j++].Block))
                {
                    var (rows, columns) = (mlp.Dimension(all[i].Block), mlp.Dimension(all[j].Block));
                    Perceptrons.Near(expected.SubMatrix(row, rows, column, columns), found.SubMatrix(row, rows, column, columns), $"block {all[i].Block}, {all[j].Block} of {mlp.Layers} layers");
                }
            }
        }
    }

    private static Matrix<double> Assembled(int count, Func<int, int, Matrix<double>> block)
    {
        var blocks = new Matrix<double>[count, count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                blocks[i, j] = block(i, j);
            }
        }

        return Matrix<double>.Build.DenseOfMatrixArray(blocks);
    }

    private static Scope Named(string objective)
    {
        var scope = Formulas.Network(objective);
        scope.Derive(DerivationKind.Gradient, "z[l]", "δ[l]");
        scope.Derive(DerivationKind.Hessian, "z[l]", "Q[l]");
        scope.Between(DerivationKind.Gradient, "z[l]", "z[k]", "B[k,l]");
        return scope;
    }
}
