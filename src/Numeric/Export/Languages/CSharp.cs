using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Export.Languages;

/// <summary>C# on MathNet.Numerics: a class <c>Exported</c> with a method <c>Compute</c>; rows and columns are both vectors.</summary>
internal sealed partial class CSharp : Dialect
{
    /// <inheritdoc/>
    public override string Name => "csharp";

    /// <inheritdoc/>
    public override string Infinity => "double.PositiveInfinity";

    /// <inheritdoc/>
    public override string Reserved =>
        "abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern "
        + "false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out override "
        + "params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof "
        + "uint ulong unchecked unsafe ushort using virtual void volatile while Compute Exported Math Vector Matrix SpecialFunctions Enumerable Func System";

    /// <inheritdoc/>
    public override (string Plus, string Minus, string Times, string Over) Signs => (" + ", " - ", " * ", " / ");

    /// <inheritdoc/>
    public override string Assign(string name, string code) => $"var {name} = {code};";

    /// <inheritdoc/>
    public override string Side(string input, Shape shape, int axis) => shape.IsVector ? $"{input}.Count" : $"{input}.{(axis == 0 ? "RowCount" : "ColumnCount")}";

    /// <inheritdoc/>
    public override string Quotient(string p, string q) => $"({p} / {q})";

    /// <inheritdoc/>
    public override string Root(string p) => $"(int)Math.Round(Math.Sqrt({p}))";

    /// <inheritdoc/>
    public override Code Number(Rational value)
    {
        var code = base.Number(value);
        return code.Text.All(c => char.IsAsciiDigit(c) || c == '-') ? code with { Text = code.Text + ".0" }
            : value.IsInteger ? code
            : code with { Text = code.Text.Replace(" / ", ".0 / ", StringComparison.Ordinal) };
    }

    /// <inheritdoc/>
    public override Code Operand(Code code, Operand operand) => operand.View switch
    {
        View.Transposed => Code.Atom(code.At(Level.Atom) + ".Transpose()"),
        View.Across => Code.Atom(code.At(Level.Atom) + ".ToColumnMatrix()"),
        View.Down => Code.Atom(code.At(Level.Atom) + ".ToRowMatrix()"),
        _ => code,
    };

    /// <inheritdoc/>
    public override Code Across(Code code, Func<Size, string> size, Shape whole) => Code.Call("Columns", code.Text, size(whole.Columns));

    /// <inheritdoc/>
    public override Code Down(Code code, Func<Size, string> size, Shape whole) => Code.Call("Rows", code.Text, size(whole.Rows));

    /// <inheritdoc/>
    public override (Code Code, Form Form) Times((Code Code, Form Form) a, (Code Code, Form Form) b) => a.Form == Form.Scalar || b.Form == Form.Scalar
        ? base.Times(a, b)
        : (Code.Atom($"{a.Code.At(Level.Atom)}.PointwiseMultiply({b.Code})"), a.Form);

    /// <inheritdoc/>
    public override (Code Code, Form Form) Over((Code Code, Form Form) a, (Code Code, Form Form) b) => a.Form == Form.Scalar || b.Form == Form.Scalar
        ? base.Over(a, b)
        : (Code.Atom($"{a.Code.At(Level.Atom)}.PointwiseDivide({b.Code})"), a.Form);

    /// <inheritdoc/>
    public override string Write(ExportedFunction f) => Class(f.Description, "public static " + Signature(f, "Compute"), Body(f), [.. f.Helpers.Select(h => Helpers[h].Split('\n'))]);

    /// <summary>The type and parameters of a method.</summary>
    public static string Signature(ExportedFunction f, string name)
    {
        var parameters = f.Inputs.Select(i => $"{Type(i.Shape)} {i.Name}").Concat(f.Dimensions.Select(d => $"int {d}")).Concat(f.Functions.Select(x => $"Func<double, double> {x.Name}"));
        string type = f.Results.Count == 1 ? Type(f.Results[0].Shape) : $"({string.Join(", ", f.Results.Select(r => Type(r.Shape)))})";
        return $"{type} {name}({string.Join(", ", parameters)})";
    }

    /// <summary>The statements of a method.</summary>
    public static IReadOnlyList<string> Body(ExportedFunction f) =>
    [
        .. f.Sizes.Select(s => $"int {s.Name} = {s.Code};"),
        .. f.Lines,
        $"return {(f.Results.Count == 1 ? f.Results[0].Code : $"({string.Join(", ", f.Results.Select(r => r.Code))})")};",
    ];

    /// <summary>The class: a described method, and others after it.</summary>
    public static string Class(IEnumerable<string> description, string signature, IEnumerable<string> body, IEnumerable<IReadOnlyList<string>> others) => string.Join("\n", [
        "using System;",
        "using System.Linq;",
        "using MathNet.Numerics;",
        "using MathNet.Numerics.LinearAlgebra;",
        "",
        "public static class Exported",
        "{",
        "    /// <summary>",
        .. description.Where(d => d.Length > 0).Select(d => "    /// " + System.Net.WebUtility.HtmlEncode(d)),
        "    /// </summary>",
        "    " + signature,
        "    {",
        .. body.Select(l => "        " + l),
        "    }",
        .. others.SelectMany(o => o.Select(l => l.Length == 0 ? l : "    " + l).Prepend("")),
        "}",
        "",
    ]);

    /// <summary>The type of a value.</summary>
    public static string Type(Shape shape) => shape.IsScalar ? "double" : shape.IsVector ? "Vector<double>" : "Matrix<double>";
}
