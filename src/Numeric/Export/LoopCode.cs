using MatrixDiff.Numeric.Export.Languages;
using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Export;

/// <summary>What loops in Python are made of in one of its modules for arrays.</summary>
internal abstract class LoopCode
{
    /// <summary>The lines before the function, known when all else is written.</summary>
    public abstract IEnumerable<string> Head();

    /// <summary>A plan without loops as a function inside of another.</summary>
    public abstract IEnumerable<string> Function(Plan plan, string name);

    /// <summary>A side of an argument.</summary>
    public abstract string Side(string name, Shape shape, int axis);

    /// <summary>A number.</summary>
    public abstract string Number(string literal);

    /// <summary>Zeros, where a sum begins.</summary>
    public abstract string Zeros(params string[] sides);

    /// <summary>The identity, where a product begins.</summary>
    public abstract string Identity(string side);
}

/// <summary>Loops around NumPy.</summary>
internal sealed class NumPyLoopCode : LoopCode
{
    private readonly SortedSet<string> imports = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override IEnumerable<string> Head() => imports;

    /// <inheritdoc/>
    public override IEnumerable<string> Function(Plan plan, string name)
    {
        var (import, lines) = NumPyExporter.Function(plan, name);
        imports.UnionWith(import);
        return lines;
    }

    /// <inheritdoc/>
    public override string Side(string name, Shape shape, int axis) => FormattableString.Invariant($"{name}.shape[{axis}]");

    /// <inheritdoc/>
    public override string Number(string literal) => literal;

    /// <inheritdoc/>
    public override string Zeros(params string[] sides) => sides is [var n] ? $"np.zeros({n})" : $"np.zeros(({string.Join(", ", sides)}))";

    /// <inheritdoc/>
    public override string Identity(string side) => $"np.eye({side})";
}

/// <summary>Loops around PyTorch or JAX; they run over numbers that are known when the function is compiled, and batches go through them.</summary>
internal sealed class TensorLoopCode(Tensors dialect) : LoopCode
{
    private readonly List<string> helpers = [];

    /// <inheritdoc/>
    public override IEnumerable<string> Head() => [.. dialect.Head(), .. helpers.SelectMany(h => new[] { "", "", dialect.Helpers[h] })];

    /// <inheritdoc/>
    public override IEnumerable<string> Function(Plan plan, string name)
    {
        var f = Exporter.Function(plan, dialect);
        Need([.. f.Helpers]);
        return [$"def {name}({string.Join(", ", f.Parameters)}):", .. dialect.Body(f).Select(l => "    " + l)];
    }

    /// <inheritdoc/>
    public override string Side(string name, Shape shape, int axis) => dialect.Side(name, shape, axis);

    /// <inheritdoc/>
    public override string Number(string literal) => Need("scalar") + $"({literal})";

    /// <inheritdoc/>
    public override string Zeros(params string[] sides) => $"0.0 * {Need("ones")}({string.Join(", ", sides)})";

    /// <inheritdoc/>
    public override string Identity(string side) => $"{Need("eye")}({side})";

    // Helper functions that the code needs; the last of them.
    private string Need(params string[] names)
    {
        helpers.AddRange(names.Except(helpers));
        return names.Length > 0 ? names[^1] : "";
    }
}
