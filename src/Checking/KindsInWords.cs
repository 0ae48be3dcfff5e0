using System.Text.RegularExpressions;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;
using ShapeKind = MatrixDiff.Symbolic.Operators.ShapeKind;

namespace MatrixDiff.Checking;

/// <summary>
/// What the running text calls names without saying their sizes: "let $a$ and $b$ be vectors", "for matrices $A, B$", "let c be a scalar". A
/// matrix with a role (a weight matrix) may have one row, and is left to its formulas, as is what the text calls different things.
/// </summary>
internal static partial class KindsInWords
{
    private const int Near = 120;

    // a, the, their and what may stand between them and the noun.
    private const string Words = @"(?:(?!(?:not|no|of|to|in|by|for|with|as|whose|which|that|on|from|at|than|when|if|where|row|product|sum|function\w*)\b)[a-zA-Z][\w-]*,?\s+){0,4}?";
    private const string Noun = @"(?<![\w-])(?:(?<row>row)[\s-]+)?(?<kind>scalars?|real\s+numbers?|vectors?|matri(?:x|ces))";
    private const string Ends = @"(?=\s*(?:[,.;:)—]|\n[^\S\n]*\n|\z)|\s+(?:and|or|of|with|in|that|which|such|whose|for|so|then|we|while|but|where|as|has|have|having|is|are|satisf\w*|the|from|if|it|this|not)\b)";

    /// <summary>Adds what the text says to the scope.</summary>
    public static void Take(Scope scope, HandDerivation document)
    {
        var names = new ScopeNames(scope, DocumentNotation.None);
        var said = Beside(document, names).Concat(InPlainWords(document)).ToLookup(s => s.Name, s => s.Kind);
        foreach (var kinds in said.Where(k => !scope.Symbols.ContainsKey(k.Key) && k.Distinct().Count() == 1))
        {
            scope.Kinds[kinds.Key] = kinds.First();
        }
    }

    // What stands before or behind a list of formulas that are names.
    private static IEnumerable<(Name Name, ShapeKind Kind)> Beside(HandDerivation document, ScopeNames names)
    {
        var (text, inline) = (document.Source.Text, document.Inline.OrderBy(f => f.Span.Start).ToList());
        for (int first = 0, last; first < inline.Count; first = last + 1)
        {
            last = first;
            while (last + 1 < inline.Count && inline[last].Span.End <= inline[last + 1].Span.Start && And().IsMatch(Delimiters().Replace(text[inline[last].Span.End..inline[last + 1].Span.Start], "")))
            {
                last++;
            }

            var (start, end) = (inline[first].Span.Start, inline[last].Span.End);
            string before = Delimiters().Replace(text[Math.Max(0, start - Near)..start], ""), behind = Delimiters().Replace(text[end..Math.Min(text.Length, end + Near)], "");
            if ((KindOf(NounBefore().Match(before)) ?? KindOf(NounBehind().Match(behind))) is not { } kind)
            {
                continue;
            }

            foreach (var side in inline.Skip(first).Take(last - first + 1).Where(f => f.Steps.Count == 0).SelectMany(f => f.Listed.Count > 0 ? f.Listed : f.Whole is { } whole ? [whole] : []))
            {
                if (StepSyntax.NameOf(ReadStep.Read(side, names)) is { } name)
                {
                    yield return (name, kind);
                }
            }
        }
    }

    // Letters outside of formulas; "a" is one only where no article can stand.
    private static IEnumerable<(Name Name, ShapeKind Kind)> InPlainWords(HandDerivation document) =>
        from match in PlainBefore().Matches(document.Source.Text).Concat(PlainBehind().Matches(document.Source.Text))
        where !document.Blocks.Any(b => b.Span.Start <= match.Index && match.Index < b.Span.End)
        let kind = KindOf(match)
        where kind is not null
        let letters = match.Groups["n"].Captures
        where letters.Count > 1 || match.Groups["verb"].Success || letters[0].Value is not ("a" or "A" or "I")
        from letter in letters
        select (new Name(letter.Value), kind.Value);

    private static ShapeKind? KindOf(Match noun)
    {
        if (!noun.Success)
        {
            return null;
        }

        char first = char.ToLowerInvariant(noun.Groups["kind"].Value[0]);
        return first == 'v' ? noun.Groups["row"].Success ? ShapeKind.Row : ShapeKind.Column
            : noun.Groups["row"].Success ? null
            : first != 'm' ? ShapeKind.Scalar
            : Role().IsMatch(noun.Groups["words"].Value) ? null : ShapeKind.Matrix;
    }

    [GeneratedRegex(@"(?<words>\b\w{0,30}\W{0,8})" + Noun + @"\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex NounBefore();

    [GeneratedRegex(@"\A\s*,?\s*(?:(?:is|are|be|being|denotes?)\s+(?:(?:both|all|each)\s+)?|(?=(?:an?|the)\s))(?<words>" + Words + ")" + Noun + Ends, RegexOptions.IgnoreCase)]
    private static partial Regex NounBehind();

    [GeneratedRegex(@"(?<words>\b\w{0,30}\W{0,8})" + Noun + @"\s+(?<n>[a-zA-Z])\b(?:\s?,\s?(?<n>[a-zA-Z])\b(?!\s+[a-z]{2,}\s*,)){0,12}(?:,?\s+and\s+(?<n>[a-zA-Z])\b)?(?=\s*[,.;:)\n]|\s+(?:and|we|be|the|with|in|of|is|are)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex PlainBefore();

    [GeneratedRegex(@"(?<![\w$\\^{}-])(?:(?<n>[a-zA-Z])\s?,\s?){0,12}(?<n>[a-zA-Z])(?:,?\s+and\s+(?<n>[a-zA-Z]))?\s+(?<verb>is|are|be|being|denotes?)\s+(?:(?:both|all|each)\s+)?(?<words>" + Words + ")" + Noun + Ends, RegexOptions.IgnoreCase)]
    private static partial Regex PlainBehind();

    // What is no property of a matrix but says what it is for.
    [GeneratedRegex(@"\b(?!(?:an?|the|all|any|two|three|four|some|every|each|both|let|for|with|where|and|or|of|if|real|complex|square|symmetric|skew|(?:semi)?definite|positive|semi|invertible|singular|non|nonsingular|orthogonal|diagonal|constant|fixed|given|known|unknown|arbitrary|general|conformable|lower|upper|triangular|suitable|these|those|such|be|are|is|rank|full|regular)\b)[a-z]+\b", RegexOptions.IgnoreCase)]
    private static partial Regex Role();

    [GeneratedRegex(@"\A\s*(?:,|and|,\s*and|&)\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex And();

    [GeneratedRegex(@"\A(?:\$|\\\))|(?:\$|\\\()\z")]
    private static partial Regex Delimiters();
}
