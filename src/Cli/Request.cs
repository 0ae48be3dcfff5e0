using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Cli;

/// <summary>One question to the engine, as it came from the command line or from a line of a batch.</summary>
internal sealed record Request
{
    /// <summary>What is asked for.</summary>
    public required DerivationKind Kind { get; init; }

    /// <summary>The expression.</summary>
    public required SourceText Expression { get; init; }

    /// <summary>The variables: an answer for each; with commas, a group of them.</summary>
    public IReadOnlyList<string> Wrt { get; init; } = [];

    /// <summary>Declarations.</summary>
    public IReadOnlyList<string> Where { get; init; } = [];

    /// <summary>What is assumed: <c>1'y = 1</c>, <c>A symmetric</c>, <c>f'' = 0</c>.</summary>
    public IReadOnlyList<string> Assume { get; init; } = [];

    /// <summary><c>gradient</c>, <c>jacobian</c>, or null for what the command has by itself.</summary>
    public string? Layout { get; init; }

    /// <summary>How the entries of a structured variable move.</summary>
    public StructureConvention Structured { get; init; }

    /// <summary>What undeclared names are taken for.</summary>
    public LetterClasses Letters { get; init; }

    /// <summary>The seed of the points at which answers are checked.</summary>
    public int Seed { get; init; }

    /// <summary>Are the steps of the derivation wanted?</summary>
    public bool Steps { get; init; }

    /// <summary>The layouts by name.</summary>
    public static string[] LayoutNames { get; } = ["gradient", "jacobian"];

    /// <summary>The conventions for structured variables by name.</summary>
    public static string[] StructureNames { get; } = ["entrywise", "tangent"];

    /// <summary>The convention of a name.</summary>
    public static StructureConvention Structure(string? name) => name == "tangent" ? StructureConvention.Tangent : StructureConvention.Entrywise;

    /// <summary>The other syntaxes by name.</summary>
    public static string[] SyntaxNames { get; } = ["matrixcalculus"];

    /// <summary>Splits at the commas that are not within brackets: <c>X,B[k,l]</c> is X and B[k,l].</summary>
    public static IReadOnlyList<string> Split(string wrt)
    {
        var parts = new List<string>();
        int depth = 0, start = 0;
        for (int i = 0; i < wrt.Length; i++)
        {
            depth += wrt[i] is '[' or '{' or '(' ? 1 : wrt[i] is ']' or '}' or ')' ? -1 : 0;
            if (wrt[i] == ',' && depth == 0)
            {
                parts.Add(wrt[start..i].Trim());
                start = i + 1;
            }
        }

        parts.Add(wrt[start..].Trim());
        return parts;
    }
}
