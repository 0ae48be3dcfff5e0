using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Export;

/// <summary>What functions with loops are made of in a language. An object of it writes one function.</summary>
internal abstract class LoopCode
{
    /// <summary>What parts are called.</summary>
    public virtual string PartName => "part";

    /// <summary>The number of the first member of a sequence.</summary>
    public virtual int First => 0;

    /// <summary>An identifier that no other name has.</summary>
    public abstract string Take(string wanted);

    /// <summary>A plan without loops as a function that the lines call.</summary>
    public abstract void Part(Plan plan, string name);

    /// <summary>A side of an argument.</summary>
    public abstract string Side(string name, Shape shape, int axis);

    /// <summary>A member of a sequence, counted from <see cref="First"/>.</summary>
    public virtual string Member(string family, string index, Shape shape) => $"{family}[{index}]";

    /// <summary>A number.</summary>
    public virtual string Number(string literal) => literal;

    /// <summary>Zeros of a shape, where a sum begins.</summary>
    public abstract string Zeros(string[] sides, Shape shape);

    /// <summary>The identity, where a product begins.</summary>
    public abstract string Identity(string side);

    /// <summary>A new variable.</summary>
    public abstract string Let(string name, string value);

    /// <summary>A term or factor more.</summary>
    public abstract string Update(string name, bool sum, bool scalar, string value);

    /// <summary>A loop from the first value to the last, which is one before <paramref name="end"/>.</summary>
    public abstract IEnumerable<string> Up(string index, string from, string to, string end, IEnumerable<string> body);

    /// <summary>A loop from the last value to the first, which is one after <paramref name="end"/>.</summary>
    public abstract IEnumerable<string> Down(string index, string from, string to, string end, IEnumerable<string> body);

    /// <summary>The whole source.</summary>
    public abstract string Write(LoopFunction f);
}

/// <summary>A parameter of a function with loops: a value, or the sequence of the members of a family.</summary>
/// <param name="Name">The identifier.</param>
/// <param name="Shape">The shape, of a family that of a member.</param>
/// <param name="Family">The name of the family as written; null for a single value.</param>
internal sealed record LoopParameter(string Name, Shape Shape, string? Family);

/// <summary>A function with loops.</summary>
internal sealed record LoopFunction
{
    /// <summary>What it computes, in the language of the program.</summary>
    public required string Formula { get; init; }

    /// <summary>The shape of the result.</summary>
    public required Shape Shape { get; init; }

    /// <summary>What is put in.</summary>
    public required IReadOnlyList<LoopParameter> Parameters { get; init; }

    /// <summary>Sizes and limits that are given.</summary>
    public required IReadOnlyList<string> Dimensions { get; init; }

    /// <summary>Unknown functions, and what they are.</summary>
    public required IReadOnlyList<(string Name, string Described)> Callables { get; init; }

    /// <summary>Sizes that are read off.</summary>
    public required IReadOnlyList<(string Name, string Code)> ReadOff { get; init; }

    /// <summary>The statements.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>The result.</summary>
    public required string Value { get; init; }

    /// <summary>The names of all parameters in order.</summary>
    public string Signature => string.Join(", ", [.. Parameters.Select(p => p.Name), .. Dimensions, .. Callables.Select(c => c.Name)]);

    /// <summary>The lines of a description, families as a language has them.</summary>
    public IEnumerable<string> Described(Func<LoopParameter, string> family) =>
    [
        Formula, "",
        .. Parameters.Select(p => $"{p.Name}: {(p.Family is null ? "" : family(p) + ", each a ")}{Text(p.Shape)}"),
        .. Dimensions.Select(d => $"{d}: a whole number"),
        .. Callables.Select(c => $"{c.Name}: a function, {c.Described} of each entry"),
        $"Returns {Text(Shape)}.",
    ];

    private static string Text(Shape shape) => shape switch
    {
        { IsScalar: true } => "scalar",
        { IsColumn: true } => $"vector of length {shape.Rows}",
        _ => $"matrix {shape.Rows} by {shape.Columns}",
    };
}
