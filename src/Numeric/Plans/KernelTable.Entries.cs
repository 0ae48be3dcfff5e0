using System.Numerics.Tensors;
using MatrixDiff.Numeric.Compilation;
using MatrixDiff.Numeric.Export;
using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MathNet.Numerics;

namespace MatrixDiff.Numeric.Plans;

/// <content>Entry by entry: functions, powers, sums and products.</content>
internal static partial class KernelTable
{
    private static Kernel[] Entries =>
    [
        Function("exp", TensorPrimitives.Exp, "np.exp", Lane("Exp")),
        Function("log", TensorPrimitives.Log, "np.log", Lane("Log")),
        Function("sin", Math.Sin, "np.sin", Lane("Sin")),
        Function("cos", Math.Cos, "np.cos", Lane("Cos")),
        Function("tan", Math.Tan, "np.tan", Lane("Tan")),
        Function("asin", Math.Asin, "np.arcsin", Lane("Asin")),
        Function("acos", Math.Acos, "np.arccos", Lane("Acos")),
        Function("atan", Math.Atan, "np.arctan", Lane("Atan")),
        Function("sinh", Math.Sinh, "np.sinh", Lane("Sinh")),
        Function("cosh", Math.Cosh, "np.cosh", Lane("Cosh")),
        Function("tanh", Math.Tanh, "np.tanh", Lane("Tanh")),
        Function("abs", TensorPrimitives.Abs, "np.abs", Lane("Abs")),
        Function("sign", Entrywise.Sign, "np.sign", Lane("Sign")),
        Function("relu", (x, r) => TensorPrimitives.Max(x, 0.0, r), x => Code.Call("np.maximum", x, "0.0"), EntryFunctions.Relu),
        Function("step", Entrywise.Step, x => Code.Call("np.heaviside", x, "0.0"), Lane("Step")),
        Function("sigmoid", Entrywise.Sigmoid, "sigmoid", EntryFunctions.Sigmoid),
        Function("softplus", Entrywise.Softplus, x => Code.Call("np.logaddexp", "0.0", x), EntryFunctions.Softplus),
        Function("erf", SpecialFunctions.Erf, "erf", Lane("Erf")),
        Function("gelu", Entrywise.Gelu, "gelu", Lane("Gelu")),
        Function("silu", Entrywise.Silu, "silu", EntryFunctions.Silu),
        new()
        {
            Name = "call",
            Operator = typeof(ElementwiseOperator),
            Run = c => c.Turned(0).Map(c.Function),
            Entry = c => c.Graph.Call(c.Instruction.Function!, c[0], (c.Bound.Rows, c.Bound.Columns)),
            NumPy = c => Code.Call(c.Function, c[0].Text),
        },
        new()
        {
            // numbers: the exponent, positive
            Name = "power",
            Operator = typeof(ElementwisePower),
            Run = c => Entrywise.Power(c[0], c.Number(0)),
            Entry = c => c.Graph.Power(c[0], c.Number(0)),
            NumPy = c => c.Number(0) == new Rational(1, 2) ? c.Call("np.sqrt")
                : new($"{c[0].At(Level.Atom)} ** {NumPyCall.Literal(c.Number(0)).At(Level.Atom)}", Level.Power),
        },
        new()
        {
            Name = "general power",
            Operator = typeof(GeneralPower),
            Run = c => c.Form(0) == Form.Scalar ? c.Turned(1).Map(y => Math.Pow(c[0].Scalar, y))
                : c.Form(1) == Form.Scalar ? c.Turned(0).Map(x => Math.Pow(x, c[1].Scalar))
                : c.Turned(0).Zip(c.Turned(1), Math.Pow),
            Entry = c => c.Graph.Of("Power", c[0], c[1]),
            NumPy = c => new($"{c[0].At(Level.Atom)} ** {c[1].At(Level.Atom)}", Level.Power),
        },
        new()
        {
            // numbers: the constant, then the coefficient of each operand
            Name = "sum",
            Run = Broadcast.Sum,
            Entry = c => c.Graph.Sum(c.Number(0).ToDouble(), [.. Enumerable.Range(0, c.Count).Select(i => (c.Number(i + 1).ToDouble(), c[i]))]),
            NumPy = NumPyText.Sum,
            Operations = b => Linear(b) * b.Length,
        },
        new()
        {
            // numbers: the coefficient, then how many of the last operands divide
            Name = "multiply",
            Operator = typeof(Hadamard),
            Run = Broadcast.Multiply,
            Entry = Quotient,
            NumPy = NumPyText.Multiply,
            Operations = b => (b.Count - (b.Instruction.Numbers[0].IsOne ? 1 : 0)) * (double)b.Length,
        },
    ];

    private static Kernel Function(string name, EntriesMap map, string code, Func<EntryGraph, EntryNode, EntryNode> entry) =>
        Function(name, c => c.Turned(0).Map(map), c => Named(c, code), entry);

    private static Kernel Function(string name, EntriesMap map, Func<string, Code> code, Func<EntryGraph, EntryNode, EntryNode> entry) =>
        Function(name, c => c.Turned(0).Map(map), c => code(c[0].Text), entry);

    private static Kernel Function(string name, Func<double, double> map, string code, Func<EntryGraph, EntryNode, EntryNode> entry) =>
        Function(name, c => c.Turned(0).Map(map), c => Named(c, code), entry);

    private static Kernel Function(string name, Func<double, double> map, Func<string, Code> code, Func<EntryGraph, EntryNode, EntryNode> entry) =>
        Function(name, c => c.Turned(0).Map(map), c => code(c[0].Text), entry);

    private static Kernel Function(string name, Func<KernelCall, Dense> run, Func<NumPyCall, Code> code, Func<EntryGraph, EntryNode, EntryNode> entry) =>
        new() { Name = name, Operator = typeof(ElementwiseOperator), Run = run, NumPy = code, Entry = c => entry(c.Graph, c[0]) };

    // One operation of the lanes.
    private static Func<EntryGraph, EntryNode, EntryNode> Lane(string operation) => (g, x) => g.Of(operation, x);

    // Additions, and multiplications by other numbers than 1 and -1, of a sum.
    private static double Linear(BoundInstruction b) => b.Count - (b.Instruction.Numbers[0].IsZero ? 1 : 0)
        + b.Instruction.Numbers.Skip(1).Count(c => !c.IsOne && c != Rational.MinusOne);

    private static EntryNode Quotient(EntryCall c)
    {
        int factors = c.Count - (int)c.Number(1).ToDouble();
        var top = c.Graph.Product(c.Number(0).ToDouble(), Enumerable.Range(0, factors).Select(i => c[i]));
        return factors == c.Count ? top : c.Graph.Of("Divide", top, c.Graph.Product(1, Enumerable.Range(factors, c.Count - factors).Select(i => c[i])));
    }

    // A NumPy function by its full name; otherwise one of the helper functions.
    private static Code Named(NumPyCall c, string function) =>
        function.StartsWith("np.", StringComparison.Ordinal) ? c.Call(function) : c.Helper(function, Enumerable.Range(0, c.Count).Select(i => c[i].Text));
}
