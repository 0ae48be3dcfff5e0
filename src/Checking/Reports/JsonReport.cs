using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Checking.Reports;

/// <summary>A report as the JSON of <c>check</c>: one object a file.</summary>
internal static class JsonReport
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Indented = Compact with { Indented = true, NewLine = "\n" };

    /// <summary>The object; with the id of the line that it answers, where there is one.</summary>
    public static string Of(CheckReport report, JsonElement? id = null, bool indented = false) => Written(indented, w => Write(w, report, id));

    /// <summary>Several files: an array.</summary>
    public static string Of(IReadOnlyList<CheckReport> reports) => Written(true, w =>
    {
        w.WriteStartArray();
        foreach (var report in reports)
        {
            Write(w, report, null);
        }

        w.WriteEndArray();
    });

    private static string Written(bool indented, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, indented ? Indented : Compact))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Write(Utf8JsonWriter writer, CheckReport report, JsonElement? id)
    {
        writer.WriteStartObject();
        if (id is { } given)
        {
            writer.WritePropertyName("id");
            given.WriteTo(writer);
        }

        writer.WriteString("file", report.File);
        Strings(writer, "assumed", report.Assumed);
        writer.WriteStartArray("steps");
        foreach (var step in report.Steps)
        {
            Write(writer, step);
        }

        writer.WriteEndArray();
        Text(writer, "firstWrong", report.FirstWrong?.Number);
        writer.WriteStartObject("summary");
        foreach (var verdict in Enum.GetValues<StepVerdict>())
        {
            writer.WriteNumber(CheckOptions.NameOf(verdict), report.Count(verdict));
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, StepResult step)
    {
        writer.WriteStartObject();
        writer.WriteNumber("block", step.Block);
        writer.WriteNumber("step", step.Step);
        writer.WriteNumber("line", step.Line);
        writer.WriteString("latex", step.Latex);
        Text(writer, "reads", step.Reads);
        writer.WriteString("verdict", CheckOptions.NameOf(step.Verdict));
        Text(writer, "condition", step.Condition);
        Text(writer, "reason", step.Reason);
        if (step.Evidence is { } evidence)
        {
            VerdictJson.WriteEvidence(writer, evidence);
        }

        Text(writer, "asStep", step.AsStep is { } asStep ? CheckOptions.NameOf(asStep) : null);
        Text(writer, "carriedFrom", step.CarriedFrom);
        if (step.Diagnostic is { } diagnostic)
        {
            Text(writer, "code", diagnostic.Code);
            writer.WriteNumber("column", diagnostic.Position.Column);
            Text(writer, "hint", diagnostic.Hint);
        }

        Strings(writer, "notes", step.Notes);
        writer.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void Strings(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (string value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
