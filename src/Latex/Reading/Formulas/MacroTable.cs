using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>A macro of the document: how many arguments it takes, what stands for an optional first one, and its body.</summary>
internal sealed record Macro(int Position, int Parameters, IReadOnlyList<LatexToken>? Default, IReadOnlyList<LatexToken> Body);

/// <summary>The macros that a document defines by <c>\newcommand</c>, <c>\def</c>, <c>\let</c> and <c>\DeclareMathOperator</c>.</summary>
internal sealed class MacroTable
{
    private static readonly string[] Definers =
        [@"\newcommand", @"\renewcommand", @"\providecommand", @"\DeclareRobustCommand", @"\DeclareMathOperator", @"\def", @"\let"];

    private readonly Dictionary<string, List<Macro>> macros = [];

    /// <summary>No macros.</summary>
    public static MacroTable Empty { get; } = new();

    /// <summary>Collects the definitions of a text, wherever they stand.</summary>
    public static MacroTable Read(string text)
    {
        var table = new MacroTable();
        for (int at = text.IndexOf('\\', StringComparison.Ordinal); at >= 0; at = at + 1 < text.Length ? text.IndexOf('\\', at + 1) : -1)
        {
            string? definer = Definers.FirstOrDefault(d => string.CompareOrdinal(text, at, d, 0, d.Length) == 0 && !char.IsAsciiLetter(At(text, at + d.Length)));
            if (definer is not null)
            {
                new DefinitionReader(table, text, at + definer.Length).Read(definer);
            }
        }

        return table;
    }

    /// <summary>The meaning of a command at a place: the definition last made before it, or else the first one.</summary>
    public Macro? Find(string command, int position) => macros.TryGetValue(command, out var all) ? all.FindLast(m => m.Position < position) ?? all[0] : null;

    private static char At(string text, int index) => index < text.Length ? text[index] : '\0';

    private sealed class DefinitionReader
    {
        private readonly MacroTable table;
        private readonly string text;
        private readonly int start;
        private int at;

        public DefinitionReader(MacroTable table, string text, int start) => (this.table, this.text, this.start, at) = (table, text, start, start);

        public void Read(string definer)
        {
            at += At(text, at) == '*' ? 1 : 0;
            bool braced = Next() == '{';
            at += braced ? 1 : 0;
            if (Command() is not { } name)
            {
                return;
            }

            if (braced && Next() == '}')
            {
                at++;
            }

            int parameters = 0;
            IReadOnlyList<LatexToken>? optional = null;
            if (definer == @"\let")
            {
                at += Next() == '=' ? 1 : 0;
                Next();
                int from = at;
                if (Command() is { } other && (table.Find(other, start) is var known))
                {
                    Add(name, known ?? new(start, 0, null, LatexLexer.Read(text, new Span(from, at - from))));
                }

                return;
            }

            if (definer == @"\def")
            {
                while (Next() == '#')
                {
                    at += 2;
                    parameters++;
                }
            }
            else if (Next() == '[')
            {
                parameters = char.IsAsciiDigit(At(text, at + 1)) ? text[at + 1] - '0' : 0;
                at = Math.Max(text.IndexOf(']', at), at) + 1;
                if (Next() == '[' && text.IndexOf(']', at) is var close and > 0)
                {
                    optional = LatexLexer.Read(text, new Span(at + 1, close - at - 1));
                    at = close + 1;
                }
            }

            if (Next() == '{' && Close() is var end and > 0)
            {
                var body = LatexLexer.Read(text, new Span(at + 1, end - at - 1));
                Add(name, new(start, Math.Min(parameters, 9), optional, definer == @"\DeclareMathOperator" ? Operator(body) : body));
            }
        }

        private void Add(string name, Macro macro)
        {
            if (!table.macros.TryGetValue(name, out var all))
            {
                table.macros[name] = all = [];
            }

            all.Add(macro with { Position = start });
        }

        private static IReadOnlyList<LatexToken> Operator(List<LatexToken> body) => body.Count == 0 ? body :
        [
            new(LatexKind.Command, @"\operatorname", body[0].Span, Gap.None), new(LatexKind.Open, "{", body[0].Span, Gap.None),
            .. body, new(LatexKind.Close, "}", body[^1].Span, Gap.None),
        ];

        private char Next()
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            return At(text, at);
        }

        private string? Command()
        {
            if (Next() != '\\' || at + 1 >= text.Length)
            {
                return null;
            }

            int from = at++;
            if (!char.IsAsciiLetter(text[at]))
            {
                at++;
            }
            else
            {
                while (char.IsAsciiLetter(At(text, at)))
                {
                    at++;
                }
            }

            return text[from..at];
        }

        // A body is closed within a few thousand characters, or it is none.
        private int Close()
        {
            const int Longest = 10_000;
            int depth = 0;
            for (int i = at; i < Math.Min(text.Length, at + Longest); i++)
            {
                if (text[i] == '\\')
                {
                    i++;
                    continue;
                }

                depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
                if (depth == 0)
                {
                    return i;
                }
            }

            return -1;
        }
    }
}
