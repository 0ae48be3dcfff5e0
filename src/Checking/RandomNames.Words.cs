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

    // Where words that were understood call a mean zero.
    private readonly HashSet<int> heard = [];

    // Claims about moments of which nothing is said.
    private readonly Dictionary<HandStep, string> open = new(ReferenceEqualityComparer.Instance);

    /// <summary>Why nothing can be said to be false, where the text says more of distributions than is used; null where it does not.</summary>
    public string? Open(HandStep step, int degree) => open.GetValueOrDefault(step) is { } reason ? reason : isOther || (isNormal && degree > 2) ? "the text says more of the distribution than means and covariances" : null;

    /// <summary>Does a text speak of expectations? The upright E of an energy or an error is none.</summary>
    public static bool AreIn(SourceText source) => Spoken().IsMatch(source.Text);

    private void ReadText()
    {
        string text = source.Text;
        IReadOnlyList<string> last = [], list = [];
        int end = 0;
        foreach (var formula in document.Inline)
        {
            string before = Sentence(text[Math.Max(0, formula.Span.Start - Near)..formula.Span.Start]);
            string after = text[formula.Span.End..Math.Min(text.Length, formula.Span.End + Near)];
            if (formula.Drawn is { } normal)
            {
                Drawn(normal);
            }

            // "z, independent of x, with mean 0": of z.
            IReadOnlyList<string> own = [.. NamesOf(formula)], subject = !Beside().IsMatch(before) ? own : before.Count(c => c == '$') > 1 ? last : [];
            foreach (string name in own)
            {
                if ((Before().IsMatch(before) || (After().IsMatch(after) && subject.Contains(name) && !MomentBefore().IsMatch(before))) && !Denied().IsMatch(before + " " + After().Match(after).Value))
                {
                    random.Add(name);
                }

                if (Variable().IsMatch(before) || Variable().IsMatch(After().Match(after).Value))
                {
                    numbers.Add(name);
                }

                if (Fixed().IsMatch(before) || FixedAfter().IsMatch(after))
                {
                    held.Add(name);
                }
            }

            list = list.Count > 0 && Listed().IsMatch(text[end..formula.Span.Start]) ? [.. list.Union(own)] : own;
            end = formula.Span.End;
            foreach (string name in subject.Count > 0 && Both().IsMatch(after) ? list : subject)
            {
                var (first, then) = (ZeroBefore().Match(before), ZeroAfter().Match(after));
                if ((first.Success || then.Success) && !Denied().IsMatch(before) && !NoMean().IsMatch(before))
                {
                    heard.Add(first.Success ? formula.Span.Start - before.Length + first.Groups["zero"].Index : formula.Span.End + then.Groups["zero"].Index);
                    Mean(name, null, TextAssumptions.From(document, formula.Span.Start));
                    Under(name, before, formula.Span.End);
                }

                if (Said(name, formula.Span.End))
                {
                    Under(name, before, formula.Span.End);
                }
            }

            last = own.Count > 0 ? own : last;
        }

        Called();
        foreach (Match drawn in FromDistribution().Matches(text))
        {
            random.Add(GreekNames.Normalize(AppliedFunctions.Plain(drawn.Groups["name"].Value.Replace(@"\var", @"\", StringComparison.Ordinal))));
        }

        isNormal = Normal().IsMatch(text);
        isOther |= Other().IsMatch(Taken().Replace(text, " ")) || ZeroMean().Matches(text).Any(z => !heard.Contains(z.Groups["value"].Success ? z.Groups["value"].Index : z.Index) && !NoMean().IsMatch(Sentence(text[..z.Index])));
    }

    // What is said under a condition is said of the formula that follows.
    private void Under(string name, string before, int at)
    {
        if (Condition().IsMatch(before))
        {
            Ends(name, document.Blocks.FirstOrDefault(b => b.Span.Start >= at)?.Span.End ?? at);
        }
    }

    // "The covariance of x is Σ", "Σ is the covariance of x".
    private void Called()
    {
        foreach (Match said in Calls().Matches(source.Text))
        {
            string before = Sentence(source.Text[..said.Index]);
            if (FormulaAt(said.Groups["of"]) is { } of && FormulaAt(said.Groups["value"]) is { Whole: { } value } && !Doubted().IsMatch(before) && !Condition().IsMatch(before) && NamesOf(of).ToList() is [var name] && ReadStep.Read(value, names) is { } read)
            {
                int from = TextAssumptions.From(document, said.Index);
                random.Add(name);
                if (said.Groups["spread"].Success)
                {
                    Spread(name, value, read, from);
                }
                else
                {
                    Mean(name, value, from);
                    known.UnionWith(Symbolic.Binding.SyntaxNames.Of(read).OfType<NameSyntax>().Select(n => n.Text));
                }
            }
        }
    }

    // "x with mean μ and covariance Σ".
    private bool Said(string name, int end)
    {
        bool isSaid = false;
        if (MeanAfter().Match(source.Text, end) is { Success: true } mean && FormulaAt(mean.Groups["mean"]) is { Whole: { } value })
        {
            isSaid = true;
            heard.Add(mean.Groups["mean"].Index);
            random.Add(name);
            Mean(name, value, TextAssumptions.From(document, mean.Index));
            known.UnionWith(ReadStep.Read(value, names) is { } said ? Symbolic.Binding.SyntaxNames.Of(said).OfType<NameSyntax>().Select(n => n.Text) : []);
        }

        if (SpreadAfter().Match(source.Text, end) is { Success: true } spread && FormulaAt(spread.Groups["spread"]) is { Whole: { } covariance } && ReadStep.Read(covariance, names) is { } read)
        {
            isSaid = true;
            heard.Add(spread.Groups["spread"].Index);
            random.Add(name);
            Spread(name, covariance, read, TextAssumptions.From(document, spread.Index));
        }

        return isSaid;
    }

    // Means and covariances count from where they are said; a mean that is said again is another one.
    private bool Mean(string name, Side? mean, int from)
    {
        if (means.TryAdd(name, mean))
        {
            Say(name, from);
            return true;
        }

        bool isSame = means[name]?.Latex == mean?.Latex || (IsZero(means[name]) && IsZero(mean));
        if (!isSame)
        {
            Ends(name, from);
        }

        return false;
    }

    private void Spread(string name, Side covariance, Syntax read, int from)
    {
        if (read is NameSyntax { Indices.IsEmpty: true, Text: not "I" } plain && !made.Contains(plain.Text))
        {
            if (!covariances.TryAdd(plain.Text, name) && covariances[plain.Text] != name)
            {
                isOther = true;
            }

            known.Add(plain.Text);
            Say(name, from);
        }
        else if (!spreads.ContainsKey(name))
        {
            Spread(name, read, covariance, from);
        }
    }

    // x ∼ N(μ, Σ).
    private void Drawn(DrawnNames drawn)
    {
        int from = TextAssumptions.From(document, drawn.Mean.Span.Start);
        foreach (string name in NamesOf(drawn))
        {
            random.Add(name);
            Mean(name, drawn.Mean, from);
            known.UnionWith(ReadStep.Read(drawn.Mean, names) is { } mean ? Symbolic.Binding.SyntaxNames.Of(mean).OfType<NameSyntax>().Select(n => n.Text) : []);
            if (ReadStep.Read(drawn.Spread, names) is { } read)
            {
                Spread(name, drawn.Spread, read, from);
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

    [GeneratedRegex(@"\A\$?\s*(?:be|are|have|both|each)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Both();

    [GeneratedRegex(@"\b(?:zero[- ]mean|means?\s+zero|zero\s+expectation|unbiased)\b|\bwith\s+(?:the\s+)?(?:same\s+)?(?:means?|expectations?|(?:co)?variances?)(?:\s+(?:vector|matrix))?\s+\$(?<value>[^$]+)\$", RegexOptions.IgnoreCase)]
    private static partial Regex ZeroMean();

    [GeneratedRegex(@"\b(?:not|nor|never|without|need|no|nothing|were|would|same|like|than|false|\w+n['’]t)\b[^,$]*\$?\z", RegexOptions.IgnoreCase)]
    private static partial Regex NoMean();

    [GeneratedRegex(@"\b(?:means?|expectation|expected\s+value|(?:co)?variance|dispersion)(?:\s+(?:vector|matrix))?\s*\$?$", RegexOptions.IgnoreCase)]
    private static partial Regex MomentBefore();

    [GeneratedRegex(@"\b(?:mean|expectation|expected\s+value|(?<spread>(?:co)?variance))(?:\s+(?:vector|matrix))?\s+of\s+\$(?<of>[^$=]{1,40})\$\s+(?:is|be|equals)\s+\$(?<value>[^$=]{1,60})\$|\$(?<value>[^$=]{1,60})\$\s+(?:is|be|denotes?|for)\s+the\s+(?:mean|expectation|expected\s+value|(?<spread>(?:co)?variance))(?:\s+(?:vector|matrix))?\s+of\s+\$(?<of>[^$=]{1,40})\$(?!\s+(?:given|under|conditional))", RegexOptions.IgnoreCase)]
    private static partial Regex Calls();

    [GeneratedRegex(@"\b(?:independent(?:ly)?\s+(?:of|from)|uncorrelated\s+(?:with|to)|than|unlike)\s+(?:the\s+)?(?:(?!of\b)[a-z-]+\s+){0,3}?\$?$", RegexOptions.IgnoreCase)]
    private static partial Regex Beside();

    [GeneratedRegex(@"^\$?\s*,?\s*(?:is|are|be|being|held|kept)?\s*(?:an?\s+)?(?:fixed|constant|deterministic|non-?random|not\s+random|known)\b", RegexOptions.IgnoreCase)]
    private static partial Regex FixedAfter();

    [GeneratedRegex(@"\\math(?:bb|ds)\s*\{?\s*E|\bexpect(?:ed|ations?)\b|\brandom\b|varian|\\(?:operatorname\*?|mathrm)\s*\{\s*(?:Var|Cov)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Spoken();

    [GeneratedRegex(@"\b(?<zero>zero[- ]mean|centred|centered)\b[^$.]{0,40}(?:\$[^$]*\$\s*(?:,|and|,\s*and)\s*)*\$?$", RegexOptions.IgnoreCase)]
    private static partial Regex ZeroBefore();

    [GeneratedRegex(@"^\$?(?:\s*(?:,|and|,\s*and)\s*\$[^$]*\$)*\s*,?\s*" + Apposition + @"(?:is|has|have|having|with|of|be|are|that\s+is)\b(?:(?!\b(?:not|nor|never|without|need|no|as|like|than|whose|if|minus)\b)[^$.;]){0,60}?\b(?<zero>zero[- ]mean|mean\s+zero|means?\s+(?:of\s+)?\$0\$|zero\s+expectation|centred|centered)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ZeroAfter();

    // What stands between a name and what is said of it speaks of nothing else.
    private const string Apposition = @"(?:(?:is\s+|be\s+|denotes?\s+)?(?:an?\s+(?:(?!of\b|with\b|and\b|or\b|whose\b)[\w-]+\s+){1,4}?|(?:noises?|errors?|disturbances?)\s+)(?=with\b|of\b|having\b))?";
    private const string Between = @"\G\$?\s*,?\s*" + Apposition + @"(?:with|has|have|having|of|be|is)\b(?:(?!\b(?:of|from|whose|independent|uncorrelated|than|not|never|no|without|need|as|like|if)\b)[^$.;]){0,60}?";

    [GeneratedRegex(Between + @"(?:\bmean|\bexpectation|\bexpected\s+value)(?:\s+vector)?\s+\$(?<mean>[^$=]{1,60})\$", RegexOptions.IgnoreCase)]
    private static partial Regex MeanAfter();

    [GeneratedRegex(Between + @"(?:(?:\bmean|\bexpectation)(?:\s+vector)?\s+\$[^$]{1,60}\$[^$.;]{0,20}?)?\b(?:(?:co)?variance|dispersion)(?:\s+matrix)?\s+\$(?<spread>[^$=]{1,60})\$", RegexOptions.IgnoreCase)]
    private static partial Regex SpreadAfter();

    [GeneratedRegex(@"(?<![a-zA-Z\\_^])(?:\\(?:mathbf|boldsymbol|bm|vec)\s*)?\{?(?<name>\\?[a-zA-Z]+)\}?\s*\\sim(?![a-zA-Z])")]
    private static partial Regex FromDistribution();

    [GeneratedRegex(@"\b(?:not|non|nor|never|without)\b[^$]{0,30}\brandom|\bnon-?random|\bdeterministic", RegexOptions.IgnoreCase)]
    private static partial Regex Denied();

    [GeneratedRegex(@"\bGaussian|\bnormal(?:ly)?\s+(?:distribut|random|vector|variable)|\\mathcal\s*\{?\s*N\b|\bstandard\s+normal", RegexOptions.IgnoreCase)]
    private static partial Regex Normal();

    // What is used is no more.
    [GeneratedRegex(@"\b(?:linearly|affinely)\s+independent\b|\b(?:independent|uncorrelated)\b(?!\s+(?:samples|copies))|\bzero[- ]mean\b|\bmean\s+zero\b|\bzero\s+mean\b", RegexOptions.IgnoreCase)]
    private static partial Regex Taken();

    [GeneratedRegex(@"\bindependent\s+(?:samples|copies)|\bconditionally|\bi\.?\s?i\.?\s?d\b|\bidentically\b|\bwhite\b|\bPoisson\b|\bBernoulli\b|\bRademacher\b|\bsymmetric(?:ally)?\s+(?:distribut|about|around)|\buniform(?:ly)?\s+(?:distribut|on|over|at\s+random)|\bmartingale\b|\bmarkov\b|\bstationary\s+process|\bunit\s+variance\b|\bisotropic\b|\bergodic\b|\bmultinomial\b|\bcategorical\b|\bkurtosis\b|\bskew", RegexOptions.IgnoreCase)]
    private static partial Regex Other();
}
