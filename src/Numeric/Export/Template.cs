using System.Text.RegularExpressions;

namespace MatrixDiff.Numeric.Export;

/// <summary>Reads the pages of a language: a row and its expression a line; helper functions apart by empty lines.</summary>
internal static class Template
{
    /// <summary>The templates of lines <c>row | expression</c>.</summary>
    public static IReadOnlyDictionary<string, string> Parse(string page) => page.ReplaceLineEndings("\n").Split('\n')
        .Select(line => line.Split(" | ", 2)).ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim(), StringComparer.Ordinal);

    /// <summary>
    /// The functions of a page; the name of each is what the pattern finds first in it. What does not begin as <paramref name="blocksApart"/>
    /// says belongs to the function before it, and functions of one name belong together.
    /// </summary>
    public static IReadOnlyDictionary<string, string> ParseBlocks(string page, string name, string blocksApart = "")
    {
        var blocks = new List<string>();
        foreach (string part in page.ReplaceLineEndings("\n").Split("\n\n"))
        {
            if (part.StartsWith(blocksApart, StringComparison.Ordinal))
            {
                blocks.Add(part);
            }
            else
            {
                blocks[^1] += "\n\n" + part;
            }
        }

        return blocks.GroupBy(block => Regex.Match(block, name).Groups[1].Value)
            .ToDictionary(group => group.Key, group => string.Join("\n\n", group.Select(b => b.TrimEnd())), StringComparer.Ordinal);
    }
}
