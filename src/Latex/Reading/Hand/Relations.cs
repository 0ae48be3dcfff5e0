using System.Text.RegularExpressions;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>
/// The signs of a displayed formula that make a step: <c>=</c>, also with <c>:</c> before it or something above it, outside braces,
/// brackets and matrices. A line ends all brackets, since those that <c>\left</c> and <c>\right</c> join may stand on different lines.
/// </summary>
internal static partial class Relations
{
    private static readonly HashSet<string> Opaque = ["matrix", "bmatrix", "pmatrix", "vmatrix", "Bmatrix", "Vmatrix", "smallmatrix", "cases", "array"];
    private static readonly string[] Lengths = ["pt", "em", "ex", "mm", "cm"];

    // Signs that define and make no step.
    private static readonly string[] Defining = [@"\equiv", @"\triangleq", @"\coloneqq", @"\doteq", "≡", "≜", "≔", "≐"];

    /// <summary>The places of the signs ≡, ≜ and ≔, which define without being a step.</summary>
    public static List<Span> Definitions(string text, Span within) => Find(text, within, defining: true);

    /// <summary>What stands in the environment of a system, where that is all of the formula: <c>\begin{cases} … \end{cases}</c>, <c>\left\{\begin{array}{l} … \end{array}\right.</c>; null for other formulas.</summary>
    public static Span? System(string text, Span within)
    {
        var match = SystemPattern().Match(text, within.Start, within.Length);
        return match.Success ? new Span(match.Groups["inner"].Index, match.Groups["inner"].Length) : null;
    }

    /// <summary>The places of the signs in a stretch of text.</summary>
    public static List<Span> Find(string text, Span within) => Find(text, within, defining: false);

    private static List<Span> Find(string text, Span within, bool defining)
    {
        var found = new List<Span>();
        int braces = 0, brackets = 0, opaque = 0;
        for (int i = within.Start; i < within.End;)
        {
            char c = text[i];
            if (defining && braces == 0 && brackets == 0 && opaque == 0 && Array.Find(Defining, d => string.CompareOrdinal(text, i, d, 0, d.Length) == 0) is { } sign)
            {
                found.Add(new Span(i, sign.Length));
                i += sign.Length;
                continue;
            }

            if (c == '\\')
            {
                if (!defining && braces == 0 && brackets == 0 && opaque == 0 && Labelled(text, i, within.End) is { } labelled)
                {
                    found.Add(labelled);
                    i = labelled.End;
                }
                else if (Next(text, i, within.End) == '\\')
                {
                    i = AfterNewLine(text, i, within.End);
                    brackets = 0;
                }
                else
                {
                    int start = i;
                    i = AfterCommand(text, i, within.End);
                    int step = text.AsSpan(start, i - start) switch { @"\begin" => 1, @"\end" => -1, _ => 0 };
                    int close = step != 0 && Next(text, i - 1, within.End) == '{' ? text.IndexOf('}', i, within.End - i) : -1;
                    if (close > 0)
                    {
                        opaque += Opaque.Contains(text[(i + 1)..close].TrimEnd('*')) ? step : 0;
                        i = close + 1;
                    }
                }

                continue;
            }

            braces += c == '{' ? 1 : c == '}' ? -1 : 0;
            brackets = c is '(' or '[' ? brackets + 1 : c is ')' or ']' ? Math.Max(0, brackets - 1) : brackets;
            if (!defining && c == '=' && braces == 0 && brackets == 0 && opaque == 0)
            {
                int start = i > within.Start && text[i - 1] == ':' ? i - 1 : i;
                found.Add(new Span(start, i + 1 - start));
            }

            i++;
        }

        return found;
    }

    [GeneratedRegex(@"\A\s*(?:\\begin\{(?<kind>cases)\}|\\left\s*(?:\\\{|\\lbrace)\s*\\begin\{(?<kind>array|matrix)\}(?:\{[^{}]*\})?|\\begin\{(?<kind>array)\}\s*(?:\[[tbc]\]\s*)?\{\s*[lrc]\s*c\s*[lrc]\s*\})(?<inner>(?:(?!\\begin\{\k<kind>\})[\s\S])*?)\\end\{\k<kind>\}(?:\s*\\right\s*\.)?(?:\s|[.,;]|\\label\{[^{}]*\}|\\tag\{[^{}]*\})*\z")]
    private static partial Regex SystemPattern();

    private static char Next(string text, int at, int end) => at + 1 < end ? text[at + 1] : '\0';

    private static int AfterCommand(string text, int at, int end)
    {
        int i = at + 1;
        while (i < end && char.IsAsciiLetter(text[i]))
        {
            i++;
        }

        return i == at + 1 ? Math.Min(at + 2, end) : i;
    }

    // \\[2pt]
    private static int AfterNewLine(string text, int at, int end)
    {
        int i = Skip(text, at + 2, end);
        if (i >= end || text[i] != '[')
        {
            return at + 2;
        }

        int from = i + 1;
        i = from;
        while (i < end && (char.IsAsciiDigit(text[i]) || text[i] == '.'))
        {
            i++;
        }

        bool number = i > from;
        i = Skip(text, i, end);
        return number && i + 2 < end && Lengths.Contains(text.Substring(i, 2)) && text[i + 2] == ']' ? i + 3 : at + 2;
    }

    private static int Skip(string text, int at, int end)
    {
        while (at < end && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }

    // \overset{!}{=}, \stackrel{(3)}{:=}
    private static Span? Labelled(string text, int at, int end)
    {
        int i = AfterCommand(text, at, end);
        if (text.AsSpan(at, i - at) is not (@"\overset" or @"\stackrel") || (i = Group(text, Skip(text, i, end), end)) < 0)
        {
            return null;
        }

        int open = Skip(text, i, end);
        int close = open < end && text[open] == '{' ? text.IndexOf('}', open, end - open) : -1;
        return close > 0 && text[(open + 1)..close].Trim() is "=" or ":=" ? new Span(at, close + 1 - at) : null;
    }

    // Behind a group with at most one level of groups in it.
    private static int Group(string text, int at, int end)
    {
        if (at >= end || text[at] != '{')
        {
            return -1;
        }

        for (int i = at, depth = 0; i < end; i++)
        {
            depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
            if (depth is 0 or > 2)
            {
                return depth == 0 ? i + 1 : -1;
            }
        }

        return -1;
    }
}
