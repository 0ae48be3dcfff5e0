using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>A command of a document, cut into its parts; each part keeps its place.</summary>
internal sealed class DocumentCommand
{
    private static readonly string[] Clauses = ["wrt", "along", "through", "as", "assuming", "to", "layout"];
    private readonly Dictionary<string, SourceText> clauses = [];

    private DocumentCommand(SourceText source, string verb, SourceText subject) => (Source, Verb, Subject) = (source, verb, subject);

    /// <summary>The whole line.</summary>
    public SourceText Source { get; }

    /// <summary>The first word: <c>derive</c>, <c>show</c>, <c>check</c>, <c>prove</c>, <c>algorithm</c>, <c>export</c>, <c>declarations</c>.</summary>
    public string Verb { get; }

    /// <summary>What stands between the verb and the first clause.</summary>
    public SourceText Subject { get; }

    /// <summary>Does the line end with the word <c>sizes</c>?</summary>
    public bool Sizes { get; private set; }

    /// <summary>The text of a clause: <c>wrt X</c>, <c>along V</c>, <c>through a[L]</c>, <c>as δ</c>, <c>assuming f'' = 0</c>, <c>to numpy</c>, <c>layout jacobian</c>.</summary>
    public SourceText? Clause(string name) => clauses.GetValueOrDefault(name);

    /// <summary>The items of a list with commas outside of brackets; each keeps its place.</summary>
    public static IReadOnlyList<SourceText> Items(SourceText list)
    {
        var items = new List<SourceText>();
        for (int depth = 0, start = 0, i = 0; i <= list.Text.Length; i++)
        {
            char c = i < list.Text.Length ? list.Text[i] : ',';
            depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
            if (i == list.Text.Length || (depth == 0 && c == ','))
            {
                string item = list.Text[start..i];
                var (line, column) = list.Locate(start + item.Length - item.TrimStart().Length);
                items.Add(new SourceText(item.Trim(), list.Name, line, column));
                start = i + 1;
            }
        }

        return items;
    }

    /// <summary>Reads a line.</summary>
    public static DocumentCommand Read(SourceText source)
    {
        string text = source.Text;
        int end = text.IndexOf(' ', StringComparison.Ordinal);
        string verb = end < 0 ? text : text[..end];
        bool sizes = text.EndsWith(" sizes", StringComparison.Ordinal);
        int stop = sizes ? text.Length - 6 : text.Length;
        var cuts = new List<(int At, string Name)>();
        for (int depth = 0, i = Math.Max(end, 0); i < stop; i++)
        {
            depth += text[i] is '(' or '[' or '{' ? 1 : text[i] is ')' or ']' or '}' ? -1 : 0;
            if (depth == 0 && text[i] == ' ' && Clauses.FirstOrDefault(c => string.CompareOrdinal(text, i + 1, c + " ", 0, c.Length + 1) == 0) is { } clause)
            {
                cuts.Add((i + 1, clause));
            }
        }

        int subjectStart = end < 0 ? text.Length : end + 1;
        var command = new DocumentCommand(source, verb, Part(subjectStart, cuts.Count > 0 ? cuts[0].At : stop)) { Sizes = sizes };
        for (int k = 0; k < cuts.Count; k++)
        {
            int from = cuts[k].At + cuts[k].Name.Length + 1;
            command.clauses[cuts[k].Name] = Part(from, k + 1 < cuts.Count ? cuts[k + 1].At : stop);
        }

        return command;

        SourceText Part(int from, int to)
        {
            from = Math.Min(from, text.Length);
            to = Math.Max(from, to);
            while (from < to && text[from] == ' ')
            {
                from++;
            }

            var (line, column) = source.Locate(from);
            return new SourceText(text[from..to].TrimEnd(), source.Name, line, column);
        }
    }

    /// <summary>A message about this command.</summary>
    public DiagnosticException Error(string message, string? hint) => new(new("MD0505", message, Source, new Span(0, Source.Text.Length), hint));
}
