using System.Text.RegularExpressions;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>
/// Frames around relations: <c>\boxed{\nabla f = A x}</c> is a relation as if the frame were not there, with all that is in it, while that of
/// <c>y = \boxed{x}</c> frames a side.
/// </summary>
internal static partial class FramedFormulas
{
    /// <summary>A text with such frames made blank, as long as before.</summary>
    public static string Opened(string text)
    {
        if (!text.Contains(@"\boxed", StringComparison.Ordinal) && !text.Contains(@"\bbox", StringComparison.Ordinal))
        {
            return text;
        }

        char[] open = text.ToCharArray();
        int[] partners = Partners(text);
        int end = 0;
        foreach (Match frame in Frame().Matches(text))
        {
            int from = frame.Index + frame.Length, to = partners[from - 1];
            if (from <= end || to < 0)
            {
                continue;
            }

            // A frame within a frame frames no more.
            end = to;
            if (Relations.Find(text, new Span(from, to - from)).Count > 0)
            {
                Array.Fill(open, ' ', frame.Index, frame.Length);
                open[to] = ' ';
            }
        }

        return new string(open);
    }

    // Where each brace is closed; -1 where it is not before the next blank line.
    private static int[] Partners(string text)
    {
        int[] partners = new int[text.Length];
        Array.Fill(partners, -1);
        var braces = new Stack<int>();
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '{':
                    braces.Push(i);
                    break;
                case '}' when braces.TryPop(out int start):
                    partners[start] = i;
                    break;
                case '\n' when i + 1 < text.Length && text[i + 1] == '\n':
                    braces.Clear();
                    break;
            }
        }

        return partners;
    }

    [GeneratedRegex(@"\\(?:boxed|bbox\s*(?:\[[^\]\n]*\])?)\s*\{")]
    private static partial Regex Frame();
}
