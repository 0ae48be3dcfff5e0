using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Cli;

/// <summary>A checked answer.</summary>
internal sealed record Answer(Request Request, Derivation Derivation, CheckSummary Check)
{
    private IReadOnlyList<Symbol>? symbols;
    private NotationOptions? notation;

    /// <summary>The result.</summary>
    public Expr Result => Derivation.Result;

    /// <summary>The free symbols of the expression and the result, in the order of the expression's text.</summary>
    public IReadOnlyList<Symbol> Symbols => symbols ??= FreeSymbols.Of(Request.Expression, Derivation.Scope, Derivation.Input, Derivation.Result);

    /// <summary>For the gradient by a variable with a structure: how its entries move.</summary>
    public StructureConvention? Structure => Derivation.Kind == DerivationKind.Gradient && Derivation.Input.IsScalar && Tangent.Applies(Derivation.Variables[0])
        ? Derivation.Projected is null ? StructureConvention.Entrywise : StructureConvention.Tangent
        : null;

    /// <summary>What is to be answered, and the answer.</summary>
    public Statement Statement => new(Derivation.Asked, Derivation.Result);

    /// <summary>How formulas are written.</summary>
    public NotationOptions Notation => notation ??= NotationOptions.Default.With(Derivation.Scope);

    /// <summary>The kind as it is named in JSON.</summary>
    public string Kind => Request.Kind switch
    {
        DerivationKind.Gradient => "gradient",
        DerivationKind.Jacobian => "jacobian",
        DerivationKind.Hessian => "hessian",
        DerivationKind.Differential => "differential",
        _ => "simplify",
    };

    /// <summary>The variables as they are named in JSON; null for a simplification.</summary>
    public string? Wrt => Derivation.Kind == DerivationKind.Simplification ? null : string.Join(",", Derivation.Variables.Select(v => v.Name.Text));

    /// <summary>The layout by name; null where there is none.</summary>
    public string? Layout => Derivation.Kind switch
    {
        DerivationKind.Differential or DerivationKind.Simplification => null,
        DerivationKind.Jacobian => "jacobian",
        _ => "gradient",
    };
}

/// <summary>How an answer was checked: the method, at how many points, and the largest relative error met.</summary>
internal sealed record CheckSummary(string Method, int Samples, double MaxRelativeError);
