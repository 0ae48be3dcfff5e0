using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>
/// Letters of sizes where the text gives no sizes, as in tr M = n − p and det cA = cⁿ det A, and functions whose definition can't be read, φ(t) = f(X + tH). A step with them is
/// not known to be false where it is false for any number, or for a function of numbers.
/// </summary>
internal sealed class UnsaidNames
{
    // Letters of sizes.
    private const string Letters = "dkmnpqrsKNT";

    private readonly Scope scope;
    private readonly HashSet<Name> counted;
    private readonly HashSet<string> functions;

    /// <summary>Those of the steps of a text.</summary>
    /// <param name="scope">What names mean, once everything is read.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="given">The names that are declared.</param>
    public UnsaidNames(Scope scope, IReadOnlyList<ReadStep> steps, IReadOnlySet<Name> given)
    {
        this.scope = scope;
        functions =
        [
            .. steps.Where(s => !s.Written.Continues && !FunctionDefinitions.IsOne(s, scope)).Select(s => s.Left is CallSyntax { Primes: 0 } call ? call.Function : s.Left as NameSyntax).OfType<NameSyntax>()
                .Where(f => f.Indices.IsEmpty).Select(f => new Name(f.Text)).Where(f => scope.Functions.TryGetValue(f, out var known) && known.Definition is null && !given.Contains(f)).Select(f => f.Base),
        ];
        counted = [.. steps.SelectMany(s => StepSyntax.NamesIn(s.Left).Concat(StepSyntax.NamesIn(s.Right)).Select(n => (n.Name, IsCount: IsCount(s)))).GroupBy(n => n.Name).Where(g => g.All(n => n.IsCount)).Select(g => g.Key)];
    }

    /// <summary>Why a step with such a verdict is not known to be false; null where it is, or where nothing is false of it.</summary>
    public string? Concerns(ReadStep step, StepVerdict verdict)
    {
        var sides = Sides(step);
        return verdict is StepVerdict.Fails or StepVerdict.HoldsIf or StepVerdict.IllShaped && sides.SelectMany(SyntaxNames.Of).OfType<CallSyntax>().FirstOrDefault(c => functions.Contains(c.Function.Text)) is { } call
                ? $"{call.Function.Text} is defined by a formula that can't be read"
            : verdict is StepVerdict.Fails or StepVerdict.HoldsIf && IsCount(step) && sides.SelectMany(s => Counting(step, s)).SelectMany(StepSyntax.NamesIn).Select(n => scope.Symbols.GetValueOrDefault(n.Name)).FirstOrDefault(IsSize) is { } size
                ? $"nothing says of what {size.Name.Text} is the size"
            : null;
    }

    // A letter of sizes that is a number and stands nowhere but beside traces and determinants.
    private bool IsSize(Symbol? s) => s is { IsScalar: true, Name.Base: [var letter] } && Letters.Contains(letter, StringComparison.Ordinal) && scope.Inferred.Contains(s) && !scope.Definitions.ContainsKey(s) && counted.Contains(s.Name);

    // What may be sizes: anything beside a trace, and exponents and factors of logarithms beside a determinant.
    private static IEnumerable<Syntax> Counting(ReadStep step, Syntax side) => Sides(step).SelectMany(SyntaxNames.Of).Any(n => n is CallSyntax { Function.Text: "tr" }) ? [side]
        : SyntaxNames.Of(side).Select(n => n switch
        {
            PowerSyntax p => p.Exponent,
            BinarySyntax { Left: NameSyntax number, Right: CallSyntax { Function.Text: "log" } } => number,
            _ => null,
        }).OfType<Syntax>();

    // Does a step speak of the trace or determinant of a matrix, and of no derivative?
    private static bool IsCount(ReadStep step) => Sides(step) is var sides && sides.TrueForAll(s => SyntaxNames.Derivative(s) is null) && sides.SelectMany(SyntaxNames.Of).Any(n => n is CallSyntax { Function.Text: "tr" or "det" or "logdet" });

    private static List<Syntax> Sides(ReadStep step) => [.. new[] { step.Left, step.Previous, step.Right }.OfType<Syntax>()];
}
