using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Symbolic.Simplification;

/// <summary>
/// Finds what the variables of a pattern stand for. Sums, factors of ⊙ and scalar factors have no order; a matrix variable in
/// a product may stand for several factors.
/// </summary>
internal static class PatternMatch
{
    private const int MostParts = 5;

    /// <summary>Every way in which an expression is the pattern, each variable with its expression; sizes are not compared.</summary>
    public static IEnumerable<IReadOnlyDictionary<Symbol, Expr>> Find(Expr pattern, Expr e, IReadOnlyList<Symbol> variables) =>
        Match(pattern, e, new Bindings([.. variables], [])).Select(b => b.Values).Where(v => variables.All(v.ContainsKey));

    private static IEnumerable<Bindings> Match(Expr pattern, Expr e, Bindings so) => pattern switch
    {
        Symbol s when so.Variables.Contains(s) => so.With(s, e),
        _ when ReferenceEquals(pattern, e) && !Rewrite.Symbols(pattern).Any(so.Variables.Contains) => [so],
        Constant c => e is Constant d && d.Kind == c.Kind ? [so] : [],
        Sum s => e is Sum t ? Unordered(s.Terms, t.Terms, so) : [],
        Product p => e is Product q && q.Coefficient == p.Coefficient
            ? Unordered(p.Scalars, q.Scalars, so).SelectMany(b => Chain(p.Chain, 0, q.Chain, 0, b)) : [],
        Apply { Operator: Hadamard } a => e is Apply { Operator: Hadamard } b ? Unordered(a.Arguments, b.Arguments, so) : [],
        Apply a => e is Apply b && b.Operator.Equals(a.Operator) && b.Arguments.Count == a.Arguments.Count
            ? a.Arguments.Zip(b.Arguments).Aggregate((IEnumerable<Bindings>)[so], (all, pair) => all.SelectMany(x => Match(pair.First, pair.Second, x))) : [],
        _ => [],
    };

    // Each part of the pattern with another part of the expression.
    private static IEnumerable<Bindings> Unordered(IReadOnlyList<Expr> pattern, IReadOnlyList<Expr> parts, Bindings so)
    {
        if (pattern.Count != parts.Count || pattern.Count > MostParts)
        {
            return [];
        }

        return pattern.Count == 0 ? [so]
            : parts.SelectMany((part, k) => Match(pattern[0], part, so)
                .SelectMany(b => Unordered([.. pattern.Skip(1)], [.. parts.Where((_, i) => i != k)], b)));
    }

    private static IEnumerable<Bindings> Chain(IReadOnlyList<Expr> pattern, int i, IReadOnlyList<Expr> links, int k, Bindings so)
    {
        if (i == pattern.Count)
        {
            return k == links.Count ? [so] : [];
        }

        int most = pattern[i] is Symbol s && so.Variables.Contains(s) ? links.Count - k - (pattern.Count - i - 1) : 1;
        return Enumerable.Range(1, Math.Max(0, most)).Where(n => k + n <= links.Count).SelectMany(n =>
            Match(pattern[i], Product.Of([.. links.Skip(k).Take(n)]), so).SelectMany(b => Chain(pattern, i + 1, links, k + n, b)));
    }

    private sealed record Bindings(HashSet<Symbol> Variables, Dictionary<Symbol, Expr> Values)
    {
        // A variable stands for expressions of its kind, and everywhere for the same.
        public IEnumerable<Bindings> With(Symbol s, Expr e)
        {
            if (Values.TryGetValue(s, out var known))
            {
                return ReferenceEquals(known, e) ? [this] : [];
            }

            return ShapeKinds.Of(s.Shape) == ShapeKinds.Of(e.Shape) ? [this with { Values = new(Values) { [s] = e } }] : [];
        }
    }
}
