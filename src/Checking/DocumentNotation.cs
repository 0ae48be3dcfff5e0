using System.Text.RegularExpressions;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>
/// What the formulas of a document say of its notation before anything is declared: f(x) = … makes f a quantity and no
/// function of numbers, x the variable of ∇f; p_i beside Σ_i is the i-th of a family.
/// </summary>
internal sealed partial class DocumentNotation
{
    private DocumentNotation()
    {
    }

    /// <summary>The names that are written with arguments where they are defined, with the variable where it is one.</summary>
    public Dictionary<string, NameSyntax?> Quantities { get; } = [];

    /// <summary>The names that have a summation index below them.</summary>
    public HashSet<string> Families { get; } = [];

    /// <summary>The letters that sums and recurrences run over.</summary>
    public HashSet<string> Summed { get; } = [];

    /// <summary>Nothing is known.</summary>
    public static DocumentNotation None { get; } = new();

    /// <summary>What a document says; the steps are as they were read without knowing it.</summary>
    /// <param name="source">The text.</param>
    /// <param name="steps">Its steps.</param>
    /// <param name="names">What is known of names.</param>
    /// <param name="running">The letters that recurrences run over.</param>
    public static DocumentNotation Of(SourceText source, IReadOnlyList<ReadStep> steps, INotationContext names, IReadOnlyCollection<string> running)
    {
        var result = new DocumentNotation();
        result.Summed.UnionWith(Summation().Matches(source.Text).Select(m => m.Groups[1].Value));
        result.Summed.UnionWith(running);
        // What also stands without an index is a vector, and x_i its entry.
        var whole = steps.SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().SelectMany(Symbolic.Binding.SyntaxNames.Of)
            .OfType<NameSyntax>().Where(n => n.Indices.IsEmpty).Select(n => n.Text).ToHashSet();
        foreach (Match match in Subscripted().Matches(source.Text))
        {
            string name = GreekNames.Normalize(match.Groups[1].Value.TrimStart('\\'));
            string letter = match.Groups[2].Value + match.Groups[3].Value;
            if (result.Summed.Contains(letter) && (running.Contains(letter) || !whole.Contains(name)) && !names.IsDeclared(name) && (name == "δ" || !names.IsFunction(name)) && name is not ("e" or "I"))
            {
                result.Families.Add(name);
            }
        }

        foreach (var step in steps.Where(s => !s.Written.Continues))
        {
            var (name, arguments) = step.Left is CallSyntax { Primes: 0 } call ? (call.Function, call.Arguments) : (step.Left as NameSyntax, step.Arguments);
            if (name is { Indices.IsEmpty: true } && !arguments.IsEmpty && !names.IsDeclared(name.Text) && !names.IsFunction(name.Text)
                && arguments.All(a => a is NameSyntax) && IsDefinedFor(name.Text, arguments, steps))
            {
                result.Quantities.TryAdd(name.Text, arguments is [NameSyntax only] ? only : null);
            }
        }

        return result;
    }

    /// <summary>The letters that sums of a text run over.</summary>
    public static IEnumerable<string> SummedIn(string text) => Summation().Matches(text).Select(m => m.Groups[1].Value).Distinct();

    // A function that is applied to other things, too, is a function: f(x) = …, f(A x + b).
    private static bool IsDefinedFor(string name, IReadOnlyList<Syntax> arguments, IReadOnlyList<ReadStep> steps)
    {
        var calls = steps.SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().SelectMany(Symbolic.Binding.SyntaxNames.Of).OfType<CallSyntax>().Where(c => c.Function.Text == name);
        return calls.All(c => c.Primes == 0 && c.Arguments.Length == arguments.Count && c.Arguments.Zip(arguments).All(p => Symbolic.Text.SyntaxPrinter.Print(p.First) == Symbolic.Text.SyntaxPrinter.Print(p.Second)));
    }

    [GeneratedRegex(@"\\sum(?:\\limits)?\s*_\s*\{?\s*([a-zA-Z])\s*[=}]")]
    private static partial Regex Summation();

    [GeneratedRegex(@"(?<![a-zA-Z\\])(\\?[a-zA-Z]+|[α-ωΑ-Ω])_(?:\{([a-zA-Z])\}|([a-zA-Z]))(?![a-zA-Z])")]
    private static partial Regex Subscripted();
}
