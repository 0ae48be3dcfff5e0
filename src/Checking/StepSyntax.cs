using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Shapes;
using MatrixDiff.Symbolic.Text;

namespace MatrixDiff.Checking;

/// <summary>Questions about written sides.</summary>
internal static class StepSyntax
{
    /// <summary>The name that a side is, if it is nothing but a name.</summary>
    public static Name? NameOf(Syntax? side) => side switch
    {
        NameSyntax n when n.Indices.All(i => Names.TryIndex(i) is not null) => new Name(n.Text, [.. n.Indices.Select(i => Names.TryIndex(i)!.Value)]),
        PowerSyntax { Braced: true, Base: NameSyntax b } p when Names.TryIndex(p.Exponent) is { } index => new Name(b.Text, index),
        _ => null,
    };

    /// <summary>The derivative that a side is, if it is one of a name by a name: order, function, variable.</summary>
    public static (int Order, Name Of, Name Wrt)? DerivativeOf(Syntax? side) => side switch
    {
        NablaSyntax n when NameOf(n.Operand) is { } of && NameOf(n.Variable) is { } x => (n.Order, of, x),
        PartialSyntax { Transposed: false, Variables: [var v] } p when NameOf(p.Operand) is { } of && NameOf(v) is { } x => (1, of, x),
        CallSyntax { Function.Text: "grad", Arguments: [var e, var v] } when NameOf(e) is { } of && NameOf(v) is { } x => (1, of, x),
        _ => null,
    };

    /// <summary>By what a line differentiates that concludes from an equation: the x of ∇_x J, and of d(∇_y J) the x of ∇_y ∇_x J.</summary>
    public static IEnumerable<Name> Concluded(Syntax left, Syntax? conclusion) => conclusion is NablaSyntax { Operand: NablaSyntax } ? Variables(conclusion).Except(Variables(left))
        : DerivativeOf(conclusion) is var (_, _, x) ? [x] : [];

    /// <summary>Every name in an expression, functions that are called not among them.</summary>
    public static IEnumerable<(Name Name, NameSyntax Syntax)> NamesIn(Syntax? side)
    {
        if (side is null)
        {
            return [];
        }

        return SyntaxTree.Places(side).Select(p => p.Node).OfType<NameSyntax>()
            .Where(n => n.Indices.All(i => Names.TryIndex(i) is not null))
            .Select(n => (new Name(n.Text, [.. n.Indices.Select(i => Names.TryIndex(i)!.Value)]), n));
    }

    /// <summary>Is a name the dX of an X that is known, or of which another member is?</summary>
    public static bool IsDifferential(Name name, Scope scope) => name.Base.Length > 1 && name.Base[0] == 'd'
        && (scope.Symbols.Keys.Any(n => n.Base == name.Base[1..] && n.Indices.Count == name.Indices.Count) || scope.Layers.Of(name.Base[1..]) is not null) && !scope.Symbols.ContainsKey(name);

    /// <summary>Is it the number 0?</summary>
    public static bool IsZero(Syntax side) => side is NumberSyntax { Value.IsZero: true };

    /// <summary>The variables by which something is differentiated.</summary>
    public static IEnumerable<Name> Variables(Syntax? side) => side is null ? [] : SyntaxTree.Places(side).Select(p => p.Node).SelectMany(n => n switch
    {
        NablaSyntax d => [d.Variable],
        PartialSyntax d => [.. d.Variables],
        CallSyntax { Function.Text: "grad" or "jacobian" or "hessian" } c => [.. c.Arguments.Skip(1)],
        CallSyntax { Function.Text: "directional", Arguments: [_, var x, ..] } => [x],
        _ => Array.Empty<Syntax>(),
    }).Select(NameOf).OfType<Name>();

    /// <summary>The X of every dX, whether X is known or not.</summary>
    public static IEnumerable<Name> Differentials(Syntax? side) => NamesIn(side)
        .Where(n => n.Name.Base.Length > 1 && n.Name.Base[0] == 'd').Select(n => new Name(n.Name.Base[1..], [.. n.Name.Indices]));

    /// <summary>The functions, by name, that are differentiated, with the variables.</summary>
    public static IEnumerable<(Name Of, Name Wrt)> Derivatives(Syntax? side) => side is null ? []
        : SyntaxTree.Places(side).Select(p => DerivativeOf(p.Node)).OfType<(int, Name Of, Name Wrt)>().Select(d => (d.Of, d.Wrt));
}
