using System.Globalization;
using System.Text.Json;

namespace MatrixDiff.Bench.Numeric;

/// <summary>The rows of the report, with the times that other programs wrote down for the same problems in the same run.</summary>
internal static class Row
{
    private static Dictionary<string, Dictionary<string, double>> rivals = [];

    /// <summary>The part of a problem's name that chooses it; empty for all.</summary>
    public static string Only { get; private set; } = "";

    /// <summary>Reads <c>--only TEXT</c> and the file of rivals' seconds: problem → program → seconds.</summary>
    public static void Read(string[] args)
    {
        int only = Array.IndexOf(args, "--only");
        Only = only >= 0 && only + 1 < args.Length ? args[only + 1] : "";
        int file = Array.IndexOf(args, "--rivals");
        rivals = file >= 0 ? JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, double>>>(File.ReadAllText(args[file + 1]))! : [];
    }

    /// <summary>Is a problem asked for?</summary>
    public static bool Wants(string name) => name.Contains(Only, StringComparison.OrdinalIgnoreCase);

    /// <summary>A heading, or nothing where only some problems are asked for.</summary>
    public static void Title(string title, params string[] columns)
    {
        Console.WriteLine($"\n## {title}\n\n| {string.Join(" | ", columns)} |\n|{string.Concat(Enumerable.Repeat("---|", columns.Length))}");
    }

    /// <summary>A line of a table.</summary>
    public static void Write(params string[] cells)
    {
        Console.WriteLine($"| {string.Join(" | ", cells)} |");
        Console.Out.Flush();
    }

    /// <summary>The time of a rival, and how many times the plan's that is.</summary>
    public static string Rival(string problem, string program, double plan) =>
        rivals.TryGetValue(problem, out var times) && times.TryGetValue(program, out double t) ? Against(t, plan) : "–";

    /// <summary>A time and its ratio to the plan's.</summary>
    public static string Against(double seconds, double plan) => string.Create(CultureInfo.InvariantCulture, $"{Time(seconds)} ({Ratio(seconds / plan)}×)");

    /// <summary>Seconds for reading.</summary>
    public static string Time(double seconds) => seconds < 1e-6 ? Text($"{seconds * 1e9:f0} ns") : seconds < 1e-3 ? Text($"{seconds * 1e6:g3} µs") : Text($"{seconds * 1e3:g3} ms");

    /// <summary>A ratio for reading.</summary>
    public static string Ratio(double r) => r < 10 ? Text($"{r:f2}") : Text($"{r:f0}");

    /// <summary>Text with decimal points.</summary>
    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
