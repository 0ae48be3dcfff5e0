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
                || scope.Layers.Of(symbol) is not null || SaidOf(symbol) is not { } attribute)
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

    /// <summary>Where the text says in words that a gradient is put to zero: the gradient that was last differentiated before.</summary>
    public IEnumerable<(int Position, StationaryPoint Point)> Stationary(IReadOnlyDictionary<HandBlock, List<ReadStep>> steps)
    {
        var reader = new StationaryReader(scope, document.Source);
        (Symbol Of, Symbol Wrt)? last = null;
        foreach (var block in document.Blocks)
        {
            if (last is var (f, x) && Vanishing().IsMatch(block.Before.Text) && reader.Gradient(f, x) is { } gradient && gradient.Shape == x.Shape)
            {
                yield return (block.Before.Span.Start, new(x, gradient, $"∇_{{{x.Name.Text}}} {f.Name.Text} = 0") { Of = f });
            }

            foreach (var (of, wrt) in steps[block].SelectMany(s => StepSyntax.Derivatives(s.Left).Concat(StepSyntax.Derivatives(s.Right))))
            {
                if (scope.Symbols.TryGetValue(of, out var function) && scope.Symbols.TryGetValue(wrt, out var variable) && function.IsScalar && scope.Definitions.ContainsKey(function))
                {
                    last = (function, variable);
                }
            }
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
    private string? SaidOf(Symbol symbol)
    {
        var names = new ScopeNames(scope, DocumentNotation.None);
        var uses = document.Blocks.Where(b => b.Steps.Any(s => Uses(s, symbol, names))).ToList();
        int last = uses.Count > 1 ? EndOfSentence(uses[1].Span) : int.MaxValue;
        if (uses.Count > 0 && uses[0].Steps.Any(s => symbol.Name.Equals(Symmetric(Read(s.Left, names), Read(s.Right, names)))))
        {
            return "symmetric";
        }

        foreach (var formula in document.Inline.Where(f => f.Span.Start < last))
        {
            if (formula.Steps is [{ Left: { } left, Right: var right }])
            {
                if (symbol.Name.Equals(Symmetric(Read(left, names), Read(right, names))) && !Conditional().IsMatch(Before(formula.Span.Start)))
                {
                    return "symmetric";
                }
            }
            else if (formula.Steps.Count == 0 && StepSyntax.NameOf(Named(formula, names)) is { } name && name.Equals(symbol.Name) && Beside(formula) is { } attribute)
            {
                return attribute;
            }
        }

        return null;
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

    private static Syntax? Named(TextFormula formula, INotationContext names) =>
        formula.Claims is [{ Expression: var e }] ? Read(e, names) : formula.Whole is { } whole ? Read(whole, names) : null;

    private static bool Uses(HandStep step, Symbol symbol, INotationContext names) =>
        new[] { step.Left, step.Right }.Any(s => StepSyntax.NamesIn(Read(s, names)).Any(n => n.Name.Equals(symbol.Name)));

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

    [GeneratedRegex(@"\b(assum\w*|suppos\w*|let|given|provided|subject to|satisf\w*|such that|s t|constraint\w*|normali[sz]ed|one-hot\w*|(?<!\b(?:compar|agree|consistent|coincid|contrast|contradict)\w*\b[^,$]{0,30})with|where|since|because|using|recall\w*)\b[^$]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Cue();

    [GeneratedRegex(@"\b(?:since|because|us(?:e|ed|ing)|recall\w*|fact|identit\w+|rule|property|by)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Reason();

    [GeneratedRegex(@"^\s*,?\s*\(?(?:by|because|since|due|from|follows|as\s+(?:shown|derived|proved))\b", RegexOptions.IgnoreCase)]
    private static partial Regex ReasonBehind();

    [GeneratedRegex(@"\b(?:now|assum\w*|suppos\w*|let|given|consider|if)\b|\n\s*\n.*\n\s*\n", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Opening();

    [GeneratedRegex(@"\blet\b.*\bsolve\s*$|\bsolves\s*$|\bsolution\s+(?:of|to)\s*$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Solving();

    [GeneratedRegex(@"\b(if|when|whenever|unless|in case|in the case|for the case|special case)\b[^,]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Conditional();

    // "which is $G$ with $u = z$": what is put in to get one from the other.
    [GeneratedRegex(@"\bwhich\s+(?:is|becomes|gives|reduces\s+to)\s+\$[^$]*\$\s+(?:with|for|where|at)\b[^.]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Substituted();

    [GeneratedRegex(@"\b(not|no|nor|non|need|unless|general|never|rarely|seldom|hardly|often|usually|sometimes|mostly|\w+n['’]t)\b|\bnon-?symm|asymm", RegexOptions.IgnoreCase)]
    private static partial Regex Denied();

    // "We do not assume that", "without assuming that", "neither A nor": a sentence that denies what follows.
    [GeneratedRegex(@"\b(?:not|without|never|neither|nor|rather\s+than|instead\s+of|\w+n['’]t)\b(?:(?!\b(?:but|while|only)\b)[^,])*$", RegexOptions.IgnoreCase)]
    private static partial Regex NotSaid();

    // The adjectives and the noun right before a formula.
    [GeneratedRegex(@"(?:[\w-]*symmetric|(?:semi-?)?positive[ -]definite|orthogonal|diagonal|invertible|non-?singular)(?:[ \n-]+(?:and|real|square|constant|positive|definite|invertible|symmetric|covariance|weight\w*|precision|matrix|matrices))*(?<!\band)\s*\(?$", RegexOptions.IgnoreCase)]
    private static partial Regex Adjacent();

    [GeneratedRegex(@"\b(?:set|sett|put|putt|equat)\w*\b[^.]{0,60}(?:zero|\b0\b)|first[- ]order\s+(?:optimality\s+)?condition|normal equation|stationar|\bvanish|\bat the (?:optimum|minimum|maximum)|minimi[sz]er|maximi[sz]er|\b(?:the|a|its)\s+solution\s+is\b", RegexOptions.IgnoreCase)]
    private static partial Regex Vanishing();

    [GeneratedRegex(@"one-?hot|probability\s+(?:vector|distribution)|sums?\s+to\s+(?:one|1)", RegexOptions.IgnoreCase)]
    private static partial Regex OneHot();

    [GeneratedRegex(@"\b(?:s\.\s?t\.|i\.e\.|e\.g\.|w\.r\.t\.|resp\.|cf\.)", RegexOptions.IgnoreCase)]
    private static partial Regex Abbreviation();

    [GeneratedRegex(@"^\s*,?\s*\(?(?:a\s+|the\s+)?one-?hot", RegexOptions.IgnoreCase)]
    private static partial Regex BesideOneHot();

    // A sentence that goes on behind a formula, in small letters.
    [GeneratedRegex(@"\G(?:\\end\{[a-z*]+\}|\$\$|\\\])?\s*[a-z][^.]*\.")]
    private static partial Regex GoesOn();

    // "symmetric $A$ and $B$", "$A$ and $B$ are symmetric": what is said of one is said of both.
    [GeneratedRegex(@"(?:\$[^$]*\$\s*(?:,|and|&)\s*)+$")]
    private static partial Regex OthersBefore();

    [GeneratedRegex(@"^(?:\s*(?:,|and|&)\s*\$[^$]*\$)+")]
    private static partial Regex OthersAfter();

    // What is said of the formula before.
    [GeneratedRegex(@"\b(?:with|for|let|where|given|assum\w*|suppos\w*|take)\b[^.]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Introduced();

    [GeneratedRegex(@"^\s*(?:(?:known|fixed|given|constant)\s*)?[(,]?\s*(?:an?\s+|the\s+)?(?:real\s+|square\s+)?(?:[\w-]*symmetric|(?:semi-?)?positive[ -]definite|orthogonal|diagonal|invertible|non-?singular)(?:[ \n-]+(?:and|positive|definite|invertible|symmetric))*(?=\s*(?:[,.;)$]|and\b|matri|$))", RegexOptions.IgnoreCase)]
    private static partial Regex Apposition();

    [GeneratedRegex(@"^\s*,?\s*(?:which\s+|that\s+)?(?:is|be|being|are|to be)\b[^$]{0,60}", RegexOptions.IgnoreCase)]
    private static partial Regex Predicate();
}
