namespace MatrixDiff.Numeric.Export;

/// <summary>How tightly a piece of code holds together, loosest first.</summary>
internal enum Level
{
    /// <summary>a + b.</summary>
    Sum,

    /// <summary>-a.</summary>
    Sign,

    /// <summary>A @ x, of the rank of a * b but kept apart by brackets.</summary>
    Matmul,

    /// <summary>a * b / c.</summary>
    Times,

    /// <summary>x ** 2.</summary>
    Power,

    /// <summary>A name, a call, something in brackets.</summary>
    Atom,
}

/// <summary>A piece of code.</summary>
internal sealed record Code(string Text, Level Level)
{
    /// <summary>The terms with their signs, where it is a sum that may be broken into lines.</summary>
    public IReadOnlyList<string> Terms { get; init; } = [];

    /// <summary>A name, a call, something in brackets.</summary>
    public static Code Atom(string text) => new(text, Level.Atom);

    /// <summary>f(a, b).</summary>
    public static Code Call(string function, params IEnumerable<string> arguments) => Atom($"{function}({string.Join(", ", arguments)})");

    /// <summary>The text, in brackets unless it holds together so tightly.</summary>
    public string At(Level least) => Level >= least ? Text : $"({Text})";

    /// <inheritdoc/>
    public override string ToString() => Text;
}
