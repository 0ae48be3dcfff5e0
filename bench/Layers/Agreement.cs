using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using MatrixDiff.Numeric.Reference;

namespace MatrixDiff.Bench.Layers;

/// <summary>
/// Every block of the perceptron of any depth, derived once for a loss and compiled for each network, against the reference written by hand
/// (gradients) and its dual numbers (Hessians): the largest difference relative to the largest entry of the block.
/// </summary>
internal static class Agreement
{
    private const int Deepest = 8, Widest = 7;
    private const string Declare = "L: dim\nW[l]: n[l]×n[l-1], b[l]: n[l], a[l]: n[l], x: n[0], y: n[L]\nf[l]: elementwise";

    private static readonly (Loss Loss, string Objective)[] Losses =
    [
        (Loss.BinaryCrossEntropy, "-y'*log(a[L]) - (1 - y)'*log(1 - a[L])"),
        (Loss.SoftmaxCrossEntropy, "-y'*logsoftmax(a[L])"),
        (Loss.HalfSquaredError, "1/2*sumsq(a[L] - y)"),
    ];

    private static readonly (string Question, string Block, Func<string, string> Name)[] Blocks =
    [
        ("grad J wrt z[l] as δ[l]", "δ[l]", l => $"δ[{l}]"),
        ("grad J wrt W[l]", "∇W", l => $"grad(J, W[{l}])"),
        ("grad J wrt b[l]", "∇b", l => $"grad(J, b[{l}])"),
        ("hessian J wrt z[l] as Q[l]", "Q[l]", l => $"Q[{l}]"),
        ("hessian J wrt W[l]", "∇²W", l => $"hessian(J, W[{l}])"),
        ("hessian J wrt b[l]", "∇²b", l => $"hessian(J, b[{l}])"),
        ("hessian J wrt W[l], b[l]", "∇W∇b", l => $"hessian(J, W[{l}], b[{l}])"),
    ];

    /// <summary>Writes the table: a row for each depth, a column for each block, over all losses and activations.</summary>
    public static void Run(TextWriter output)
    {
        var worst = new double[Deepest + 1, Blocks.Length];
        int networks = 0, compared = 0, vanishing = 0;
        foreach (var (loss, objective) in Losses)
        {
            var layered = new LayeredObjective(Declare, $"a[0] = x\nfor l = 1..L:\n  z[l] = W[l] a[l-1] + b[l]\n  a[l] = f[l](z[l])\nJ = {objective}", [.. Blocks.Select(b => b.Question)]);
            foreach (var hidden in Activation.All)
            {
                var last = loss.Name == Loss.BinaryCrossEntropy.Name ? Activation.Sigmoid : loss.Name == Loss.SoftmaxCrossEntropy.Name ? Activation.Identity : hidden;
                for (int depth = 1; depth <= Deepest; depth++)
                {
                    var random = new Random((100 * depth) + networks);
                    int[] sizes = [.. Enumerable.Range(0, depth + 1).Select(_ => random.Next(1, Widest + 1))];
                    var mlp = ReferenceMlp.Random(sizes, depth, hidden, last, loss);
                    networks++;
                    foreach (var (block, error) in Errors(layered, mlp))
                    {
                        compared++;
                        vanishing += double.IsNaN(error) ? 1 : 0;
                        worst[depth, block] = Math.Max(worst[depth, block], double.IsNaN(error) ? 0 : error);
                    }
                }
            }
        }

        output.WriteLine($"| L | {string.Join(" | ", Blocks.Select(b => b.Block))} |\n|---|{string.Concat(Blocks.Select(_ => "---|"))}");
        for (int depth = 1; depth <= Deepest; depth++)
        {
            output.WriteLine($"| {depth} | {string.Join(" | ", Enumerable.Range(0, Blocks.Length).Select(k => worst[depth, k].ToString("0.0e+0", CultureInfo.InvariantCulture)))} |");
        }

        output.WriteLine($"\n{networks} networks ({Losses.Length} losses, {Activation.All.Count} activations, L = 1..{Deepest}, widths 1..{Widest}), {compared} blocks, {vanishing} of them 0 but for rounding (below 1e-14).");
    }

    private static IEnumerable<(int Block, double Error)> Errors(LayeredObjective layered, ReferenceMlp mlp)
    {
        var sizes = Enumerable.Range(0, mlp.Layers + 1).ToDictionary(l => $"n[{l}]", mlp.Size);
        sizes["L"] = mlp.Layers;
        var functions = new Dictionary<(string, int), Func<double, double>>();
        for (int l = 1; l <= mlp.Layers; l++)
        {
            var f = mlp.F(l);
            (functions[($"f[{l}]", 0)], functions[($"f[{l}]", 1)], functions[($"f[{l}]", 2)]) = (f.Value, f.First, f.Second);
        }

        var program = layered.For(sizes, functions);
        mlp.Input.ToArray().CopyTo(program["x"], 0);
        mlp.Target.ToArray().CopyTo(program["y"], 0);
        for (int l = 1; l <= mlp.Layers; l++)
        {
            mlp.W(l).ToColumnMajorArray().CopyTo(program[$"W[{l}]"], 0);
            mlp.B(l).ToArray().CopyTo(program[$"b[{l}]"], 0);
        }

        program.Run();
        var (dual, pass) = (new ForwardMode(mlp), new BackwardPass(mlp));
        for (int l = 1; l <= mlp.Layers; l++)
        {
            var (w, b, z) = (Block.W(l), Block.B(l), Block.Z(l));
            Matrix<double>[] expected =
            [
                pass.Delta(l).ToColumnMatrix(), pass.Gradient(w).ToColumnMatrix(), pass.Gradient(b).ToColumnMatrix(),
                dual.Hessian(z, z), dual.Hessian(w, w), dual.Hessian(b, b), dual.Hessian(w, b),
            ];
            for (int k = 0; k < expected.Length; k++)
            {
                double[] actual = program[Blocks[k].Name(l.ToString(CultureInfo.InvariantCulture))], right = expected[k].ToColumnMajorArray();
                double greatest = right.Max(Math.Abs), apart = right.Zip(actual, (x, y) => Math.Abs(x - y)).Max();
                yield return (k, greatest < 1e-14 && apart < 1e-14 ? double.NaN : apart / greatest);
            }
        }
    }
}
