using System.Text;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Export;

/// <summary>
/// A plan as Python source of one function <c>compute</c> on NumPy. Columns arrive and leave as (n,), scalars as floats, rows and
/// matrices two-dimensional; inside, rows and columns are both one-dimensional and the plan knows which is which.
/// </summary>
internal sealed class NumPyExporter
{
    private const int LongestInline = 56;
    private const int LongestLine = 96;

    private readonly Plan plan;
    private readonly PythonNames names;
    private readonly NumPySizes sizes;
    private readonly Dictionary<Value, Code> codes = [];
    private readonly Dictionary<Input, string> inputNames = [];
    private readonly Dictionary<FunctionUse, string> functionNames = [];
    private readonly List<string> helpers = [];
    private readonly List<string> lines = [];
    private int next = 1;

    private NumPyExporter(Plan plan, NumPyContext? context = null)
    {
        this.plan = plan;
        names = context?.Names.Copy() ?? new();
        foreach (var input in plan.Inputs)
        {
            inputNames[input] = context?.Input(input.Source) ?? names.Take(PythonNames.Of(input.Source));
            codes[input.Value] = Code.Atom(inputNames[input]);
        }

        sizes = new NumPySizes(plan.Sizes, plan.Inputs, i => inputNames[i], names);
        foreach (var dimension in plan.Dimensions)
        {
            sizes.NameOf(dimension, context?.Size(dimension));
        }

        foreach (var function in plan.Functions)
        {
            functionNames[function] = context?.Function(function) ?? names.Take(PythonNames.Of(function));
        }
    }

    /// <summary>
    /// The source of <c>compute</c> for an expression: its parameters are the given symbols in order, used or not, then other
    /// symbols that occur, sizes that can't be inferred, and unknown functions.
    /// </summary>
    /// <exception cref="PlanException">There is nothing to compute: a derivative that is not worked out.</exception>
    public static string Export(Expr result, IReadOnlyList<Symbol> parameters, Scope? scope = null) =>
        Loops.AreIn(result) ? Loops.Export(result, parameters, scope, new NumPyLoopCode()) : Export(Plan.Of(result, parameters, scope));

    /// <summary>The source of <c>compute</c> for a plan with one output.</summary>
    public static string Export(Plan plan) => new NumPyExporter(plan).Write();

    /// <summary>A plan with one output as a function of a name without documentation: what it imports, and its lines.</summary>
    internal static (IReadOnlyList<string> Imports, IReadOnlyList<string> Lines) Function(Plan plan, string name)
    {
        var exporter = new NumPyExporter(plan);
        var body = exporter.Body();
        return (exporter.Imports(), [exporter.Signature(name), .. body.Select(l => l.Length == 0 ? "" : "    " + l)]);
    }

    /// <summary>
    /// A plan with one output as lines amid other code, the last of which begins with <paramref name="start"/>; and the helper functions that
    /// they use.
    /// </summary>
    internal static (IReadOnlyList<string> Helpers, IReadOnlyList<string> Lines) Part(Plan plan, NumPyContext context, string start)
    {
        var exporter = new NumPyExporter(plan, context);
        exporter.Compute();
        var output = plan.Outputs[0];
        var result = exporter.codes[output.Value];
        exporter.Statement(start, output.Shape.IsRow ? Code.Atom(result.At(Level.Atom) + "[None, :]") : result);
        return (exporter.helpers, [.. exporter.sizes.Lines(), .. exporter.lines]);
    }

    /// <summary>The modules of helper functions that are imported, as lines.</summary>
    internal static IEnumerable<string> Imports(IEnumerable<string> helpers) =>
        helpers.Where(h => NumPyHelpers.ModuleOf(h) is not null).GroupBy(NumPyHelpers.ModuleOf).Select(m => $"from {m.Key} import {string.Join(", ", m)}");

    /// <summary>The code of a value.</summary>
    internal Code CodeOf(Value value) => codes[value];

    /// <summary>A size as code.</summary>
    internal Code Size(Size size) => sizes.Use(size);

    /// <summary>The parameter that takes an unknown function.</summary>
    internal string FunctionName(FunctionUse function) => functionNames[function];

    /// <summary>A function to be defined inside or imported.</summary>
    internal string Helper(string function)
    {
        helpers.AddRange(NumPyHelpers.WithNeeds(function).Except(helpers));
        return function;
    }

    private string Write()
    {
        var body = Body();
        var text = new StringBuilder();
        foreach (string import in Imports())
        {
            text.Append(import).Append('\n');
        }

        text.Append($"\n\n{Signature("compute")}\n");
        foreach (string line in Documentation(plan.Outputs[0]).Concat(body))
        {
            text.Append(line.Length == 0 ? "\n" : $"    {line}\n");
        }

        return text.ToString();
    }

    private string[] Imports() =>
    [
        "import numpy as np",
        .. Imports(helpers),
    ];

    private string Signature(string function) =>
        $"def {function}({string.Join(", ", [.. inputNames.Values, .. plan.Dimensions.Select(d => sizes.NameOf(d)), .. functionNames.Values])}):";

    private List<string> Body()
    {
        var output = plan.Outputs[0];
        var body = new List<string>();
        Compute();
        var result = codes[output.Value];
        Statement("return ", output.Shape switch
        {
            { IsScalar: true } => Code.Call("float", result.Text),
            { IsRow: true } => Code.Atom(result.At(Level.Atom) + "[None, :]"),
            _ => result,
        });

        // A row is read as a line.
        var rows = plan.Inputs.Where(i => i.Source.Shape.IsRow).Select(i => $"{inputNames[i]} = {inputNames[i]}[0]");
        foreach (string helper in helpers.Where(h => NumPyHelpers.ModuleOf(h) is null))
        {
            body.AddRange([.. NumPyHelpers.SourceOf(helper), ""]);
        }

        body.AddRange([.. rows, .. sizes.Lines(), .. lines]);
        return body;
    }

    // A value that is used once and is short stands where it is used; others get a line.
    private void Compute()
    {
        var uses = plan.Instructions.SelectMany(i => i.Operands).Select(o => o.Value).Append(plan.Outputs[0].Value).GroupBy(v => v).ToDictionary(g => g.Key, g => g.Count());
        foreach (var instruction in plan.Instructions.Where(i => i.Kernel.IsTransparent))
        {
            uses[instruction.Operands[0].Value] += uses[instruction.Result] - 1;
        }

        foreach (var instruction in plan.Instructions)
        {
            var code = Fitted(instruction);
            codes[instruction.Result] = code;
            bool trivial = instruction.Kernel.IsTransparent || instruction.Kernel.Name is "number" or "pi" or "size" || (instruction.Kernel.Name == "transpose" && code.Text.Length < 12);
            if (!trivial && (uses[instruction.Result] > 1 || code.Text.Length > LongestInline) && instruction.Result != plan.Outputs[0].Value)
            {
                Name(instruction.Result);
            }
        }
    }

    // The code of an instruction, its longest operands on lines of their own until it fits on one.
    private Code Fitted(Instruction instruction)
    {
        while (true)
        {
            var code = instruction.Kernel.NumPy(new NumPyCall(instruction, this));
            int length = code.Terms.Select(t => t.Length).DefaultIfEmpty(code.Text.Length).Max();
            var longest = instruction.Operands.Select(o => o.Value).MaxBy(v => codes[v].Text.Length);
            if (length <= LongestLine - 12 || longest is null || codes[longest].Text.Length < 16)
            {
                return code;
            }

            Name(longest);
        }
    }

    private void Name(Value value)
    {
        string name;
        do
        {
            name = FormattableString.Invariant($"t{next++}");
        }
        while (names.IsTaken(name));

        names.Take(name);
        Statement(name + " = ", codes[value]);
        codes[value] = Code.Atom(name);
    }

    private void Statement(string start, Code code)
    {
        if (code.Terms.Count > 1 && start.Length + code.Text.Length > LongestLine)
        {
            lines.AddRange([start + "(", .. code.Terms.Select(t => "    " + t), ")"]);
        }
        else
        {
            lines.Add(start + code.Text);
        }
    }

    private IEnumerable<string> Documentation(Output output)
    {
        string what = output.Expression.ToString().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "'", StringComparison.Ordinal);
        yield return $"\"\"\"{(what.Length > 400 ? what[..400] + "…" : what)}";
        yield return "";
        foreach (var input in plan.Inputs)
        {
            yield return $"{inputNames[input]}: {ShapeText(input.Source.Shape)}";
        }

        foreach (var dimension in plan.Dimensions)
        {
            yield return $"{sizes.NameOf(dimension)}: int";
        }

        foreach (var (function, name) in functionNames)
        {
            yield return $"{name}: callable, {function} of each entry of an array";
        }

        yield return $"Returns {ShapeText(output.Shape)}.";
        yield return "\"\"\"";
    }

    private string ShapeText(Shape shape) => shape switch
    {
        { IsScalar: true } => "float",
        { IsColumn: true } => $"array ({sizes.Text(shape.Rows)},)",
        _ => $"array ({sizes.Text(shape.Rows)}, {sizes.Text(shape.Columns)})",
    };
}
