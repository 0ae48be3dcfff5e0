using MatrixDiff.Tests.Plans;

namespace MatrixDiff.Tests.Layers;

/// <summary>Calls of exported loops through the runner of exported functions, which takes and gives arrays: sequences are put together and apart.</summary>
internal static class AlgorithmPython
{
    /// <summary>The call of a source at a point; its results are joined in the order of the returned dictionary.</summary>
    public static Python.Call Call(string source, AlgorithmPoint point)
    {
        string signature = source.Split('\n').Single(l => l.StartsWith("def compute(", StringComparison.Ordinal));
        string[] parameters = signature["def compute(".Length..^2].Split(", ");
        string[] documentation = [.. source.Split('\n').Select(l => l.Trim())];
        var arguments = new List<Python.Argument>();
        var groups = new List<string>();
        foreach (string parameter in parameters)
        {
            string what = documentation.First(l => l.StartsWith(parameter + ": ", StringComparison.Ordinal))[(parameter.Length + 2)..];
            bool sequence = what.StartsWith("sequence", StringComparison.Ordinal);
            var (from, to) = sequence ? Limits(what, point) : (0, 0);
            string[] names = sequence ? [.. Enumerable.Range(from, to - from + 1).Select(k => $"{Written(parameter, what)}[{k}]")] : [Written(parameter, what)];
            int start = arguments.Count;
            arguments.AddRange(names.Select(n => Argument(n, parameter, what, point)));
            groups.Add(sequence ? $"list(v[{start}:{arguments.Count}])" : $"v[{start}]");
        }

        string wrapper = $$"""


            _compute = compute


            def compute(*v):
                parts = []
                for value in _compute({{string.Join(", ", groups)}}).values():
                    for x in value if isinstance(value, list) else [value]:
                        parts.append(np.asarray(x, dtype=float).ravel(order="F"))
                return np.concatenate(parts)

            """;
        return new(source + wrapper, arguments);
    }

    private static Python.Argument Argument(string name, string parameter, string what, AlgorithmPoint point)
    {
        if (what.Contains("callable", StringComparison.Ordinal))
        {
            return new("function", Order: parameter.EndsWith("_prime2", StringComparison.Ordinal) ? 2 : parameter.EndsWith("_prime", StringComparison.Ordinal) ? 1 : 0);
        }

        if (what == "int")
        {
            return new("size", point.Sizes[name]);
        }

        double[] value = point.Value(name);
        if (what.EndsWith("float", StringComparison.Ordinal))
        {
            return new("scalar", value[0]);
        }

        // By rows, from the columns of the point.
        string[] sides = what[(what.IndexOf("array (", StringComparison.Ordinal) + 7)..].TrimEnd(')').Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (sides.Length == 1)
        {
            return new("array", value, [value.Length]);
        }

        int columns = Math.Max(1, point.Columns(name)), rows = value.Length / columns;
        return new("array", Enumerable.Range(0, value.Length).Select(i => value[((i % columns) * rows) + (i / columns)]), [rows, columns]);
    }

    private static (int From, int To) Limits(string what, AlgorithmPoint point)
    {
        string range = what[(what.IndexOf("= ", StringComparison.Ordinal) + 2)..what.IndexOf(',', StringComparison.Ordinal)];
        string[] ends = range.Split("..");
        int Number(string text) => int.TryParse(text, out int n) ? n : text.Split('-') is [var a, var b] ? point.Sizes[a] - int.Parse(b, System.Globalization.CultureInfo.InvariantCulture) : point.Sizes[text];
        return (Number(ends[0]), Number(ends[1]));
    }

    // λ is lambda_, p_0 is p[0].
    private static string Written(string parameter, string what) => parameter == "lambda_" ? "λ" : parameter == "p_0" && !what.StartsWith("seq", StringComparison.Ordinal) ? "p[0]" : parameter;
}
