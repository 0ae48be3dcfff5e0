using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Export.Languages;

/// <summary>
/// PyTorch or JAX, for a batch at a time: any argument may have leading dimensions, which are broadcast against each other; scalars end in
/// no dimension, vectors in one, matrices in two. The code has no control flow that depends on values, so that it can be compiled as it is.
/// </summary>
internal abstract partial class Tensors : Dialect
{
    /// <summary>The name of the module in the code.</summary>
    protected abstract string Module { get; }

    /// <inheritdoc/>
    public override string Fence => "python";

    /// <inheritdoc/>
    public override string Infinity => "float(\"inf\")";

    /// <inheritdoc/>
    public override string Reserved =>
        "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or "
        + "pass raise return try while with yield match case type abs float int len max min range round sum tuple zip torch jax jnp np compute";

    /// <inheritdoc/>
    public override (string Plus, string Minus, string Times, string Over) Signs => (" + ", " - ", " * ", " / ");

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Templates => templates ??= Template.Parse(Page.Replace("xp.", Module + ".", StringComparison.Ordinal));

    private IReadOnlyDictionary<string, string>? templates;

    /// <inheritdoc/>
    public override string Side(string input, Shape shape, int axis) => shape.IsRow ? $"{input}.shape[-1]" : shape.IsVector ? $"{input}.shape[-1]" : FormattableString.Invariant($"{input}.shape[{axis - 2}]");

    /// <inheritdoc/>
    public override string Quotient(string p, string q) => $"({p} // {q})";

    /// <inheritdoc/>
    public override string Root(string p) => $"round(({p}) ** 0.5)";

    /// <inheritdoc/>
    public override Code Operand(Code code, Operand operand) => operand.View switch
    {
        View.Transposed => Code.Atom(code.At(Level.Atom) + ".swapaxes(-1, -2)"),
        View.Across => Code.Atom(code.At(Level.Atom) + "[..., :, None]"),
        View.Down => Code.Atom(code.At(Level.Atom) + "[..., None, :]"),
        _ => code,
    };

    /// <inheritdoc/>
    public override Code Across(Code code, Func<Size, string> size, Shape whole) => Code.Atom(code.At(Level.Atom) + "[..., :, None]");

    /// <inheritdoc/>
    public override Code Down(Code code, Func<Size, string> size, Shape whole) => Code.Atom(code.At(Level.Atom) + "[..., None, :]");

    /// <inheritdoc/>
    public override Code Spread(Code code, Form form) => form == Form.Scalar || code.Text.All(c => char.IsAsciiDigit(c) || ". /e+-*()".Contains(c)) ? code
        : Code.Atom(code.At(Level.Atom) + (form == Form.Vector ? "[..., None]" : "[..., None, None]"));

    /// <inheritdoc/>
    public override string All(IReadOnlyList<(string Text, Form Form)> operands, Form result) =>
        $"[{string.Join(", ", operands.Select(o => o.Text))}], [{string.Join(", ", operands.Select(o => o.Form == Form.Vector ? "True" : "False"))}]";

    /// <summary>The lines before the function.</summary>
    public abstract IEnumerable<string> Head();

    /// <summary>An argument as an array of the module.</summary>
    protected abstract string Argument(string name);

    /// <inheritdoc/>
    public override string Write(ExportedFunction f) => string.Join("\n", [
        .. Head(),
        .. f.Helpers.SelectMany(h => new[] { "", "", Helpers[h] }),
        "",
        "",
        $"def compute({string.Join(", ", f.Parameters)}):",
        "    \"\"\"" + f.Description.First().Replace("\\", "\\\\", StringComparison.Ordinal),
        "",
        .. f.Description.Skip(2).Select(d => "    " + d),
        "",
        "    Arguments may have leading batch dimensions, which are broadcast; so do the results.",
        "    \"\"\"",
        .. Body(f).Select(l => "    " + l),
        "",
    ]);

    /// <summary>The lines of a function after its description.</summary>
    public IEnumerable<string> Body(ExportedFunction f) =>
    [
        .. f.Inputs.Select(i => $"{i.Name} = {Argument(i.Name)}" + (i.Shape.IsRow && !i.Shape.IsScalar ? "[..., 0, :]" : "")),
        .. f.Sizes.Select(s => $"{s.Name} = {s.Code}"),
        .. f.Lines,
        $"return {string.Join(", ", f.Results.Select(r => r.Shape.IsRow && !r.Shape.IsScalar ? $"({r.Code})[..., None, :]" : r.Code))}",
    ];
}
