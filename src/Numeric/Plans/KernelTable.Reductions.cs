using System.Numerics.Tensors;
using MatrixDiff.Numeric.Compilation;
using MatrixDiff.Numeric.Export;
using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Numeric.Plans;

/// <content>Sums over entries, norms, and functions of vectors as a whole.</content>
internal static partial class KernelTable
{
    private static Kernel[] Reductions =>
    [
        Scalar<Total>("sum of entries", x => TensorPrimitives.Sum<double>(x.Data), "np.sum", b => [b.Call("Sum", b.LengthOf(0))], c => c[0]),
        Scalar<Trace>("tr", Trace, "np.trace", b => [b.Call("Trace", b.RowsOf(0))]),
        Scalar<Mean>("mean", x => TensorPrimitives.Sum<double>(x.Data) / x.Count, "np.mean", b => [b.Call("Mean", b.LengthOf(0))]),
        Scalar<Maximum>("max", Entrywise.Greatest, "np.max", b => [b.Call("Greatest", Entrywise.AtLeastOne(b.RowsOf(0), b.ColumnsOf(0)))]),
        Scalar<DefinedReduction>("norm1", x => TensorPrimitives.SumOfMagnitudes<double>(x.Data), x => Code.Call("np.sum", $"np.abs({x})"), b => [b.Call("SumOfMagnitudes", b.LengthOf(0))]),
        Scalar<DefinedReduction>("norm2", x => Entrywise.Norm(x.Data), "np.linalg.norm", b => [b.Call("Norm", b.LengthOf(0))]),
        Scalar<DefinedReduction>("normF", x => Entrywise.Norm(x.Data), "np.linalg.norm", b => [b.Call("Norm", b.LengthOf(0))]),
        Scalar<DefinedReduction>("sumsq", x => TensorPrimitives.SumOfSquares<double>(x.Data), x => Code.Call("np.sum", $"{x.At(Level.Atom)} ** 2"), b => [b.Call("SumOfSquares", b.LengthOf(0))], c => c.Graph.Of("Multiply", c[0], c[0])),
        Scalar<DefinedReduction>("logsumexp", x => Entrywise.LogSumExp(x.Data), "logsumexp", b => [b.Call("LogSumExp", b.LengthOf(0))]),
        Columns("softmax", Entrywise.Softmax, b => [b.Call("Softmax", b.Length, 1)], EntryFunctions.Softmax),
        Columns("logsoftmax", LogSoftmax, b => [b.Call("LogSoftmax", b.Length, 1)], EntryFunctions.LogSoftmax),
        Whole<VectorFunction>("normalize", x => x.Times(1 / Entrywise.Norm(x.Data)), "normalize", b => [b.Call("Normalize", b.Length)]),
        Whole<VectorFunction>("rowsoftmax", x => Entrywise.ByColumn(x.Transpose(), Entrywise.Softmax).Transpose(), "rowsoftmax", b => [b.Call("RowSoftmax", b.Rows, b.Columns) with { Scratch = b.Length }]),
        Columns("colsoftmax", Entrywise.Softmax, b => [b.Call("Softmax", b.Rows, b.Columns)], EntryFunctions.Softmax),
        // Where a softmax underflows, its logarithm does not.
        Columns("log of colsoftmax", LogSoftmax, b => [b.Call("LogSoftmax", b.Rows, b.Columns)], EntryFunctions.LogSoftmax) with { Operator = null, NumPy = c => c.Helper("logcolsoftmax", c[0].Text) },
        new()
        {
            Name = "log of rowsoftmax",
            Run = c => Entrywise.ByColumn(c.Turned(0).Transpose(), LogSoftmax).Transpose(),
            NumPy = c => c.Helper("logrowsoftmax", c[0].Text),
            Native = b => [b.Call("RowLogSoftmax", b.Rows, b.Columns) with { Scratch = b.Length }],
        },
        Whole<CumulativeSum>("cumsum", Arrangements.RunningSums, x => Code.Call("np.cumsum", x.Text, "axis=0"), b => [b.Call("RunningSums", b.Rows, b.Columns)]),
        new()
        {
            Name = "sums of rows",
            Run = c => Sums(c.Turned(0).Transpose()),
            NumPy = c => Code.Call("np.sum", c[0].Text, "axis=1"),
            Native = b => [b.Call("SumsOfRows", b.RowsOf(0), b.ColumnsOf(0))],
            Operations = b => b.LengthOf(0),
        },
        new()
        {
            Name = "sums of columns",
            Run = c => Sums(c.Turned(0)),
            NumPy = c => Code.Call("np.sum", c[0].Text, "axis=0"),
            Native = b => [b.Call("SumsOfColumns", b.RowsOf(0), b.ColumnsOf(0))],
            Operations = b => b.LengthOf(0),
        },
    ];

    // A function of each column; of a single one that a register holds, computed in a pass.
    private static Kernel Columns(string name, EntriesMap run, Calls native, Func<EntryCall, EntryNode> column) => new()
    {
        Name = name,
        Operator = typeof(VectorFunction),
        Run = c => Entrywise.ByColumn(c.Turned(0), run),
        NumPy = c => Named(c, name),
        Native = b => native(b),
        Entry = column,
        IsEntrywise = b => b.Extents.IsRegister((b.Rows, b.Columns)),
        Operations = b => b.Length,
    };

    private static Kernel Scalar<T>(string name, Func<Dense, double> run, string code, Calls? native = null, Func<EntryCall, EntryNode>? summand = null)
        where T : Operator => Whole<T>(name, x => Dense.Of(run(x)), c => Named(c, code), native, summand);

    private static Kernel Scalar<T>(string name, Func<Dense, double> run, Func<Code, Code> code, Calls? native = null, Func<EntryCall, EntryNode>? summand = null)
        where T : Operator => Whole<T>(name, x => Dense.Of(run(x)), c => code(c[0]), native, summand);

    private static Kernel Whole<T>(string name, Func<Dense, Dense> run, string code, Calls? native = null)
        where T : Operator => Whole<T>(name, run, c => Named(c, code), native, null);

    private static Kernel Whole<T>(string name, Func<Dense, Dense> run, Func<Code, Code> code, Calls? native = null)
        where T : Operator => Whole<T>(name, run, c => code(c[0]), native, null);

    private static Kernel Whole<T>(string name, Func<Dense, Dense> run, Func<NumPyCall, Code> code, Calls? native, Func<EntryCall, EntryNode>? summand)
        where T : Operator => new()
        {
            Name = name,
            Operator = typeof(T),
            Run = c => run(c.Turned(0)),
            NumPy = code,
            Native = native is null ? null : b => native(b),
            Entry = summand,
            SumsEntries = summand is not null,
            Operations = b => Math.Max(b.LengthOf(0), b.Length),
        };

    // The calls of a row.
    private delegate IReadOnlyList<NativeCall> Calls(BoundInstruction b);

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
