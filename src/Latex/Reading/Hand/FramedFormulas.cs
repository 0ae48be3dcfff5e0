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
        foreach (Match frame in Frame().Matches(text))
        {
            int from = frame.Index + frame.Length, to = Partner(text, from);
            if (to >= 0 && Relations.Find(text, new Span(from, to - from)).Count > 0)
            {
                Array.Fill(open, ' ', frame.Index, frame.Length);
                open[to] = ' ';
            }
        }

        return new string(open);
    }

    // The brace that closes what is open at a place; -1 where there is none before the next blank line.
    private static int Partner(string text, int from)
    {
        int depth = 1;
        for (int i = from; i < text.Length; i++)
        {
            depth += text[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
            {
                return i;
            }

            i += text[i] == '\\' ? 1 : 0;
            if (i + 1 < text.Length && text[i] == '\n' && text[i + 1] == '\n')
            {
                return -1;
            }
        }

        return -1;
    }

    [GeneratedRegex(@"\\(?:boxed|bbox\s*(?:\[[^\]\n]*\])?)\s*\{")]
    private static partial Regex Frame();
}
