using System.Text.RegularExpressions;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>What the running text keeps at rest: "with $C$ held fixed", "for constant $b$", "treating $A$ and $b$ as constants".</summary>
internal static partial class HeldInText
{
    /// <summary>The names of which the text says so before a place.</summary>
    public static IReadOnlySet<Name> Before(SourceText source, int at) =>
        Said().Matches(source.Text[..at]).SelectMany(m => m.Groups["name"].Captures).Select(c => new Name(GreekNames.Normalize(AppliedFunctions.Plain(c.Value)))).ToHashSet();

    [GeneratedRegex(@"\b(?:with|for|at|hold(?:ing)?|keep(?:ing)?|treat(?:ing)?|tak(?:e|ing)|if|when|where|since|as|while|and)\s+(?:(?:the\s+)?(?:matrix|vector|scalar)\s+)?\$(?<name>[^$]{1,24})\$(?:\s*(?:,|and|&)\s*\$(?<name>[^$]{1,24})\$)*\s*(?:(?:is|are|being|be)\s+)?(?:(?:held|kept)(?:\s+(?:fixed|constant))?|fixed|constant|(?:as|to\s+be)\s+(?:a\s+)?(?:fixed|constants?))\b|\b(?:fixed|constant)\s+(?:(?:matrix|vector|scalar)\s+)?\$(?<name>[^$]{1,24})\$(?:\s*(?:,|and|&)\s*\$(?<name>[^$]{1,24})\$)*|\bhold\s+(?:the\s+)?\$(?<name>[^$]{1,24})\$", RegexOptions.IgnoreCase)]
    private static partial Regex Said();
}
