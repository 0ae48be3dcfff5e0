using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;
using MatrixDiff.Verification;
using MatrixDiff.Verification.Verdicts;
using Structure = MatrixDiff.Symbolic.Expressions.Attributes;

namespace MatrixDiff.Checking;

/// <content>What the structure of a quantity says of what it is made of.</content>
internal sealed partial class TextAssumptions
{
    /// <summary>
    /// Where K = θ G + … is said to be symmetric, and all but the multiple of G is so anyway, G is symmetric, and so is Σ where Λ = Σ⁻¹ is. What was taken comes back in words.
    /// </summary>
    /// <param name="steps">The relations of the text in order.</param>
    public IReadOnlyList<string> Parts(IReadOnlyList<ReadStep> steps)
    {
        var said = new List<string>();
        var formulas = steps.Where(s => s is { Written.Continues: false, Left: NameSyntax, Right: not null }).DistinctBy(s => ((NameSyntax)s.Left!).Text).ToList();
        var made = formulas.Select(s => StepSyntax.NameOf(s.Left)).OfType<Name>().ToHashSet();
        foreach (var step in formulas)
        {
            if (StepSyntax.NameOf(step.Left) is { } name && scope.Symbols.TryGetValue(name, out var whole) && whole.Attributes.HasFlag(Structure.Symmetric) && scope.Inferred.Contains(whole)
                && Bound(step.Right!) is { Shape: var shape } value && shape == whole.Shape && Part(value) is { } part && !made.Contains(part.Name))
            {
                var structured = Symbol.Of(part.Name, part.Shape, part.Attributes | Structure.Symmetric);
                scope.Inferred.Remove(part);
                scope.Declare(structured);
                scope.Inferred.Add(structured);
                said.Add($"{part.Name.Text}: symmetric, since {name.Text} is");
            }
        }

        return said;
    }

    // The one inferred matrix of a sum without which, and only with which symmetric, the sum is symmetric.
    private Symbol? Part(Expr value)
    {
        IReadOnlyList<Expr> terms = value is Sum sum ? sum.Terms : value is Apply { Operator: MatrixPower } inverse ? [inverse.Argument] : [];
        var parts = terms.Select(t => t switch { Symbol s => s, Product { Chain: [Symbol s] } p when !p.Scalars.Any(f => Rewrite.Symbols(f).Contains(s)) => s, _ => null })
            .OfType<Symbol>().Where(s => !s.Attributes.HasFlag(Structure.Symmetric) && scope.Inferred.Contains(s)).ToList();
        return parts is [var only] && terms.Count(t => Rewrite.Symbols(t).Contains(only)) == 1
            && Equality.Decide(new Claim(value, Make.Transpose(value), scope), 0).True == false
            && Rewrite.Substitute(value, only, Symbol.Of(only.Name, only.Shape, only.Attributes | Structure.Symmetric)) is var there && Equality.Decide(new Claim(there, Make.Transpose(there), scope), 0).True == true ? only : null;
    }

    private Expr? Bound(Syntax side)
    {
        try
        {
            return ExpressionReader.Guard(document.Source, () => ExpressionReader.Infer([side], scope.Copy(), document.Source, SideRules.AllDeclared))[0];
        }
        catch (DiagnosticException)
        {
            return null;
        }
    }
}
