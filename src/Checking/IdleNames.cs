using System.Text.RegularExpressions;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Checking;

/// <summary>
/// Equations <c>∇_x f = v</c> that would give the gradient of a function a name, where f has a formula, the text does not say that it names anything, and
/// nothing that it says of v needs v to be the gradient: vᵀ∇²f v = … holds for every v. Such an equation may as well be a claim.
/// </summary>
/// <param name="scope">What names mean, once everything is read.</param>
/// <param name="document">The text.</param>
/// <param name="steps">Its steps.</param>
/// <param name="definitions">Those of them that are taken as given.</param>
/// <param name="judging">Decides equations in a scope.</param>
internal sealed partial class IdleNames(Scope scope, HandDerivation document, IReadOnlyList<ReadStep> steps, IReadOnlyDictionary<ReadStep, Defined> definitions, Func<Scope, StepJudge> judging)
{
    /// <summary>Why a definition is not known to be one; null where it is.</summary>
    public string? Concerns(ReadStep step, Defined defined)
    {
        if (defined is not { Symbol: { } name, Clash: null } || name.Name.Equals(StepSyntax.NameOf(step.Left)) || step.Written.Relation == RelationKind.Assigned || scope.Facts.FirstOrDefault(f => ReferenceEquals(f.Name, name)) is not { Order: 1 } fact
            || !scope.Definitions.ContainsKey(fact.Of) || document.Blocks.FirstOrDefault(b => b.Number == step.Block) is not { } block || Naming().IsMatch(block.Before.Text))
        {
            return null;
        }

        var free = scope.Without(fact);
        var later = steps.Where(s => s.Written.Span.Start != step.Written.Span.Start && Speaks(s, name.Name)).ToList();
        if (new StationaryReader(free, document.Source).Gradient(fact.Of, fact.Wrt) is not { } gradient || Rewrite.Symbols(gradient).Any(s => s.Derivative is not null) || later.Exists(definitions.ContainsKey))
        {
            return null;
        }

        var judge = judging(free);
        return later.TrueForAll(s => s.Right is { } right && (s.Previous ?? s.Left) is { } left && judge.Decide(left, right, [], s.Where).Holds)
            ? $"{fact.Of.Name.Text} has a formula, and nothing else says what {name.Name.Text} is: whether its gradient is named or claimed is not said" : null;
    }

    private static bool Speaks(ReadStep step, Name name) => new[] { step.Previous ?? step.Left, step.Right }.Any(s => StepSyntax.NamesIn(s).Any(n => n.Name.Equals(name) || n.Name.Base == "d" + name.Base));

    [GeneratedRegex(@"\b(?:writ\w+|denot\w+|call\w*|let|defin\w+|name\w*|where|with|set|put|say|introduc\w+|abbreviat\w+|symbol)\b[^.]*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Naming();
}
