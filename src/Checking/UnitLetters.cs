using System.Text.RegularExpressions;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>
/// Letters that tell kinds of units apart: k for outputs, j for hidden units, i for inputs. There o_k and o_j are entries of different
/// vectors, and w_kj and w_ji of different matrices; each is read as a name of its own, <c>o_of_k</c>, <c>w_of_kj</c>.
/// </summary>
internal sealed partial class UnitLetters
{
    private readonly EntryNotation entries;
    private readonly Dictionary<string, string> kinds;

    private UnitLetters(EntryNotation entries, Dictionary<string, string> kinds) => (this.entries, this.kinds) = (entries, kinds);

    /// <summary>Do letters tell units apart, and which are of one kind? Null for the latter where it is not clear.</summary>
    /// <param name="text">The text.</param>
    /// <param name="steps">Its steps.</param>
    /// <param name="entries">The names of which only entries occur.</param>
    public static (bool Differ, UnitLetters? Units) Of(string text, IReadOnlyList<ReadStep> steps, EntryNotation entries)
    {
        var definitions = steps.Where(s => s is { Left: not null, Right: not null } && !s.Written.Continues).Select(s => (Of: entries.Member(s.Left!), Step: s))
            .Where(d => d.Of is { Indices: [_] }).Select(d => (d.Of!.Value.Name, Letter: d.Of.Value.Indices[0], Uses: Members(d.Step.Right!, entries))).ToList();

        // What a name is said to be has the name in it with another letter: o_k = σ(net_k), net_k = Σ_j w_kj o_j.
        bool Leads(string name, string back, bool other, HashSet<(string, bool)> seen) => definitions.Where(d => d.Name == name).Any(d => d.Uses.Where(u => u.Indices.Count == 1).Any(u =>
            (other || u.Indices[0] != d.Letter) is var differs && ((differs && u.Name == back) || (seen.Add((u.Name, differs)) && Leads(u.Name, back, differs, seen)))));
        bool circular = definitions.Any(d => Leads(d.Name, d.Name, false, []));
        bool twice = definitions.GroupBy(d => d.Name).Any(g => g.Select(d => d.Letter).Distinct().Count() > 1);
        if (!circular || !(twice || (Layers().IsMatch(text) && !Equilibrium().IsMatch(text))))
        {
            return (false, null);
        }

        // A letter that no matrix has and that nothing is defined by runs over the units of the left side beside it.
        var all = steps.SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().SelectMany(s => Members(s, entries)).ToList();
        var own = all.Where(m => m.Indices.Count == 2).SelectMany(m => m.Indices).Concat(definitions.Select(d => d.Letter)).ToHashSet();
        var kinds = own.ToDictionary(l => l);
        foreach (var d in definitions)
        {
            foreach (string letter in d.Uses.SelectMany(u => u.Indices).Where(l => !own.Contains(l)))
            {
                kinds.TryAdd(letter, d.Letter);
            }
        }

        return (true, all.SelectMany(m => m.Indices).All(l => char.IsAsciiLetter(l[0]) && kinds.ContainsKey(l)) ? new(entries, kinds) : null);
    }

    /// <summary>An expression with a name of its own for every kind.</summary>
    public Syntax Told(Syntax syntax) => syntax is EntrySyntax { Operand: NameSyntax n } e && entries.Ranks.ContainsKey(n.Text) && entries.Member(e) is var (_, indices)
        ? e with { Operand = n with { Text = $"{n.Text}_of_{string.Concat(indices.Select(i => kinds.GetValueOrDefault(i, i)))}" } }
        : SyntaxTree.Children(syntax) is { Length: > 0 } children ? SyntaxTree.WithChildren(syntax, [.. children.Select(Told)]) : syntax;

    private static List<(string Name, IReadOnlyList<string> Indices)> Members(Syntax side, EntryNotation entries) =>
        [.. SyntaxNames.Of(side).Select(entries.Member).OfType<(string Name, IReadOnlyList<string> Indices)>().Where(m => entries.Ranks.ContainsKey(m.Name))];

    [GeneratedRegex(@"\b(?:layers?|hidden|units?|neurons?|networks?|back-?propagation)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Layers();

    [GeneratedRegex(@"\b(?:fixed[- ]points?|equilibri\w+|recurrent|hopfield|self-consisten\w+|stationary)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Equilibrium();
}
