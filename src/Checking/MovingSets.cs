using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Checking;

/// <summary>
/// What may be meant to move in a statement with differentials. The author lets some variables move, and says so only by
/// writing their differentials: here, in other lines of the same chain, or in the steps before.
/// </summary>
internal static class MovingSets
{
    /// <summary>
    /// The readings, the plainest first; each moves every differential that is written, so that none is true of zeros alone.
    /// One empty set where nothing is differentiated.
    /// </summary>
    /// <param name="sides">The sides as written.</param>
    /// <param name="chain">The symbols whose differentials are written in the lines of the chain.</param>
    /// <param name="last">What moved in the step before.</param>
    /// <param name="scope">What the names mean.</param>
    public static IReadOnlyList<IReadOnlyList<Symbol>> Of(IReadOnlyList<Expr> sides, IReadOnlyList<Symbol> chain, IReadOnlyList<Symbol> last, Scope scope)
    {
        var own = Written(sides);
        var pending = Rewrite.Nodes(sides).OfType<Apply>().Where(a => a.Operator is PendingDifferential && a.Argument is not Symbol).Select(a => a.Argument).ToList();
        if (own.Count == 0 && pending.Count == 0)
        {
            return [[]];
        }

        var roots = WrittenDerivatives.Roots(own, scope);
        var all = Base([.. own, .. pending], scope);
        IReadOnlyList<IReadOnlyList<Symbol>> sets =
        [
            roots,
            WrittenDerivatives.Roots(own.Concat(chain), scope),
            roots.SelectMany(s => Causes(s, scope)).Distinct().ToList(),
            last,
            WrittenDerivatives.Roots(Rewrite.Nodes(pending).OfType<Apply>().Select(a => a.Operator).OfType<Nabla>().SelectMany(n => n.Variables), scope),
            all,
        ];
        var admissible = new List<IReadOnlyList<Symbol>>();
        foreach (var set in sets)
        {
            if (set.Count > 0 && !admissible.Any(o => o.ToHashSet().SetEquals(set)) && Moves(set, own, pending, all, scope))
            {
                admissible.Add(set);
            }
        }

        return admissible.Count > 0 ? admissible : [all];
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
