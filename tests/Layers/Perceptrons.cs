using MatrixDiff.Numeric.Plans;
using MatrixDiff.Numeric.Reference;
using MatrixDiff.Tests.Network;
using MathNet.Numerics.LinearAlgebra;

namespace MatrixDiff.Tests.Layers;

/// <summary>Networks of 1 to 8 layers of random widths, and their quantities in numbers.</summary>
public static class Perceptrons
{
    /// <summary>The losses by name, as objectives of a document.</summary>
    public static readonly IReadOnlyDictionary<string, string> Objectives = new Dictionary<string, string>
    {
        [Loss.BinaryCrossEntropy.Name] = "-y'*log(a[L]) - (1 - y)'*log(1 - a[L])",
        [Loss.SoftmaxCrossEntropy.Name] = "-y'*logsoftmax(a[L])",
        [Loss.HalfSquaredError.Name] = "1/2*sumsq(a[L] - y)",
    };

    /// <summary>Every loss with every activation of the hidden layers.</summary>
    public static TheoryData<string, string> Networks()
    {
        var data = new TheoryData<string, string>();
        foreach (var (loss, hidden) in Loss.All.SelectMany(l => Activation.All.Select(f => (l.Name, f.Name))))
        {
            data.Add(loss, hidden);
        }

        return data;
    }

    /// <summary>A network of each depth. Deep networks are kept narrow: the dual numbers of the reference take every entry of a Hessian.</summary>
    public static IEnumerable<ReferenceMlp> OfAllDepths(string lossName, string hiddenName)
    {
        var (loss, hidden) = (Loss.All.Single(l => l.Name == lossName), Activation.All.Single(f => f.Name == hiddenName));
        var output = lossName == Loss.BinaryCrossEntropy.Name ? Activation.Sigmoid : lossName == Loss.SoftmaxCrossEntropy.Name ? Activation.Identity : hidden;
        var random = new Random(7);
        for (int last = 1; last <= 8; last++)
        {
            int[] sizes = [.. Enumerable.Range(0, last + 1).Select(_ => 1 + random.Next(last <= 3 ? 7 : 3))];
            yield return ReferenceMlp.Random(sizes, last, hidden, output, loss);
        }
    }

    /// <summary>Of one shape and close; a softmax of one entry has second derivatives that are 0 but for rounding.</summary>
    public static void Near(Matrix<double> expected, Matrix<double> actual, string what)
    {
        if (expected.Enumerate().All(x => Math.Abs(x) < 1e-14))
        {
            Assert.All(actual.Enumerate(), x => Assert.InRange(Math.Abs(x), 0, 1e-14));
            Assert.Equal((expected.RowCount, expected.ColumnCount), (actual.RowCount, actual.ColumnCount));
        }
        else
        {
            Comparing.Close(expected, actual, what);
        }
    }

    /// <summary>The values of the quantities of a forward pass by their names.</summary>
    public static Arguments Arguments(ReferenceMlp mlp)
    {
        var pass = new BackwardPass(mlp);
        var values = new Dictionary<string, NumericValue> { ["y"] = mlp.Target, ["x"] = mlp.Input, ["a[0]"] = mlp.Input };
        var functions = new Dictionary<(string, int), Func<double, double>>();
        for (int l = 1; l <= mlp.Layers; l++)
        {
            (values[$"W[{l}]"], values[$"b[{l}]"], values[$"z[{l}]"], values[$"a[{l}]"]) = (mlp.W(l), mlp.B(l), pass.Z(l), pass.A(l));
            var f = mlp.F(l);
            (functions[($"f[{l}]", 0)], functions[($"f[{l}]", 1)], functions[($"f[{l}]", 2)]) = (f.Value, f.First, f.Second);
        }

        return new() { Values = values, Functions = functions, Sizes = Enumerable.Range(0, mlp.Layers + 1).ToDictionary(l => $"n[{l}]", l => l == 0 ? mlp.Input.Count : mlp.B(l).Count) };
    }
}
