using System.Text.RegularExpressions;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>
/// Names that a text uses again for something else, as exercises do: "Let f(x) = aᵀx. … Now let f(x) = xᵀAx." Only the words right before the
/// formula make it a definition; an equation without them is a claim about the f that there is. From there on the name is f_2.
/// </summary>
internal sealed partial class Redefinitions
{
    private const int Near = 400;

    private readonly List<(int From, string Name, string New)> renamed = [];

    // Names of which only members have another meaning.
    private readonly HashSet<string> members = [];

    private Redefinitions()
    {
    }

    /// <summary>What the steps of a text, in order, define anew; what is declared keeps its meaning.</summary>
    public static Redefinitions Of(Scope scope, SourceText source, IReadOnlyList<ReadStep> steps)
    {
        var result = new Redefinitions();
        var meanings = new Dictionary<string, (Syntax Right, int Count)>();
        var all = steps.SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().SelectMany(SyntaxNames.Of).OfType<NameSyntax>().Select(n => n.Text).ToHashSet();
        foreach (var step in steps)
        {
            if (step is not { Written.Continues: false, Left: NameSyntax { Indices.IsEmpty: true } name, Right: { } right } || scope.Symbols.ContainsKey(new Name(name.Text)))
            {
                continue;
            }

            var (before, count) = meanings.GetValueOrDefault(name.Text);
            if (before is null)
            {
                meanings[name.Text] = (right, 1);
            }
            else if (!SyntaxTree.Same(before, right) && Cue().IsMatch(Before(source, step.Written.Span.Start)) && SyntaxNames.Of(right).OfType<NameSyntax>().All(n => n.Text != name.Text))
            {
                string fresh = Enumerable.Range(count + 1, 100).Select(k => $"{name.Text}_{k}").First(n => !all.Contains(n));
                result.renamed.Add((step.Written.Span.Start, name.Text, fresh));
                meanings[name.Text] = (right, count + 1);
            }
        }

        var parts = new Dictionary<string, int>();
        foreach (var part in Part().Matches(source.Text).SelectMany(m => m.Groups["name"].Captures).OrderBy(c => c.Index))
        {
            string name = GreekNames.Normalize(part.Value);
            int count = parts[name] = parts.GetValueOrDefault(name) + 1;
            if (count > 1 && !scope.Symbols.ContainsKey(new Name(name)) && scope.Layers.Of(name) is null)
            {
                result.renamed.Add((part.Index, name, Enumerable.Range(count, 100).Select(k => $"{name}_{k}").First(n => !all.Contains(n) && !result.renamed.Exists(r => r.New == n))));
            }
        }

        result.Contributions(scope, source, all);
        result.renamed.Sort((a, b) => a.From.CompareTo(b.From));
        return result;
    }

    /// <summary>The families among the names that a text gives to parts of a quantity: "let $R^{t}$ be the other terms of $J$".</summary>
    public static IEnumerable<string> Families(SourceText source) => Part().Matches(source.Text).Where(m => m.Groups["at"].Success).Select(m => GreekNames.Normalize(m.Groups["name"].Value));

    /// <summary>The value functions that the text says in words, by the names that they have from there on.</summary>
    public IReadOnlyList<ValueInText> Values { get; private set; } = [];

    // What a step and those after it contribute to J is said anew for other steps, beside a J without an index that keeps its name.
    private void Contributions(Scope scope, SourceText source, HashSet<string> all)
    {
        var values = new List<ValueInText>();
        var counts = new Dictionary<string, int>();
        foreach (var value in scope.Layers.Templates.Count > 0 ? ValuesInText.In(source) : [])
        {
            string name = value.Function.Base;
            int count = counts[name] = counts.GetValueOrDefault(name) + (ValuesInText.IsRenamed(value) ? 1 : 0);
            if (count > 1)
            {
                string fresh = Enumerable.Range(count, 100).Select(k => $"{name}_{k}").First(n => !all.Contains(n) && !renamed.Exists(r => r.New == n));
                renamed.Add((value.At, name, fresh));
                members.Add(name);
                values.Add(value with { Function = new Name(fresh, [.. value.Function.Indices]) });
                continue;
            }

            values.Add(value);
        }

        Values = values;
    }

    /// <summary>What was found, in words.</summary>
    public IEnumerable<string> InWords(SourceText source) =>
        renamed.Select(r => $"{r.Name} is defined anew in line {source.Locate(r.From).Line}, and {r.New} from there on");

    /// <summary>A step with the names that its place gives.</summary>
    public ReadStep In(ReadStep step)
    {
        var here = renamed.Where(r => r.From <= step.Written.Span.Start).GroupBy(r => r.Name).ToDictionary(g => g.Key, g => g.Last().New);
        return here.Count == 0 ? step : step.With(side => Renamed(side, here));
    }

    private Syntax Renamed(Syntax side, Dictionary<string, string> names)
    {
        if (side is NameSyntax name)
        {
            return names.TryGetValue(name.Text, out string? other) ? members.Contains(name.Text) && name.Indices.IsEmpty ? name : name with { Text = other }
                : name.Text is ['d', .. var of] && !(members.Contains(of) && name.Indices.IsEmpty) && names.TryGetValue(of, out string? moved) ? name with { Text = "d" + moved } : name;
        }

        return SyntaxTree.Children(side) is { Length: > 0 } children ? SyntaxTree.WithChildren(side, [.. children.Select(c => Renamed(c, names))]) : side;
    }

    // "Let $R^{t}$ be the other terms of $J$": what is left of a quantity once a part of it is set apart is another thing each time.
    [GeneratedRegex(@"\blet\s+\$(?<name>\\?[a-zA-Z]+)(?<at>\^)?[^$]{0,30}\$\s+(?:be|denote)\s+(?:(?:the|all|those|what)\s+)+(?:(?:other|remaining)\s+)?(?:terms?|parts?|rest|remainder|is\s+left)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Part();

    // The words before a place; a sign stands for those that are too far away.
    private static string Before(SourceText source, int at) => at <= Near ? source.Text[..at] : "x" + source.Text[(at - Near)..at];

    // "Now let", "Define", "Consider the function": a sentence that begins so and has nothing else before the formula.
    [GeneratedRegex(@"(?:\A|\n[^\S\n]*\n|[.:;!?*}\])$]\s)\s*(?:(?:now|next|finally|then|instead|also),?\s+)?(?:let|(?:re)?define|consider)(?:\s+(?:now|instead|next|then|the|an?|new|another|other|function|functional|objective|criterion|cost|loss|case|form|quantity|scalar|vector|matrix))*\s*[:,]?(?:\s|\$|\\\(|\\\[|\\begin\{[^{}]*\}|\\label\{[^{}]*\}|&)*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Cue();
}
