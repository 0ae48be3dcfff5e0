using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MatrixDiff.Cli.Json;

/// <summary>The JSON of the command line, generated at compile time; <c>+ ' ⊗</c> are written as they are.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AnswerJson))]
[JsonSerializable(typeof(IReadOnlyList<AnswerJson>))]
[JsonSerializable(typeof(ExportJson))]
[JsonSerializable(typeof(IReadOnlyList<RuleJson>))]
[JsonSerializable(typeof(WitnessJson))]
[JsonSerializable(typeof(ErrorJson))]
[JsonSerializable(typeof(LineErrorJson))]
internal sealed partial class CliJson : JsonSerializerContext
{
    /// <summary>One object a line.</summary>
    public static CliJson Compact { get; } = new(With(indented: false));

    /// <summary>For people.</summary>
    public static CliJson Indented { get; } = new(With(indented: true));

    private static JsonSerializerOptions With(bool indented) => new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        WriteIndented = indented,
        NewLine = "\n",
    };
}
