using System.Numerics.Tensors;
using MatrixDiff.Numeric.Export;
using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Numeric.Plans;

/// <content>Sums over entries, norms, and functions of vectors as a whole.</content>
internal static partial class KernelTable
{
    private static Kernel[] Reductions =>
    [
        Scalar<Total>("sum of entries", x => TensorPrimitives.Sum<double>(x.Data), "np.sum"),
        Scalar<Trace>("tr", Trace, "np.trace"),
        Scalar<Mean>("mean", x => TensorPrimitives.Sum<double>(x.Data) / x.Count, "np.mean"),
        Scalar<Maximum>("max", x => TensorPrimitives.Max<double>(x.Data), "np.max"),
        Scalar<DefinedReduction>("norm1", x => TensorPrimitives.SumOfMagnitudes<double>(x.Data), x => Code.Call("np.sum", $"np.abs({x})")),
        Scalar<DefinedReduction>("norm2", x => Entrywise.Norm(x.Data), "np.linalg.norm"),
        Scalar<DefinedReduction>("normF", x => Entrywise.Norm(x.Data), "np.linalg.norm"),
        Scalar<DefinedReduction>("sumsq", x => TensorPrimitives.SumOfSquares<double>(x.Data), x => Code.Call("np.sum", $"{x.At(Level.Atom)} ** 2")),
        Scalar<DefinedReduction>("logsumexp", x => Entrywise.LogSumExp(x.Data), "logsumexp"),
        Whole<VectorFunction>("softmax", x => x.Map(Entrywise.Softmax), "softmax"),
        Whole<VectorFunction>("logsoftmax", x => x.Map(LogSoftmax), "logsoftmax"),
        Whole<VectorFunction>("normalize", x => x.Times(1 / Entrywise.Norm(x.Data)), "normalize"),
        Whole<VectorFunction>("rowsoftmax", x => Entrywise.ByColumn(x.Transpose(), Entrywise.Softmax).Transpose(), "rowsoftmax"),
        Whole<VectorFunction>("colsoftmax", x => Entrywise.ByColumn(x, Entrywise.Softmax), "colsoftmax"),
        Whole<CumulativeSum>("cumsum", Arrangements.RunningSums, x => Code.Call("np.cumsum", x.Text, "axis=0")),
        new()
        {
            Name = "sums of rows",
            Run = c => Sums(c.Turned(0).Transpose()),
            NumPy = c => Code.Call("np.sum", c[0].Text, "axis=1"),
        },
        new()
        {
            Name = "sums of columns",
            Run = c => Sums(c.Turned(0)),
            NumPy = c => Code.Call("np.sum", c[0].Text, "axis=0"),
        },
    ];

    private static Kernel Scalar<T>(string name, Func<Dense, double> run, string code)
        where T : Operator => Whole<T>(name, x => Dense.Of(run(x)), code);

    private static Kernel Scalar<T>(string name, Func<Dense, double> run, Func<Code, Code> code)
        where T : Operator => Whole<T>(name, x => Dense.Of(run(x)), code);

    private static Kernel Whole<T>(string name, Func<Dense, Dense> run, string code)
        where T : Operator => new() { Name = name, Operator = typeof(T), Run = c => run(c.Turned(0)), NumPy = c => Named(c, code) };

    private static Kernel Whole<T>(string name, Func<Dense, Dense> run, Func<Code, Code> code)
        where T : Operator => new() { Name = name, Operator = typeof(T), Run = c => run(c.Turned(0)), NumPy = c => code(c[0]) };

    private static double Trace(Dense x)
    {
        double sum = 0;
        for (int i = 0; i < x.Rows; i++)
        {
            sum += x[i, i];
        }

        return sum;
    }

    private static void LogSoftmax(ReadOnlySpan<double> x, Span<double> result) => TensorPrimitives.Add(x, -Entrywise.LogSumExp(x), result);

    // The sums of the columns, as a vector.
    private static Dense Sums(Dense x)
    {
        var result = new double[x.Columns];
        for (int j = 0; j < x.Columns; j++)
        {
            result[j] = TensorPrimitives.Sum<double>(x.Column(j));
        }

        return Dense.Of(result);
    }
}
