using System.Text.Json;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Tests.Support;

namespace MatrixDiff.Tests.Mutation;

/// <summary>A true statement: two sides with declarations.</summary>
internal sealed record Theorem(string Id, string Left, string Right, string Where)
{
    /// <summary>The theorems of the table beside this file.</summary>
    public static IReadOnlyList<Theorem> Table { get; } = [.. File.ReadLines(Path.Combine(Repository.TestFolder, "Mutation", "theorems.jsonl")).Select(Parse)];

    /// <summary>The laws of the catalogue and the theorems.</summary>
    public static IReadOnlyList<Theorem> All { get; } = [.. Catalogue.All.Select(l => new Theorem(l.Id, l.Left, l.Right, l.Where)), .. Table];

    private static Theorem Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        string Text(string name) => document.RootElement.GetProperty(name).GetString()!;
        return new(Text("id"), Text("left"), Text("right"), Text("where"));
    }
}
