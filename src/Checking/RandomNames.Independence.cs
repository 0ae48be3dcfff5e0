using System.Text.RegularExpressions;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <content>What the text calls independent or uncorrelated, and from where on what it says of random names counts.</content>
internal sealed partial class RandomNames
{
    private readonly List<Apartness> apart = [];

    // Where something else is said of a name that was said before.
    private readonly Dictionary<string, int> ends = [];

    // Each name of one list is drawn apart from each other one of the other list, in formulas from a place to another.
    private sealed record Apartness(HashSet<string> Ones, HashSet<string> Others, bool IsFull, int From, int To)
    {
        public bool Are(string x, string y) => x != y && ((Ones.Contains(x) && Others.Contains(y)) || (Ones.Contains(y) && Others.Contains(x)));

        public string InWords => $"{string.Join(", ", Ones.Order(StringComparer.Ordinal))}{(Ones.SetEquals(Others) ? "" : $" and {string.Join(", ", Others.Order(StringComparer.Ordinal))}")}: {(IsFull ? "independent" : "uncorrelated")}";
    }

    private bool AreApart(string x, string y) => apart.Exists(a => a.Are(x, y));

    private void Say(string name, int from) => (places.TryGetValue(name, out var said) ? said : places[name] = []).Add(from);

    private void Ends(string name, int from) => ends[name] = Math.Min(from, ends.GetValueOrDefault(name, int.MaxValue));

    /// <summary>Why what is found false may not be: a name may be random and need not; null where none is.</summary>
    /// <param name="reached">What a formula is made of.</param>
    public string? Unsure(IEnumerable<string> reached) =>
        reached.FirstOrDefault(n => n.EndsWith(Values, StringComparison.Ordinal) && guessed.Contains(n[..^Values.Length])) is { } name ? $"nothing says whether {name[..^Values.Length]} is random" : null;

    /// <summary>A formula in which the names of which nothing says whether they are random are constants.</summary>
    public Syntax Held(Syntax side) => side is NameSyntax n && n.Text.EndsWith(Values, StringComparison.Ordinal) && guessed.Contains(n.Text[..^Values.Length]) ? new NameSyntax(n.Text[..^Values.Length], [], n.Span)
        : SyntaxTree.Children(side) is { Length: > 0 } children ? SyntaxTree.WithChildren(side, [.. children.Select(Held)]) : side;

    // What is said behind a formula, or only under a condition, is not used in it, and no other values are either.
    private void SaidAt(IReadOnlyList<string> own, Span at)
    {
        if (at.Length > 0 && (own.Any(x => (places.TryGetValue(x, out var said) && said.Exists(p => p > at.Start)) || (ends.TryGetValue(x, out int end) && end <= at.Start))
            || apart.Exists(a => (a.From > at.Start || a.To <= at.Start) && own.Any(x => own.Any(y => a.Are(x, y))))))
        {
            throw new ReadingErrors(source).SaidElsewhere(at);
        }
    }

    private void Relations()
    {
        foreach (Match word in Independent().Matches(source.Text))
        {
            int from = Math.Max(source.Text.LastIndexOfAny(['.', ';', '!', '?'], word.Index), source.Text.LastIndexOf("\n\n", word.Index, StringComparison.Ordinal)) + 1;
            int end = word.Index + word.Length, to = source.Text.IndexOfAny(['.', ';', '!', '?'], end);
            to = to < 0 ? source.Text.Length : to;
            int start = Turn().Matches(source.Text[from..word.Index]) is [.., var turn] ? from + turn.Index + turn.Length : from;
            to = Turn().Match(source.Text[end..to]) is { Success: true } next ? end + next.Index : to;
            string before = source.Text[start..word.Index], after = source.Text[end..to];
            if (Negated().IsMatch(before))
            {
                continue;
            }

            if (Doubted().IsMatch(before) || DoubtedBehind().IsMatch(after) || OfParts().IsMatch(before) || Pair(Lists(start, word.Index), Lists(end, to), after) is not var (ones, others))
            {
                isOther = true;
                continue;
            }

            // Under a condition: in the formula that follows.
            int until = Condition().IsMatch(before) ? document.Blocks.FirstOrDefault(b => b.Span.Start >= word.Index)?.Span.End ?? to : int.MaxValue;
            apart.Add(new(ones, others, word.Groups["full"].Success, TextAssumptions.From(document, word.Index), until));
        }
    }

    // "x and y are independent of z", "x and y are independent", "independent vectors x and y"; null where it is not clear of what it is said.
    private (HashSet<string> Ones, HashSet<string> Others)? Pair(List<HashSet<string>> before, List<HashSet<string>> after, string behind)
    {
        var all = before.SelectMany(l => l).ToHashSet();
        if (Of().IsMatch(behind))
        {
            return before.Count > 0 && after.Count > 0 && OfName().IsMatch(behind) ? (before[^1], after[0]) : null;
        }

        var list = before.Count > 0 && before[^1].Count > 1 ? before[^1] : all.Count > 1 ? all : after.Count > 0 && all.Count == 0 && after[0].Count > 1 ? after[0] : [.. after.SelectMany(l => l), .. all];
        isOther |= list.Count > 1 && !all.IsSubsetOf(list);
        return list.Count > 1 ? (list, list) : null;
    }

    // Random names between two places, those that are listed together in one set.
    private List<HashSet<string>> Lists(int from, int to)
    {
        var lists = new List<HashSet<string>>();
        int last = -1;
        foreach (var formula in document.Inline.Where(f => f.Span.Start >= from && f.Span.End <= to).OrderBy(f => f.Span.Start))
        {
            var own = NamesOf(formula).Concat(formula.Drawn is { } drawn ? NamesOf(drawn) : []).Where(random.Contains).ToHashSet();
            if (own.Count > 0 && last >= 0 && Listed().IsMatch(source.Text[last..formula.Span.Start]))
            {
                lists[^1].UnionWith(own);
            }
            else if (own.Count > 0)
            {
                lists.Add(own);
            }

            last = own.Count > 0 ? formula.Span.End : -1;
        }

        return lists;
    }

    [GeneratedRegex(@"\b(?<!(?:linearly|affinely)\s+)(?:(?<full>independent(?:ly)?)|uncorrelated)\b(?!\s+(?:of\s+the\s+(?:choice|size|number)|variables?\s+in|samples|copies))", RegexOptions.IgnoreCase)]
    private static partial Regex Independent();

    [GeneratedRegex(@"\A[\s$)]*(?:,|and|,\s*and|or|&)[\s$(]*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Listed();

    [GeneratedRegex(@"\b(?:but|while|whereas|although|though)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Turn();

    [GeneratedRegex(@"\b(?:not|no\s+longer|neither|nor|never|cannot|\w+n['’]t)\b[^$,]{0,40}\z", RegexOptions.IgnoreCase)]
    private static partial Regex Negated();

    [GeneratedRegex(@"\b(?:not|no|never|nothing|none|nobody|neither|nor|without|unless|whether|false|wrong|were|would|could|should|might|may|dependent|correlated|instead|rather|conditionally|drop\w*|\w+n['’]t)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Doubted();

    [GeneratedRegex(@"\A\s+(?:columns?|rows?|entries|components?|elements?|coordinates?)\b|\A[^,$]*\b(?:not|never|false|wrong|fails?|given|conditional\w*|only|if|when|unless)\b|\A[^,]*\$\s+(?:(?:is|are)\s+(?:not|never|false|wrong)|fails?|given|conditional\w*|only|if|when|unless)\b", RegexOptions.IgnoreCase)]
    private static partial Regex DoubtedBehind();

    [GeneratedRegex(@"\b(?:columns?|rows?|entries|components?|elements?|coordinates?|samples?|means?|expectations?|(?:co)?variances?|distributions?|norms?|functions?|estimat\w+|gradients?|values?|choices?|sums?|products?|differences?|parts?)\s+of\b[^,]*\z|\b(?:columns?|rows?|entries|components?|elements?|coordinates?)\b[^$]*\z", RegexOptions.IgnoreCase)]
    private static partial Regex OfParts();

    [GeneratedRegex(@"\b(?:if|when|whenever|in\s+case|provided)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Condition();

    [GeneratedRegex(@"\A\s*(?:of|from)\b(?!\s+(?:each\s+other|one\s+another))|\A\s+with\s+(?:the\s+)?\$", RegexOptions.IgnoreCase)]
    private static partial Regex Of();

    [GeneratedRegex(@"\A\s*(?:both\s+)?(?:of|from|with)\s+(?:(?!of\b|from\b)[a-z-]+\s+){0,4}?\$", RegexOptions.IgnoreCase)]
    private static partial Regex OfName();
}
