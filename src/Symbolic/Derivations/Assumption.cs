using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Derivations;

/// <summary>Something that is taken for granted and used as a step of its own.</summary>
internal abstract record Assumption(string Text)
{
    /// <summary>What the use is called: an assumption, or something that was proved.</summary>
    public Law By { get; init; } = Catalogue.Assumption;

    /// <summary>Does its use always make an expression shorter, or bring out what does?</summary>
    public virtual bool Shortens => true;

    /// <summary>The expression with the assumption put in everywhere; the same object where it says nothing.</summary>
    public abstract Expr Use(Expr e);

    /// <summary>Does it speak of values that move with variables? Then nothing may be differentiated by these after its use.</summary>
    public abstract bool MovesWith(Dependence variables);
}

/// <summary><c>f'' = 0</c>: the derivatives of a function from an order on are 0.</summary>
internal sealed record VanishingDerivative(string Text, Name Function, int Order) : Assumption(Text)
{
    /// <inheritdoc/>
    public override Expr Use(Expr e) => Rewrite.BottomUp(e, n =>
        n is Apply { Operator: ElementwiseOperator op } && op.Function.Name.Equals(Function) && op.Order >= Order ? Make.Zero(n.Shape) : n);

    /// <inheritdoc/>
    public override bool MovesWith(Dependence variables) => false;
}

/// <summary><c>Q symmetric</c>, and the other attributes, of a symbol that was not declared so.</summary>
internal sealed record AssumedStructure(string Text, Symbol Symbol, Attributes Attributes) : Assumption(Text)
{
    /// <summary>The symbol as if it had been declared so.</summary>
    public Symbol Structured { get; } = Symbol.Of(Symbol.Name, Symbol.Shape, Symbol.Attributes | Attributes, Symbol.Derivative);

    /// <inheritdoc/>
    public override Expr Use(Expr e)
    {
        // The rules that declared structure has are those of the structured symbol; the name stays that of the scope.
        var there = Rewrite.Substitute(e, Symbol, Structured);
        return ReferenceEquals(there, e) ? e : Rewrite.Substitute(there, Structured, Symbol);
    }

    /// <inheritdoc/>
    public override bool MovesWith(Dependence variables) => variables.On(Symbol);
}

/// <summary>The symmetry of named second derivatives of scalars (Schwarz).</summary>
internal static class SecondDerivatives
{
    /// <summary>The expression with Q' = Q for every Q that names a Hessian of a scalar.</summary>
    public static Expr Symmetrise(Expr e, Scope scope)
    {
        foreach (var fact in scope.Facts.Where(f => f is { Order: 2, Other: null, Of.IsScalar: true }))
        {
            e = new AssumedStructure("", fact.Name, Attributes.Symmetric).Use(e);
        }

        return e;
    }
}
