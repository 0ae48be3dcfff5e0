using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Symbolic.Derivations;

/// <summary>Puts in for names what they mean: definitions, and the derivatives that are named, as far as they can be derived.</summary>
internal static class Meanings
{
    private const int Deepest = 64;

    /// <summary>The expression in which no defined name is left, nor a named derivative that follows from others.</summary>
    public static Expr WrittenOut(Expr e, Scope scope)
    {
        for (int round = 0; round < Deepest; round++)
        {
            var put = new Dictionary<Expr, Expr>();
            foreach (var symbol in Rewrite.Symbols(e))
            {
                if (Of(symbol, scope) is { } meaning && !Rewrite.Symbols(meaning).Contains(symbol))
                {
                    put[symbol] = meaning;
                }
            }

            if (put.Count == 0)
            {
                return e;
            }

            e = Rewrite.Substitute(e, put);
        }

        return e;
    }

    private static Expr? Of(Symbol symbol, Scope scope)
    {
        if (scope.Definitions.TryGetValue(symbol, out var definition))
        {
            return definition;
        }

        var fact = scope.Facts.FirstOrDefault(f => ReferenceEquals(f.Name, symbol));
        return fact is null ? null : Derived(fact, scope.Without(fact));
    }

    // The formula of a named derivative, where the chain rule goes on to what has a meaning; null where it stands for itself.
    private static Expr? Derived(DerivativeFact fact, Scope scope)
    {
        var kind = fact.Order == 1 ? DerivationKind.Gradient : DerivationKind.Hessian;
        if (kind == DerivationKind.Hessian && (!fact.Of.IsScalar || fact.Other is not null))
        {
            return null;
        }

        try
        {
            var layout = fact.Name.Shape == fact.Wrt.Shape ? Layout.Gradient : Layout.Vector;
            var formula = Differentiator.Derive(kind, fact.Of, [fact.Wrt], layout, scope.WithoutFacts());
            return formula.Shape != fact.Name.Shape || Rewrite.Symbols(formula).Any(s => IsDerivativeOf(s, fact)) ? null : formula;
        }
        catch (NotDifferentiableException)
        {
            return null;
        }
    }

    private static bool IsDerivativeOf(Symbol s, DerivativeFact fact) =>
        s.Derivative is { } d && ReferenceEquals(d.Of, fact.Of) && ReferenceEquals(d.Wrt, fact.Wrt);
}
