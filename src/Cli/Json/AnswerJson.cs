using System.Text.Json;
using System.Text.Json.Serialization;

namespace MatrixDiff.Cli.Json;

/// <summary>An answer as it is written in JSON.</summary>
internal sealed record AnswerJson
{
    /// <summary>The id of the line of a batch.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Id { get; init; }

    /// <summary>gradient, jacobian, hessian, differential or simplify.</summary>
    public required string Kind { get; init; }

    /// <summary>The expression as it was given.</summary>
    public required string Expression { get; init; }

    /// <summary>The variables.</summary>
    public required string? Wrt { get; init; }

    /// <summary>The layout of the result.</summary>
    public required string? Layout { get; init; }

    /// <summary>For a variable with a structure, how its entries move.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Structured { get; init; }

    /// <summary>The free symbols.</summary>
    public required IReadOnlyList<SymbolJson> Symbols { get; init; }

    /// <summary>Rows and columns of the result.</summary>
    public required IReadOnlyList<string> Shape { get; init; }

    /// <summary>The result in several languages.</summary>
    public required ResultJson Result { get; init; }

    /// <summary>The derivation.</summary>
    public required IReadOnlyList<StepJson> Steps { get; init; }

    /// <summary>How the result was checked.</summary>
    public required CheckJson Check { get; init; }

    /// <summary>The assumptions that were used, if there are any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Assumptions { get; init; }

    /// <summary>Where the result is valid, if not everywhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Conditions { get; init; }
}

/// <summary>A symbol.</summary>
internal sealed record SymbolJson(string Name, IReadOnlyList<string> Shape, bool Inferred, IReadOnlyList<string> Attributes);

/// <summary>A result: as text, LaTeX and Python, with the number of nodes of the text.</summary>
internal sealed record ResultJson(string Text, string Latex, string? Numpy, int Nodes);

/// <summary>A step: its rule, the lines before and after, and the line after in LaTeX.</summary>
internal sealed record StepJson(string Rule, string Before, string After, string Latex);

/// <summary>A check.</summary>
internal sealed record CheckJson(string Method, int Samples, double MaxRelativeError);

/// <summary>An expression as code.</summary>
internal sealed record ExportJson(string Language, string Expression, IReadOnlyList<SymbolJson> Symbols, IReadOnlyList<string> Shape, string Code);

/// <summary>A rule of the catalogue.</summary>
internal sealed record RuleJson(string Id, string Name, string Statement, string Where, string? Condition, string Source);

/// <summary>A value of a derivative, of another expression, and the nodes of a third.</summary>
internal sealed record WitnessJson
{
    /// <summary>The id of the line.</summary>
    public required JsonElement? Id { get; init; }

    /// <summary>The value of the derivative, by rows.</summary>
    public required double[][] Value { get; init; }

    /// <summary>The value of the other expression.</summary>
    public double[][]? Text { get; init; }

    /// <summary>The nodes of the third.</summary>
    public int? Nodes { get; init; }
}

/// <summary>A failure.</summary>
internal sealed record ErrorJson
{
    /// <summary>What went wrong.</summary>
    public required ErrorDetails Error { get; init; }
}

/// <summary>The failure of a line of a batch.</summary>
internal sealed record LineErrorJson
{
    /// <summary>The id of the line; null where none could be read.</summary>
    public required JsonElement? Id { get; init; }

    /// <summary>What went wrong.</summary>
    public required ErrorDetails Error { get; init; }
}

/// <summary>What went wrong and where.</summary>
internal sealed record ErrorDetails
{
    /// <summary>The MD number.</summary>
    public required string Code { get; init; }

    /// <summary>The message.</summary>
    public required string Message { get; init; }

    /// <summary>The line, from 1, where there is a place.</summary>
    public required int? Line { get; init; }

    /// <summary>The column, from 1.</summary>
    public required int? Column { get; init; }

    /// <summary>What would help.</summary>
    public required string? Hint { get; init; }
}
