using System.Globalization;
using System.Text.RegularExpressions;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>A function that a text says in words: what of a quantity is left from a step on, of the states of that step and of what later steps use.</summary>
/// <param name="At">Where the text says so.</param>
/// <param name="Function">Its name, with the index that it has there.</param>
/// <param name="Whole">The quantity.</param>
/// <param name="Of">What it is a function of; nothing where the text gives a formula instead.</param>
internal sealed record ValueInText(int At, Name Function, string Whole, IReadOnlyList<Name> Of);

/// <summary>
/// Finds them: "let J^t be what this step and those after it contribute to J, and S^t the part of it that is a function of h^t and W", "let V^t be J as a
/// function of h^t", "let J^T be what J sees of h^T itself". A J^t that a text says again is another one; S^t with its arguments stays what it is.
/// </summary>
internal static partial class ValuesInText
{
    /// <summary>All that a text says, in order.</summary>
    public static IReadOnlyList<ValueInText> In(SourceText source)
    {
        var found = new List<ValueInText>();
        foreach (Match match in Contribution().Matches(source.Text))
        {
            string whole = GreekNames.Normalize(match.Groups["whole"].Value);
            Add(found, match.Groups["name"], whole, null);
            Add(found, match.Groups["part"], whole, match.Groups["of"]);
        }

        foreach (Match match in AsFunction().Matches(source.Text))
        {
            Add(found, match.Groups["name"], GreekNames.Normalize(match.Groups["whole"].Value), match.Groups["of"]);
        }

        return [.. found.OrderBy(f => f.At)];
    }

    /// <summary>Does the text speak of a share of a quantity that it may name again for other steps?</summary>
    public static bool IsRenamed(ValueInText value) => value.Function.Base == value.Whole || value.Of.Count == 0;

    private static void Add(List<ValueInText> found, Group name, string whole, Group? of)
    {
        if (name.Success && NameOf(name.Value) is { Indices.Count: 1 } function)
        {
            found.Add(new(name.Index, function, whole, of is null ? [] : [.. Argument().Matches(of.Value).Select(m => NameOf(m.Groups["name"].Value)).OfType<Name>()]));
        }
    }

    // h^{t + 1}, w^T, h_{t}, h^{(1)}, W, \eta
    private static Name? NameOf(string latex)
    {
        var match = Named().Match(latex);
        if (!match.Success)
        {
            return null;
        }

        string letters = GreekNames.Normalize(match.Groups["base"].Value);
        if (!match.Groups["index"].Success)
        {
            return new Name(letters);
        }

        string? variable = match.Groups["var"].Success ? match.Groups["var"].Value : null;
        int offset = match.Groups["by"].Success ? int.Parse(match.Groups["by"].Value, CultureInfo.InvariantCulture) : 0;
        return new Name(letters, new LayerIndex(variable, match.Groups["sign"].Value == "-" ? -offset : offset));
    }

    private const string Formula = @"\$\\?[a-zA-Z]+(?:[\^_](?:\{[^{}$]{1,20}\}|\w))?\$";

    [GeneratedRegex(@"\A\\?(?<base>[a-zA-Z]+)(?<index>[\^_]\{?\s*[(\[]?\s*(?<var>[a-zA-Z])?\s*(?<sign>[+-])?\s*(?<by>\d+)?\s*[)\]]?\s*\}?)?\z")]
    private static partial Regex Named();

    [GeneratedRegex(@"\$(?<name>[^$]+)\$")]
    private static partial Regex Argument();

    [GeneratedRegex(@"\blet\s+\$(?<name>[^$]{1,40})\$\s+(?:be|denote)\s+what\s[^.$]{1,80}?\s(?:contributes?|adds?)\s+to\s+\$(?<whole>\\?[a-zA-Z]+)\$(?:,?\s+and\s+\$(?<part>[^$]{1,40})\$\s+the\s+part\s+of\s+(?:it|that)(?:\s+(?:that|which)\s+is\s+a\s+function\s+of\s+(?<of>" + Formula + @"(?:(?:,?\s+and\s+|,\s+)" + Formula + @")*))?)?", RegexOptions.IgnoreCase)]
    private static partial Regex Contribution();

    [GeneratedRegex(@"\blet\s+\$(?<name>[^$]{1,40})\$\s+(?:be|denote)\s+(?:what\s+\$(?<whole>\\?[a-zA-Z]+)\$\s+sees\s+of|(?:the\s+value\s+of\s+)?\$(?<whole>\\?[a-zA-Z]+)\$,?\s+(?:(?:seen|taken|regarded|read|written|considered)\s+)?as\s+a\s+function\s+of)\s+(?<of>" + Formula + @"(?:(?:,?\s+and\s+|,\s+)" + Formula + @")*)", RegexOptions.IgnoreCase)]
    private static partial Regex AsFunction();
}
