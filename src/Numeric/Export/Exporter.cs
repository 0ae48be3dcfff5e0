using System.Text.RegularExpressions;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Export;

/// <summary>A plan as a function in a language: each instruction by the template of its row, what is used twice or is long on a line of its own.</summary>
internal sealed partial class Exporter
{
    private const int LongestInline = 56;
    private const int LongestLine = 84;

    private readonly Plan plan;
    private readonly Dialect dialect;
    private readonly IdentifierNames names;
    private readonly SizeCode sizes;
    private readonly Dictionary<Value, Code> codes = [];
    private readonly Dictionary<Input, string> inputNames = [];
    private readonly Dictionary<FunctionUse, string> functionNames = [];
    private readonly List<string> lines = [];
    private int next = 1;

    private Exporter(Plan plan, Dialect dialect)
    {
        (this.plan, this.dialect) = (plan, dialect);
        names = new IdentifierNames(dialect.Reserved.Split(' ').Concat(dialect.Helpers.Keys));
        foreach (var input in plan.Inputs)
        {
            inputNames[input] = names.Take(PythonNames.Of(input.Source));
            codes[input.Value] = Code.Atom(inputNames[input]);
        }

        sizes = new SizeCode(plan, i => inputNames[i], names, dialect);
        foreach (var function in plan.Functions)
        {
            functionNames[function] = names.Take(FormattableString.Invariant(
                $"{PythonNames.Of(function.Function.Name)}{(function.Order == 0 ? "" : function.Order == 1 ? "_prime" : "_prime" + function.Order)}"));
        }
    }

    /// <summary>The source of a plan in a language.</summary>
    /// <exception cref="PlanException">The language has no way to write a part of it.</exception>
    public static string Export(Plan plan, Dialect dialect) => dialect.Write(Function(plan, dialect));

    /// <summary>What that source is made of.</summary>
    /// <exception cref="PlanException">The language has no way to write a part of it.</exception>
    public static ExportedFunction Function(Plan plan, Dialect dialect) => new Exporter(plan, dialect).Function();

    /// <summary>A size as code.</summary>
    public string Size(Size size) => sizes.Use(size);

    private ExportedFunction Function()
    {
        var uses = plan.Instructions.SelectMany(i => i.Operands).Select(o => o.Value).Concat(plan.Outputs.Select(o => o.Value)).GroupBy(v => v).ToDictionary(g => g.Key, g => g.Count());
        foreach (var factor in plan.Instructions.Where(i => i.Kernel.IsTransparent))
        {
            uses[factor.Operands[0].Value] += uses[factor.Result] - 1;
        }

        foreach (var instruction in plan.Instructions)
        {
            var code = codes[instruction.Result] = CodeOf(instruction);
            bool trivial = instruction.Kernel.IsTransparent || instruction.Kernel.Name is "number" or "pi" or "size" || (instruction.Kernel.Name == "transpose" && code.Text.Length < 12);
            if (!trivial && (uses[instruction.Result] > 1 || (code.Text.Length > LongestInline && plan.Outputs.All(o => o.Value != instruction.Result))))
            {
                Name(instruction.Result);
            }
        }

        var function = new ExportedFunction
        {
            Formula = string.Join("; ", plan.Outputs.Select(o => o.Expression.ToString())),
            Inputs = [.. plan.Inputs.Select(i => (inputNames[i], i.Source.Shape, Described(i.Source.Shape)))],
            Dimensions = [.. plan.Dimensions.Select(sizes.NameOf)],
            Functions = [.. functionNames.Select(f => (f.Value, $"a function, {f.Key} of each entry"))],
            Sizes = [.. sizes.Lines()],
            Lines = lines,
            Results = [.. plan.Outputs.Select(o => (codes[o.Value].Text, o.Shape, Described(o.Shape)))],
            Helpers = [],
        };
        string used = string.Join("\n", [.. lines, .. function.Results.Select(r => r.Code)]);
        var helpers = new List<string>();
        Need(used, helpers, []);
        return function with { Helpers = helpers };
    }

    private Code CodeOf(Instruction i)
    {
        while (true)
        {
            var code = i.Kernel.Name switch
            {
                "sum" => Sum(i),
                "multiply" => Multiply(i),
                "number" => dialect.Number(i.Numbers[0]),
                "lu" or "cholesky" => codes[i.Operands[0].Value],
                _ => Filled(i),
            };
            var longest = i.Operands.Select(o => o.Value).MaxBy(v => codes[v].Text.Length);
            if (code.Text.Length <= LongestLine || longest is null || codes[longest].Text.Length < 16)
            {
                return code;
            }

            Name(longest);
        }
    }

    // The template of a row; a template without a call or brackets around it is put in brackets where it is used.
    private Code Filled(Instruction i)
    {
        string forms = string.Concat(i.Operands.Select(o => o.Value.Form switch { Form.Scalar => 's', Form.Vector => 'v', _ => 'm' }));
        string row = i.Kernel.Name;
        string template = dialect.Templates.TryGetValue($"{row}:{forms}", out string? exact) ? exact
            : dialect.Templates.TryGetValue($"{row}:{forms[..Math.Min(1, forms.Length)]}", out string? first) ? first
            : dialect.Templates.TryGetValue(row, out string? any) ? any
            : throw new PlanException($"{row} ({forms}) can't be written in {dialect.Name}");
        string text = Placeholder().Replace(template, m => m.Groups[1].Value switch
        {
            "all" => dialect.All([.. i.Operands.Select(o => (Operand(i, o).Text, o.Value.Form))], i.Result.Form),
            // vectors as rows
            "lines" => string.Join(", ", i.Operands.Select(o => Operand(i, o.Value.Form == Form.Vector ? o with { View = View.Down } : o).Text)),
            "extent" => dialect.Extent([sizes.Use(i.Result.Shape.Rows), .. i.Result.Form == Form.Matrix ? new[] { sizes.Use(i.Result.Shape.Columns) } : []]),
            "f" => functionNames[i.Function!],
            "rows" => sizes.Use(i.Result.Shape.Rows),
            "columns" => sizes.Use(i.Result.Shape.Columns),
            ['s', .. var k] => sizes.Use(i.Sizes[int.Parse(k, System.Globalization.CultureInfo.InvariantCulture)]),
            ['n', .. var k] => dialect.Number(i.Numbers[int.Parse(k, System.Globalization.CultureInfo.InvariantCulture)]).At(Level.Atom),
            // Inside of a call nothing has to be bracketed.
            var k => (row is "general power" or "broadcast" ? Entry(i, i.Operands[int.Parse(k, System.Globalization.CultureInfo.InvariantCulture)]) : Operand(i, i.Operands[int.Parse(k, System.Globalization.CultureInfo.InvariantCulture)])) is var c && IsArgument(template, m) ? c.Text : c.At(Level.Atom),
        });
        return new(text, template.Contains(' ', StringComparison.Ordinal) && !IsCall(template) ? Level.Matmul : Level.Atom);
    }

    private Code Sum(Instruction i)
    {
        var (plus, minus, _, _) = dialect.Signs;
        string text = "";
        int terms = 0;
        var constant = i.Numbers[0];
        if (!constant.IsZero)
        {
            (text, terms) = (dialect.Number(constant).Text, 1);
        }

        for (int k = 0; k < i.Operands.Count; k++, terms++)
        {
            var c = i.Numbers[k + 1];
            string term = Scaled(c.Abs(), Entry(i, i.Operands[k])).At(Level.Times);
            text += terms == 0 ? (c.Sign < 0 ? "-" : "") + term : (c.Sign < 0 ? minus : plus) + term;
        }

        return new(text, terms > 1 ? Level.Sum : text.StartsWith('-') ? Level.Sign : i.Numbers.Count == 2 && i.Numbers[1].IsOne ? Entry(i, i.Operands[0]).Level : Level.Times);
    }

    private Code Multiply(Instruction i)
    {
        int factors = i.Operands.Count - (int)i.Numbers[1].Numerator;
        var coefficient = i.Numbers[0];
        (Code Code, Form Form)? product = coefficient.Abs().IsOne && factors > 0 ? null : (dialect.Number(coefficient.Abs()) is var n && n.Level == Level.Atom ? n : Code.Atom($"({n})"), Form.Scalar);
        foreach (var operand in i.Operands.Take(factors))
        {
            var next = (Entry(i, operand), operand.Value.Form == Form.Scalar ? Form.Scalar : i.Result.Form);
            product = product is { } p ? dialect.Times(p, next) : next;
        }

        foreach (var operand in i.Operands.Skip(factors))
        {
            product = dialect.Over(product!.Value, (Entry(i, operand), operand.Value.Form == Form.Scalar ? Form.Scalar : i.Result.Form));
        }

        var code = product!.Value.Code;
        return coefficient.Sign < 0 ? new("-" + code.At(Level.Times), Level.Sign) : code;
    }

    private Code Scaled(Rational c, Code x) => c.IsOne ? x : new(dialect.Number(c).At(Level.Power) + dialect.Signs.Times + x.At(Level.Times), Level.Times);

    private Code Operand(Instruction i, Operand operand) => dialect.Operand(codes[operand.Value], operand);

    // An operand of a sum, product or power, a scalar spread over the entries.
    private Code Entry(Instruction i, Operand operand) => (operand.Value.Form, operand.View) switch
    {
        (Form.Scalar, View.Plain) => dialect.Spread(codes[operand.Value], i.Result.Form),
        (_, View.Across) => dialect.Across(codes[operand.Value], sizes.Use, i.Result.Shape),
        (_, View.Down) => dialect.Down(codes[operand.Value], sizes.Use, i.Result.Shape),
        _ => Operand(i, operand),
    };

    private void Name(Value value)
    {
        string name;
        do
        {
            name = FormattableString.Invariant($"t{next++}");
        }
        while (names.IsTaken(name));

        names.Take(name);
        lines.Add(dialect.Assign(name, codes[value].Text));
        codes[value] = Code.Atom(name);
    }

    // The helper functions that a text calls, each after what it needs itself.
    private void Need(string text, List<string> found, HashSet<string> seen)
    {
        foreach (var (helper, source) in dialect.Helpers)
        {
            if (!seen.Contains(helper) && Regex.IsMatch(text, $@"(?<![\w.]){helper}\b"))
            {
                seen.Add(helper);
                string body = source[(source.IndexOf(helper, StringComparison.Ordinal) + helper.Length)..];
                Need(body, found, seen);
                found.Add(helper);
            }
        }
    }

    private string Described(Shape shape) => shape switch
    {
        { IsScalar: true } => "scalar",
        { IsColumn: true } => $"vector of length {sizes.Text(shape.Rows)}",
        _ => $"matrix {sizes.Text(shape.Rows)} by {sizes.Text(shape.Columns)}",
    };

    // Does a placeholder stand between the brackets or commas of a call?
    private static bool IsArgument(string template, Match m)
    {
        string before = template[..m.Index], after = template[(m.Index + m.Length)..];
        return (before.EndsWith(", ", StringComparison.Ordinal) || (before.Length > 1 && before[^1] == '(' && (char.IsLetterOrDigit(before[^2]) || before[^2] is '.' or '_')))
            && (after.StartsWith(')') || after.StartsWith(','));
    }

    private static bool IsCall(string template) => Call().IsMatch(template);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();

    // One call or bracket from the beginning to the end.
    [GeneratedRegex(@"^[\w.]*\.?(?<open>\()(?:[^()]|(?<open>\()|(?<-open>\)))*\)(?(open)(?!))$")]
    private static partial Regex Call();
}
