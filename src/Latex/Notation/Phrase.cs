using System.Text.RegularExpressions;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Latex;

/// <summary>
/// Words with formulas among them, as names of laws, conditions and assumptions are: <c>X invertible</c>, <c>tr Aᵀ = tr A</c>.
/// A phrase is a list of boxes; <see cref="Prose"/> is text, all else is set as a formula.
/// </summary>
internal static partial class Phrase
{
    private static readonly string[] Attributes = ["invertible", "symmetric", "diagonal", "orthogonal", "positive definite", "posdef", "positive", "lower", "upper", "skew"];

    /// <summary>The phrase of a condition, an assumption or a definition, its formulas read in the language where they can be.</summary>
    /// <param name="text">The words; parts end with a semicolon.</param>
    /// <param name="scope">What the names mean.</param>
    /// <param name="options">How formulas are written.</param>
    /// <param name="isSentence">X is invertible, and not only X invertible.</param>
    public static IReadOnlyList<Box> Of(string text, Scope scope, NotationOptions options, bool isSentence = false)
    {
        var boxes = new List<Box>();
        foreach (string part in text.Split("; "))
        {
            if (boxes.Count > 0)
            {
                boxes.Add(new Prose("; "));
            }

            boxes.AddRange(Claim(part, scope, options, isSentence ? " is " : " ") ?? OfWords(part, run => Read(run, scope, options)));
        }

        return boxes;
    }

    /// <summary>The phrase of words in which formulas stand as they are printed: <c>the sum of the entries is 1ᵀX1</c>.</summary>
    public static IReadOnlyList<Box> OfWords(string text, Func<string, Box?>? read = null)
    {
        var boxes = new List<Box>();
        string[] words = Words().Matches(text).Select(m => m.Value).ToArray();
        bool[] math = [.. words.Select(IsFormula)];
        for (int i = words.Length - 2; i >= 0; i--)
        {
            math[i] |= math[i + 1] && words[i + 1][0] is not ':' && (IsFunction(words[i]) || IsLetter(words[i]) || words[i] is "+" or "−");
        }

        for (int i = 1; i < words.Length; i++)
        {
            bool open = Symbols.FindSign(words[i - 1][^1..])?.Kind is SignKind.Binary or SignKind.Relation;
            math[i] |= math[i - 1] && (open ? words[i].Length <= 3 : IsLetter(words[i]) || words[i] is "+" or "−");
        }

        for (int i = 0; i < words.Length;)
        {
            int end = i;
            while (end < words.Length && math[end] == math[i])
            {
                end++;
            }

            string run = string.Join(" ", words[i..end]);
            string trail = math[i] && run[^1] is ':' or ',' ? run[^1..] : "";
            boxes.Add(new Prose((i > 0 && !math[i] ? " " : "") + (math[i] ? "" : run) + (math[i] ? "" : end < words.Length ? " " : "")));
            if (math[i])
            {
                boxes[^1] = (run.IndexOfAny(['*', '[']) >= 0 ? read?.Invoke(run[..^trail.Length]) : null) ?? FormulaText.Read(run[..^trail.Length]);
                if (trail.Length > 0)
                {
                    boxes.Add(new Prose(trail));
                }
            }

            i = end;
        }

        return boxes;
    }

    // left = right, left > 0, X invertible, rank of X constant.
    private static IReadOnlyList<Box>? Claim(string text, Scope scope, NotationOptions options, string verb)
    {
        if (Vanishing().Match(text) is { Success: true } vanishing && scope.Functions.Keys.FirstOrDefault(f => f.Text == vanishing.Groups[1].Value) is { } function)
        {
            var head = Names.Subscripted(function);
            var primes = new Primes(Math.Min(3, vanishing.Groups[2].Length));
            return [Row.Of(head is Scripts s ? s with { Super = primes } : new Scripts(head, null, primes), new Sign("="), new Numeral("0"))];
        }

        if (Relation().Match(text) is { Success: true } relation)
        {
            string sign = relation.Groups["sign"].Value;
            string right = relation.Groups["right"].Value;
            string rest = right.Contains(" in ", StringComparison.Ordinal) ? right[right.IndexOf(" in ", StringComparison.Ordinal)..] : "";
            var sides = ReadSides(relation.Groups["left"].Value, right[..^rest.Length], scope, options);
            return sides is null ? null : [Row.Of(sides.Value.Left, new Sign(sign), sides.Value.Right), .. rest.Length > 0 ? [new Prose(rest)] : Array.Empty<Box>()];
        }

        if (Rank().Match(text) is { Success: true } rank && Read(rank.Groups[1].Value, scope, options) is { } x)
        {
            return [new Prose("rank of "), x, new Prose(verb + "constant")];
        }

        string? attribute = Attributes.FirstOrDefault(a => text.EndsWith(" " + a, StringComparison.Ordinal));
        return attribute is not null && Read(text[..^(attribute.Length + 1)], scope, options) is { } y ? [y, new Prose(verb + attribute)] : null;
    }

    private static (Box Left, Box Right)? ReadSides(string left, string right, Scope scope, NotationOptions options)
    {
        try
        {
            var sides = ExpressionReader.ReadSides([left, right], scope.Copy());
            options = options.With(sides);
            return (Notation.Of(sides[0], options), Notation.Of(sides[1], options));
        }
        catch (DiagnosticException)
        {
            return Read(left, scope, options) is { } l && Read(right, scope, options) is { } r ? (l, r) : null;
        }
    }

    private static Box? Read(string text, Scope scope, NotationOptions options)
    {
        try
        {
            return Notation.Of(ExpressionReader.Read(text, scope.Copy()), options);
        }
        catch (DiagnosticException)
        {
            return null;
        }
    }

    private static bool IsFunction(string word) => word is "vec" or "tr" or "diag" or "det" or "log" or "exp" or "rank" or "vech" or "unvec";

    private static bool IsLetter(string word) => word.Length == 1 && char.IsAsciiLetter(word[0]) && word != "a";

    private static bool IsFormula(string word)
    {
        string bare = word.TrimEnd(':', ',', '.');
        return bare.Length > 0 && (bare.IndexOfAny([.. "=()[]⊗⊙ᵀ⁻⁺∇‖∂⇒≠<>|^_'+/−·²"]) >= 0 || (IsLetter(bare) && bare != "I" && char.IsUpper(bare[0])) || DifferentialWord().IsMatch(bare))
            && !LongWord().Matches(bare).Any(m => !FormulaText.IsWord(m.Value));
    }


    [GeneratedRegex(@"(?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\]|\S)+")]
    private static partial Regex Words();

    [GeneratedRegex("^d[A-Za-z]$")]
    private static partial Regex DifferentialWord();

    [GeneratedRegex("[a-z]{4,}|Moore|[a-z]{2,}–")]
    private static partial Regex LongWord();

    [GeneratedRegex("^(?<left>.+?) ?(?<sign>[=≠><≤≥]) ?(?<right>.+)$")]
    private static partial Regex Relation();

    [GeneratedRegex("^([^' ]+)('{1,3}) = 0$")]
    private static partial Regex Vanishing();

    [GeneratedRegex("^rank of (.+) constant$")]
    private static partial Regex Rank();
}
