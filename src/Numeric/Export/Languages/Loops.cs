using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Export.Languages;

/// <summary>Loops in a language whose parts are functions beside the function.</summary>
internal abstract class SeparateLoopCode(Dialect dialect) : LoopCode
{
    private readonly IdentifierNames names = new(dialect.Reserved.Split(' ').Concat(dialect.Helpers.Keys));
    private readonly List<string> helpers = [];

    /// <summary>The parts as sources.</summary>
    protected List<IReadOnlyList<string>> Parts { get; } = [];

    /// <summary>The helper functions that the parts need, as sources.</summary>
    protected IEnumerable<string> Helpers => helpers.Select(h => dialect.Helpers[h]);

    /// <inheritdoc/>
    public override string Take(string wanted) => names.Take(wanted);

    /// <inheritdoc/>
    public override void Part(Plan plan, string name)
    {
        var f = Exporter.Function(plan, dialect);
        helpers.AddRange(f.Helpers.Except(helpers));
        Parts.Add([.. Function(f, name)]);
    }

    /// <inheritdoc/>
    public override string Side(string name, Shape shape, int axis) => dialect.Side(name, shape, axis);

    /// <inheritdoc/>
    public override string Let(string name, string value) => dialect.Assign(name, value);

    /// <summary>A plan as a function without description.</summary>
    protected abstract IEnumerable<string> Function(ExportedFunction f, string name);
}

/// <summary>Loops in C#.</summary>
internal sealed class CSharpLoopCode(CSharp dialect) : SeparateLoopCode(dialect)
{
    /// <inheritdoc/>
    public override string PartName => "Part";

    /// <inheritdoc/>
    public override string Zeros(string[] sides, Shape shape) => shape.IsVector ? $"Vector<double>.Build.Dense({sides[shape.IsColumn ? 0 : 1]})" : $"Matrix<double>.Build.Dense({sides[0]}, {sides[1]})";

    /// <inheritdoc/>
    public override string Identity(string side) => $"Matrix<double>.Build.DenseIdentity({side})";

    /// <inheritdoc/>
    public override string Update(string name, bool sum, bool scalar, string value) => $"{name} {(sum ? "+" : "*")}= {value};";

    /// <inheritdoc/>
    public override IEnumerable<string> Up(string index, string from, string to, string end, IEnumerable<string> body) => Block($"for (int {index} = {from}; {index} <= {to}; {index}++)", body);

    /// <inheritdoc/>
    public override IEnumerable<string> Down(string index, string from, string to, string end, IEnumerable<string> body) => Block($"for (int {index} = {to}; {index} >= {from}; {index}--)", body);

    /// <inheritdoc/>
    public override string Write(LoopFunction f)
    {
        var parameters = f.Parameters.Select(p => $"{CSharp.Type(p.Shape)}{(p.Family is null ? "" : "[]")} {p.Name}").Concat(f.Dimensions.Select(d => $"int {d}")).Concat(f.Callables.Select(c => $"Func<double, double> {c.Name}"));
        return CSharp.Class(
            f.Described(p => $"an array, {p.Name}[0] being {p.Family}[1]"),
            $"public static {CSharp.Type(f.Shape)} Compute({string.Join(", ", parameters)})",
            [.. f.ReadOff.Select(r => $"int {r.Name} = {r.Code};"), .. f.Lines, $"return {f.Value};"],
            [.. Parts, .. Helpers.Select(h => h.Split('\n'))]);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Function(ExportedFunction f, string name) => ["private static " + CSharp.Signature(f, name), "{", .. CSharp.Body(f).Select(l => "    " + l), "}"];

    private static IEnumerable<string> Block(string head, IEnumerable<string> body) => [head, "{", .. body.Select(l => "    " + l), "}"];
}

/// <summary>Loops in Octave.</summary>
internal sealed class OctaveLoopCode(Octave dialect) : SeparateLoopCode(dialect)
{
    /// <inheritdoc/>
    public override int First => 1;

    /// <inheritdoc/>
    public override string Member(string family, string index, Shape shape) => shape.IsScalar ? $"{family}({index})" : $"{family}{{{index}}}";

    /// <inheritdoc/>
    public override string Zeros(string[] sides, Shape shape) => $"zeros({sides[0]}, {(sides.Length > 1 ? sides[1] : "1")})";

    /// <inheritdoc/>
    public override string Identity(string side) => $"eye({side})";

    /// <inheritdoc/>
    public override string Update(string name, bool sum, bool scalar, string value) => $"{name} = {name} {(sum ? "+" : "*")} {value};";

    /// <inheritdoc/>
    public override IEnumerable<string> Up(string index, string from, string to, string end, IEnumerable<string> body) => [$"for {index} = {from}:{to}", .. body.Select(l => "  " + l), "end"];

    /// <inheritdoc/>
    public override IEnumerable<string> Down(string index, string from, string to, string end, IEnumerable<string> body) => [$"for {index} = {to}:-1:{from}", .. body.Select(l => "  " + l), "end"];

    /// <inheritdoc/>
    public override string Write(LoopFunction f) => string.Join("\n", [
        $"function result = compute({f.Signature})",
        .. f.Described(p => p.Shape.IsScalar ? $"an array that begins with {p.Family}[1]" : $"a cell array that begins with {p.Family}[1]").Select(d => $"  % {d}".TrimEnd()),
        .. f.ReadOff.Select(r => $"  {r.Name} = {r.Code};"),
        .. f.Lines.Select(l => "  " + l),
        $"  result = {f.Value};",
        "end",
        .. Parts.Concat(Helpers.Select(h => (IReadOnlyList<string>)[h])).SelectMany(p => p.Prepend("")),
        "",
    ]);

    /// <inheritdoc/>
    protected override IEnumerable<string> Function(ExportedFunction f, string name) => Octave.Function(f, name, []);
}

/// <summary>Loops in Julia.</summary>
internal sealed class JuliaLoopCode(Julia dialect) : SeparateLoopCode(dialect)
{
    /// <inheritdoc/>
    public override int First => 1;

    /// <inheritdoc/>
    public override string Zeros(string[] sides, Shape shape) => $"zeros({string.Join(", ", sides)})";

    /// <inheritdoc/>
    public override string Identity(string side) => $"Matrix(1.0I, {side}, {side})";

    /// <inheritdoc/>
    public override string Update(string name, bool sum, bool scalar, string value) => $"{name} = {name} {(sum ? "+" : "*")} {value}";

    /// <inheritdoc/>
    public override IEnumerable<string> Up(string index, string from, string to, string end, IEnumerable<string> body) => [$"for {index} in {from}:{to}", .. body.Select(l => "    " + l), "end"];

    /// <inheritdoc/>
    public override IEnumerable<string> Down(string index, string from, string to, string end, IEnumerable<string> body) => [$"for {index} in {to}:-1:{from}", .. body.Select(l => "    " + l), "end"];

    /// <inheritdoc/>
    public override string Write(LoopFunction f) => Julia.Module(
        [.. Helpers, .. Parts.Select(p => string.Join("\n", p))],
        f.Described(p => $"a sequence that begins with {p.Family}[1]"),
        [$"function compute({f.Signature})", .. ((string[])[.. f.ReadOff.Select(r => $"{r.Name} = {r.Code}"), .. f.Lines, $"return {f.Value}"]).Select(l => "    " + l), "end"]);

    /// <inheritdoc/>
    protected override IEnumerable<string> Function(ExportedFunction f, string name) => Julia.Function(f, name);
}
