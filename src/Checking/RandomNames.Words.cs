using System.Text.RegularExpressions;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <content>The words in which texts say what is random.</content>
internal sealed partial class RandomNames
{
    // How far from a name something is said of it, in characters.
    private const int Near = 300;

    private bool isNormal;
    private bool isOther;

    /// <summary>Why nothing can be said to be false, where the text says more of distributions than is used; null where it does not.</summary>
    public string? Open(int degree) => isOther || (isNormal && degree > 2) ? "the text says more of the distribution than means and covariances" : null;

    /// <summary>Does a text speak of expectations? The upright E of an energy or an error is none.</summary>
    public static bool AreIn(SourceText source) => Spoken().IsMatch(source.Text);

    private void ReadText()
    {
        string text = source.Text;
        foreach (var formula in document.Inline)
        {
            string before = Sentence(text[Math.Max(0, formula.Span.Start - Near)..formula.Span.Start]);
            string after = text[formula.Span.End..Math.Min(text.Length, formula.Span.End + Near)];
            if (formula.Drawn is { } normal)
            {
                Drawn(normal);
            }

            foreach (string name in NamesOf(formula))
            {
                if ((Before().IsMatch(before) || After().IsMatch(after)) && !Denied().IsMatch(before + " " + After().Match(after).Value))
                {
                    random.Add(name);
                }

                if (Variable().IsMatch(before) || Variable().IsMatch(After().Match(after).Value))
                {
                    numbers.Add(name);
                }

                if (Fixed().IsMatch(before))
                {
                    held.Add(name);
                }

                if ((ZeroBefore().IsMatch(before) || ZeroAfter().IsMatch(after)) && !Denied().IsMatch(before))
                {
                    means.TryAdd(name, null);
                }

                Said(name, formula.Span.End);
            }
        }

        foreach (Match drawn in FromDistribution().Matches(text))
        {
            random.Add(GreekNames.Normalize(AppliedFunctions.Plain(drawn.Groups["name"].Value.Replace(@"\var", @"\", StringComparison.Ordinal))));
        }

        isNormal = Normal().IsMatch(text);
        isOther = Other().IsMatch(Taken().Replace(text, " "));
    }

    // "x with mean μ and covariance Σ".
    private void Said(string name, int end)
    {
        if (MeanAfter().Match(source.Text, end) is { Success: true } mean && FormulaAt(mean.Groups["mean"]) is { Whole: { } value })
        {
            random.Add(name);
            means.TryAdd(name, value);
            known.UnionWith(ReadStep.Read(value, names) is { } said ? Symbolic.Binding.SyntaxNames.Of(said).OfType<NameSyntax>().Select(n => n.Text) : []);
        }

        if (SpreadAfter().Match(source.Text, end) is { Success: true } spread && FormulaAt(spread.Groups["spread"]) is { Whole: { } covariance } && ReadStep.Read(covariance, names) is { } read)
        {
            random.Add(name);
            Spread(name, covariance, read);
        }
    }

    private void Spread(string name, Side covariance, Syntax read)
    {
        if (read is NameSyntax { Indices.IsEmpty: true, Text: not "I" } plain && !made.Contains(plain.Text))
        {
            covariances.TryAdd(plain.Text, name);
            known.Add(plain.Text);
        }
        else if (!spreads.ContainsKey(name))
        {
            Spread(name, read, covariance);
        }
    }

    // x ∼ N(μ, Σ).
    private void Drawn(DrawnNames drawn)
    {
        foreach (string name in NamesOf(drawn))
        {
            random.Add(name);
            means.TryAdd(name, drawn.Mean);
            known.UnionWith(ReadStep.Read(drawn.Mean, names) is { } mean ? Symbolic.Binding.SyntaxNames.Of(mean).OfType<NameSyntax>().Select(n => n.Text) : []);
            if (ReadStep.Read(drawn.Spread, names) is { } read)
            {
                Spread(name, drawn.Spread, read);
            }
            else
            {
                unusable.Add(name);
            }
        }
    }

    // Σ, where words say that it is the covariance of x.
    private readonly Dictionary<string, string> covariances = [];

    /// <summary>The names that words give to covariance matrices, with what they are those of.</summary>
    public IReadOnlyDictionary<string, string> Covariances => covariances;

    private TextFormula? FormulaAt(Group group) => document.Inline.FirstOrDefault(f => f.Span.Start <= group.Index && group.Index + group.Length <= f.Span.End + 1);

    private IEnumerable<string> NamesOf(DrawnNames drawn) => drawn.Names.Select(s => ReadStep.Read(s, names)).OfType<NameSyntax>().Where(n => n.Indices.IsEmpty).Select(n => n.Text);

    private IEnumerable<string> NamesOf(TextFormula formula) => formula.Steps.Count > 0 ? []
        : formula.Listed.Append(formula.Whole).OfType<Side>().Concat(formula.Claims.Select(c => c.Expression).OfType<Side>()).Select(s => ReadStep.Read(s, names)).OfType<NameSyntax>().Where(n => n.Indices.IsEmpty).Select(n => n.Text).Distinct();

    // Sentences that call several of them independent or uncorrelated.
    private void Relations()
    {
        foreach (Match word in Independent().Matches(source.Text))
        {
            int from = Math.Max(source.Text.LastIndexOfAny(['.', ';', '!', '?'], word.Index), source.Text.LastIndexOf("\n\n", word.Index, StringComparison.Ordinal)) + 1;
            int to = source.Text.IndexOfAny(['.', ';', '!', '?'], word.Index);
            var together = document.Inline.Where(f => f.Span.Start >= from && f.Span.End <= (to < 0 ? source.Text.Length : to)).SelectMany(f => NamesOf(f).Concat(f.Drawn is { } drawn ? NamesOf(drawn) : [])).Where(random.Contains).ToHashSet();
            if (together.Count > 1)
            {
                independent.Add((together, word.Value[0] is 'i' or 'I'));
            }
        }
    }

    private static string Sentence(string text) => text[(Math.Max(text.LastIndexOfAny(['.', ';', '!', '?']), text.LastIndexOf("\n\n", StringComparison.Ordinal)) + 1)..];

    [GeneratedRegex(@"\b(?:random|stochastic)\s+(?:\w+\s+){0,2}?(?:vectors?|variables?|matri(?:x|ces)|scalars?|quantit(?:y|ies)|inputs?|samples?|signals?|noises?|errors?|numbers?|features?|targets?|states?|data)\s*(?:\$[^$]*\$\s*(?:,|and|,\s*and)\s*)*\$?$|\b(?:noises?|disturbances?|errors?)(?:\s+(?:vectors?|terms?|variables?))?\s*(?:\$[^$]*\$\s*(?:,|and)\s*)*\$?$", RegexOptions.IgnoreCase)]
    private static partial Regex Before();

    [GeneratedRegex(@"^\$?(?:\s*(?:,|and|,\s*and)\s*\$[^$]*\$)*\s*,?\s*(?:is|are|be|being|denotes?)?\s*(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}?(?:random(?:\s+(?:variables?|numbers?|scalars?))?|noise|stochastic)\b", RegexOptions.IgnoreCase)]
    private static partial Regex After();

    // Of one number, unless the text transposes it.
    [GeneratedRegex(@"\brandom\s+(?:variables?|numbers?|scalars?)\s*(?:\$[^$]*\$\s*(?:,|and|,\s*and)\s*)*\$?$", RegexOptions.IgnoreCase)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\b(?:fixed|constant|deterministic|non-?random)\s+(?:(?!(?:and|or|with|where|for)\b)\w+\s+){0,2}?(?:(?:vector|matrix|scalar|number|parameters?|value)\s*)?(?:\$[^$]*\$\s*(?:,|and|,\s*and)\s*)*\$?$", RegexOptions.IgnoreCase)]
    private static partial Regex Fixed();

    [GeneratedRegex(@"\\math(?:bb|ds)\s*\{?\s*E|\bexpect(?:ed|ations?)\b|\brandom\b|varian|\\(?:operatorname\*?|mathrm)\s*\{\s*(?:Var|Cov)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Spoken();

    [GeneratedRegex(@"\b(?:zero[- ]mean|centred|centered)\b[^$.]{0,40}\$?$", RegexOptions.IgnoreCase)]
    private static partial Regex ZeroBefore();

    [GeneratedRegex(@"^\$?(?:\s*(?:,|and|,\s*and)\s*\$[^$]*\$)*\s*,?\s*(?:is|has|have|having|with|of|be|are|that\s+is)\b[^$.;]{0,60}?\b(?:zero[- ]mean|mean\s+zero|means?\s+(?:of\s+)?\$0\$|zero\s+expectation|centred|centered)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ZeroAfter();

    // What stands between a name and what is said of it speaks of nothing else.
    private const string Between = @"\G\$?\s*,?\s*(?:with|has|have|having|of|be|is)\b(?:(?!\b(?:of|from|whose|independent|uncorrelated|than)\b)[^$.;]){0,60}?";

    [GeneratedRegex(Between + @"(?:\bmean|\bexpectation|\bexpected\s+value)(?:\s+vector)?\s+\$(?<mean>[^$=]{1,60})\$", RegexOptions.IgnoreCase)]
    private static partial Regex MeanAfter();

    [GeneratedRegex(Between + @"(?:(?:\bmean|\bexpectation)(?:\s+vector)?\s+\$[^$]{1,60}\$[^$.;]{0,20}?)?\b(?:(?:co)?variance|dispersion)(?:\s+matrix)?\s+\$(?<spread>[^$=]{1,60})\$", RegexOptions.IgnoreCase)]
    private static partial Regex SpreadAfter();

    [GeneratedRegex(@"(?<![a-zA-Z\\_^])(?:\\(?:mathbf|boldsymbol|bm|vec)\s*)?\{?(?<name>\\?[a-zA-Z]+)\}?\s*\\sim(?![a-zA-Z])")]
    private static partial Regex FromDistribution();

    [GeneratedRegex(@"\b(?:not|non|nor|never|without)\b[^$]{0,30}\brandom|\bnon-?random|\bdeterministic", RegexOptions.IgnoreCase)]
    private static partial Regex Denied();

    [GeneratedRegex(@"\b(?<!(?:linearly|not|conditionally|affinely)\s+)(?:independent|uncorrelated)\b(?!\s+(?:of\s+the\s+(?:choice|size|number)|variables?\s+in|samples|copies))", RegexOptions.IgnoreCase)]
    private static partial Regex Independent();

    [GeneratedRegex(@"\bGaussian|\bnormal(?:ly)?\s+(?:distribut|random|vector|variable)|\\mathcal\s*\{?\s*N\b|\bstandard\s+normal", RegexOptions.IgnoreCase)]
    private static partial Regex Normal();

    // What is used is no more.
    [GeneratedRegex(@"\b(?:linearly|affinely)\s+independent\b|\b(?:independent|uncorrelated)\b(?!\s+(?:samples|copies))|\bzero[- ]mean\b|\bmean\s+zero\b|\bzero\s+mean\b", RegexOptions.IgnoreCase)]
    private static partial Regex Taken();

    [GeneratedRegex(@"\bindependent\s+(?:samples|copies)|\bconditionally|\bi\.?\s?i\.?\s?d\b|\bidentically\b|\bwhite\b|\bPoisson\b|\bBernoulli\b|\bRademacher\b|\bsymmetric(?:ally)?\s+(?:distribut|about|around)|\buniform(?:ly)?\s+(?:distribut|on|over|at\s+random)|\bmartingale\b|\bmarkov\b|\bstationary\s+process|\bunit\s+variance\b|\bisotropic\b|\bergodic\b|\bmultinomial\b|\bcategorical\b|\bkurtosis\b|\bskew", RegexOptions.IgnoreCase)]
    private static partial Regex Other();
}
