using MatrixDiff.Numeric.Plans;
using MatrixDiff.Numeric.Reference;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Tests.Network;

/// <summary>
/// The two-layer window of <c>examples/mlp-second-order.md</c> in symbols, and in numbers as a reference network whose
/// layers 1 and 2 are l and l+1.
/// </summary>
internal static class Window
{
    /// <summary>The names of derivatives by the weighted inputs, as they are given one after the other.</summary>
    public static readonly string[] Names = ["∇_{z[l+1]} J = δ[l+1]", "∇²_{z[l+1]} J = Q[l+1]", "∇_{z[l]} J = δ[l]", "∇²_{z[l]} J = Q[l]"];

    private const string Declare = """
        m, n, p: dim
        a[l-1]: m, W[l]: n×m, b[l]: n
        W[l+1]: p×n, b[l+1]: p, y: p
        f[l]: elementwise
        """;

    private const string Define = """
        z[l] = W[l] a[l-1] + b[l]
        a[l] = f[l](z[l])
        z[l+1] = W[l+1] a[l] + b[l+1]
        a[l+1] = sigmoid(z[l+1])
        J = -y' log(a[l+1]) - (1 - y)' log(1 - a[l+1])
        """;

    /// <summary>The definitions, with the first so many derivatives named, under an assumption or none.</summary>
    public static Scope Scope(int names = 0, string? assume = null) => DefinitionReader.Read(
        new SourceText(Declare),
        new SourceText(string.Join('\n', Names.Take(names).Prepend(Define))),
        assume is null ? null : new SourceText(assume));

    /// <summary>A derivation in the layout of documents, its variables parted by commas.</summary>
    public static Derivation Derive(DerivationKind kind, string of, string variables, Scope scope, Layout layout = Layout.Vector) => Differentiator.Derivation(
        kind, ExpressionReader.Read(of, scope), [.. variables.Split(", ").Select(v => ExpressionReader.Variable(v, scope))], layout, scope);

    /// <summary>A network of the window's form: sizes m, n and p.</summary>
    public static ReferenceMlp Mlp(int m, int n, int p, Activation hidden, int seed) =>
        ReferenceMlp.Random([m, n, p], seed, hidden, Activation.Sigmoid, Loss.BinaryCrossEntropy);

    /// <summary>What symbols, sizes and functions are in a network.</summary>
    public static Arguments Arguments(ReferenceMlp mlp)
    {
        var pass = new BackwardPass(mlp);
        var dual = new ForwardMode(mlp);
        var f = mlp.F(1);
        return new()
        {
            Values = new Dictionary<string, NumericValue>
            {
                ["a[l-1]"] = pass.A(0),
                ["W[l]"] = mlp.W(1),
                ["b[l]"] = mlp.B(1),
                ["z[l]"] = pass.Z(1),
                ["a[l]"] = pass.A(1),
                ["W[l+1]"] = mlp.W(2),
                ["b[l+1]"] = mlp.B(2),
                ["z[l+1]"] = pass.Z(2),
                ["a[l+1]"] = pass.A(2),
                ["y"] = mlp.Target,
                ["δ[l]"] = pass.Delta(1),
                ["δ[l+1]"] = pass.Delta(2),
                ["Q[l]"] = dual.Hessian(Block.Z(1), Block.Z(1)),
                ["Q[l+1]"] = dual.Hessian(Block.Z(2), Block.Z(2)),
            },
            Sizes = new Dictionary<string, int> { ["m"] = mlp.Size(0), ["n"] = mlp.Size(1), ["p"] = mlp.Size(2) },
            Functions = new Dictionary<(string, int), Func<double, double>>
            {
                [("f[l]", 0)] = f.Value,
                [("f[l]", 1)] = f.First,
                [("f[l]", 2)] = f.Second,
            },
        };
    }
}
