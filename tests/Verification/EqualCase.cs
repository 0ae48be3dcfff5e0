using System.Text.Json;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Tests.Verification;

/// <summary>A question of equality with what is known of it.</summary>
internal sealed record EqualCase(string Id, string Left, string Right, string Where, string Truth)
{
    /// <summary>Conditions under which it holds.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [];

    /// <summary>Other verdicts that are no mistakes.</summary>
    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>For a mutant: which side was changed.</summary>
    public string? Side { get; init; }

    /// <summary>For a mutant: that side before it was changed.</summary>
    public string? Original { get; init; }

    /// <summary>For a mutant: the slip.</summary>
    public string? Mutation { get; init; }

    /// <summary>The cases of a file, a line each.</summary>
    public static IReadOnlyList<EqualCase> Read(string path) => [.. File.ReadLines(path).Where(l => l.Length > 0).Select(Parse)];

    /// <summary>The verdict on it; an error is one that does not exist.</summary>
    public (Verdict? Verdict, string? Error) Ask()
    {
        try
        {
            return (MatrixDiff.Verification.Equality.Decide(Left, Right, [Where]), null);
        }
        catch (DiagnosticException e)
        {
            return (null, e.Diagnostic.Render());
        }
    }

    /// <summary>The verdict by name.</summary>
    public static string NameOf(Verdict? verdict) => verdict?.Kind switch
    {
        VerdictKind.Holds => "holds",
        VerdictKind.HoldsIf => "holds-if",
        VerdictKind.Fails => "fails",
        VerdictKind.IllShaped => "ill-shaped",
        VerdictKind.Undecided => "undecided",
        _ => "error",
    };

    /// <summary>How a verdict is wrong; null if it is not.</summary>
    public string? Mistake(Verdict? verdict) => NameOf(verdict) switch
    {
        var v when v == Truth || Accept.Contains(v) => null,
        "holds" => "false accept",
        "undecided" => "undecided",
        "holds-if" when Truth == "fails" => null,
        "fails" when Truth == "holds-if" => "missed condition",
        _ => Truth == "holds" ? "false reject" : "wrong kind",
    };

    /// <summary>Does a verdict put the side that was changed back to what it was, or to something equal?</summary>
    public bool Restores(Verdict verdict)
    {
        if (verdict.Suggestion is null || verdict.SuggestionSide != Side)
        {
            return false;
        }

        try
        {
            return verdict.Suggestion == Original || MatrixDiff.Verification.Equality.Decide(verdict.Suggestion, Original!, [Where]).Kind == VerdictKind.Holds;
        }
        catch (DiagnosticException)
        {
            return false;
        }
    }

    private static EqualCase Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var e = document.RootElement;
        string? side = Text(e, "side");
        return new(Text(e, "id")!, Text(e, "left")!, Text(e, "right")!, Text(e, "where")!, Text(e, "truth")!)
        {
            Conditions = [.. Texts(e, "condition"), .. Texts(e, "also_if")],
            Accept = [.. Texts(e, "accept")],
            Side = side,
            Original = side is null ? null : Text(e, "original_" + side),
            Mutation = Text(e, "mutation"),
        };
    }

    private static string? Text(JsonElement e, string name) => e.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static IEnumerable<string> Texts(JsonElement e, string name) => !e.TryGetProperty(name, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(v => v.GetString()!)] : [value.GetString()!];
}
