using MatrixDiff.Numeric.Plans;
using MatrixDiff.Numeric.Reference;
using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Text;
using MathNet.Numerics.LinearAlgebra.Double;

namespace MatrixDiff.Tests.Network;

/// <summary>The second-order chain rule for an unknown z(W), and the ways in which the formulas of the window are also written.</summary>
public sealed class InnerFunctionTests
{
    private const string Declare = """
        m, n: dim
        W: n×m
        z: n function of W
        J: scalar function of z
        """;

    private const string Define = """
        ∇_{z} J = δ
        ∇²_{z} J = Q
        ∇_{W} z = G
        ∇²_{W} z = P
        """;

    [Theory]
    [InlineData(1, false, "grad(z, W)*δ")]
    [InlineData(2, false, "P*(δ ⊗ I(m*n)) + grad(z, W)*Q*grad(z, W)'")]
    [InlineData(2, true, "P*(δ ⊗ I(m*n)) + G*Q*G'")]
    public void TheChainRuleOfAnyInnerFunction(int order, bool named, string text)
    {
        var kind = order == 1 ? DerivationKind.Gradient : DerivationKind.Hessian;
        var derivation = Derive(kind, named);
        var check = WitnessCheck.Check(kind, Layout.Vector, derivation.Input, derivation.Variables, derivation.Result, derivation.Scope);
        var replay = Replay.Check(derivation);

        Assert.True(check.Passed, check.Failure);
        Assert.True(replay.Passed, replay.Failure);
        Assert.Equal(text, derivation.Result.ToString());
    }

    [Fact]
    public void AnAffineInnerFunctionIsASpecialCaseOfIt()
    {
        // P = 0 and G = a ⊗ I make it (a a') ⊗ Q.
        var function = CompiledFunction.Compile(Derive(DerivationKind.Hessian, named: true).Result);
        foreach (var hidden in Activation.All)
        {
            var mlp = Window.Mlp(2, 3, 2, hidden, 5);
            var given = Window.Arguments(mlp);
            var g = new ForwardMode(mlp).Jacobian(Block.Z(1), Block.W(1)).Transpose();
            var value = function.Evaluate(new Arguments
            {
                Values = new Dictionary<string, NumericValue>
                {
                    ["δ"] = given.Values["δ[l]"],
                    ["Q"] = given.Values["Q[l]"],
                    ["G"] = g,
                    ["P"] = new DenseMatrix(g.RowCount, g.RowCount * g.ColumnCount),
                },
                Sizes = given.Sizes,
            });
            Comparing.Close(new ForwardMode(mlp).Hessian(Block.W(1), Block.W(1)), value.Matrix, hidden.Name);
        }
    }

    [Fact]
    public void ACurvedInnerFunctionHasTheTermOfP()
    {
        // Layer 1 and 2 as one inner function z[l+1] of W[l], whose second derivative is not 0.
        var function = CompiledFunction.Compile(Derive(DerivationKind.Hessian, named: true).Result);
        var mlp = Window.Mlp(2, 3, 3, Activation.Tanh, 8);
        var given = Window.Arguments(mlp);
        var dual = new ForwardMode(mlp);
        var (w, z) = (Block.W(1), Block.Z(2));
        var blocks = Enumerable.Range(0, 3).Select(e => dual.Hessian(z, e, w, w)).ToArray();
        var value = function.Evaluate(new Arguments
        {
            Values = new Dictionary<string, NumericValue>
            {
                ["δ"] = given.Values["δ[l+1]"],
                ["Q"] = given.Values["Q[l+1]"],
                ["G"] = dual.Jacobian(z, w).Transpose(),
                ["P"] = DenseMatrix.Create(6, 18, (j, i) => blocks[i / 6][i % 6, j]),
            },
            Sizes = given.Sizes,
        });

        Comparing.Close(dual.Hessian(w, w), value.Matrix, "∇²_W J");
    }

    [Theory]
    [InlineData("vec(W[l+1]*W[l]*a[l-1])", "(a[l-1]' ⊗ W[l+1])*vec(W[l])", true)]
    [InlineData("δ[l]", "diag(f[l]'(z[l]))*W[l+1]'*δ[l+1]", true)]
    [InlineData("(a[l-1] ⊗ I(n))*δ[l]", "vec(δ[l]*a[l-1]')", true)]
    [InlineData("(a[l-1] ⊗ I(n))*Q[l]*(a[l-1] ⊗ I(n))'", "(a[l-1]*a[l-1]') ⊗ Q[l]", true)]
    [InlineData("Q[l+1]", "diag(a[l+1]) - diag(a[l+1] .* a[l+1])", true)]
    [InlineData("Q[l+1]", "diag(sigmoid'(z[l+1]))", true)]
    [InlineData("δ[l]", "W[l+1]'*δ[l+1]", false)]
    [InlineData("(a[l-1] ⊗ I(n))*δ[l]", "vec(a[l-1]*δ[l]')", false)]
    [InlineData("(a[l-1]*a[l-1]') ⊗ Q[l]", "Q[l] ⊗ (a[l-1]*a[l-1]')", false)]
    [InlineData("Q[l+1]", "diag(a[l+1]) - a[l+1]*a[l+1]'", false)]
    public void OtherWaysToWriteThem(string left, string right, bool equal)
    {
        var scope = Window.Scope(names: 4);
        var sides = ExpressionReader.ReadSides([left, right], scope);
        Assert.Equal(equal, WitnessCheck.Equal(sides[0], sides[1], [], scope).Passed);
    }

    private static Derivation Derive(DerivationKind kind, bool named)
    {
        string define = named ? Define : string.Join('\n', Define.Split('\n').Where(line => !line.EndsWith("= G", StringComparison.Ordinal)));
        var scope = DefinitionReader.Read(new SourceText(Declare), new SourceText(define), null);
        return Window.Derive(kind, "J", "W", scope);
    }
}
