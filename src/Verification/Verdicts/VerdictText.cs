using System.Globalization;
using System.Text;

namespace MatrixDiff.Verification.Verdicts;

/// <summary>Writes verdicts for people.</summary>
internal static class VerdictText
{
    /// <summary>The verdict in a few lines.</summary>
    public static string Of(Verdict verdict)
    {
        var text = new StringBuilder();
        text.Append(VerdictJson.NameOf(verdict.Kind));
        if (verdict.Condition is { } condition)
        {
            text.Append(' ').Append(condition);
        }

        text.Append(": ").Append(verdict.Left).Append(verdict.Kind == VerdictKind.Holds ? " = " : " ≟ ").Append(verdict.Right);
        Line(text, "where", verdict.Inferred is { } inferred ? inferred + " (inferred)" : null);
        Line(text, "certificate", verdict.Kind is VerdictKind.Holds or VerdictKind.HoldsIf && verdict.Certificate is { } certificate ? In(certificate, verdict.ErrorBound) : null);
        Line(text, "reason", verdict.Reason);
        Line(text, "counterexample", verdict.Counterexample is { } x ? Of(x) : null);
        Line(text, "suggestion", verdict.Suggestion is null ? null : verdict.SuggestionSide switch
        {
            "left" => $"{verdict.Suggestion} = {verdict.Right}",
            "right" => $"{verdict.Left} = {verdict.Suggestion}",
            _ => verdict.Suggestion,
        });
        return text.ToString();
    }

    /// <summary>A counterexample in a line.</summary>
    public static string Of(Counterexample x)
    {
        var parts = x.Dims.Select(d => $"{d.Key} = {d.Value}")
            .Concat(x.Functions.Select(f => $"{f.Key}(t) = {f.Value}"))
            .Concat(x.Values.Select(v => $"{v.Key} = {Matrix(v.Value)}"));
        return $"{string.Join(", ", parts)}: entry ({x.Entry.Row},{x.Entry.Column}) is {Number(x.Left)} on the left, {Number(x.Right)} on the right";
    }

    private static string In(Certificate certificate, double? bound) => certificate switch
    {
        Certificate.Canonical => "canonical (equal normal forms)",
        Certificate.Field => string.Create(CultureInfo.InvariantCulture, $"field (exact evaluation modulo 2^61-1, error bound {bound:0.0e+0})"),
        _ => "numeric (floating point only)",
    };

    private static string Matrix(double[][] rows) => rows is [[var only]] ? Number(only)
        : rows.All(r => r.Length == 1) ? $"[{string.Join(", ", rows.Select(r => Number(r[0])))}]"
        : $"[{string.Join("; ", rows.Select(r => string.Join(", ", r.Select(Number))))}]";

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            text.Append("\n  ").Append(name).Append(": ").Append(value);
        }
    }
}
