using MatrixDiff.Numeric.Compilation;
using MatrixDiff.Numeric.Export;
using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Numeric.Plans;

/// <content>Entries moved, chosen or put together.</content>
internal static partial class KernelTable
{
    private static Kernel[] Structure =>
    [
        Whole<Transpose>("transpose", x => x.Transpose(), x => Code.Atom(x.At(Level.Atom) + ".T"), b => [b.Call("Transpose", b.RowsOf(0), b.ColumnsOf(0))]),
        Whole<DiagonalMatrix>("diag", Arrangements.Diagonal, "np.diag", b => [b.Call("Diagonal", b.Rows)]),
        Whole<DiagonalPart>("diagonal of", Arrangements.DiagonalOf, "np.diag", b => [b.Call("CopyEvery", b.Rows, b.RowsOf(0) + 1)]),
        Whole<Tril>("tril", x => Arrangements.Triangle(x, lower: true), "np.tril", b => [b.Call("Triangle", b.Rows, b.Columns, 1)]),
        Whole<Triu>("triu", x => Arrangements.Triangle(x, lower: false), "np.triu", b => [b.Call("Triangle", b.Rows, b.Columns, 0)]),
        Whole<Vech>("vech", x => Arrangements.TakeRows(Dense.Of(x.Data), Arrangements.Rows(ConstantKind.Elimination, x.Rows, 1)), "vech", b => [ArrangementCalls.Vech(b)]),
        new()
        {
            // a matrix and what is added to its diagonal
            Name = "plus diagonal",
            Run = c => Arrangements.PlusDiagonal(c.Turned(0), c[1]),
            NumPy = c => new($"{c[0].At(Level.Matmul)} + np.diag({c[1]})", Level.Sum),
            Native = b => [b.Call("PlusDiagonal", b.Rows)],
            Operations = b => b.Rows,
        },
        new()
        {
            Name = "vec",
            Operator = typeof(Vec),
            Run = c => Dense.Of(c.Turned(0).Data),
            Alias = _ => 0,
            NumPy = c => Code.Atom(c.Whole(0).At(Level.Atom) + (c.View(0) == View.Transposed ? ".ravel()" : ".ravel(order=\"F\")")),
        },
        new()
        {
            // sizes: of the result
            Name = "unvec",
            Operator = typeof(Unvec),
            Run = c => new Dense(c[0].Data, c.Size(0), c.Size(1)),
            Alias = _ => 0,
            NumPy = c => Code.Atom($"{c[0].At(Level.Atom)}.reshape({c.Shape}, order=\"F\")"),
        },
        new()
        {
            Name = "hcat",
            Operator = typeof(Hcat),
            Run = c => Arrangements.Beside(c.All),
            NumPy = c => Code.Call("np.column_stack", List(c)),
            Native = ArrangementCalls.Beside,
        },
        new()
        {
            // a vector among the blocks is a row
            Name = "vcat",
            Operator = typeof(Vcat),
            Run = c => Arrangements.Stacked([.. c.All.Select((x, i) => c.Form(i) == Form.Vector ? x.Transpose() : x)]),
            NumPy = c => Code.Call("np.vstack", List(c)),
            Native = ArrangementCalls.Stacked,
        },
        new()
        {
            Name = "join",
            Run = c => Dense.Of([.. c.All.SelectMany(x => x.Data)]),
            NumPy = c => c.Instruction.Operands.All(o => o.Value.Form == Form.Scalar)
                ? Code.Call("np.array", List(c), "dtype=float")
                : Code.Call("np.hstack", List(c)),
            Native = ArrangementCalls.Beside,
        },
        Gathered(ConstantKind.Commutation, "commutation_rows"),
        Gathered(ConstantKind.Commutation, "commutation_rows", columns: true),
        Gathered(ConstantKind.Duplication, "duplication_rows"),
        Gathered(ConstantKind.Duplication, "duplication_rows", columns: true),
        Gathered(ConstantKind.Elimination, "elimination_rows"),
        Gathered(ConstantKind.Elimination, "elimination_rows", columns: true),
        Picked("entry", x => $"[{x}]", (x, i) => Dense.Of(x.Data[Arrangements.Inside(i, x.Count)]), alias: b => Arrangements.Inside(b.Size(0), b.LengthOf(0))),
        Picked("row", x => $"[{x}]", (x, i) => Arrangements.TakeRows(x, [Arrangements.Inside(i, x.Rows)]).Transpose(), native: ArrangementCalls.Row),
        Picked("column", x => $"[:, {x}]", (x, i) => Dense.Of(x.Column(Arrangements.Inside(i, x.Columns)).ToArray()), alias: b => (long)Arrangements.Inside(b.Size(0), b.ColumnsOf(0)) * b.RowsOf(0)),
    ];

    // sizes: the parameters of K, D or L
    private static Kernel Gathered(ConstantKind kind, string helper, bool columns = false) => new()
    {
        Name = Gather(kind, columns),
        Native = b => [ArrangementCalls.Gather(b, kind, columns)],
        Run = c => columns ? Arrangements.TakeColumns(c[0], RowsOf(c, kind)) : Arrangements.TakeRows(c[0], RowsOf(c, kind)),
        NumPy = c => Code.Atom($"{c[0].At(Level.Atom)}[{(columns ? ":, " : "")}{c.Helper(helper, c.Instruction.Sizes.Select((_, i) => c.Size(i).Text))}]"),
    };

    // sizes: the index, from 0
    private static Kernel Picked(string name, Func<string, string> code, Func<Dense, int, Dense> run, Func<BoundInstruction, long>? alias = null, Calls? native = null) => new()
    {
        Alias = alias,
        Native = native is null ? null : b => native(b),
        Name = name,
        Run = c => run(c[0], c.Size(0)),
        NumPy = c => Code.Atom(c[0].At(Level.Atom) + code(c.Size(0).Text)),
    };

    private static int[] RowsOf(KernelCall c, ConstantKind kind) =>
        Arrangements.Rows(kind, c.Size(0), c.Instruction.Sizes.Count > 1 ? c.Size(1) : 1);

    private static string List(NumPyCall c) => $"[{string.Join(", ", Enumerable.Range(0, c.Count).Select(i => c[i].Text))}]";
}
