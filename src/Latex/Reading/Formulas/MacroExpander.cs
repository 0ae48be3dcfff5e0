using System.Text;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>Puts the macros of the document in, so that the words of a body stand where the macro is used.</summary>
internal sealed class MacroExpander(MacroTable macros, ReadingErrors errors)
{
    private const int Deepest = 64;
    private readonly List<LatexToken> result = [];
    private int produced;

    /// <summary>The words with all macros expanded; MD0606 where that does not end.</summary>
    public static List<LatexToken> Expand(IReadOnlyList<LatexToken> tokens, MacroTable macros, ReadingErrors errors)
    {
        var expander = new MacroExpander(macros, errors);
        expander.Expand(tokens, 0);
        return expander.result;
    }

    private void Expand(IReadOnlyList<LatexToken> tokens, int depth)
    {
        for (int at = 0; at < tokens.Count;)
        {
            var token = tokens[at++];
            if (result.Count > SyntaxLimits.Nodes || depth > Deepest)
            {
                throw errors.TooLarge(token.Span);
            }

            produced += depth > 0 ? 1 : 0;
            if (token.Kind != LatexKind.Command || macros.Find(token.Text, token.Span.Start) is not { } macro)
            {
                result.Add(token);
                continue;
            }

            var arguments = new List<IReadOnlyList<LatexToken>>();
            int first = at;
            if (macro.Default is not null)
            {
                arguments.Add(Optional(tokens, ref at) ?? macro.Default);
            }

            while (arguments.Count < macro.Parameters)
            {
                arguments.Add(Argument(tokens, ref at) ?? throw errors.Incomplete(token.Span, $"{token.Text} takes {macro.Parameters} arguments"));
            }

            var used = at > first ? new Span(token.Span.Start, Math.Max(tokens[at - 1].Span.End - token.Span.Start, token.Span.Length)) : token.Span;
            Expand(Body(macro, arguments, used, token.Gap), depth + 1);
        }
    }

    private List<LatexToken> Body(Macro macro, List<IReadOnlyList<LatexToken>> arguments, Span used, Gap gap)
    {
        var body = new List<LatexToken>();
        foreach (var token in macro.Body)
        {
            if (token.Kind == LatexKind.Parameter)
            {
                int k = token.Text[0] - '1';
                if (k >= 0 && k < arguments.Count)
                {
                    body.AddRange(arguments[k]);
                }
            }
            else
            {
                string text = token.Kind == LatexKind.Words && token.Text.Contains('#', StringComparison.Ordinal) ? Words(token.Text, arguments) : token.Text;
                body.Add(token with { Text = text, Span = used, Gap = body.Count == 0 ? gap : token.Gap });
            }

            if (body.Count + ++produced > SyntaxLimits.Nodes)
            {
                throw errors.TooLarge(used);
            }
        }

        return body;
    }

    private static string Words(string text, List<IReadOnlyList<LatexToken>> arguments)
    {
        var words = new StringBuilder(text);
        for (int k = 0; k < arguments.Count; k++)
        {
            words.Replace($"#{k + 1}", string.Concat(arguments[k].Select(t => t.Text)));
        }

        return words.ToString();
    }

    private static IReadOnlyList<LatexToken>? Optional(IReadOnlyList<LatexToken> tokens, ref int at)
    {
        if (at >= tokens.Count || !tokens[at].Is("["))
        {
            return null;
        }

        var inner = new List<LatexToken>();
        for (int i = at + 1; i < tokens.Count; i++)
        {
            if (tokens[i].Is("]"))
            {
                at = i + 1;
                return inner;
            }

            inner.Add(tokens[i]);
        }

        return null;
    }

    private static IReadOnlyList<LatexToken>? Argument(IReadOnlyList<LatexToken> tokens, ref int at)
    {
        if (at >= tokens.Count)
        {
            return null;
        }

        if (tokens[at].Kind != LatexKind.Open)
        {
            return [tokens[at++]];
        }

        var inner = new List<LatexToken>();
        for (int depth = 0, i = at; i < tokens.Count; i++)
        {
            depth += tokens[i].Kind switch { LatexKind.Open => 1, LatexKind.Close => -1, _ => 0 };
            if (depth == 0)
            {
                at = i + 1;
                return inner;
            }

            if (i > at)
            {
                inner.Add(tokens[i]);
            }
        }

        return null;
    }
}
