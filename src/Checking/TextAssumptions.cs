using System.Text.RegularExpressions;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Verdicts;

namespace MatrixDiff.Checking;

/// <summary>
/// What the running text assumes: "let A be symmetric", A = Aᵀ, "assume Σ_i y_i = 1". What is said of a matrix counts only
/// before the matrix is used a second time, and not after "if": that is a special case.
/// </summary>
internal sealed partial class TextAssumptions(Scope scope, HandDerivation document)
{
    private const int Sentence = 90;

    private static readonly (string Words, string Attribute)[] Attributes =
    [
        ("skew", "skew"), ("antisymmetric", "skew"), ("positive definite", "posdef"), ("positive-definite", "posdef"), ("symmetric", "symmetric"), ("orthogonal", "orthogonal"),
        ("diagonal", "diagonal"), ("invertible", "invertible"), ("nonsingular", "invertible"), ("non-singular", "invertible"),
    ];

    /// <summary>Gives the names of the scope the structure that the text says they have; what was taken comes back in words.</summary>
    public IReadOnlyList<string> Structures()
    {
        var said = new List<string>();
        foreach (var symbol in scope.Symbols.Values.Where(s => s.Shape.Rows.Equals(s.Shape.Columns) && !s.IsScalar).ToList())
        {
            if (scope.Definitions.ContainsKey(symbol) || scope.Definitions.Values.Any(d => Rewrite.Symbols(d).Contains(symbol)) || scope.Facts.Any(f => ReferenceEquals(f.Wrt, symbol) || ReferenceEquals(f.Of, symbol))
                || scope.Layers.Of(symbol) is not null || (SaidOf(symbol.Name) ?? (scope.Inferred.Contains(symbol) && IsCovariance(symbol) ? "symmetric" : null)) is not { } attribute)
            {
                continue;
            }

            var flags = DeclarationBinder.Attribute(attribute, default, symbol.Shape, new(document.Source));
            if (!symbol.Attributes.HasFlag(flags))
            {
                var structured = Symbol.Of(symbol.Name, symbol.Shape, symbol.Attributes | flags);
                scope.Declare(structured);
                if (scope.Inferred.Remove(symbol))
                {
                    scope.Inferred.Add(structured);
                }

                said.Add($"{symbol.Name.Text}: {attribute}, as the text says");
            }
        }

        return said;
    }

    /// <summary>Does the text call a name what only a square matrix is: symmetric, orthogonal, invertible?</summary>
    public bool IsSquare(Name name) => char.IsAsciiLetterUpper(name.Base[0]) && SaidOf(name) is not null;

    // dJ = gᵀdw: what is differentiated, and by what, where one variable alone moves.
    private (Symbol Of, Symbol Wrt)? Varied(ReadStep step) =>
        step.Left is NameSyntax left && StepSyntax.NameOf(left) is { } moved && StepSyntax.IsDifferential(moved, scope) && scope.Symbols.TryGetValue(new Name(moved.Base[1..], [.. moved.Indices]), out var of)
        && of.IsScalar && scope.Definitions.ContainsKey(of) && StepSyntax.Differentials(step.Right).Distinct().Select(n => scope.Symbols.GetValueOrDefault(n)).OfType<Symbol>().ToList() is [var wrt] && !ReferenceEquals(of, wrt)
            ? (of, wrt) : null;

    // "Let $u$ and $v$ be the singular vectors of $A$," before a displayed formula says what they satisfy.
    private static bool IsLet(Passage before)
    {
        string text = before.Text.TrimEnd();
        return Letting().IsMatch(text[(text.LastIndexOfAny(['.', ';', '!', '?']) + 1)..]);
    }

    /// <summary>Where the text says in words that a gradient is put to zero: the gradient that was last differentiated before.</summary>
    public IEnumerable<(int Position, StationaryPoint Point)> Stationary(IReadOnlyDictionary<HandBlock, List<ReadStep>> steps)
    {
        var reader = new StationaryReader(scope, document.Source);
        List<(Symbol Of, Symbol Wrt)> last = [];
        foreach (var block in document.Blocks)
        {
            if (Vanishing().IsMatch(block.Before.Text))
            {
                foreach (var (f, x) in Several().IsMatch(block.Before.Text) ? last.Where(d => ReferenceEquals(d.Of, last[^1].Of)) : last.TakeLast(1))
                {
                    if (reader.Gradient(f, x) is { } gradient && gradient.Shape == x.Shape)
                    {
                        yield return (block.Before.Span.Start, new(x, gradient, $"∇_{{{x.Name.Text}}} {f.Name.Text} = 0") { Of = f });
                    }
                }
            }

            var here = new List<(Symbol Of, Symbol Wrt)>();
            foreach (var (of, wrt) in steps[block].SelectMany(s => StepSyntax.Derivatives(s.Left).Concat(StepSyntax.Derivatives(s.Right))))
            {
                if (scope.Symbols.TryGetValue(of, out var function) && scope.Symbols.TryGetValue(wrt, out var variable) && function.IsScalar && scope.Definitions.ContainsKey(function))
                {
                    here.Remove((function, variable));
                    here.Add((function, variable));
                }
            }

            here.AddRange(steps[block].Select(Varied).OfType<(Symbol, Symbol)>().Where(v => !here.Contains(v)));
            last = here.Count > 0 ? here : last;
        }
    }

    /// <summary>What the text calls one-hot or a probability vector sums to 1; what was taken comes back in words.</summary>
    public IReadOnlyList<string> Distributions(DocumentNotation notation)
    {
        var said = new List<string>();
        var names = new ScopeNames(scope, notation);
        foreach (var formula in document.Inline.Where(f => f.Steps.Count == 0))
        {
            if (Named(formula, names) is { } syntax && StepSyntax.NameOf(syntax) is { } name && scope.Symbols.TryGetValue(name, out var vector) && vector.Shape.IsColumn && !vector.IsScalar
                && !scope.Definitions.ContainsKey(vector) && !Conditional().IsMatch(Before(formula.Span.Start))
                && (OneHot().IsMatch(Before(formula.Span.Start)[^Math.Min(30, Before(formula.Span.Start).Length)..]) || OneHot().IsMatch(Predicate().Match(After(formula.Span.End)).Value) || BesideOneHot().IsMatch(After(formula.Span.End)))
                && !scope.Assumptions.Any(a => a.Text == $"1'{name.Text} = 1"))
            {
                scope.Assumptions.Add(new AssumedEquation($"1'{name.Text} = 1", Make.Total(vector), Number.One));
                said.Add($"1'{name.Text} = 1, as the text says");
            }
        }

        return said;
    }

    /// <summary>Is a relation one between a name and its transpose, for a name that nothing defines: A = Aᵀ says that A is symmetric?</summary>
    public static Name? Symmetric(Syntax? left, Syntax? right) => (left, right) switch
    {
        (TransposeSyntax t, { } r) when StepSyntax.NameOf(t.Operand) is { } name && name.Equals(StepSyntax.NameOf(r)) => name,
        ({ } l, TransposeSyntax t) when StepSyntax.NameOf(t.Operand) is { } name && name.Equals(StepSyntax.NameOf(l)) => name,
        (EntrySyntax { Indices: [NameSyntax i, NameSyntax j] } a, EntrySyntax { Indices: [NameSyntax k, NameSyntax l] } b) when i.Text == l.Text && j.Text == k.Text && i.Text != j.Text
            && StepSyntax.NameOf(a.Operand) is { } name && name.Equals(StepSyntax.NameOf(b.Operand)) => name,
        _ => null,
    };

    // Where a sentence that goes on behind a displayed formula ends; the formula itself where none does: "…, for symmetric Σ."
    private int EndOfSentence(Span formula)
    {
        string text = document.Source.Text;
        bool ends = text[..formula.End].TrimEnd() is [.., '.'];
        var rest = GoesOn().Match(text, formula.End);
        return !ends && rest.Success ? rest.Index + rest.Length : formula.Start;
    }

    // The attribute that stands beside a formula that is nothing but the name, or in A = Aᵀ.
    private string? SaidOf(Name name)
    {
        var names = new ScopeNames(scope, DocumentNotation.None);
        var uses = document.Blocks.Where(b => b.Steps.Any(s => Uses(s, name, names))).ToList();
        int last = uses.Count > 1 ? EndOfSentence(uses[1].Span) : int.MaxValue;
        if (uses.Count > 0 && uses[0].Steps.Any(s => name.Equals(Symmetric(Read(s.Left, names), Read(s.Right, names)))))
        {
            return "symmetric";
        }

        foreach (var formula in document.Inline.Where(f => f.Span.Start < last && !IsClaimed(f.Span.Start)))
        {
            if (formula.Steps is [{ Left: { } left, Right: var right }])
            {
                if (name.Equals(Symmetric(Read(left, names), Read(right, names))) && !Conditional().IsMatch(Before(formula.Span.Start)))
                {
                    return "symmetric";
                }

                if (name.Equals(OfInverse(formula, names)) && Introduced().IsMatch(Before(formula.Span.Start)) && Beside(formula) is { } itself)
                {
                    return itself;
                }
            }
            else if (formula.Steps.Count == 0 && AllNamed(formula, names).Any(other => name.Equals(StepSyntax.NameOf(other))) && Beside(formula) is { } attribute)
            {
                return attribute;
            }
        }

        return null;
    }

    // The Λ of "let $Λ = Σ^{-1}$ be the precision matrix", of which the words speak.
    private static Name? OfInverse(TextFormula formula, ScopeNames names) => formula.Steps is [{ Left: { } left, Right: var right }]
        && Read(right, names) is PowerSyntax { Elementwise: false, Base: NameSyntax, Exponent: NegateSyntax { Operand: NumberSyntax { Value.IsOne: true } } or NumberSyntax { Value.Sign: < 0 } } ? StepSyntax.NameOf(Read(left, names)) : null;

    // "**Claim.** $G$ is symmetric": to be proved, and not assumed.
    private bool IsClaimed(int at) => ClaimWord().IsMatch(document.Source.Text[(document.Source.Text.LastIndexOf("\n\n", at, StringComparison.Ordinal) + 1)..at]);

    [GeneratedRegex(@"\A\s*(?:\*\*|\\textbf\{|_)?(?:Claim|Proposition|Lemma|Theorem|Corollary)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ClaimWord();

    // "covariance matrix $Σ$", "$K$ is the Gram matrix": what has this name is symmetric.
    private bool IsCovariance(Symbol symbol)
    {
        var names = new ScopeNames(scope, DocumentNotation.None);
        return document.Inline.Any(f => symbol.Name.Equals(f.Steps.Count == 0 ? StepSyntax.NameOf(Named(f, names)) : OfInverse(f, names))
            && (CovarianceBefore().IsMatch(Before(f.Span.Start)) || CovarianceBehind().IsMatch(After(f.Span.End))) && !Denied().IsMatch(Before(f.Span.Start)));
    }

    // "symmetric matrix $A$", "$A$ is symmetric and …", "with $A$ symmetric,".
    private string? Beside(TextFormula formula)
    {
        string before = Before(formula.Span.Start), after = After(formula.Span.End);
        string rest = OthersAfter().Replace(after, "");
        string near = Adjacent().Match(OthersBefore().Replace(before, "")).Value;
        string behind = (Introduced().IsMatch(before) || before.EndsWith(',')) && Apposition().Match(rest) is { Success: true } direct ? direct.Value : Predicate().Match(rest).Value;
        return Conditional().IsMatch(before) || Denied().IsMatch(near + " " + behind) || NotSaid().IsMatch(before) ? null
            : Attributes.FirstOrDefault(a => near.Contains(a.Words, StringComparison.OrdinalIgnoreCase) || behind.Contains(a.Words, StringComparison.OrdinalIgnoreCase)).Attribute;
    }

    // A and B of $A, B$ as well.
    private static IEnumerable<Syntax?> AllNamed(TextFormula formula, INotationContext names) => [Named(formula, names), .. formula.Claims.Select(c => Read(c.Expression, names)), .. formula.Listed.Select(p => Read(p, names))];

    private static Syntax? Named(TextFormula formula, INotationContext names) =>
        formula.Claims is [{ Expression: var e }] ? Read(e, names) : formula.Whole is { } whole ? Read(whole, names) : null;

    private static bool Uses(HandStep step, Name name, INotationContext names) =>
        new[] { step.Left, step.Right }.Any(s => StepSyntax.NamesIn(Read(s, names)).Any(n => n.Name.Equals(name)));

    private static Syntax? Read(Side? side, INotationContext names) => side is null ? null : ReadStep.Read(side, names);

    // The sentence up to a place, and from it on.
    private string Before(int at)
    {
        int from = Math.Max(0, at - Sentence);
        string text = Abbreviation().Replace(document.Source.Text[from..at], m => m.Value.Replace('.', ' '));
        int stop = text.LastIndexOfAny(['.', ';', ':', '!', '?']);
        int paragraph = text.LastIndexOf("\n\n", StringComparison.Ordinal);
        return text[(Math.Max(stop, paragraph) + 1)..].TrimEnd('$', ' ', '(', '\\');
    }

    private string After(int at)
    {
        string text = document.Source.Text[at..Math.Min(document.Source.Text.Length, at + Sentence)].TrimStart('$', ')', '\\');
        int stop = text.IndexOfAny(['.', ';', '!', '?']);
        return stop < 0 ? text : text[..stop];
    }
}
