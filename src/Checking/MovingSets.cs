using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Checking;

/// <summary>What moves in a statement, the plainest first.</summary>
internal enum MovingRule
{
    /// <summary>That of which a differential is written here.</summary>
    Written,

    /// <summary>Here or in the other lines of the chain.</summary>
    Chain,

    /// <summary>That by which the formula concludes to differentiate.</summary>
    Concluded,

    /// <summary>What that is computed from.</summary>
    Causes,

    /// <summary>What moved in the step before.</summary>
    Before,

    /// <summary>That by which something is differentiated.</summary>
    Differentiated,

    /// <summary>What stands below the d of d(f(W x)).</summary>
    Below,

    /// <summary>All that nothing defines.</summary>
    All,
}

/// <summary>What is written around a statement that says what moves.</summary>
/// <param name="Chain">The symbols whose differentials are written in the lines of the chain.</param>
/// <param name="Last">What moved in the step before.</param>
/// <param name="Concluded">By what a later line of the formula differentiates: the x of ∴ ∇_x J.</param>
internal sealed record MovingContext(IReadOnlyList<Symbol> Chain, IReadOnlyList<Symbol> Last, IReadOnlyList<Symbol> Concluded)
{
    /// <summary>All of them.</summary>
    public IEnumerable<Symbol> All => Chain.Concat(Last).Concat(Concluded);

    /// <summary>With something put into each symbol.</summary>
    public MovingContext In(Func<Symbol, Symbol> put) => new([.. Chain.Select(put)], [.. Last.Select(put)], [.. Concluded.Select(put)]);
}

/// <summary>
/// What may be meant to move in a statement with differentials. The author lets some variables move, and says so only by
/// writing their differentials: here, in other lines of the same chain, or in the steps before.
/// </summary>
internal static class MovingSets
{
    private static readonly MovingRule[] Rules = Enum.GetValues<MovingRule>();

    /// <summary>
    /// The readings, the plainest first; each moves every differential that is written, so that none is true of zeros alone.
    /// One empty set where nothing is differentiated.
    /// </summary>
    /// <param name="sides">The sides as written.</param>
    /// <param name="around">What is written around it.</param>
    /// <param name="scope">What the names mean.</param>
    public static IReadOnlyList<IReadOnlyList<Symbol>> Of(IReadOnlyList<Expr> sides, MovingContext around, Scope scope)
    {
        if (!AreNeeded(sides))
        {
            return [[]];
        }

        var admissible = new List<IReadOnlyList<Symbol>>();
        foreach (var rule in Rules)
        {
            if (Under(rule, sides, around, scope) is { } set && !admissible.Any(o => o.ToHashSet().SetEquals(set)))
            {
                admissible.Add(set);
            }
        }

        return admissible.Count > 0 ? admissible : [Under(MovingRule.All, sides, around, scope, always: true)!];
    }

    /// <summary>Is there anything that moves?</summary>
    public static bool AreNeeded(IReadOnlyList<Expr> sides) => Written(sides).Count > 0 || Pending(sides).Count > 0;

    /// <summary>What moves by a rule; null where that leaves a differential that is written at rest.</summary>
    public static IReadOnlyList<Symbol>? Under(MovingRule rule, IReadOnlyList<Expr> sides, MovingContext around, Scope scope, bool always = false)
    {
        var (own, pending) = (Written(sides), Pending(sides));
        var all = Base([.. own, .. pending], scope);
        var set = rule switch
        {
            MovingRule.Written => WrittenDerivatives.Roots(own, scope),
            MovingRule.Chain => WrittenDerivatives.Roots(own.Concat(around.Chain), scope),
            MovingRule.Concluded => around.Concluded,
            MovingRule.Below => Base(pending, scope),
            MovingRule.Causes => [.. WrittenDerivatives.Roots(own, scope).SelectMany(s => Causes(s, scope)).Distinct()],
            MovingRule.Before => around.Last,
            MovingRule.Differentiated => WrittenDerivatives.Roots(Rewrite.Nodes(pending).OfType<Apply>().Select(a => a.Operator).OfType<Nabla>().SelectMany(n => n.Variables), scope),
            _ => all,
        };

        // That J does not move with what the formula concludes to differentiate by may be what is claimed: dJ = 0.
        return always || (set.Count > 0 && (Moves(set, own, pending, all, scope) || (rule == MovingRule.Concluded && sides.Any(s => s.IsZero)))) ? set : null;
    }

    /// <summary>The symbols whose differentials are written.</summary>
    public static IReadOnlyList<Symbol> Written(IReadOnlyList<Expr> sides) =>
    [
        .. Rewrite.Nodes(sides).Select(e => e switch
        {
            Differential d => d.Of,
            Apply { Operator: PendingDifferential, Argument: var of } => Bare(of),
            _ => null,
        }).OfType<Symbol>().Distinct(),
    ];

    private static List<Expr> Pending(IReadOnlyList<Expr> sides) =>
        [.. Rewrite.Nodes(sides).OfType<Apply>().Where(a => a.Operator is PendingDifferential && Bare(a.Argument) is null).Select(a => a.Argument)];

    // The X of d vec X and d Xᵀ, which say no more than dX.
    private static Symbol? Bare(Expr e) => e as Symbol ?? (e is Apply { Operator: Vec or Transpose, Argument: var inner } ? Bare(inner) : null);

    private static bool Moves(IReadOnlyList<Symbol> set, IReadOnlyList<Symbol> own, List<Expr> pending, IReadOnlyList<Symbol> all, Scope scope)
    {
        var dependence = new Dependence(scope, set);
        var general = new Dependence(scope, all);
        return own.All(dependence.On) && pending.All(e => dependence.On(e) || !general.On(e));
    }

    // What a defined symbol is made of; a variable is its own cause.
    private static IEnumerable<Symbol> Causes(Symbol s, Scope scope) =>
        scope.Definitions.TryGetValue(s, out var definition) && Rewrite.Symbols(definition) is { Count: > 0 } causes ? causes
        : scope.Dependencies.TryGetValue(s, out var of) ? of : [s];

    // The variables that nothing defines.
    private static IReadOnlyList<Symbol> Base(IReadOnlyList<Expr> of, Scope scope)
    {
        var found = new HashSet<Symbol>();
        var open = new Stack<Symbol>(Rewrite.Symbols(of));
        var seen = new HashSet<Symbol>();
        while (open.TryPop(out var s))
        {
            if (!seen.Add(s))
            {
                continue;
            }

            var fact = scope.Facts.FirstOrDefault(f => ReferenceEquals(f.Name, s));
            IReadOnlyList<Symbol> causes = scope.Definitions.TryGetValue(s, out var definition) ? Rewrite.Symbols(definition)
                : scope.Dependencies.TryGetValue(s, out var parents) ? parents : fact is not null ? [fact.Of, fact.Wrt] : [];
            if (causes.Count == 0)
            {
                found.Add(s);
            }

            foreach (var cause in causes)
            {
                open.Push(cause);
            }
        }

        return [.. found];
    }
}
