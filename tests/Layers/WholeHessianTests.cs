using MathNet.Numerics.LinearAlgebra;
using MatrixDiff.Numeric.Reference;

namespace MatrixDiff.Tests.Layers;

/// <summary>The Hessian by all parameters as one compiled function, against hyper-dual numbers of the reference network.</summary>
public sealed class WholeHessianTests
{
    private const string Steps = "a[0] = x\nfor l = 1..L:\n  z[l] = W[l] a[l-1] + b[l]\n  a[l] = f[l](z[l])\nJ = ";

    public static TheoryData<string, string> Networks() => Perceptrons.Networks();

    [Theory]
    [MemberData(nameof(Networks))]
    public void AllBlocksAtOnceAreThoseOfDualNumbers(string lossName, string hiddenName)
    {
        var hessian = new LayeredObjective(Formulas.Perceptron, Steps + Perceptrons.Objectives[lossName], "grad J wrt z[l] as δ[l]", "hessian J wrt z[l] as Q[l]").Hessian("W[l]", "b[l]");
        var (loss, hidden) = (Loss.All.Single(l => l.Name == lossName), Activation.All.Single(f => f.Name == hiddenName));
        var random = new Random(lossName.Length + hiddenName.Length);
        for (int last = 4; last <= 8; last++)
        {
            var mlp = Random(random, last, hidden, lossName == Loss.BinaryCrossEntropy.Name ? Activation.Sigmoid : lossName == Loss.SoftmaxCrossEntropy.Name ? Activation.Identity : hidden, loss);
            var program = hessian.For(Sizes(mlp), Functions(mlp));
            Put(program, mlp);
            mlp.Input.ToArray().CopyTo(program["x"], 0);
            mlp.Target.ToArray().CopyTo(program["y"], 0);
            program.Run();
            var expected = Reference(mlp);
            Near(mlp, expected, Matrix<double>.Build.Dense(expected.RowCount, expected.ColumnCount, program["hessian(J)"]));
        }
    }

    // The mean over samples, in matrices with a column for each: the mean of the Hessians of the samples.
    [Theory]
    [InlineData(2, 3)]
    [InlineData(4, 2)]
    [InlineData(5, 1)]
    public void TheMeanOverSamplesHasTheMeanOfTheHessians(int last, int samples)
    {
        var hessian = new LayeredObjective(
            "L, N: dim, W[l]: n[l]×n[l-1], b[l]: n[l], X: n[0]×N, Y: n[L]×N, f[l]: elementwise, Z[l], A[l]: n[l]×N",
            "A[0] = X\nfor l = 1..L:\n  Z[l] = W[l] A[l-1] + b[l]*ones(1,N)\n  A[l] = f[l](Z[l])\nJ = 1/(2*N)*sumsq(A[L] - Y)",
            "grad J wrt Z[l] as Δ[l]",
            "hessian J wrt Z[l] as Q[l]").Hessian("W[l]", "b[l]");
        var random = new Random(last);
        var first = Random(random, last, Activation.Tanh, Activation.Softplus, Loss.HalfSquaredError);
        List<ReferenceMlp> all = [.. Enumerable.Range(0, samples).Select(_ => Sample(first, random))];
        var program = hessian.For(new Dictionary<string, int>(Sizes(first)) { ["N"] = samples }, Functions(first));
        Put(program, first);
        all.SelectMany(m => m.Input).ToArray().CopyTo(program["X"], 0);
        all.SelectMany(m => m.Target).ToArray().CopyTo(program["Y"], 0);
        program.Run();
        var expected = all.Select(Reference).Aggregate((a, b) => a + b) / samples;
        Perceptrons.Near(expected, Matrix<double>.Build.Dense(expected.RowCount, expected.ColumnCount, program["hessian(J)"]), "mean");
    }

    // A shared parameter beside an initial value; variables of no step alone.
    [Fact]
    public void VariablesWithoutAnIndexAreBlocksToo()
    {
        var network = new LayeredObjective(
            "T, n: dim, W: n×n, U: n×n, h[t]: n, s: n, y[t]: n",
            "h[0] = s\nfor t = 1..T: h[t] = tanh(W h[t-1] + U y[t])\nJ = 1/2*sum_{t=1}^{T} sumsq(h[t] - y[t])",
            "grad J wrt h[t] as δ[t]",
            "grad J wrt s",
            "grad J wrt W",
            "grad J wrt U",
            "hessian J wrt h[t], W, U as Q[t], R[t], S[t]");
        var program = network.Hessian("s", "W", "U").For(new Dictionary<string, int> { ["T"] = 3, ["n"] = 2 });
        var random = new Random(1);
        foreach (var slot in program.Inputs)
        {
            program[slot.Name].AsSpan().Fill(0.3);
            program[slot.Name][0] = random.NextDouble();
        }

        program.Run();
        var (found, before) = ((double[])program["hessian(J)"].Clone(), Gradient(program));
        const double step = 1e-6;
        for (int j = 0; j < 10; j++)
        {
            var (name, at) = j < 2 ? ("s", j) : j < 6 ? ("W", j - 2) : ("U", j - 6);
            program[name][at] += step;
            program.Run();
            var moved = Gradient(program);
            program[name][at] -= step;
            for (int i = 0; i < 10; i++)
            {
                Assert.InRange(found[(j * 10) + i] - ((moved[i] - before[i]) / step), -1e-4, 1e-4);
                Assert.Equal(found[(j * 10) + i], found[(i * 10) + j]);
            }
        }

        static double[] Gradient(LayeredProgram p) => [.. p["grad(J, s)"], .. p["grad(J, W)"], .. p["grad(J, U)"]];
    }

    [Fact]
    public void WhatIsNotNamedIsAskedFor() =>
        Assert.Contains("name", Assert.Throws<DerivationException>(() => new LayeredObjective(
            "L, n: dim, W[l]: n×n, x: n", "a[0] = x\nfor l = 1..L: a[l] = tanh(W[l] a[l-1])\nJ = sumsq(a[L])", "grad J wrt a[l] as α[l]").Hessian("W[l]").For(new Dictionary<string, int> { ["L"] = 3, ["n"] = 1 })).Message, StringComparison.Ordinal);

    // A layer of one entry: what an unknown function makes of it scales a whole matrix.
    [Fact]
    public void AnUnknownFunctionOfOneNumberIsThatNumberForAllEntries()
    {
        var e = Symbolic.Binding.ExpressionReader.Read("W'*diag(f(v))", Formulas.Read("n, m: dim, v: m, W: m×n, f: elementwise", ""));
        var bound = Numeric.Plans.CompiledFunction.Compile(e).Bind<double>(
            new Dictionary<string, int> { ["n"] = 3, ["m"] = 1 }, Numeric.Kernels.NumericBackend.Automatic, new Dictionary<(string, int), Func<double, double>> { [("f", 0)] = Math.Exp });
        double[] result = new double[3];
        var given = bound.Inputs.Select(i => i.Name == "v" ? new[] { 0.5 } : [1.0, 2, 3]).ToList();
        bound.Over(given, [result]).Run();
        Assert.Equal([Math.Exp(0.5), 2 * Math.Exp(0.5), 3 * Math.Exp(0.5)], result);
    }

    // Widths from 1 to 7, with no more parameters than dual numbers take in a moment.
    private static ReferenceMlp Random(Random random, int last, Activation hidden, Activation output, Loss loss)
    {
        while (true)
        {
            int[] sizes = [.. Enumerable.Range(0, last + 1).Select(_ => 1 + random.Next(7))];
            if (sizes.Skip(1).Select((n, l) => n * (sizes[l] + 1)).Sum() <= 90)
            {
                return ReferenceMlp.Random(sizes, last, hidden, output, loss);
            }
        }
    }

    // Block by block, so that no small one hides behind a great one.
    private static void Near(ReferenceMlp mlp, Matrix<double> expected, Matrix<double> found)
    {
        Block[] all = [.. Enumerable.Range(1, mlp.Layers).SelectMany(l => new[] { Block.W(l), Block.B(l) })];
        for (int i = 0, row = 0; i < all.Length; row += mlp.Dimension(all[i++]))
        {
            for (int j = 0, column = 0; j < all.Length; column += mlp.Dimension(all[j++]))
            {
                var (rows, columns) = (mlp.Dimension(all[i]), mlp.Dimension(all[j]));
                Perceptrons.Near(expected.SubMatrix(row, rows, column, columns), found.SubMatrix(row, rows, column, columns), $"block {all[i]}, {all[j]} of {mlp.Layers} layers");
            }
        }
    }

    private static ReferenceMlp Sample(ReferenceMlp mlp, Random random) => new(
        [.. Enumerable.Range(1, mlp.Layers).Select(mlp.W)],
        [.. Enumerable.Range(1, mlp.Layers).Select(mlp.B)],
        [.. Enumerable.Range(1, mlp.Layers).Select(mlp.F)],
        mlp.Loss,
        mlp.Input.Map(_ => random.NextDouble()),
        mlp.Target.Map(_ => random.NextDouble()));

    private static Dictionary<string, int> Sizes(ReferenceMlp mlp) =>
        new(Enumerable.Range(0, mlp.Layers + 1).ToDictionary(l => $"n[{l}]", mlp.Size)) { ["L"] = mlp.Layers };

    private static Dictionary<(string, int), Func<double, double>> Functions(ReferenceMlp mlp) => Enumerable.Range(1, mlp.Layers)
        .SelectMany(l => new[] { (($"f[{l}]", 0), (Func<double, double>)mlp.F(l).Value), (($"f[{l}]", 1), mlp.F(l).First), (($"f[{l}]", 2), mlp.F(l).Second) }).ToDictionary(p => p.Item1, p => p.Item2);

    private static void Put(LayeredProgram program, ReferenceMlp mlp)
    {
        for (int l = 1; l <= mlp.Layers; l++)
        {
            mlp.W(l).ToColumnMajorArray().CopyTo(program[$"W[{l}]"], 0);
            mlp.B(l).ToArray().CopyTo(program[$"b[{l}]"], 0);
        }
    }

    private static Matrix<double> Reference(ReferenceMlp mlp)
    {
        var dual = new ForwardMode(mlp);
        Block[] all = [.. Enumerable.Range(1, mlp.Layers).SelectMany(l => new[] { Block.W(l), Block.B(l) })];
        var blocks = new Matrix<double>[all.Length, all.Length];
        for (int i = 0; i < all.Length; i++)
        {
            for (int j = i; j < all.Length; j++)
            {
                blocks[i, j] = dual.Hessian(all[i], all[j]);
                blocks[j, i] = blocks[i, j].Transpose();
            }
        }

        return Matrix<double>.Build.DenseOfMatrixArray(blocks);
    }
}
