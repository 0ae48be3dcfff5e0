using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Checking;

/// <summary>
/// Terms of objectives that the text never defines: ℓ_n in L = Σ_n ℓ_n, L in J = L + λ‖w‖²/2. They are functions of what the objective is
/// differentiated by, so that to take them for constants proves and refutes nothing.
/// </summary>
/// <param name="scope">What names mean.</param>
/// <param name="variables">The names by which the text differentiates.</param>
internal sealed class OpenTerms(Scope scope, IReadOnlySet<Name> variables)
{
    // Letters of numbers and constants; E_0 is one, too.
    private const string Constants = "CKMNTZ";

    /// <summary>Why an equation between derivatives is neither true nor false: what it would need to be known; null where it needs nothing.</summary>
    /// <param name="sides">Its sides, with their derivatives as they are written.</param>
    public string? Needed(IReadOnlyList<Expr> sides)
    {
        var derivatives = sides.Select(s => Rewrite.Nodes([s]).OfType<Apply>().Where(a => a.Operator is Nabla).ToList()).ToList();
        var open = derivatives.Select(d => d.SelectMany(Open).ToHashSet()).ToList();
        if (derivatives.SelectMany(d => d).Select(Idle).FirstOrDefault(t => t is not null) is { } idle && !sides.Any(s => Rewrite.Symbols(s).Any(o => ReferenceEquals(o, idle) && !derivatives.SelectMany(d => d).Any(a => ((Nabla)a.Operator).Variables.Contains(o)))))
        {
            return $"nothing says what depends on {idle.Name.Text}";
        }

        if (Beside(derivatives) is var (y, x))
        {
            return $"nothing says how {y.Name.Text} depends on {x.Name.Text}";
        }

        var within = derivatives.SelectMany(d => d).Where(a => !(a.Argument is Symbol s && !scope.Definitions.ContainsKey(s))).SelectMany(Open).ToList();
        var families = within.Where(IsMember).ToList();
        var needed = families.Count > 0 ? families : open[0].SetEquals(open[^1]) ? [] : within;
        return needed.Count == 0 ? null : $"nothing says what {string.Join(", ", needed.Select(s => Indices.Readable(s.Name.Text)).Distinct())} is";
    }

    // The t of dV/dt, a number of which no formula is made, where V is defined by one: what V is made of depends on t, then.
    private Symbol? Idle(Apply derivative) => derivative.Argument is Symbol f && scope.Definitions.ContainsKey(f) && ((Nabla)derivative.Operator).Variables is [{ IsScalar: true } t] && scope.Inferred.Contains(t) && !scope.Definitions.ContainsKey(t)
        && !scope.Definitions.Values.Any(d => Rewrite.Symbols(d).Contains(t)) && !new Dependence(scope, [t]).On(f) ? t : null;

    // ∂L/∂x = Wᵀ ∂L/∂y with a function L of x and y that has no formula, where y has none, either: it may be computed from x.
    private (Symbol Unsaid, Symbol Variable)? Beside(List<List<Apply>> derivatives)
    {
        foreach (var left in derivatives[0])
        {
            if (left.Argument is Symbol f && scope.Dependencies.TryGetValue(f, out var of) && ((Nabla)left.Operator).Variables is [var x] && of.Contains(x)
                && derivatives[^1].Where(d => ReferenceEquals(d.Argument, f)).SelectMany(d => ((Nabla)d.Operator).Variables).FirstOrDefault(v => !ReferenceEquals(v, x) && of.Contains(v)) is { } y
                && !scope.Definitions.ContainsKey(y) && scope.Inferred.Contains(y) && scope.Inferred.Contains(f))
            {
                return (y, x);
            }
        }

        return null;
    }

    private IEnumerable<Symbol> Open(Apply derivative) => Terms(derivative.Argument, []).Where(t => IsOpen(t, (Nabla)derivative.Operator));

    // What is added up, times nothing but numbers.
    private IEnumerable<Symbol> Terms(Expr e, HashSet<Symbol> seen) => e switch
    {
        Sum s => s.Terms.SelectMany(t => Terms(t, seen)),
        Apply { Operator: IndexedSum } a => Terms(a.Argument, seen),
        Product { Chain.Count: 0 } p when p.Scalars.Where(f => !IsNumber(f)).ToList() is [var only] => Terms(only, seen),
        Symbol { IsScalar: true } s when seen.Add(s) => scope.Definitions.TryGetValue(s, out var value) ? Terms(value, seen) : [s],
        _ => [],
    };

    // N and 1/N.
    private static bool IsNumber(Expr e) => !Rewrite.Symbols(e).Any() && !Rewrite.Nodes([e]).Any(n => n is Apply { Operator: IndexedSum });

    // Of the variable itself, of what the text differentiates by or declares, and of constants and coefficients more is known.
    private bool IsOpen(Symbol s, Nabla nabla) => !variables.Contains(s.Name) && !nabla.Variables.Contains(s) && s.Derivative is null && !IsDeclared(s)
        && !scope.Facts.Any(f => ReferenceEquals(f.Name, s) || ReferenceEquals(f.Of, s))
        && (s.Name.Base is "ell" || (IsMember(s) && s.Name.Base is "l" or "f" or "g" or "h" or "φ" or "ψ" or "ρ")
            || (char.IsAsciiLetterUpper(s.Name.Base[0]) && !s.Name.Base.EndsWith("_0", StringComparison.Ordinal) && !(s.Name.Base.Length == 1 && Constants.Contains(s.Name.Base[0], StringComparison.Ordinal))));

    private bool IsDeclared(Symbol s) => IsMember(s) ? scope.Symbols.Values.Any(o => o.Name.Base == s.Name.Base && o.Name.Indices.Count == 1 && !scope.Inferred.Contains(o)) : !scope.Inferred.Contains(s);

    private static bool IsMember(Symbol s) => s.Name.Indices is [{ Variable: { } i }] && Indices.IsBound(i);
}
