using System.Text.RegularExpressions;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <content>What is seen in the text as it is written.</content>
internal sealed partial class DocumentNotation
{
    // Where ∂p_i/∂z_j is written, and p and z have never more than one letter below them, p_i and z_j are entries of vectors; so are the
    // other letters with these indices.
    private static IEnumerable<string> DifferentiatedByEntry(string text, IReadOnlySet<string> summed, IReadOnlySet<string> stepped)
    {
        // ∂E_n/∂a_n may be of the n-th of families.
        var derivatives = EntryByEntry().Matches(text).Where(m => m.Groups["i"].Value != m.Groups["j"].Value).ToList();
        if (derivatives.Count == 0 && !Convention().IsMatch(text))
        {
            return [];
        }

        var indices = derivatives.SelectMany(m => new[] { m.Groups["i"].Value, m.Groups["j"].Value }).Concat(summed).ToHashSet();
        // ∂L_t/∂s_t beside s_{t-1} is no derivative of an entry.
        indices.ExceptWith(stepped);
        if (Convention().IsMatch(text))
        {
            indices.UnionWith("ijklmnpqrs".Select(c => c.ToString()));
        }

        return Scripted().Matches(text).GroupBy(m => GreekNames.Normalize(m.Groups[1].Value.TrimStart('\\')) + (Symbols.AccentOfLatex(m.Groups["mark"].Value) is { } mark ? "_" + mark.Ending : ""))
            .Where(g => char.IsLower(g.Key[0]) && g.All(m => indices.Contains(m.Groups[2].Value + m.Groups[3].Value) && !m.Groups["turned"].Success)).Select(g => g.Key);
    }

    // The letter of h_{t-1}.
    private static HashSet<string> SteppedIn(IReadOnlyList<ReadStep> steps) =>
    [
        .. steps.SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().SelectMany(Symbolic.Binding.SyntaxNames.Of).OfType<NameSyntax>()
            .Select(n => n.Indices is [BinarySyntax { Kind: BinaryKind.Add or BinaryKind.Subtract, Left: NameSyntax { Indices.IsEmpty: true } at, Right: NumberSyntax }] ? at.Text : null).OfType<string>(),
    ];

    // Letters that the text has as \mathcal{L} and formulas also as L.
    private static IEnumerable<string> ApartIn(string text, IReadOnlyList<string> formulas)
    {
        var calligraphic = Calligraphic().Matches(text).Select(m => m.Groups[1].Value).ToHashSet();
        var rest = formulas.Select(f => Commands().Replace(Calligraphic().Replace(f, " "), " ")).ToList();
        return calligraphic.Where(l => rest.Exists(f => f.Contains(l, StringComparison.Ordinal)));
    }

    /// <summary>The letters that sums of a text run over.</summary>
    public static IEnumerable<string> SummedIn(string text) => Summation().Matches(text).Select(m => m.Groups[1].Value + m.Groups[2].Value).Distinct();

    // δh = ∂L/∂h, ΔW = −η ∂L/∂W
    private static IEnumerable<string> MarksIn(string formulas, IReadOnlyList<ReadStep> steps) => new (string Command, string Letter)[] { ("\\delta", "δ"), ("\\Delta", "Δ") }
        .Where(m => Marked(m.Command).Count(formulas) is var marked and > 0 && marked == Regex.Count(formulas, Regex.Escape(m.Command) + "(?![a-zA-Z])")
            && steps.Any(s => !s.Written.Continues && s.Written.Left is { } left && Regex.IsMatch(left.Latex, "^" + Marked(m.Command) + "(?:_\\{?\\w+\\}?)?$"))).Select(m => m.Letter);

    // γ, where γ(t) = … stands on a left side and γ nowhere but before a bracket.
    private static IEnumerable<string> CalledIn(IReadOnlyList<HandStep> steps) => steps.Where(s => !s.Continues).Select(s => OfNumber().Match(s.Left?.Latex ?? "")).Where(m => m.Success).Select(m => m.Groups[1].Value).Distinct()
        .Where(c => steps.SelectMany(s => new[] { s.Left?.Latex, s.Right.Latex }).OfType<string>().All(f => Regex.Count(f, Regex.Escape(c) + "(?![a-zA-Z])") == Regex.Count(f, Regex.Escape(c) + @"(?:'|\s|\^\s*\{?\s*(?:\\prime\s*)+\}?)*(?:\\left\s*)?\("))).Select(c => GreekNames.Normalize(c[1..]));

    [GeneratedRegex(@"\A\s*(\\(?:alpha|beta|gamma|eta|kappa|lambda|mu|nu|xi|rho|tau|chi|omega|theta|zeta))\s*(?:\\left\s*)?\(\s*[a-z]\s*(?:\\right\s*)?\)\s*\z")]
    private static partial Regex OfNumber();

    // δ, where the text speaks of variations and δ stands nowhere but before what it varies, and twice as δ².
    private static IEnumerable<string> VariationsIn(string text, string formulas) => Varied().IsMatch(text) && formulas.Contains("\\delta", StringComparison.Ordinal)
        && Variation().Count(formulas) == Regex.Count(formulas, @"\\delta(?![a-zA-Z])") ? ["δ"] : [];

    [GeneratedRegex(@"\b(?:variation|variations|virtual\s+(?:work|displacements?))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Varied();

    [GeneratedRegex(@"\\delta\s*(?:\^\s*\{?\s*2\s*\}?\s*)?(?:(?:\\(?:left|[bB]igg?l?)\s*)?\(|(?:\\(?:mathbf|boldsymbol|bm)\s*\{\s*)?\\?[a-zA-Z])")]
    private static partial Regex Variation();

    private static Regex Marked(string command) => new(Regex.Escape(command) + @"\s*(?:\\(?:mathbf|boldsymbol|bm)\s*\{\s*)?\\?[a-zA-Z]+\}?", RegexOptions.CultureInvariant);

    /// <summary>Does an equation of the text, i = j or i = 1, …, N, say which values an index has, since the letters are indices below others?</summary>
    public static bool IsCase(string text, HandStep step)
    {
        var indices = Subscripted().Matches(text).Select(m => m.Groups[2].Value + m.Groups[3].Value).ToHashSet();
        return step is { Left.Latex: { Length: 1 } i, Right.Latex: { } j } && indices.Contains(i) && (indices.Contains(j) || int.TryParse(j, out _));
    }

    // A function that is applied to other things, too, is a function: f(x) = …, f(A x + b).
    // With primes it is one where its definition is made of nothing but its argument.
    private static bool IsDefinedFor(string name, IReadOnlyList<Syntax> arguments, IReadOnlyList<ReadStep> steps, bool ofArgument)
    {
        var calls = steps.SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().SelectMany(Symbolic.Binding.SyntaxNames.Of).OfType<CallSyntax>().Where(c => c.Function.Text == name);
        return calls.All(c => (c.Primes == 0 || !ofArgument) && c.Arguments.Length == arguments.Count && c.Arguments.Zip(arguments).All(p => Symbolic.Text.SyntaxPrinter.Print(p.First) == Symbolic.Text.SyntaxPrinter.Print(p.Second)));
    }

    private static bool IsFormulaOf(IReadOnlyList<Syntax> arguments, Syntax? right) => arguments is [NameSyntax only] && right is not null
        && Symbolic.Binding.SyntaxNames.Of(right).OfType<NameSyntax>().All(n => n.Text == only.Text || n.Text == "pi");

    [GeneratedRegex(@"unit\s+vector|basis|canonical|standard", RegexOptions.IgnoreCase)]
    private static partial Regex BasisInWords();

    [GeneratedRegex(@"\\sum(?:\\limits)?\s*_(?:\s*\{\s*([a-zA-Z])\s*[=}]|\s*([a-zA-Z])(?![a-zA-Z]))")]
    private static partial Regex Summation();

    [GeneratedRegex(@"\\(?:partial|mathrm\s*d|mathrm\{d\}|d)\s*(?:\\(?:hat|tilde|bar)\s*\{?)?\s*\\?[a-zA-Z]+\}?_\{?(?<i>[a-z])\}?\s*\}\s*\{\s*\\(?:partial|mathrm\s*d|mathrm\{d\}|d)\s*(?:\\(?:hat|tilde|bar)\s*\{?)?\s*\\?[a-zA-Z]+\}?_\{?(?<j>[a-z])\}?\s*\}")]
    private static partial Regex EntryByEntry();

    // A letter with something below it, and whether it is transposed, in a norm or said to be a vector.
    [GeneratedRegex(@"(?<![a-zA-Z\\])(?:(?<mark>\\(?:hat|tilde|bar|widehat|widetilde|overline))\s*\{?\s*)?(\\?[a-zA-Z]+|[α-ωΑ-Ω])\}?_(?:\{([^{}]*)\}|([a-zA-Z0-9]))(?<turned>\s*\^\s*\{?\s*(?:\\top|\\intercal|T\b|\\mathsf)|\s*\\\||\s*\\in\b)?")]
    private static partial Regex Scripted();

    [GeneratedRegex(@"^\s*([a-z]{3,})_(?:\{[a-z]{1,2}\}|[a-z])\s*$")]
    private static partial Regex WordWithIndex();

    [GeneratedRegex(@"\\math(?:cal|scr|frak)\s*\{?\s*([A-Z])\}?")]
    private static partial Regex Calligraphic();

    [GeneratedRegex(@"\\(?:text|label|tag|operatorname|begin|end)\w*\*?\{[^}]*\}|\\[a-zA-Z]+")]
    private static partial Regex Commands();

    [GeneratedRegex(@"^\s*((?:\\)?[a-zA-Z]+)\s*\^\s*(?:\{\s*\+\s*\}|\+)\s*$")]
    private static partial Regex Plus();

    [GeneratedRegex(@"^\s*((?:\\)?[a-zA-Z]+)\s*(?:'|\^\s*\\prime|\^\s*\{\s*\\prime\s*\})\s*$")]
    private static partial Regex Prime();

    [GeneratedRegex(@"\^\s*\{?\s*(?:\(.{1,4}\)|\[.{1,4}\])?\s*(?:\\math\w+\s*\{?\s*T|T\b|\\top|\\intercal)|ᵀ")]
    private static partial Regex Transposes();

    // h A, h\,(…) and ∂J/∂h: the letter of a function that is a factor or a variable.
    [GeneratedRegex(@"(?<![a-zA-Z\\_^{}])([fgh])\s*(?:[A-Z]|\\(?:mathbf|boldsymbol|bm)\b|\\,\s*(?:[(A-Z]|\\left))|\}\s*\{\s*\\partial\s*([fgh])\s*\}")]
    private static partial Regex Factor();

    [GeneratedRegex(@"(?<![a-zA-Z\\_^])([fgh])\s*\^\s*\{?\s*(?:T(?![a-zA-Z])|\\top|\\intercal|\\mathsf\s*\{?\s*T)")]
    private static partial Regex Turned();

    [GeneratedRegex(@"[A-Z)\]}]\s*\^\s*\{?\s*([kmnpqrs])\s*(?:[-+]\s*\d\s*)?(?:\}|(?![a-zA-Z]))")]
    private static partial Regex Exponent();

    [GeneratedRegex(@"Einstein|summation\s+convention|repeated\s+ind|(?:implied|implicit)\s+sum", RegexOptions.IgnoreCase)]
    private static partial Regex Convention();

    // 1 ∈ ℝⁿ
    [GeneratedRegex(@"(?:\\(?:mathbf|mathbb|mathds|boldsymbol|bm|vec|mathrm)\s*\{?\s*1\s*\}?|(?<=\$)1)\s*\\in\s*\\(?:mathbb|mathbf|R)\s*\{?R?\}?\s*\^\s*\{?\s*([a-zA-Z])\s*(?:\\times\s*1\s*)?\}?(?![a-zA-Z\\^])")]
    private static partial Regex Ones();

    [GeneratedRegex("pseudo|Moore|generali[sz]ed inverse", RegexOptions.IgnoreCase)]
    private static partial Regex Pseudo();

    [GeneratedRegex(@"(?<![a-zA-Z\\])(\\?[a-zA-Z]+|[α-ωΑ-Ω])_(?:\{([a-zA-Z])\}|([a-zA-Z]))(?![a-zA-Z])")]
    private static partial Regex Subscripted();

    // D_3 and L_2, which are names where the text has no vech.
    [GeneratedRegex(@"(?<![a-zA-Z\\])([DL])_(?:\{\s*)?(\d+)(?![\d,])")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"vech|duplication|elimination", RegexOptions.IgnoreCase)]
    private static partial Regex HalfVectors();
}
