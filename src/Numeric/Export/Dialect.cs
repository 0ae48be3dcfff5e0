using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Export;

/// <summary>
/// A language that plans are written in: a template for each row of the table of kernels, how operands are looked at, and the frame of
/// a function. <see cref="Missing"/> names the rows that a language has no template for.
/// </summary>
internal abstract class Dialect
{
    /// <summary>The name as <c>--to</c> takes it.</summary>
    public abstract string Name { get; }

    /// <summary>The name of the language in fenced blocks.</summary>
    public virtual string Fence => Name;

    /// <summary>What can't be an identifier.</summary>
    public abstract string Reserved { get; }

    /// <summary>
    /// Row → expression, with {0}, {1} for operands, {all} for all of them, {s0} for sizes, {n0} for numbers, {f} for an unknown function. A key
    /// may end in the forms of operands: <c>matmul:mv</c> is a matrix times a vector.
    /// </summary>
    public abstract IReadOnlyDictionary<string, string> Templates { get; }

    /// <summary>Functions that are defined beside the exported one where they are used.</summary>
    public abstract IReadOnlyDictionary<string, string> Helpers { get; }

    /// <summary>Between terms, factors and divisors, entry by entry.</summary>
    public virtual (string Plus, string Minus, string Times, string Over) Signs => (" + ", " - ", " .* ", " ./ ");

    /// <summary>The rows that have no template.</summary>
    public IEnumerable<string> Missing => KernelTable.All.Select(k => k.Name)
        .Where(n => n is not ("sum" or "multiply" or "lu" or "cholesky" or "number") && !Templates.Keys.Any(k => k == n || k.StartsWith(n + ":", StringComparison.Ordinal)));

    /// <summary>A temporary value: <c>t1 = …</c>.</summary>
    public virtual string Assign(string name, string code) => $"{name} = {code}";

    /// <summary>A side of an input as a whole number.</summary>
    public abstract string Side(string input, Shape shape, int axis);

    /// <summary>The whole number p/q.</summary>
    public abstract string Quotient(string p, string q);

    /// <summary>The whole number next to √p.</summary>
    public abstract string Root(string p);

    /// <summary>A number of double precision.</summary>
    public virtual Code Number(Rational value) => NumPyCall.Literal(value) is var code ? code with { Text = code.Text.Replace("np.inf", Infinity, StringComparison.Ordinal) } : code;

    /// <summary>Beyond the range of doubles.</summary>
    public virtual string Infinity => "Inf";

    /// <summary>An operand as it is looked at, in a result of a form.</summary>
    public abstract Code Operand(Code code, Operand operand);

    /// <summary>A scalar among the entries of a result of a form.</summary>
    public virtual Code Spread(Code code, Form form) => code;

    /// <summary>A vector that stands for every column of a matrix.</summary>
    public abstract Code Across(Code code, Func<Size, string> size, Shape whole);

    /// <summary>A vector that stands for every row of a matrix.</summary>
    public abstract Code Down(Code code, Func<Size, string> size, Shape whole);

    /// <summary>The product of entries.</summary>
    public virtual (Code Code, Form Form) Times((Code Code, Form Form) a, (Code Code, Form Form) b) =>
        (new(a.Code.At(Level.Times) + Signs.Times + b.Code.At(Level.Power), Level.Times), a.Form == Form.Scalar ? b.Form : a.Form);

    /// <summary>The quotient of entries.</summary>
    public virtual (Code Code, Form Form) Over((Code Code, Form Form) a, (Code Code, Form Form) b) =>
        (new(a.Code.At(Level.Times) + Signs.Over + b.Code.At(Level.Atom), Level.Times), a.Form == Form.Scalar ? b.Form : a.Form);

    /// <summary>All operands of a row.</summary>
    public virtual string All(IReadOnlyList<(string Text, Form Form)> operands, Form result) => string.Join(", ", operands.Select(o => o.Text));

    /// <summary>Sizes of a result as arguments of a call.</summary>
    public virtual string Extent(params string[] sizes) => string.Join(", ", sizes);

    /// <summary>The whole function.</summary>
    public abstract string Write(ExportedFunction f);
}

/// <summary>What a function in another language is made of.</summary>
internal sealed record ExportedFunction
{
    /// <summary>What it computes, in the language of the program.</summary>
    public required string Formula { get; init; }

    /// <summary>The arguments and their shapes.</summary>
    public required IReadOnlyList<(string Name, Shape Shape, string Described)> Inputs { get; init; }

    /// <summary>Sizes that are given.</summary>
    public required IReadOnlyList<string> Dimensions { get; init; }

    /// <summary>Unknown functions, and what they are.</summary>
    public required IReadOnlyList<(string Name, string Described)> Functions { get; init; }

    /// <summary>The lines that read sizes off: a name and its value.</summary>
    public required IReadOnlyList<(string Name, string Code)> Sizes { get; init; }

    /// <summary>The assignments.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>The results and their shapes.</summary>
    public required IReadOnlyList<(string Code, Shape Shape, string Described)> Results { get; init; }

    /// <summary>The helper functions that are used, each after what it needs.</summary>
    public required IReadOnlyList<string> Helpers { get; init; }

    /// <summary>All parameters in order.</summary>
    public IEnumerable<string> Parameters => Inputs.Select(i => i.Name).Concat(Dimensions).Concat(Functions.Select(f => f.Name));

    /// <summary>The lines of a description: the formula, then each parameter and result with its shape.</summary>
    public IEnumerable<string> Description =>
    [
        Formula.Length > 400 ? Formula[..400] + "…" : Formula,
        "",
        .. Inputs.Select(i => $"{i.Name}: {i.Described}"),
        .. Dimensions.Select(d => $"{d}: a size"),
        .. Functions.Select(f => $"{f.Name}: {f.Described}"),
        $"Returns {string.Join(", ", Results.Select(r => r.Described))}.",
    ];
}
