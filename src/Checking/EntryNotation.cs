using System.Text.RegularExpressions;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>
/// The notation of a text in which nothing but entries occurs: w_kj and o_j everywhere, and never w or o. Such names are vectors and
/// matrices, of which the text writes the entries.
/// </summary>
internal sealed partial class EntryNotation
{
    private readonly Dictionary<string, int> ranks = [];
    private readonly HashSet<string> letters = [];
    private readonly HashSet<string> bare = [];
    private readonly INotationContext names;
    private readonly SourceText source;
    private bool asks;

    private EntryNotation(INotationContext names, SourceText source) => (this.names, this.source) = (names, source);

    /// <summary>The names of which only entries occur, with the number of their indices.</summary>
    public IReadOnlyDictionary<string, int> Ranks => ranks;

    /// <summary>The letters that stand below names.</summary>
    public IReadOnlySet<string> Letters => letters;

    /// <summary>The kinds of units of the text, where letters tell them apart; null where a letter says nothing.</summary>
    public UnitLetters? Units { get; private set; }

    /// <summary>The notation of a text, if it is of this kind and matrices or derivatives by entries occur in it; else null.</summary>
    /// <param name="source">The text.</param>
    /// <param name="steps">Its steps, as they were read without knowing it.</param>
    /// <param name="names">What is declared.</param>
    public static EntryNotation? Of(SourceText source, IReadOnlyList<ReadStep> steps, INotationContext names)
    {
        var result = new EntryNotation(names, source);
        if (VectorsByIndex().IsMatch(source.Text) || !steps.SelectMany(s => new[] { s.Left, s.Right }).OfType<Syntax>().All(result.IsNumber)
            || !result.asks || result.ranks.Values.Any(r => r == 0) || result.ranks.Keys.Any(result.bare.Contains))
        {
            return null;
        }

        var (differ, units) = UnitLetters.Of(source.Text, steps, result);
        result.Units = units;
        return differ && units is null ? null : result;
    }

    /// <summary>The name and the letters or numbers below it, for a single entry; null for anything else.</summary>
    public (string Name, IReadOnlyList<string> Indices)? Member(Syntax s) => s switch
    {
        EntrySyntax { Operand: NameSyntax n } e when e.Indices.Select(Letter).ToList() is var below && !below.Contains(null) => (n.Text, [.. below.Select(i => i!)]),
        CallSyntax { Function.Text: "e", Primes: 0, Arguments: [NameSyntax { Indices.IsEmpty: true } i] } => ("e", [i.Text]),
        NameSyntax { Indices: [BinarySyntax { Kind: BinaryKind.Juxtaposition, Left: NameSyntax i, Right: NameSyntax j }] } n when IsBelow(n) => (n.Text, [i.Text, j.Text]),
        NameSyntax { Indices: [NameSyntax { Indices.IsEmpty: true } i] } n when IsBelow(n) => (n.Text, [i.Text]),
        NameSyntax { Indices.IsEmpty: true } n when n.Text.LastIndexOf('_') is > 0 and var at && n.Text[(at + 1)..] is { Length: 1 or 2 } below
            && (below.All(char.IsAsciiLetterLower) || below.All(char.IsAsciiDigit)) => (n.Text[..at], [.. below.Select(c => c.ToString())]),
        _ => null,
    };

    private static string? Letter(Syntax index) => index switch
    {
        NameSyntax { Indices.IsEmpty: true, Text: [var c] } when char.IsAsciiLetterLower(c) => c.ToString(),
        NumberSyntax n => n.Value.ToString(),
        _ => null,
    };

    // x^{(i)} is the i-th of a family, and no entry.
    private bool IsBelow(NameSyntax n) => source.Text.AsSpan(n.Span.Start, n.Span.Length).IndexOfAny('_', '^') is >= 0 and var first && source.Text[n.Span.Start + first] == '_';

    // Nothing in it is a vector or a matrix as a whole.
    private bool IsNumber(Syntax s) => s switch
    {
        NumberSyntax => true,
        IndexedSyntax i => IsNumber(i.Body),
        _ when Member(s) is var (name, below) => Note(name, below),
        NameSyntax { Indices.IsEmpty: true } n => (!names.IsDeclared(n.Text) || names.Kind(n.Text) is null or ShapeKind.Scalar) && (bare.Add(n.Text) || true),
        PartialSyntax { Transposed: false } p => IsNumber(p.Operand) && p.Variables.All(IsNumber) && (asks |= Member(p.Operand) is not null && p.Variables.Any(v => Member(v) is not null) || true),
        NegateSyntax or PowerSyntax or BinarySyntax { Kind: not (BinaryKind.Kronecker or BinaryKind.Hadamard) } or DotSyntax => SyntaxTree.Children(s).All(IsNumber),
        CallSyntax { Function.Text: "δ" } => true,
        CallSyntax { Arguments: [var x] } c => (FunctionTable.Elementwise(c.Function.Text) is not null || !FunctionTable.Contains(c.Function.Text)) && IsNumber(x),
        _ => false,
    };

    private bool Note(string name, IReadOnlyList<string> below)
    {
        letters.UnionWith(below.Where(i => char.IsAsciiLetter(i[0])));
        bool isOpen = !names.IsDeclared(name) || (names.Kind(name) is null && !names.IsSize(name) && !names.IsIndexed(name) && !names.IsElementwise(name));
        if (isOpen && (name is "δ" or "e" or "pi" || !names.IsFunction(name)))
        {
            // A name with different numbers of indices is nothing of this kind.
            ranks[name] = ranks.TryGetValue(name, out int rank) && rank != below.Count ? 0 : below.Count;
            asks |= below.Count == 2 && !char.IsAsciiLetterUpper(name[0]);
        }

        return true;
    }

    // x_i ∈ ℝⁿ, the vectors x_i
    [GeneratedRegex(@"_\{?[a-z]\}?\}?\s*\\in\s*\\(?:mathbb|mathbf|R)\s*\{?\s*R?\s*\}?\s*\^|\bvectors?\s+\$[^$]{1,24}_", RegexOptions.IgnoreCase)]
    private static partial Regex VectorsByIndex();
}
