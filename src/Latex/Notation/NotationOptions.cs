using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Latex;

/// <summary>What can be chosen about how formulas are written.</summary>
internal sealed record NotationOptions
{
    /// <summary>Formulas without sizes.</summary>
    public static NotationOptions Default { get; } = new();

    /// <summary>Is the shape of each factor set below it, under a brace?</summary>
    public bool Sizes { get; init; }

    /// <summary>Names that the document gives a meaning: where σ is among them, the sigmoid is written by its name.</summary>
    public IReadOnlySet<string> Taken { get; init; } = new HashSet<string>();

    /// <summary>The same with the names of a scope taken.</summary>
    public NotationOptions With(Scope scope) => this with
    {
        Taken = Taken.Concat(scope.Symbols.Keys.Select(n => n.Base)).Concat(scope.Functions.Keys.Select(n => n.Base)).ToHashSet(),
    };

    /// <summary>The same with the names of expressions taken.</summary>
    public NotationOptions With(params IReadOnlyList<Expr> expressions)
    {
        var nodes = Rewrite.Nodes(expressions);
        var names = nodes.OfType<Symbol>().Select(s => s.Name.Base)
            .Concat(nodes.Select(n => n is Apply { Operator: ElementwiseOperator { Function: { IsUnknown: true } f } } ? f.Name.Base : "").Where(n => n.Length > 0))
            .Where(n => n is "σ" or "sigma").ToList();
        return names.Count == 0 ? this : this with { Taken = Taken.Concat(names).ToHashSet() };
    }

    /// <summary>Does σ mean the sigmoid?</summary>
    public bool SigmaIsSigmoid => !Taken.Contains("σ") && !Taken.Contains("sigma");
}
