using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>
/// The keys of a document in LaTeX: comment lines that begin with <c>%!</c>, each key with its value on the line
/// (<c>%! declare: n: dim</c>) or on the lines below it that are indented further (<c>%! declare: |</c>).
/// </summary>
internal static class LatexFrontMatter
{
    /// <summary>Collects the keys. Every value stands where it stands in the file.</summary>
    public static FrontMatter Read(string text, string file)
    {
        var front = new FrontMatter();
        string[] written = text.Split('\n');
        string[] lines = [.. written.Select(Content)];
        int[] depths = [.. lines.Select((l, i) => l.Length == 0 ? int.MaxValue : Indent(l) - Indent(written[i]))];
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i];
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            string key = colon < 0 ? "" : line[..colon].Trim();
            if (key.Length == 0 || !key.All(char.IsAsciiLetterLower) || key == "matrixdiff")
            {
                continue;
            }

            if (!FrontMatter.IsKey(key))
            {
                throw new DiagnosticException(new("MD0502", $"'{key}' is not a key of a document", new SourceText(line, file, i + 1), new Span(Indent(line), key.Length), FrontMatter.AllKeys));
            }

            string value = line[(colon + 1)..];
            int end = i + 1;
            while (end < lines.Length && (lines[end].Trim().Length == 0 || depths[end] > depths[i]))
            {
                end++;
            }

            int last = end;
            while (last > i + 1 && lines[last - 1].Trim().Length == 0)
            {
                last--;
            }

            bool block = value.Trim() is "" or "|" or "|-" or "|+" or ">" or ">-";
            front.Set(key, block ? new SourceText(string.Join('\n', lines[(i + 1)..last]), file, i + 2) : OnLine(value, file, i + 1, colon + 2));
            i = block ? end - 1 : i;
        }

        return front;
    }

    // A quoted value is what stands in the quotes.
    private static SourceText OnLine(string value, string file, int line, int column)
    {
        int lead = Indent(value);
        string trimmed = value.Trim();
        bool quoted = trimmed.Length >= 2 && trimmed[0] is '"' or '\'' && trimmed[^1] == trimmed[0];
        return quoted ? new SourceText(trimmed[1..^1], file, line, column + lead + 1) : new SourceText(value, file, line, column);
    }

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    // The line with %! as two blanks; nothing for lines of other kinds, such as "%!TEX root = …".
    private static string Content(string line)
    {
        int start = Indent(line);
        return string.CompareOrdinal(line, start, "%!", 0, 2) == 0 && string.CompareOrdinal(line, start, "%!TEX", 0, 5) != 0
            ? string.Concat(line.AsSpan(0, start), "  ", line.AsSpan(start + 2)).TrimEnd('\r')
            : "";
    }
}
