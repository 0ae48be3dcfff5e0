using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>
/// Names of which the text does not say what they are: those that it defines by something that can't be read, and letters of sizes, as in tr M = n − p,
/// where it gives no sizes. What is said of them is true where it is true of every quantity of their shape, but it is not false where it is not.
/// </summary>
internal sealed class UnreadDefinitions
{
    // Letters of sizes.
    private const string Letters = "dkmnpqrsKNT";

    private readonly Scope scope;
    private readonly HashSet<Symbol> unread;
    private readonly HashSet<Symbol> sizes;

    /// <summary>Those of the steps of a text.</summary>
    /// <param name="scope">What names mean, once everything is read.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="taken">What was taken of a step; null for a claim.</param>
    public UnreadDefinitions(Scope scope, IEnumerable<ReadStep> steps, Func<ReadStep, Defined?> taken)
    {
        this.scope = scope;
        unread =
        [
            .. steps.Where(s => !s.Written.Continues && (s is { Right: null, Diagnostic: not null, IsProblem: false } || taken(s)?.Clash is { } clash && !BlockJudge.IsAboutShapes(clash)))
                .Select(s => StepSyntax.NameOf(s.Left)).Select(n => n is { } name ? scope.Symbols.GetValueOrDefault(name) : null).OfType<Symbol>()
                .Where(s => scope.Inferred.Contains(s) && !scope.Definitions.ContainsKey(s) && scope.Facts.All(f => !ReferenceEquals(f.Name, s))),
        ];
        sizes = [.. Sizes([.. steps]).Select(n => scope.Symbols.GetValueOrDefault(new Name(n))).OfType<Symbol>().Where(s => s.IsScalar && scope.Inferred.Contains(s) && !scope.Definitions.ContainsKey(s))];
    }

    // Letters that stand nowhere but beside traces and identities, and are the n of no sum.
    private static IEnumerable<string> Sizes(List<ReadStep> steps)
    {
        var sides = steps.Select(s => new[] { s.Left, s.Right }.OfType<Syntax>().SelectMany(SyntaxNames.Of).ToList()).ToList();
        return sides.SelectMany(nodes => nodes.OfType<NameSyntax>().Where(n => n.Indices.IsEmpty && n.Text is [var letter] && Letters.Contains(letter, StringComparison.Ordinal)).Select(n => (n.Text, IsCount: nodes.Exists(IsCount))))
            .GroupBy(n => n.Text).Where(g => g.All(n => n.IsCount)).Select(g => g.Key);

        static bool IsCount(Syntax s) => s is CallSyntax { Function.Text: "tr" or "I" };
    }

    /// <summary>Why nothing is false of a step: a name that its sides are made of is not known; null where all are.</summary>
    public string? In(ReadStep step)
    {
        if (unread.Count + sizes.Count == 0)
        {
            return null;
        }

        var open = new Queue<Symbol>(StepSyntax.NamesIn(step.Left).Concat(StepSyntax.NamesIn(step.Previous)).Concat(StepSyntax.NamesIn(step.Right))
            .Select(n => scope.Symbols.GetValueOrDefault(n.Name)).OfType<Symbol>());
        var seen = new HashSet<Symbol>();
        while (open.TryDequeue(out var symbol))
        {
            if (unread.Contains(symbol) || sizes.Contains(symbol))
            {
                return unread.Contains(symbol) ? $"what {symbol.Name.Text} is can't be read" : $"nothing says of what {symbol.Name.Text} is the size";
            }

            if (seen.Add(symbol) && scope.Definitions.TryGetValue(symbol, out var value))
            {
                Rewrite.Symbols(value).ToList().ForEach(open.Enqueue);
            }
        }

        return null;
    }
}
