using System.Text.Json;
using MatrixDiff.Cli.Json;

namespace MatrixDiff.Cli.Batch;

/// <summary>A line of a batch: an object with an id and the arguments of a command by name.</summary>
internal sealed class BatchLine(JsonElement line)
{
    /// <summary>The id, as it was given.</summary>
    public JsonElement? Id { get; } = line.ValueKind == JsonValueKind.Object && line.TryGetProperty("id", out var id) ? id.Clone() : null;

    /// <summary>The object.</summary>
    public JsonElement Element => line;

    /// <summary>Answers a line; every failure is an object with its id.</summary>
    public static string Answer(string text, Func<BatchLine, string> answer)
    {
        BatchLine? line = null;
        try
        {
            using var document = Parse(text);
            line = new BatchLine(document.RootElement);
            return document.RootElement.ValueKind == JsonValueKind.Object ? answer(line) : throw UsageErrors.BadLine("the line is no object");
        }
        catch (Exception e)
        {
            var error = new LineErrorJson { Id = line?.Id, Error = Failure.Of(e).ToJson() };
            return JsonSerializer.Serialize(error, CliJson.Compact.LineErrorJson);
        }
    }

    /// <summary>A text; null if there is none.</summary>
    public string? Text(string name) => !line.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? String(value) : throw UsageErrors.BadLine($"\"{name}\" is no string");

    /// <summary>A text or several; null if there is none.</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        if (!line.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => [String(value)],
            JsonValueKind.Array when value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String) => [.. value.EnumerateArray().Select(String)],
            _ => throw UsageErrors.BadLine($"\"{name}\" is neither a string nor an array of strings"),
        };
    }

    /// <summary>A text that is one of several; null if there is none.</summary>
    public string? OneOf(string name, string[] known) =>
        Text(name) is not { } text ? null : known.Contains(text) ? text : throw UsageErrors.NoSuch(name, text, known);

    /// <summary>A whole number; null if there is none.</summary>
    public int? Number(string name) => !line.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : throw UsageErrors.BadLine($"\"{name}\" is no whole number");

    private static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            throw UsageErrors.BadLine($"the line is no JSON: {e.Message}");
        }
    }

    private static string String(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw UsageErrors.BadLine("a string is no valid Unicode");
        }
    }
}
