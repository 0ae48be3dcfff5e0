using System.Text.RegularExpressions;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>
/// What a text with expectations says of its random quantities: which they are, their means, covariances that are multiples of I, and which are
/// independent. A name is random if the text calls it so or draws it from a distribution, or if an expectation is written of it alone or over it,
/// unless a formula says what it is made of.
/// </summary>
internal sealed partial class RandomNames
{
    // Letters of sizes, which a mean may be found to be, and is not called.
    private const string Counts = "dkmnpqrKNT";

    private readonly SourceText source;
    private readonly HandDerivation document;
    private readonly INotationContext names;
    private readonly HashSet<string> random = [];
    private readonly HashSet<string> made = [];
    private readonly HashSet<string> held = [];
    private readonly HashSet<string> numbers = [];
    private readonly Dictionary<string, Side?> means = [];
    private readonly Dictionary<string, Side> spreads = [];
    private readonly HashSet<string> unusable = [];
    private readonly HashSet<string> known = [];
    private readonly HashSet<HandStep> claims = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> guessed = [];

    // Names that formulas with moments define.
    private readonly HashSet<string> ofMoments = [];
    private readonly Dictionary<string, List<int>> places = [];
    private readonly HashSet<HandStep> given = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<HandStep> named = new(ReferenceEqualityComparer.Instance);

    private RandomNames(HandDerivation document, IReadOnlyList<ReadStep> steps, INotationContext names)
    {
        (this.document, source, this.names) = (document, document.Source, names);
        made.UnionWith(steps.Where(s => s is { Written.Continues: false, Left: NameSyntax { Indices.IsEmpty: true }, Right: not null, Arguments.IsEmpty: true } && !IsMoment(s.Right)).Select(s => ((NameSyntax)s.Left!).Text));
        foreach (var moment in steps.SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().SelectMany(SyntaxNames.Of).OfType<CallSyntax>().Where(c => Moments.Contains(c.Function.Text)))
        {
            random.UnionWith(moment.Function.Indices.Concat(moment.Arguments).OfType<NameSyntax>().Where(n => n.Indices.IsEmpty).Select(n => n.Text));
        }

        ReadText();
        var said = random.Except(held).Except(made).ToHashSet();
        random.UnionWith(Inside(steps));
        random.ExceptWith(held);
        numbers.ExceptWith(steps.SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().SelectMany(SyntaxNames.Of).OfType<TransposeSyntax>().SelectMany(t => SyntaxNames.Of(t.Operand)).OfType<NameSyntax>().Select(n => n.Text));
        random.ExceptWith(made);
        guessed.UnionWith(said.Count == 0 ? [] : random.Except(said));
        Relations();
        HashSet<string> used = [], seen = [];
        foreach (var step in steps)
        {
            var moments = new[] { step.Left, step.Right }.OfType<Syntax>().SelectMany(SyntaxNames.Of).OfType<CallSyntax>().Where(c => Moments.Contains(c.Function.Text)).ToList();
            if (step is { Written.Continues: false, Left: { } left, Right: { } right })
            {
                Take(step, left, right, used, seen);
            }

            // What the running text says of a moment and can't be read.
            isOther |= step is { Block: 0, Left: CallSyntax { Function.Text: var moment }, Right: null } && Moments.Contains(moment);
            seen.UnionWith(new[] { step.Left, step.Right }.OfType<Syntax>().SelectMany(SyntaxNames.Of).OfType<NameSyntax>().Select(n => n.Text));
            ofMoments.UnionWith(moments.Count > 0 && step.Left is NameSyntax of ? [of.Text] : []);

            used.UnionWith(moments.SelectMany(m => m.Arguments).SelectMany(a => WrittenOut(a, steps, MostFormulas)));
        }
    }

    // What stands in expectations, and beside none of them: Aμ + b says that A and b are constants.
    private IEnumerable<string> Inside(IReadOnlyList<ReadStep> steps)
    {
        var sides = steps.SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().ToList();
        var variables = sides.SelectMany(s => StepSyntax.Variables(s)).Select(n => n.Text).ToHashSet();
        var beside = steps.Where(s => new[] { s.Left, s.Right }.OfType<Syntax>().Any(IsMoment)).SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().SelectMany(Outside).ToHashSet();
        return sides.SelectMany(SyntaxNames.Of).OfType<CallSyntax>().Where(c => Moments.Contains(c.Function.Text)).SelectMany(c => c.Arguments).SelectMany(a => WrittenOut(a, steps, MostFormulas)).Where(n => !beside.Contains(n) && !variables.Contains(n) && !IsSize(n) && n is not ("I" or "ones" or "zeros" or "pi" or "ell" or "f" or "g" or "h"));
    }

    // Is a letter a size in the text, n × p or ℝ^n?
    private bool IsSize(string name) => name.Length == 1 && Counts.Contains(name, StringComparison.Ordinal) && Sizes().Matches(source.Text).Any(m => m.Groups["n"].Value == name);

    [GeneratedRegex(@"(?<![a-zA-Z])(?<n>[a-zA-Z])\s*\\times(?![a-zA-Z])|\\times\s*(?<n>[a-zA-Z])(?![a-zA-Z])|\\mathbb\s*\{?\s*R\s*\}?\s*\^\s*\{?\s*(?<n>[a-zA-Z])(?![a-zA-Z])")]
    private static partial Regex Sizes();

    private static IEnumerable<string> Outside(Syntax side) => side is CallSyntax c && Moments.Contains(c.Function.Text) ? [] : side is NameSyntax { Indices.IsEmpty: true } n ? [n.Text] : SyntaxTree.Children(side).SelectMany(Outside);

    // The names in a formula, and in what formulas say of them.
    private IEnumerable<string> WrittenOut(Syntax side, IReadOnlyList<ReadStep> steps, int depth) => SyntaxNames.Of(side).OfType<NameSyntax>().Where(n => n.Indices.IsEmpty).SelectMany(n =>
        depth > 0 && made.Contains(n.Text) && steps.FirstOrDefault(s => s is { Written.Continues: false, Left: NameSyntax left, Right: not null } && left.Text == n.Text) is { Right: { } formula } ? WrittenOut(formula, steps, depth - 1) : [n.Text]);

    /// <summary>What a text says; null where it has no expectation.</summary>
    /// <param name="document">The text.</param>
    /// <param name="steps">Its formulas, with expectations as they are written.</param>
    /// <param name="names">What is known of names.</param>
    public static RandomNames? Of(HandDerivation document, IReadOnlyList<ReadStep> steps, INotationContext names) =>
        steps.SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().Any(IsMoment) ? new(document, steps, names) : null;

    /// <summary>What was found, in words.</summary>
    public IEnumerable<string> InWords =>
    [
        .. random.Count == 0 ? [] : new[] { $"random: {string.Join(", ", random.Order(StringComparer.Ordinal))}; E[…] is the mean over equally likely draws" },
        .. means.Where(m => random.Contains(m.Key)).Select(m => $"the mean of {m.Key} is {m.Value?.Latex ?? "0"}, as the text says"),
        .. spreads.Where(s => random.Contains(s.Key)).Select(s => $"the covariance of {s.Key} is {s.Value.Latex}, as the text says"),
        .. apart.Select(a => $"{a.InWords}, as the text says"),
    ];

    /// <summary>Is a step one that says what a mean or a covariance is of which nothing is known?</summary>
    public bool IsGiven(HandStep step) => given.Contains(step);

    /// <summary>Is a step one that says of a name with a meaning that it is a mean or a covariance?</summary>
    public bool IsClaim(HandStep step) => claims.Contains(step);

    /// <summary>Does a step give a name to what its left side is, Cov(x) = Σ?</summary>
    public bool Names(HandStep step) => named.Contains(step);

    /// <summary>Does the text say of a name that it is a mean or a covariance, or are its values drawn?</summary>
    public bool IsKnown(string name) => known.Contains(name) || random.Contains(name) || name.EndsWith(Values, StringComparison.Ordinal);

    /// <summary>Does a formula speak of expectations?</summary>
    public static bool IsMoment(Syntax syntax) => SyntaxNames.Of(syntax).Any(n => n is CallSyntax c && Moments.Contains(c.Function.Text));

    // E[x] = …, Cov(x) = …: what is said first of a random x is so, where words assume it or nothing is said of x before.
    private void Take(ReadStep step, Syntax left, Syntax right, HashSet<string> used, HashSet<string> seen)
    {
        int from = step.Block > 0 ? step.Written.Span.Start : TextAssumptions.From(document, step.Written.Span.Start);
        bool MaySay(params string[] of) => !IsConcluded(step) && (step.Block == 0 || IsAnnounced(step) || !Array.Exists(of, used.Contains));
        if (left is NameSyntax { Indices.IsEmpty: true } name && right is CallSyntax { Function.Text: Moments.Expectation, Arguments: [NameSyntax of] } && random.Contains(of.Text) && !made.Contains(name.Text) && Mean(of.Text, step.Written.Left!, from))
        {
            known.Add(name.Text);
            given.Add(step.Written);
        }
        else if (left is CallSyntax moment && Moments.Contains(moment.Function.Text) && !IsMoment(right) && !SyntaxNames.Of(right).OfType<NameSyntax>().Any(n => random.Contains(n.Text)))
        {
            bool isPlain = right is NameSyntax { Indices.IsEmpty: true, Text: not ("I" or "zeros" or "ones") } n && !(n.Text.Length == 1 && Counts.Contains(n.Text, StringComparison.Ordinal));
            bool isNew = isPlain && right is NameSyntax { Text: var text } && !made.Contains(text) && !known.Contains(text) && !held.Contains(text) && !seen.Contains(text);
            claims.UnionWith(isPlain && !isNew ? [step.Written] : []);
            if (moment is { Function.Text: Moments.Expectation, Arguments: [NameSyntax x] })
            {
                if (random.Contains(x.Text) && !means.ContainsKey(x.Text))
                {
                    if (isNew || (MaySay(x.Text) && (!isPlain || IsAnnounced(step))))
                    {
                        Mean(x.Text, step.Written.Right, from);
                        known.UnionWith(SyntaxNames.Of(right).OfType<NameSyntax>().Select(m => m.Text));
                        given.Add(step.Written);
                    }
                    else if (isPlain)
                    {
                        open[step.Written] = $"nothing says what the mean of {x.Text} is";
                    }
                }
            }
            else if (isNew)
            {
                named.Add(step.Written);
                ofMoments.Add(((NameSyntax)right).Text);
                made.Add(((NameSyntax)right).Text);
                known.Add(((NameSyntax)right).Text);
            }
            else if (Squared(moment) is { } centred && random.Contains(centred) && !spreads.ContainsKey(centred) && !unusable.Contains(centred) && !covariances.ContainsValue(centred))
            {
                if (MaySay(centred) && (!isPlain || numbers.Contains(centred)))
                {
                    given.Add(step.Written);
                    Spread(centred, right, step.Written.Right, from);
                }
                else if (isPlain)
                {
                    open[step.Written] = $"nothing says what the covariance of {centred} is";
                }
            }
            else if (Raw(moment) is { } other && random.Contains(other) && MaySay(other) && !SyntaxNames.Of(right).OfType<NameSyntax>().Any(n => known.Contains(n.Text)))
            {
                given.Add(step.Written);
                unusable.Add(other);
            }
            else if (Crossed(moment) is var (a, b) && right is NumberSyntax { Value.IsZero: true } or NameSyntax { Text: "zeros" } && !AreApart(a, b) && MaySay(a, b))
            {
                if (IsAnnounced(step))
                {
                    given.Add(step.Written);
                    apart.Add(new([a], [b], false, from, int.MaxValue));
                }
                else
                {
                    open[step.Written] = $"nothing says whether {a} and {b} are correlated";
                }
            }
        }
    }

    // What words assume, and what they conclude.
    private bool IsAnnounced(ReadStep step) => step.Block == 0 || Announced().IsMatch(Introduction(step));

    private bool IsConcluded(ReadStep step) => Concluded().IsMatch(Introduction(step));

    private string Introduction(ReadStep step) => Sentence(source.Text[..step.Written.Span.Start].TrimEnd('$', '[', '\\', ' ', '\n', '\r'));

    [GeneratedRegex(@"\b(?:assum\w*|suppos\w*|let|given|with|where|satisf\w*|such\s+that|noise|model|conditions?)\b[^$]*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Announced();

    [GeneratedRegex(@"\b(?:so|then|hence|thus|therefore|impl(?:y|ies)|gives?|follows|get|find|obtain|conclude|claim|show|prove|yields?)\b[^$]*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Concluded();

    // Cov(x) = v I.
    private void Spread(string x, Syntax right, Side side, int from)
    {
        Say(x, from);
        if (IsMultiple(right))
        {
            spreads[x] = side;
        }
        else
        {
            unusable.Add(x);
        }
    }

    private static bool IsMultiple(Syntax s) => s is NumberSyntax or NameSyntax or PowerSyntax or CallSyntax { Function.Text: "I" }
        || (s is BinarySyntax { Kind: BinaryKind.Product or BinaryKind.Juxtaposition or BinaryKind.Divide } b && IsMultiple(b.Left) && IsMultiple(b.Right));

    // The x of Cov(x), Var(x), E[x x'] and E[(x − μ)(x − μ)'], where μ is its mean.
    private string? Squared(CallSyntax moment) => moment switch
    {
        { Function.Text: Moments.Variance or Moments.Covariance, Arguments: [NameSyntax x] } => x.Text,
        { Function.Text: Moments.Expectation, Arguments: [PowerSyntax { Exponent: NumberSyntax { Value: var two } } p] } when two == 2 => Centred(p.Base),
        { Function.Text: Moments.Expectation, Arguments: [BinarySyntax { Kind: BinaryKind.Product or BinaryKind.Juxtaposition, Left: var a, Right: TransposeSyntax { Operand: var b } }] } when SyntaxTree.Same(a, b) => Centred(a),
        _ => null,
    };

    // The x of E[x x'].
    private static string? Raw(CallSyntax moment) => moment switch
    {
        { Function.Text: Moments.Expectation, Arguments: [PowerSyntax { Base: NameSyntax x, Exponent: NumberSyntax { Value: var two } }] } when two == 2 => x.Text,
        { Function.Text: Moments.Expectation, Arguments: [BinarySyntax { Kind: BinaryKind.Product or BinaryKind.Juxtaposition, Left: NameSyntax x, Right: TransposeSyntax { Operand: NameSyntax y } }] } when x.Text == y.Text => x.Text,
        _ => null,
    };

    // What nothing says to have the mean 0 has a second moment that is no covariance.
    private string? Centred(Syntax s) => s switch
    {
        NameSyntax { Indices.IsEmpty: true } x when means.TryGetValue(x.Text, out var mean) && IsZero(mean) => x.Text,
        BinarySyntax { Kind: BinaryKind.Subtract, Left: NameSyntax { Indices.IsEmpty: true } x, Right: var m } when means.TryGetValue(x.Text, out var mean) && mean is not null && ReadStep.Read(mean, names) is { } said && SyntaxTree.Same(said, m) => x.Text,
        _ => null,
    };

    private bool IsZero(Side? side) => side is null || ReadStep.Read(side, names) is NumberSyntax { Value.IsZero: true } or NameSyntax { Text: "zeros" };

    // The x and ε of Cov(x, ε), and of E[x ε'] where one of them has the mean 0.
    private (string, string)? Crossed(CallSyntax moment) => moment switch
    {
        { Function.Text: Moments.Covariance, Arguments: [NameSyntax x, NameSyntax y] } => Both(x, y),
        { Function.Text: Moments.Expectation, Arguments: [BinarySyntax { Kind: BinaryKind.Product or BinaryKind.Juxtaposition, Left: var a, Right: var b }] }
            when Operand(a) is { } x && Operand(b) is { } y && (b is TransposeSyntax ? a is NameSyntax : numbers.Contains(x.Text) && numbers.Contains(y.Text)) && ((means.TryGetValue(x.Text, out var m) && IsZero(m)) || (means.TryGetValue(y.Text, out m) && IsZero(m))) => Both(x, y),
        _ => null,
    };

    private (string, string)? Both(NameSyntax x, NameSyntax y) => x.Text != y.Text && random.Contains(x.Text) && random.Contains(y.Text) ? (x.Text, y.Text) : null;

    private static NameSyntax? Operand(Syntax s) => s switch { NameSyntax { Indices.IsEmpty: true } n => n, TransposeSyntax { Operand: NameSyntax { Indices.IsEmpty: true } n } => n, _ => null };
}
