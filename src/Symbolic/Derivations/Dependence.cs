using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Symbolic.Derivations;

/// <summary>
/// Who depends on the moving variables, through definitions, unknown functions and named derivatives. A variable is
/// independent, whatever defines it: J is then seen as a function of it.
/// </summary>
internal sealed class Dependence
{
    private readonly Scope scope;
    private readonly HashSet<Symbol> moving;
    private readonly Symbol? cut;
    private readonly Dictionary<Symbol, bool> known = [];
    private readonly Dictionary<Expr, bool> nodes = [];

    /// <summary>Dependence on variables; what depends on them only through <paramref name="cut"/> does not count.</summary>
    public Dependence(Scope scope, IEnumerable<Symbol> moving, Symbol? cut = null)
    {
        this.scope = scope;
        this.moving = [.. moving];
        this.cut = cut;
    }

    /// <summary>The variables.</summary>
    public IReadOnlyCollection<Symbol> Moving => moving;

    /// <summary>Does an expression change when a variable does?</summary>
    public bool On(Expr e)
    {
        if (e is Symbol s)
        {
            return OfSymbol(s);
        }

        if (nodes.TryGetValue(e, out bool answer))
        {
            return answer;
        }

        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        answer = e is Differential ? false : e.Children.Any(On);
        nodes[e] = answer;
        return answer;
    }

    /// <summary>Does a function depend on the variables only through z?</summary>
    public bool OnlyThrough(Symbol function, Symbol z) => !ReferenceEquals(z, function) && !new Dependence(scope, moving, z).OfParents(function);

    private bool OfSymbol(Symbol s)
    {
        if (ReferenceEquals(s, cut))
        {
            return false;
        }

        if (moving.Contains(s) || Families.Differential(s, moving) is not null)
        {
            return true;
        }

        if (!known.TryGetValue(s, out bool answer))
        {
            known[s] = false;
            known[s] = answer = OfParents(s);
        }

        return answer;
    }

    private bool OfParents(Symbol s) =>
        (scope.Definitions.TryGetValue(s, out var definition) && On(definition))
        || (scope.Dependencies.TryGetValue(s, out var of) && of.Any(OfSymbol))
        || (s.Derivative is { } d && (OfSymbol(d.Of) || OfSymbol(d.Wrt)))
        || scope.Facts.Any(f => ReferenceEquals(f.Name, s) && (OfSymbol(f.Of) || OfSymbol(f.Wrt) || (f.Other is { } other && OfSymbol(other))));
}
