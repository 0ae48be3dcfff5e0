using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>Differentials of a number in one name and one differential: dL = gᵀdx, dL = tr(GᵀdX), dL = ⟨G, dX⟩. A g that means nothing yet is the gradient.</summary>
internal static class DifferentialForms
{
    /// <summary>The function, the variable and the name in the place of the gradient; null for other equations.</summary>
    public static (Name Of, Name Wrt, NameSyntax Gradient)? Of(Syntax left, Syntax right, Scope scope) =>
        Moved(left, scope) is { } of && scope.Symbols[of].IsScalar
        && Pairs(right).Select(p => (Wrt: Moved(p.Moving, scope), p.Gradient)).FirstOrDefault(p => p.Wrt is not null && StepSyntax.NameOf(p.Gradient) is not null) is ({ } wrt, { } gradient)
            ? (of, wrt, gradient) : null;

    private static Name? Moved(Syntax side, Scope scope) => side is NameSyntax n && StepSyntax.NameOf(n) is { } name && StepSyntax.IsDifferential(name, scope)
        && new Name(name.Base[1..], [.. name.Indices]) is var moved && scope.Symbols.ContainsKey(moved) ? moved : null;

    // A name and what stands beside it, in each order.
    private static IEnumerable<(NameSyntax Gradient, Syntax Moving)> Pairs(Syntax right) => right switch
    {
        CallSyntax { Function.Text: "tr", Primes: 0, Arguments: [var inner] } => Pairs(inner),
        CallSyntax { Function.Text: "dot", Primes: 0, Arguments: [var a, var b] } => Names(a, b),
        CallSyntax { Function.Text: "sum", Primes: 0, Arguments: [BinarySyntax { Kind: BinaryKind.Hadamard or BinaryKind.ElementwiseProduct } h] } => Names(h.Left, h.Right),
        BinarySyntax { Kind: BinaryKind.Product or BinaryKind.Juxtaposition, Left: TransposeSyntax { Operand: var a }, Right: var b } => Names(a, b),
        DotSyntax { Left: TransposeSyntax { Operand: var a }, Right: var b } => Names(a, b),
        _ => [],
    };

    private static IEnumerable<(NameSyntax Gradient, Syntax Moving)> Names(Syntax a, Syntax b)
    {
        if (a is NameSyntax first)
        {
            yield return (first, b);
        }

        if (b is NameSyntax second)
        {
            yield return (second, a);
        }
    }
}
