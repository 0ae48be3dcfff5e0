using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>Lines of sizes below a formula: each belongs to the factor above it.</summary>
internal static class SizeLines
{
    /// <summary>The claims that a line makes about the factors of a step, in order: of both sides, or of the right one. Null where the numbers do not agree.</summary>
    public static List<ShapeClaim>? Attach(List<(Side Rows, Side? Columns, Span Span)> sizes, Side? left, Side right, Sides sides, string clean)
    {
        var ofRight = Factors(right);
        var ofBoth = left is null ? ofRight : [.. Factors(left), .. ofRight];
        var factors = ofBoth.Count == sizes.Count ? ofBoth : ofRight.Count == sizes.Count ? ofRight : null;
        return factors?.Select((f, i) => new ShapeClaim(sides.Of(Sides.Words(clean, f), f), sizes[i].Rows, sizes[i].Columns, sizes[i].Span)).ToList();
    }

    // The places of the factors, where the formula can be read with nothing known about its names.
    private static List<Span> Factors(Side side)
    {
        try
        {
            var found = new List<Span>();
            Collect(side.Read(UnknownNames.Instance), found, 0);
            return found;
        }
        catch (DiagnosticException)
        {
            return [];
        }
    }

    private static void Collect(Syntax syntax, List<Span> found, int depth)
    {
        if (depth < SyntaxLimits.Depth && syntax is BinarySyntax { Kind: not BinaryKind.Divide } b)
        {
            Collect(b.Left, found, depth + 1);
            Collect(b.Right, found, depth + 1);
        }
        else if (depth < SyntaxLimits.Depth && syntax is DotSyntax d)
        {
            Collect(d.Left, found, depth + 1);
            Collect(d.Right, found, depth + 1);
        }
        else if (syntax is not NumberSyntax)
        {
            found.Add(syntax.Span);
        }
    }
}

/// <summary>Nothing is declared; the functions of the language are known.</summary>
internal sealed class UnknownNames : INotationContext
{
    /// <summary>The only one.</summary>
    public static UnknownNames Instance { get; } = new();

    /// <inheritdoc/>
    public bool IsDeclared(string name) => false;

    /// <inheritdoc/>
    public bool IsIndexed(string name) => false;

    /// <inheritdoc/>
    public bool IsFunction(string name) => Symbolic.Binding.FunctionTable.Contains(name);

    /// <inheritdoc/>
    public bool IsElementwise(string name) => false;

    /// <inheritdoc/>
    public ShapeKind? Kind(string name) => null;

    /// <inheritdoc/>
    public bool IsSize(string name) => false;

    /// <inheritdoc/>
    public bool HasArguments(string name) => false;

    /// <inheritdoc/>
    public bool IsIndex(string letter) => false;

    /// <inheritdoc/>
    public bool IsApart(string letter) => false;

    /// <inheritdoc/>
    public bool IsTranspose(string mark) => false;

    /// <inheritdoc/>
    public bool IsMark(string letter) => false;

    /// <inheritdoc/>
    public NameSyntax? VariableOf(NameSyntax? function) => null;
}
