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
        Whole<Transpose>("transpose", x => x.Transpose(), x => Code.Atom(x.At(Level.Atom) + ".T")),
        Whole<DiagonalMatrix>("diag", Arrangements.Diagonal, "np.diag"),
        Whole<DiagonalPart>("diagonal of", Arrangements.DiagonalOf, "np.diag"),
        Whole<Tril>("tril", x => Arrangements.Triangle(x, lower: true), "np.tril"),
        Whole<Triu>("triu", x => Arrangements.Triangle(x, lower: false), "np.triu"),
        Whole<Vech>("vech", x => Arrangements.TakeRows(Dense.Of(x.Data), Arrangements.Rows(ConstantKind.Elimination, x.Rows, 1)), "vech"),
        new()
        {
            Name = "vec",
            Operator = typeof(Vec),
            Run = c => Dense.Of(c.Turned(0).Data),
            NumPy = c => Code.Atom(c.Whole(0).At(Level.Atom) + (c.View(0) == View.Transposed ? ".ravel()" : ".ravel(order=\"F\")")),
        },
        new()
        {
            // sizes: of the result
            Name = "unvec",
            Operator = typeof(Unvec),
            Run = c => new Dense(c[0].Data, c.Size(0), c.Size(1)),
            NumPy = c => Code.Atom($"{c[0].At(Level.Atom)}.reshape({c.Shape}, order=\"F\")"),
        },
        new()
        {
            Name = "hcat",
            Operator = typeof(Hcat),
            Run = c => Arrangements.Beside(c.All),
            NumPy = c => Code.Call("np.column_stack", List(c)),
        },
        new()
        {
            // a vector among the blocks is a row
            Name = "vcat",
            Operator = typeof(Vcat),
            Run = c => Arrangements.Stacked([.. c.All.Select((x, i) => c.Form(i) == Form.Vector ? x.Transpose() : x)]),
            NumPy = c => Code.Call("np.vstack", List(c)),
        },
        new()
        {
            Name = "join",
            Run = c => Dense.Of([.. c.All.SelectMany(x => x.Data)]),
            NumPy = c => c.Instruction.Operands.All(o => o.Value.Form == Form.Scalar)
                ? Code.Call("np.array", List(c), "dtype=float")
                : Code.Call("np.hstack", List(c)),
        },
        Gathered(ConstantKind.Commutation, "commutation_rows"),
        Gathered(ConstantKind.Commutation, "commutation_rows", columns: true),
        Gathered(ConstantKind.Duplication, "duplication_rows"),
        Gathered(ConstantKind.Duplication, "duplication_rows", columns: true),
        Gathered(ConstantKind.Elimination, "elimination_rows"),
        Gathered(ConstantKind.Elimination, "elimination_rows", columns: true),
        Picked("entry", x => $"[{x}]", (x, i) => Dense.Of(x.Data[i])),
        Picked("row", x => $"[{x}]", (x, i) => Arrangements.TakeRows(x, [i]).Transpose()),
        Picked("column", x => $"[:, {x}]", (x, i) => Dense.Of(x.Column(i).ToArray())),
    ];

    // sizes: the parameters of K, D or L
    private static Kernel Gathered(ConstantKind kind, string helper, bool columns = false) => new()
    {
        Name = Gather(kind, columns),
        Run = c => columns ? Arrangements.TakeColumns(c[0], RowsOf(c, kind)) : Arrangements.TakeRows(c[0], RowsOf(c, kind)),
        NumPy = c => Code.Atom($"{c[0].At(Level.Atom)}[{(columns ? ":, " : "")}{c.Helper(helper, c.Instruction.Sizes.Select((_, i) => c.Size(i).Text))}]"),
    };

    // sizes: the index, from 0
    private static Kernel Picked(string name, Func<string, string> code, Func<Dense, int, Dense> run) => new()
    {
        Name = name,
        Run = c => run(c[0], c.Size(0)),
        NumPy = c => Code.Atom(c[0].At(Level.Atom) + code(c.Size(0).Text)),
    };

    private static int[] RowsOf(KernelCall c, ConstantKind kind) =>
        Arrangements.Rows(kind, c.Size(0), c.Instruction.Sizes.Count > 1 ? c.Size(1) : 1);

    private static string List(NumPyCall c) => $"[{string.Join(", ", Enumerable.Range(0, c.Count).Select(i => c[i].Text))}]";
}
