using System.Numerics.Tensors;
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
        Function("exp", TensorPrimitives.Exp, "np.exp"),
        Function("log", TensorPrimitives.Log, "np.log"),
        Function("sin", Math.Sin, "np.sin"),
        Function("cos", Math.Cos, "np.cos"),
        Function("tan", Math.Tan, "np.tan"),
        Function("asin", Math.Asin, "np.arcsin"),
        Function("acos", Math.Acos, "np.arccos"),
        Function("atan", Math.Atan, "np.arctan"),
        Function("sinh", Math.Sinh, "np.sinh"),
        Function("cosh", Math.Cosh, "np.cosh"),
        Function("tanh", Math.Tanh, "np.tanh"),
        Function("abs", TensorPrimitives.Abs, "np.abs"),
        Function("sign", Entrywise.Sign, "np.sign"),
        Function("relu", (x, r) => TensorPrimitives.Max(x, 0.0, r), x => Code.Call("np.maximum", x, "0.0")),
        Function("step", Entrywise.Step, x => Code.Call("np.heaviside", x, "0.0")),
        Function("sigmoid", Entrywise.Sigmoid, "sigmoid"),
        Function("softplus", Entrywise.Softplus, x => Code.Call("np.logaddexp", "0.0", x)),
        Function("erf", SpecialFunctions.Erf, "erf"),
        Function("gelu", Entrywise.Gelu, "gelu"),
        Function("silu", Entrywise.Silu, "silu"),
        new()
        {
            Name = "call",
            Operator = typeof(ElementwiseOperator),
            Run = c => c.Turned(0).Map(c.Function),
            NumPy = c => Code.Call(c.Function, c[0].Text),
        },
        new()
        {
            // numbers: the exponent, positive
            Name = "power",
            Operator = typeof(ElementwisePower),
            Run = c => Entrywise.Power(c[0], c.Number(0)),
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
            NumPy = c => new($"{c[0].At(Level.Atom)} ** {c[1].At(Level.Atom)}", Level.Power),
        },
        new()
        {
            // numbers: the constant, then the coefficient of each operand
            Name = "sum",
            Run = Broadcast.Sum,
            NumPy = NumPyText.Sum,
        },
        new()
        {
            // numbers: the coefficient, then how many of the last operands divide
            Name = "multiply",
            Operator = typeof(Hadamard),
            Run = Broadcast.Multiply,
            NumPy = NumPyText.Multiply,
        },
    ];

    private static Kernel Function(string name, EntriesMap map, string code) => Function(name, c => c.Turned(0).Map(map), c => Named(c, code));

    private static Kernel Function(string name, EntriesMap map, Func<string, Code> code) => Function(name, c => c.Turned(0).Map(map), c => code(c[0].Text));

    private static Kernel Function(string name, Func<double, double> map, string code) => Function(name, c => c.Turned(0).Map(map), c => Named(c, code));

    private static Kernel Function(string name, Func<double, double> map, Func<string, Code> code) => Function(name, c => c.Turned(0).Map(map), c => code(c[0].Text));

    private static Kernel Function(string name, Func<KernelCall, Dense> run, Func<NumPyCall, Code> code) =>
        new() { Name = name, Operator = typeof(ElementwiseOperator), Run = run, NumPy = code };

    // A NumPy function by its full name; otherwise one of the helper functions.
    private static Code Named(NumPyCall c, string function) =>
        function.StartsWith("np.", StringComparison.Ordinal) ? c.Call(function) : c.Helper(function, Enumerable.Range(0, c.Count).Select(i => c[i].Text));
}
