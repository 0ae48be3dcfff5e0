using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>Differentials of a number in one name and one differential: dL = gᵀdx, dL = tr(GᵀdX), dL = ⟨G, dX⟩. A g that means nothing yet is the gradient.</summary>
internal static class DifferentialForms
{
    /// <summary>The function, the variable and the name in the place of the gradient; null for other equations.</summary>
    public static (Name Of, Name Wrt, NameSyntax Gradient)? Of(Syntax left, Syntax right, Scope scope) =>
        Moved(left, scope) is { } of && scope.Symbols[of].IsScalar && Factors(right) is var (g, moving) && Moved(moving, scope) is { } wrt && StepSyntax.NameOf(g) is not null
            ? (of, wrt, g) : null;

    private static Name? Moved(Syntax side, Scope scope) => side is NameSyntax n && StepSyntax.NameOf(n) is { } name && StepSyntax.IsDifferential(name, scope)
        && new Name(name.Base[1..], [.. name.Indices]) is var moved && scope.Symbols.ContainsKey(moved) ? moved : null;

    private static (NameSyntax Gradient, Syntax Moving)? Factors(Syntax right) => right switch
    {
        CallSyntax { Function.Text: "tr", Primes: 0, Arguments: [var inner] } => Factors(inner),
        CallSyntax { Function.Text: "dot", Primes: 0, Arguments: [NameSyntax g, var moving] } => (g, moving),
        CallSyntax { Function.Text: "sum", Primes: 0, Arguments: [BinarySyntax { Kind: BinaryKind.Hadamard or BinaryKind.ElementwiseProduct, Left: NameSyntax g, Right: var moving }] } => (g, moving),
        BinarySyntax { Kind: BinaryKind.Product or BinaryKind.Juxtaposition, Left: TransposeSyntax { Operand: NameSyntax g }, Right: var moving } => (g, moving),
        BinarySyntax { Kind: BinaryKind.Product or BinaryKind.Juxtaposition, Left: TransposeSyntax { Operand: var moving }, Right: NameSyntax g } => (g, moving),
        DotSyntax { Left: TransposeSyntax { Operand: NameSyntax g }, Right: var moving } => (g, moving),
        _ => null,
    };
}
