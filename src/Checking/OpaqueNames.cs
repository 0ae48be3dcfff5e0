using System.Text.RegularExpressions;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>
/// Names that the text defines by formulas that can't be read: they are not free, so that an equation with them that is false for free values
/// is not known to be false.
/// </summary>
internal sealed partial class OpaqueNames
{
    private readonly Scope scope;
    private readonly HashSet<Symbol> opaque = [];

    /// <summary>Finds them.</summary>
    /// <param name="scope">What names mean, with all definitions.</param>
    /// <param name="steps">The formulas of the text, of which some say what a name is.</param>
    /// <param name="definitions">What was made of them.</param>
    /// <param name="variables">The names that the text lets move: they are free.</param>
    public OpaqueNames(Scope scope, IEnumerable<ReadStep> steps, IReadOnlyDictionary<ReadStep, Defined> definitions, IReadOnlySet<Name> variables)
    {
        this.scope = scope;
        foreach (var step in steps.Where(s => s is { Written.Continues: false, IsProblem: false, IsRange: false, Cases.Count: 0 }))
        {
            bool failed = step.Right is null ? !Listed().IsMatch(step.Written.Right.Latex)
                : definitions.TryGetValue(step, out var d) && d is { Symbol: null, Stationary: null, Point: null, Characterised: null, Clash: { } clash } && !BlockJudge.IsAboutShapes(clash);
            if (failed && SpeaksOf(step.Written.Right.Latex) && StepSyntax.NameOf(step.Left) is { } name && !variables.Contains(name) && scope.Symbols.TryGetValue(name, out var symbol) && scope.Inferred.Contains(symbol)
                && !scope.Definitions.ContainsKey(symbol) && !scope.Dependencies.ContainsKey(symbol) && scope.Facts.All(f => !ReferenceEquals(f.Name, symbol)))
            {
                opaque.Add(symbol);
            }
        }
    }

    /// <summary>The first such name that a step speaks of, through definitions as well.</summary>
    public Name? In(ReadStep step) => opaque.Count == 0 ? null
        : new[] { step.Left, step.Previous, step.Right }.OfType<Syntax>().SelectMany(StepSyntax.NamesIn).Select(n => scope.Symbols.GetValueOrDefault(n.Name)).OfType<Symbol>()
            .SelectMany(s => Objective.Reached(s, scope)).FirstOrDefault(opaque.Contains)?.Name;

    // g = ∇f(θ) with nothing else said of f and θ leaves g free.
    private bool SpeaksOf(string latex) => Letters().Matches(latex).Select(m => GreekNames.Normalize(m.Groups[1].Value)).Any(n => scope.Symbols.Keys.Any(k => k.Base == n));

    [GeneratedRegex(@"\\?([a-zA-Zα-ωΑ-Ω]+(?:_\{?\w+\}?)?)")]
    private static partial Regex Letters();

    // x = (x_1, …, x_n), A = (a_ij), θ = {W, b}, k = 1, 2, 3: what something consists of.
    [GeneratedRegex(@"dots|…|\\\{|,|\A\s*(?:\\left)?[\[(]\s*\\?\w+\s*_")]
    private static partial Regex Listed();
}
