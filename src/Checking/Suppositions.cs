using System.Text.RegularExpressions;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>
/// Displayed equations that the text only supposes, as the hypothesis of an induction: "Suppose that (I − A) S_k = I − A^{k+1}".
/// One that says what an undefined quantity satisfies is taken as given, and used wherever that quantity occurs; one between
/// quantities that have a meaning is judged as any other, since a false hypothesis proves nothing.
/// </summary>
internal sealed partial class Suppositions(Scope scope, SourceText source)
{
    private readonly List<(IReadOnlyList<Symbol> Of, AssumedEquation Equation)> taken = [];

    /// <summary>Does the text before a formula only suppose it?</summary>
    public static bool Introduces(Passage before)
    {
        string text = before.Text.TrimEnd();
        int stop = text.TrimEnd('.', ':', ',', ' ', '*', ')').LastIndexOfAny(['.', ';', '!', '?']);
        return Cue().IsMatch(text[(stop + 1)..]);
    }

    /// <summary>Does the text before a formula ask for it as a constraint: "subject to", "under the constraint"?</summary>
    public static bool Constrains(Passage before) => Constraint().IsMatch(before.Text);

    /// <summary>Takes an equation as supposed, if a quantity without a meaning occurs in it: its definition then, with what does not conform.</summary>
    public Defined? Take(ReadStep step)
    {
        if (step is not { Left: { } left, Right: { } right, Written.Continues: false })
        {
            return null;
        }

        try
        {
            var sides = Bind(scope.Copy(), left, right);
            var free = Rewrite.Symbols(sides).Where(IsWithoutMeaning).ToList();
            if (free.Count == 0 || SyntaxTree.Same(left, right))
            {
                return null;
            }

            taken.Add((free, new AssumedEquation($"{SyntaxPrinter.Print(left)} = {SyntaxPrinter.Print(right)}", sides[0], sides[1])));
            return new(null, null);
        }
        catch (DiagnosticException)
        {
            return null;
        }
    }

    /// <summary>A scope in which what is supposed of the quantities in some expressions is assumed.</summary>
    public Scope In(Scope place, IReadOnlyList<Expr> sides)
    {
        if (taken.Count == 0)
        {
            return place;
        }

        var reached = sides.SelectMany(s => Objective.Reached(s, scope)).ToHashSet();
        var concerned = taken.Where(t => t.Of.Any(reached.Contains)).ToList();
        if (concerned.Count == 0)
        {
            return place;
        }

        var copy = place.Copy();
        copy.Assumptions.AddRange(concerned.Select(c => c.Equation));
        return copy;
    }

    private IReadOnlyList<Expr> Bind(Scope place, Syntax left, Syntax right) =>
        ExpressionReader.Guard(source, () => ExpressionReader.Infer([left, right], place, source, SideRules.AllDeclared));

    private bool IsWithoutMeaning(Symbol s) => scope.Inferred.Contains(s) && !scope.Definitions.ContainsKey(s) && !scope.Dependencies.ContainsKey(s)
        && scope.Facts.All(f => !ReferenceEquals(f.Name, s)) && scope.Definitions.Values.All(d => !Rewrite.Symbols(d).Contains(s) || IsStep(s, d));

    // S_{k+1} = S_k + A^{k+1} says what the next one is, and nothing of this one.
    private bool IsStep(Symbol s, Expr definition) =>
        scope.Definitions.First(d => ReferenceEquals(d.Value, definition)).Key.Name.Base.Split('_')[0] == s.Name.Base.Split('_')[0];

    [GeneratedRegex(@"(?:\bsubject\s+to|\bs\.\s?t\.|\bunder\s+the\s+(?:\w+\s+)?constraints?)(?:\s+(?:the|an?|equality|linear|normali[sz]ation|unit|norm|constraints?|conditions?|that))*[\s,:*]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Constraint();

    // "Suppose that", "Assume that the claim holds for k, that is", "(hypothesis)": nothing is claimed after these words.
    [GeneratedRegex("""
        (?:^|[\s(*#"“])(?:suppose|assume|(?:induction\s+|inductive\s+)?hypothesis)(?:\s+(?:now|inductively|further|then))?(?:\s+that)?
        (?:,?\s+(?:for|at)\s[^,.;:]*)?
        (?:,?\s+(?:it|this|the\s+(?:claim|formula|statement|identity|result|equation|hypothesis))\s+(?:holds|is\s+true)(?:\s+(?:for|at)\s[^,.;:]*)?)?
        (?:,?\s+(?:that\s+is|i\.e\.|namely|so|we\s+have))?[\s,:.)*]*$
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Cue();
}
