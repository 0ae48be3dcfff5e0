using System.Text.RegularExpressions;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>
/// Signs of transposition that are something else in most documents: Aᵗ where t stands nowhere but above, and A^*A where no other sign of
/// transposition occurs, no A^* stands alone on a left side, and something is multiplied from the right. Beside ⊤ the letter T may be a last step.
/// </summary>
internal static partial class TransposeNotation
{
    /// <summary>The signs as the reader of formulas spells them.</summary>
    /// <param name="text">The document.</param>
    /// <param name="formulas">Its formulas as they are written.</param>
    /// <param name="steps">Its steps, as they were read without knowing the signs.</param>
    public static IReadOnlySet<string> MarksIn(string text, IReadOnlyList<string> formulas, IReadOnlyList<ReadStep> steps)
    {
        var marks = new HashSet<string>();
        string all = string.Join('\n', formulas);
        if (Unmistakable().IsMatch(all))
        {
            marks.Add("⊤");
        }

        if (Usual().IsMatch(all) || Usual().IsMatch(text))
        {
            return marks;
        }

        if (Raised().Count(all) is > 0 and var raised && raised == Letter().Count(all))
        {
            marks.Add("t");
        }

        bool named = steps.SelectMany(s => new[] { s.Left, s.Right }).Any(s => s is NameSyntax n && n.Text.EndsWith("_star", StringComparison.Ordinal));
        if (!named && Star().Matches(all).Select(m => m.Groups["small"].Success && !m.Groups["factor"].Success).ToList() is { Count: > 0 } stars && !stars.Contains(true)
            && Star().Matches(all).Any(m => m.Groups["factor"].Success) && Star().Matches(all).Where(m => m.Groups["of"].Success).All(m => IsPlain(m.Groups["of"].Value, all)))
        {
            marks.UnionWith(["∗", "⋆"]);
        }

        return marks;
    }

    // The letter also stands without a star.
    private static bool IsPlain(string letter, string all) => Regex.IsMatch(all, $@"(?<![a-zA-Z\\]){Regex.Escape(letter)}\}}?(?!\s*\^\s*\{{?\s*(?:\*|\\ast|\\star)|[a-zA-Z])");

    [GeneratedRegex(@"\^\s*\{?\s*(?:-\s*|-1\s*|\(.{1,4}\)|\[.{1,4}\])?(?:\\math\w+\s*\{?\s*T|T\b|\\top|\\intercal|\\prime)|ᵀ|(?<=[a-zA-Z)\]}])'(?!\s*(?:\(|\\left|\\big))")]
    private static partial Regex Usual();

    // A sign that is no plain letter T.
    [GeneratedRegex(@"\^\s*\{?\s*(?:-\s*|-1\s*|\(.{1,4}\)|\[.{1,4}\])?(?:\\math(?:sf|rm|tt|bf|scr|cal)\s*\{?\s*T|\\top|\\intercal)|ᵀ")]
    private static partial Regex Unmistakable();

    [GeneratedRegex(@"(?<=[a-zA-Z)\]}|])\^\s*(?:t(?![a-zA-Z])|\{\s*-?\s*t\s*\})")]
    private static partial Regex Raised();

    [GeneratedRegex(@"(?<![a-zA-Z\\])t(?![a-zA-Z])|(?<=\d)t(?![a-zA-Z])")]
    private static partial Regex Letter();

    // A star above a letter or a bracket, with the factor behind it.
    [GeneratedRegex(@"(?:(?<![a-zA-Z\\])(?<of>(?<small>[a-z])|[A-Z])\}?|[)\]])\s*\^\s*(?:\{\s*)?(?:\*|\\ast(?![a-z])|\\star(?![a-z]))\s*\}?(?<factor>\s*(?:\\[,;!]\s*)*(?:[a-zA-Z(\[]|\\(?:left|big|Big|mathrm|mathbf|boldsymbol|bm|dd?|partial)\b))?")]
    private static partial Regex Star();
}
