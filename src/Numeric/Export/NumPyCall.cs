using System.Globalization;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Export;

/// <summary>What the code of a row is made of: the operands' code, helper functions, sizes.</summary>
internal sealed class NumPyCall(Instruction instruction, NumPyExporter exporter)
{
    /// <summary>The instruction.</summary>
    public Instruction Instruction { get; } = instruction;

    /// <summary>The number of operands.</summary>
    public int Count => Instruction.Operands.Count;

    /// <summary>The code of an operand: a matrix transposed where it is looked at so, a vector for every column as a column.</summary>
    public Code this[int operand] => View(operand) switch
    {
        Plans.View.Transposed => Code.Atom(Whole(operand).At(Level.Atom) + ".T"),
        Plans.View.Across => Code.Atom(Whole(operand).At(Level.Atom) + "[:, None]"),
        _ => Whole(operand),
    };

    /// <summary>The view of an operand.</summary>
    public View View(int operand) => Instruction.Operands[operand].View;

    /// <summary>The form of an operand.</summary>
    public Form Form(int operand) => Instruction.Operands[operand].Value.Form;

    /// <summary>The code of an operand, whatever its view.</summary>
    public Code Whole(int operand) => exporter.CodeOf(Instruction.Operands[operand].Value);

    /// <summary>f(operands).</summary>
    public Code Call(string function) => Code.Call(function, Enumerable.Range(0, Count).Select(i => this[i].Text));

    /// <summary>A call of a function that is defined inside, or imported from SciPy.</summary>
    public Code Helper(string function, params IEnumerable<string> arguments) => Code.Call(exporter.Helper(function), arguments);

    /// <summary>A size of the instruction.</summary>
    public Code Size(int index) => exporter.Size(Instruction.Sizes[index]);

    /// <summary>All sizes as an argument: n, or (m, n).</summary>
    public string Shape => Instruction.Sizes.Count == 1 ? Size(0).Text : $"({Size(0)}, {Size(1)})";

    /// <summary>The name of the unknown function.</summary>
    public string Function => exporter.FunctionName(Instruction.Function!);

    /// <summary>A number of the instruction.</summary>
    public Rational Number(int index) => Instruction.Numbers[index];

    /// <summary>A number as it is written: 2, 0.5, 1 / 3.</summary>
    public static Code Literal(Rational value)
    {
        if (value.IsInteger || IsShortDecimal(value))
        {
            return value.Sign < 0 ? new Code("-" + Decimal(value.Abs()), Level.Sign) : Code.Atom(Decimal(value));
        }

        return new($"{Whole(value.Numerator)} / {Whole(value.Denominator)}", value.Sign < 0 ? Level.Sign : Level.Times);
    }

    /// <summary>Is it a decimal of few digits that floating point holds exactly?</summary>
    public static bool IsShortDecimal(Rational value) => value.Denominator <= 1024 && value.Denominator.IsPowerOfTwo && System.Numerics.BigInteger.Abs(value.Numerator) < 1 << 20;

    /// <summary>A whole number: as such while it is exact in floating point, else as a float.</summary>
    public static string Whole(System.Numerics.BigInteger value) => System.Numerics.BigInteger.Abs(value) < (System.Numerics.BigInteger.One << 53)
        ? value.ToString(CultureInfo.InvariantCulture)
        : Float((double)value);

    // Beyond the range of floats: 1e400 would be infinite, and so is the value.
    private static string Float(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture)
        : value > 0 ? "np.inf" : "-np.inf";

    private static string Decimal(Rational value) => value.IsInteger ? Whole(value.Numerator) : value.ToDouble().ToString("R", CultureInfo.InvariantCulture);
}
