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
    private readonly HashSet<Name> counted;
    private readonly HashSet<string> functions;

    /// <summary>Those of the steps of a text.</summary>
    /// <param name="scope">What names mean, once everything is read.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="taken">What was taken of a step; null for a claim.</param>
    /// <param name="given">The names that are declared.</param>
    public UnreadDefinitions(Scope scope, IEnumerable<ReadStep> steps, Func<ReadStep, Defined?> taken, IReadOnlySet<Name> given)
    {
        this.scope = scope;
        unread =
        [
            .. steps.Where(s => !s.Written.Continues && !IsDerivative(s) && (s is { Right: null, Diagnostic: not null, IsProblem: false } || taken(s)?.Clash is { } clash && !BlockJudge.IsAboutShapes(clash)))
                .Select(s => StepSyntax.NameOf(s.Left)).Select(n => n is { } name ? scope.Symbols.GetValueOrDefault(name) : null).OfType<Symbol>()
                .Where(s => scope.Inferred.Contains(s) && !scope.Definitions.ContainsKey(s) && scope.Facts.All(f => !ReferenceEquals(f.Name, s))),
        ];
        functions = [.. steps.Where(s => !s.Written.Continues && !FunctionDefinitions.IsOne(s, scope)).Select(s => s.Left is CallSyntax { Primes: 0 } call ? call.Function : s.Left as NameSyntax).OfType<NameSyntax>().Where(f => f.Indices.IsEmpty).Select(f => f.Text)
            .Where(f => scope.InferredFunctions.Contains(new Name(f)) || (scope.Functions.TryGetValue(new Name(f), out var known) && known.Definition is null && !given.Contains(new Name(f))))];
        counted = [.. steps.SelectMany(s => StepSyntax.NamesIn(s.Left).Concat(StepSyntax.NamesIn(s.Right)).Select(n => (n.Name, IsCount: IsCount(s)))).GroupBy(n => n.Name).Where(g => g.All(n => n.IsCount)).Select(g => g.Key)];
    }

    // A gradient of a function that nothing defines may be any vector.
    private static bool IsDerivative(ReadStep s) => s.Written.Right.Latex.Contains("\\nabla", StringComparison.Ordinal) || s.Written.Right.Latex.Contains("\\partial", StringComparison.Ordinal);

    // Does a step speak of the trace of a matrix, and of no derivative?
    private static bool IsCount(ReadStep step) => new[] { step.Left, step.Previous, step.Right }.OfType<Syntax>().ToList() is var sides
        && sides.TrueForAll(s => SyntaxNames.Derivative(s) is null) && sides.SelectMany(SyntaxNames.Of).Any(n => n is CallSyntax { Function.Text: "tr" });

    // A letter of sizes that is a number and stands nowhere but beside traces.
    private bool IsSize(Symbol s) => s.IsScalar && scope.Inferred.Contains(s) && !scope.Definitions.ContainsKey(s) && s.Name.Base is [var letter] && Letters.Contains(letter, StringComparison.Ordinal) && counted.Contains(s.Name);

    /// <summary>Why nothing is false of a step: the text says what a function in it is, and that can't be read; null where there is none.</summary>
    public string? FunctionIn(ReadStep step) => functions.Count > 0 && new[] { step.Left, step.Previous, step.Right }.OfType<Syntax>().SelectMany(SyntaxNames.Of).OfType<CallSyntax>().FirstOrDefault(c => functions.Contains(c.Function.Text)) is { } call
        ? $"what {call.Function.Text} is can't be read" : null;

    /// <summary>Why nothing is false of a step: a name that its sides are made of is not known; null where all are.</summary>
    public string? In(ReadStep step)
    {
        if (unread.Count == 0 && !IsCount(step))
        {
            return null;
        }

        var open = new Queue<Symbol>(StepSyntax.NamesIn(step.Left).Concat(StepSyntax.NamesIn(step.Previous)).Concat(StepSyntax.NamesIn(step.Right))
            .Select(n => scope.Symbols.GetValueOrDefault(n.Name)).OfType<Symbol>());
        if (IsCount(step) && open.FirstOrDefault(IsSize) is { } size)
        {
            return $"nothing says of what {size.Name.Text} is the size";
        }

        var seen = new HashSet<Symbol>();
        while (open.TryDequeue(out var symbol))
        {
            if (unread.Contains(symbol))
            {
                return $"what {symbol.Name.Text} is can't be read";
            }

            if (seen.Add(symbol) && scope.Definitions.TryGetValue(symbol, out var value))
            {
                Rewrite.Symbols(value).ToList().ForEach(open.Enqueue);
            }
        }

        return null;
    }
}
