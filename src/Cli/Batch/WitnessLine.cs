using System.Text.Json;
using MatrixDiff.Cli.Json;
using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Cli.Batch;

/// <summary>
/// A line of <c>witness</c>: <c>expr</c>, <c>where</c>, <c>wrt</c>, <c>kind</c>, <c>inputs</c> (arrays by name), <c>dims</c>,
/// <c>functions</c> (what unknown functions are), <c>text</c> (another expression to evaluate) and <c>best</c> (one whose nodes
/// are counted). No rule of the engine takes part in the value of the derivative.
/// </summary>
internal static class WitnessLine
{
    /// <summary>The value of a derivative at a point.</summary>
    public static string Answer(string text) => BatchLine.Answer(text, line =>
    {
        var scope = ExpressionReader.Declare(line.Texts("where") ?? []);
        var e = Known(ExpressionReader.Read(line.Text("expr") ?? throw UsageErrors.BadLine("\"expr\" is missing"), scope), line);
        var evaluator = new Evaluator<Real>(Model(line, scope));
        string[] wrt = [.. (line.Texts("wrt") ?? []).SelectMany(Request.Split)];
        var (x, y) = wrt.Length == 0 ? (null, null) : (ExpressionReader.Variable(wrt[0], scope), ExpressionReader.Variable(wrt[^1], scope));
        var value = line.Text("kind") switch
        {
            "gradient" => Gradient(evaluator, e, x!),
            "jacobian" => evaluator.Gradient(e, x!).Transposed(),
            "hessian" => evaluator.Hessian(e, x!, y!),
            _ => evaluator.Value(e),
        };
        var answer = new WitnessJson
        {
            Id = line.Id,
            Value = Rows(value),
            Text = line.Text("text") is { } other ? Rows(evaluator.Value(Known(ExpressionReader.Read(other, scope), line))) : null,
            Nodes = line.Text("best") is { } best ? SyntaxSize.Of(Parser.ParseExpression(new(best), ExpressionReader.IsFunction(scope))) : null,
        };
        return JsonSerializer.Serialize(answer, CliJson.Compact.WitnessJson);
    });

    private static Matrix<Real> Gradient(Evaluator<Real> evaluator, Expr e, Symbol x)
    {
        var gradient = evaluator.Gradient(e, x);
        var at = evaluator.Value(x);
        return e.IsScalar ? gradient.Reshaped(at.Rows, at.Columns) : gradient;
    }

    private static Model Model(BatchLine line, Scope scope)
    {
        var sizes = new Dictionary<Name, int>();
        foreach (var size in Properties(line, "dims"))
        {
            sizes[NameOf(size.Name)] = size.Value.GetInt32();
        }

        var given = new Dictionary<Symbol, Matrix<Real>>();
        foreach (var input in Properties(line, "inputs"))
        {
            if (scope.Symbols.TryGetValue(NameOf(input.Name), out var symbol))
            {
                given[symbol] = Matrix(input.Value, symbol.Shape, n => sizes[n]);
            }
        }

        return new(scope, sizes, seed: 0) { Given = given };
    }

    // Unknown functions by what they are.
    private static Expr Known(Expr e, BatchLine line)
    {
        var names = Properties(line, "functions").ToDictionary(p => p.Name, p => p.Value.GetString()!);
        return names.Count == 0 ? e : Rewrite.BottomUp(e, n =>
            n is Apply { Operator: ElementwiseOperator { Function: { IsUnknown: true } f, Order: var order } } a && names.TryGetValue(f.Name.Text, out string? known)
                ? FunctionTable.Elementwise(known)!.At(a.Argument, order)
                : n);
    }

    private static IEnumerable<JsonProperty> Properties(BatchLine line, string name) =>
        line.Element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : [];

    private static Name NameOf(string text) => Names.Of(Parser.ParseName(new(text)), new BindErrors(new(text)));

    // Numbers, lists and lists of rows, all by rows.
    private static Matrix<Real> Matrix(JsonElement value, Shape shape, Func<Name, int> sizes)
    {
        shape.Rows.Evaluate(sizes).TryToInt32(out int rows);
        shape.Columns.Evaluate(sizes).TryToInt32(out int columns);
        double[] numbers = [.. Numbers(value)];
        if (numbers.Length != rows * columns)
        {
            throw UsageErrors.BadLine($"an input has {numbers.Length} entries and not {rows}×{columns}");
        }

        var matrix = new Matrix<Real>(rows, columns);
        for (int i = 0; i < numbers.Length; i++)
        {
            matrix[i / columns, i % columns] = new(numbers[i]);
        }

        return matrix;
    }

    private static IEnumerable<double> Numbers(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(Numbers) : [value.GetDouble()];

    private static double[][] Rows(Matrix<Real> a) =>
        [.. Enumerable.Range(0, a.Rows).Select(i => Enumerable.Range(0, a.Columns).Select(j => a[i, j].Value).ToArray())];
}
