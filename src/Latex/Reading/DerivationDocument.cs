using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>A part of a derivation document.</summary>
internal abstract record DocumentPart;

/// <summary>Text that is carried over: Markdown.</summary>
internal sealed record ProsePart(string Markdown) : DocumentPart;

/// <summary>A command, with its place in the file.</summary>
internal sealed record CommandPart(SourceText Command) : DocumentPart;

/// <summary>
/// A derivation document: front matter, prose, and commands in fences marked <c>mdiff</c> (Markdown), or keys and commands as
/// lines (<c>.mdiff</c>).
/// </summary>
internal sealed record DerivationDocument(string Title, FrontMatter FrontMatter, IReadOnlyList<DocumentPart> Parts)
{
    /// <summary>Reads a document by the ending of its name.</summary>
    public static DerivationDocument Read(string text, string file)
    {
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimStart('\uFEFF');
        return file.EndsWith(".mdiff", StringComparison.OrdinalIgnoreCase) ? ReadLines(text, file) : ReadMarkdown(text, file);
    }

    private static DerivationDocument ReadMarkdown(string text, string file)
    {
        string[] lines = text.Split('\n');
        var front = new FrontMatter();
        int body = 0;
        if (lines[0].TrimEnd() == "---")
        {
            int end = Array.FindIndex(lines, 1, l => l.TrimEnd() is "---" or "...");
            if (end < 0)
            {
                throw new DiagnosticException(new("MD0504", "the front matter is not closed", new SourceText(text, file), new Span(0, 3), "end it by a line ---"));
            }

            front = FrontMatter.Read(string.Join('\n', lines[1..end]) + "\n", file, firstLine: 2);
            body = end + 1;
        }

        string? title = front.Title;
        var parts = new List<DocumentPart>();
        var prose = new List<string>();
        bool otherFence = false;
        for (int i = body; i < lines.Length; i++)
        {
            string line = lines[i].TrimEnd();
            if (!otherFence && line is "```mdiff" or "~~~mdiff")
            {
                Flush();
                int end = Array.FindIndex(lines, i + 1, l => l.TrimEnd() == line[..3]);
                end = end < 0 ? lines.Length : end;
                parts.AddRange(Commands(lines, i + 1, end, file));
                i = end;
            }
            else if ((title is null || (parts.Count == 0 && prose.TrueForAll(string.IsNullOrWhiteSpace))) && !otherFence && line.StartsWith("# ", StringComparison.Ordinal))
            {
                title = line[2..].Trim();
            }
            else
            {
                otherFence ^= line.StartsWith("```", StringComparison.Ordinal) || line.StartsWith("~~~", StringComparison.Ordinal);
                prose.Add(lines[i]);
            }
        }

        Flush();
        return new(title ?? Path.GetFileNameWithoutExtension(file), front, parts);

        void Flush()
        {
            string markdown = string.Join('\n', prose).Trim('\n');
            if (markdown.Trim().Length > 0)
            {
                parts.Add(new ProsePart(markdown));
            }

            prose.Clear();
        }
    }

    // "declare: n: dim" or "declare:" with indented lines below; everything else is a command.
    private static DerivationDocument ReadLines(string text, string file)
    {
        string[] lines = text.Split('\n');
        var front = new FrontMatter();
        var parts = new List<DocumentPart>();
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i];
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            string key = colon > 0 ? line[..colon].Trim() : "";
            if (line.Length > 0 && !char.IsWhiteSpace(line[0]) && FrontMatter.IsKey(key))
            {
                string rest = line[(colon + 1)..];
                int end = i + 1;
                while (end < lines.Length && (lines[end].Length == 0 || char.IsWhiteSpace(lines[end][0])))
                {
                    end++;
                }

                front.Set(key, rest.Trim() is "" or "|"
                    ? new SourceText(string.Join('\n', lines[(i + 1)..end]), file, i + 2)
                    : new SourceText(rest, file, i + 1, colon + 2));
                i = rest.Trim() is "" or "|" ? end - 1 : i;
            }
            else
            {
                parts.AddRange(Commands(lines, i, i + 1, file));
            }
        }

        return new(front.Title ?? Path.GetFileNameWithoutExtension(file), front, parts);
    }

    private static IEnumerable<CommandPart> Commands(string[] lines, int from, int to, string file)
    {
        for (int i = from; i < to; i++)
        {
            string line = lines[i].TrimEnd();
            int indent = line.Length - line.TrimStart().Length;
            if (line.Length > indent && line[indent] != '#')
            {
                yield return new(new SourceText(line[indent..], file, i + 1, indent + 1));
            }
        }
    }
}
