using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MatrixDiff.Verification.Verdicts;

/// <summary>Writes verdicts as the JSON that <c>equal</c> and <c>check</c> answer.</summary>
internal static class VerdictJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Indented = Plain with { Indented = true };

    /// <summary>The verdict by name.</summary>
    public static string NameOf(VerdictKind kind) => kind switch
    {
        VerdictKind.Holds => "holds",
        VerdictKind.HoldsIf => "holds-if",
        VerdictKind.Fails => "fails",
        VerdictKind.IllShaped => "ill-shaped",
        _ => "undecided",
    };

    /// <summary>The certificate by name.</summary>
    public static string NameOf(Certificate certificate) => certificate switch
    {
        Certificate.Canonical => "canonical",
        Certificate.Field => "field",
        _ => "numeric",
    };

    /// <summary>The object as text, with the id of its question where there is one.</summary>
    public static string Of(Verdict verdict, JsonElement? id = null, bool indented = false)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, indented ? Indented : Plain))
        {
            writer.WriteStartObject();
            if (id is { } given)
            {
                writer.WritePropertyName("id");
                given.WriteTo(writer);
            }

            WriteMembers(writer, verdict);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Writes the members of the object into one that has been begun.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, Verdict verdict)
    {
        writer.WriteString("left", verdict.Left);
        writer.WriteString("right", verdict.Right);
        writer.WriteString("verdict", NameOf(verdict.Kind));
        Text(writer, "condition", verdict.Condition);
        WriteEvidence(writer, verdict);
        Text(writer, "reason", verdict.Reason);
        Text(writer, "inferred", verdict.Inferred);
    }

    /// <summary>Writes what a verdict rests on: certificate, counterexample, suggestion.</summary>
    public static void WriteEvidence(Utf8JsonWriter writer, Verdict verdict)
    {
        Text(writer, "certificate", verdict.Certificate is { } certificate ? NameOf(certificate) : null);
        if (verdict.ErrorBound is { } bound)
        {
            writer.WriteNumber("errorBound", bound);
        }

        if (verdict.Counterexample is { } counterexample)
        {
            writer.WritePropertyName("counterexample");
            Write(writer, counterexample);
        }

        Text(writer, "suggestion", verdict.Suggestion);
        Text(writer, "suggestionFor", verdict.SuggestionSide);
    }

    private static void Write(Utf8JsonWriter writer, Counterexample x)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("dims");
        foreach (var (name, value) in x.Dims)
        {
            writer.WriteNumber(name, value);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("values");
        foreach (var (name, rows) in x.Values)
        {
            writer.WritePropertyName(name);
            Write(writer, rows);
        }

        writer.WriteEndObject();
        if (x.Functions.Count > 0)
        {
            writer.WriteStartObject("functions");
            foreach (var (name, text) in x.Functions)
            {
                writer.WriteString(name, text);
            }

            writer.WriteEndObject();
        }

        writer.WriteStartArray("entry");
        writer.WriteNumberValue(x.Entry.Row);
        writer.WriteNumberValue(x.Entry.Column);
        writer.WriteEndArray();
        writer.WriteNumber("left", x.Left);
        writer.WriteNumber("right", x.Right);
        writer.WriteEndObject();
    }

    // A number, a list for a column, rows for a matrix.
    private static void Write(Utf8JsonWriter writer, double[][] rows)
    {
        bool column = rows.All(r => r.Length == 1);
        if (column && rows.Length == 1)
        {
            writer.WriteNumberValue(rows[0][0]);
            return;
        }

        writer.WriteStartArray();
        foreach (double[] row in rows)
        {
            if (column)
            {
                writer.WriteNumberValue(row[0]);
                continue;
            }

            writer.WriteStartArray();
            foreach (double value in row)
            {
                writer.WriteNumberValue(value);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
