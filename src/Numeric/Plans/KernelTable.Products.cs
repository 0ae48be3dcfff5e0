using MatrixDiff.Numeric.Compilation;
using MatrixDiff.Numeric.Export;
using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Numeric.Plans;

/// <content>Products, and constants that stand by themselves.</content>
internal static partial class KernelTable
{
    private static Kernel[] Products =>
    [
        new()
        {
            Name = "matmul",
            Run = c => MatrixProduct.Multiply(c[0], c.View(0) == View.Transposed, c[1], c.View(1) == View.Transposed),
            NumPy = NumPyText.Matmul,
            Native = ProductCalls.Product,
            Entry = EntryFunctions.TimesVector,
            IsEntrywise = ProductCalls.IsEntrywise,
            ReadsWhole = true,
            ReadTransposed = 2,
            Operations = ProductCalls.ProductOperations,
        },
        new()
        {
            // the sum of the products of entries, of vectors or matrices
            Name = "dot",
            Run = c => Dense.Of(MatrixProduct.Dot(c.Turned(0), c.Turned(1))),
            NumPy = c => c.Form(0) == Form.Vector
                ? NumPyText.Matmul(c)
                : Code.Call("np.sum", $"{c[0].At(Level.Times)} * {c[1].At(Level.Times)}"),
            Entry = c => c.Graph.Of("Multiply", c[0], c[1]),
            SumsEntries = true,
            Native = b => [b.Call("Dot", b.LengthOf(0))],
            Operations = b => 2.0 * b.LengthOf(0),
        },
        new()
        {
            Name = "outer",
            Run = c => MatrixProduct.Outer(c[0], c[1]),
            NumPy = c => c.Call("np.outer"),
            Native = b => [b.Call("Outer", b.LengthOf(0), b.LengthOf(1))],
        },
        new()
        {
            // a vector is a column (across) or a row (down)
            Name = "⊗",
            Operator = typeof(Kronecker),
            Run = c => MatrixProduct.Kronecker(Line(c, 0), Line(c, 1)),
            NumPy = c => Code.Call("np.kron", Line(c, 0), Line(c, 1)),
            Native = ProductCalls.Kronecker,
        },
        new()
        {
            // sizes: how often the vector is repeated
            Name = "broadcast",
            Run = Broadcast.Repeat,
            Entry = c => c[0],
            NumPy = c => c.View(0) == View.Across
                ? Code.Call("np.repeat", c[0].Text, c.Size(0).Text, "axis=1")
                : Code.Call("np.repeat", c[0].At(Level.Atom) + "[None, :]", c.Size(0).Text, "axis=0"),
        },
    ];

    private static Kernel[] Constants =>
    [
        Constant("number", c => Dense.Of(c.Number(0)), c => NumPyCall.Literal(c.Number(0))),
        Constant("pi", c => Dense.Of(Math.PI), c => Code.Atom("np.pi")),
        Constant("size", c => Dense.Of(c.Size(0)), c => c.Size(0)),
        Constant("δ", c => Dense.Of(c.Size(0) == c.Size(1) ? 1 : 0), c => Code.Call("float", $"{c.Size(0).At(Level.Sum)} == {c.Size(1).At(Level.Sum)}")),
        Constant("I", c => Dense.Identity(c.Size(0)), c => Code.Call("np.eye", c.Size(0).Text)),
        Constant("zeros", c => Filled(c, 0), c => Code.Call("np.zeros", c.Shape)),
        Constant("ones", c => Filled(c, 1), c => Code.Call("np.ones", c.Shape)),
        new()
        {
            Name = "fill",
            Run = c => Filled(c, c[0].Scalar),
            NumPy = c => new($"{c[0].At(Level.Times)} * np.ones({c.Shape})", Level.Times),
            Entry = c => c[0],
        },
        Constant(
            "e",
            c => Arrangements.Selection([Arrangements.Inside(c.Size(0) - 1, c.Size(1))], c.Size(1)).Transpose(),
            c => c.Helper("basis", c.Size(0).Text, c.Size(1).Text)),
        Selected(ConstantKind.Commutation, "commutation", c => c.Size(0) * c.Size(1)),
        Selected(ConstantKind.Duplication, "duplication", c => c.Size(0) * (c.Size(0) + 1) / 2),
        Selected(ConstantKind.Elimination, "elimination", c => c.Size(0) * c.Size(0)),
    ];

    // sizes: the parameters of the constant
    private static Kernel Constant(string name, Func<KernelCall, Dense> run, Func<NumPyCall, Code> code) => new() { Name = name, Run = run, NumPy = code };

    private static Kernel Selected(ConstantKind kind, string helper, Func<KernelCall, int> columns) => Constant(
        OfConstant(kind),
        c => Arrangements.Selection(RowsOf(c, kind), columns(c)),
        c => c.Helper(helper, c.Instruction.Sizes.Select((_, i) => c.Size(i).Text)));

    private static Dense Filled(KernelCall c, double value)
    {
        var result = Dense.New(c.Size(0), c.Instruction.Sizes.Count > 1 ? c.Size(1) : 1);
        result.Data.AsSpan().Fill(value);
        return result;
    }

    private static Dense Line(KernelCall c, int operand) => c.View(operand) == View.Down ? c[operand].Transpose() : c.Turned(operand);

    private static string Line(NumPyCall c, int operand) => c.View(operand) == View.Down ? c.Whole(operand).At(Level.Atom) + "[None, :]" : c[operand].Text;
}
