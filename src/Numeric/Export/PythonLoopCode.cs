using MatrixDiff.Numeric.Export.Languages;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Export;

/// <summary>Loops in Python; the parts are functions inside of the function.</summary>
internal abstract class PythonLoopCode : LoopCode
{
    private readonly PythonNames names = new();
    private readonly List<string> functions = [];

    /// <inheritdoc/>
    public override string Take(string wanted) => names.Take(wanted);

    /// <inheritdoc/>
    public override void Part(Plan plan, string name) => functions.AddRange([.. Function(plan, name), ""]);

    /// <inheritdoc/>
    public override string Let(string name, string value) => $"{name} = {value}";

    /// <inheritdoc/>
    public override string Update(string name, bool sum, bool scalar, string value) => $"{name} = {name} {(sum ? "+" : scalar ? "*" : "@")} {value}";

    /// <inheritdoc/>
    public override IEnumerable<string> Up(string index, string from, string to, string end, IEnumerable<string> body) => body.Select(l => "    " + l).Prepend($"for {index} in range({from}, {end}):");

    /// <inheritdoc/>
    public override IEnumerable<string> Down(string index, string from, string to, string end, IEnumerable<string> body) => body.Select(l => "    " + l).Prepend($"for {index} in range({to}, {end}, -1):");

    /// <inheritdoc/>
    public override string Write(LoopFunction f)
    {
        string[] body =
        [
            $"\"\"\"{f.Formula.Replace("\\", "\\\\", StringComparison.Ordinal)}", "", .. f.Parameters.Select(Described), .. f.Dimensions.Select(d => $"{d}: int"), "\"\"\"",
            .. functions, .. f.ReadOff.Select(r => $"{r.Name} = {r.Code}"), .. f.Lines, $"return {f.Value}",
        ];
        return string.Concat(Head().Select(l => l + "\n").Append($"\n\ndef compute({f.Signature}):\n").Concat(body.Select(l => l.Length == 0 ? "\n" : $"    {l}\n")));
    }

    /// <summary>The lines before the function, known when all else is written.</summary>
    protected abstract IEnumerable<string> Head();

    /// <summary>A plan without loops as a function inside of another.</summary>
    protected abstract IEnumerable<string> Function(Plan plan, string name);

    private static string Described(LoopParameter p) => p.Family is { } family ? $"{p.Name}: sequence, {p.Name}[0] being {family}[1]"
        : $"{p.Name}: {(p.Shape.IsScalar ? "float" : p.Shape.IsColumn ? $"array ({p.Shape.Rows},)" : $"array ({p.Shape.Rows}, {p.Shape.Columns})")}";
}

/// <summary>Loops around NumPy.</summary>
internal sealed class NumPyLoopCode : PythonLoopCode
{
    private readonly SortedSet<string> imports = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string Side(string name, Shape shape, int axis) => FormattableString.Invariant($"{name}.shape[{axis}]");

    /// <inheritdoc/>
    public override string Zeros(string[] sides, Shape shape) => sides is [var n] ? $"np.zeros({n})" : $"np.zeros(({string.Join(", ", sides)}))";

    /// <inheritdoc/>
    public override string Identity(string side) => $"np.eye({side})";

    /// <inheritdoc/>
    protected override IEnumerable<string> Head() => imports;

    /// <inheritdoc/>
    protected override IEnumerable<string> Function(Plan plan, string name)
    {
        var (import, lines) = NumPyExporter.Function(plan, name);
        imports.UnionWith(import);
        return lines;
    }
}

/// <summary>Loops around PyTorch or JAX; they run over numbers that are known when the function is compiled, and batches go through them.</summary>
internal sealed class TensorLoopCode(Tensors dialect) : PythonLoopCode
{
    private readonly List<string> helpers = [];

    /// <inheritdoc/>
    public override string Side(string name, Shape shape, int axis) => dialect.Side(name, shape, axis);

    /// <inheritdoc/>
    public override string Number(string literal) => Need("scalar") + $"({literal})";

    /// <inheritdoc/>
    public override string Zeros(string[] sides, Shape shape) => $"0.0 * {Need("ones")}({string.Join(", ", sides)})";

    /// <inheritdoc/>
    public override string Identity(string side) => $"{Need("eye")}({side})";

    /// <inheritdoc/>
    protected override IEnumerable<string> Head() => [.. dialect.Head(), .. helpers.SelectMany(h => new[] { "", "", dialect.Helpers[h] })];

    /// <inheritdoc/>
    protected override IEnumerable<string> Function(Plan plan, string name)
    {
        var f = Exporter.Function(plan, dialect);
        Need([.. f.Helpers]);
        return [$"def {name}({string.Join(", ", f.Parameters)}):", .. dialect.Body(f).Select(l => "    " + l)];
    }

    // Helper functions that the code needs; the last of them.
    private string Need(params string[] names)
    {
        helpers.AddRange(names.Except(helpers));
        return names.Length > 0 ? names[^1] : "";
    }
}
