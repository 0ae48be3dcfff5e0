using System.Text;

namespace MatrixDiff.Symbolic.Text;

/// <summary>A text with its name, for messages that show where something is.</summary>
internal sealed class SourceText(string text, string name = "<expression>", int firstLine = 1, int firstColumn = 1)
{
    /// <summary>The characters.</summary>
    public string Text { get; } = text;

    /// <summary>The file's name, or what stands for it.</summary>
    public string Name { get; } = name;

    /// <summary>Line and column, both from 1, of a character; tabs count as one column.</summary>
    public (int Line, int Column) Locate(int position)
    {
        position = Math.Clamp(position, 0, Text.Length);
        int line = 0, start = 0;
        for (int i = 0; i < position; i++)
        {
            if (Text[i] == '\n')
            {
                line++;
                start = i + 1;
            }
        }

        return (firstLine + line, position - start + (line == 0 ? firstColumn : 1));
    }

    /// <summary>The line in which a character stands, without its end.</summary>
    public string LineAt(int position, out int offset)
    {
        position = Math.Clamp(position, 0, Text.Length);
        int start = position == 0 ? 0 : Text.LastIndexOf('\n', position - 1) + 1;
        int end = Text.IndexOf('\n', position);
        offset = position - start;
        return Text[start..(end < 0 ? Text.Length : end)].TrimEnd('\r');
    }
}

/// <summary>A user's mistake: where it stands, its MD number, what is wrong and what would help.</summary>
internal sealed record Diagnostic(string Code, string Message, SourceText Source, Span Span, string? Hint = null)
{
    private const int WidestLine = 160;

    /// <summary>Line and column of the mistake, from 1.</summary>
    public (int Line, int Column) Position => Source.Locate(Span.Start);

    /// <summary>The message with source line, caret and hint; the first line in the shape that editors match.</summary>
    public string Render(bool msbuild = false)
    {
        var (line, column) = Position;
        var text = new StringBuilder();
        text.Append(msbuild ? $"{Source.Name}({line},{column}): error {Code}: {Message}" : $"{Source.Name}:{line}:{column}: error {Code}: {Message}");
        string source = Clean(Source.LineAt(Span.Start, out int offset));
        int from = offset > WidestLine / 2 && source.Length > WidestLine ? offset - (WidestLine / 2) : 0;
        string shown = source[Math.Min(from, source.Length)..Math.Min(source.Length, from + WidestLine)];
        int width = Math.Clamp(Math.Min(Span.Length, shown.Length - (offset - from)), 1, WidestLine);
        text.Append("\n  ").Append(shown).Append("\n  ").Append(' ', offset - from).Append('^', width);
        if (Hint is not null)
        {
            text.Append("\n  hint: ").Append(Hint);
        }

        return text.ToString();
    }

    // Control characters would move the caret or the terminal.
    private static string Clean(string line) => string.Create(line.Length, line, static (span, s) =>
    {
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = char.IsControl(s[i]) ? ' ' : s[i];
        }
    });
}

/// <summary>Thrown where a user's mistake ends a reading; caught at the boundary of the library and turned into its <see cref="Diagnostic"/>.</summary>
internal sealed class DiagnosticException(Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    /// <summary>What is to be told.</summary>
    public Diagnostic Diagnostic { get; } = diagnostic;
}
