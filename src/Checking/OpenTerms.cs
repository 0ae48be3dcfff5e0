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
    // Letters of numbers and constants.
    private const string Constants = "CKMNTZ";

    /// <summary>Why an equation between derivatives is neither true nor false: what it would need to be known; null where it needs nothing.</summary>
    /// <param name="sides">Its sides, with their derivatives as they are written.</param>
    /// <param name="holds">Was it found to hold?</param>
    public string? Needed(IReadOnlyList<Expr> sides, bool holds)
    {
        var open = sides.Select(s => Rewrite.Nodes([s]).OfType<Apply>().Where(a => a.Operator is Nabla)
            .SelectMany(a => Terms(a.Argument, []).Where(t => IsOpen(t, (Nabla)a.Operator))).ToHashSet()).ToList();
        var families = open.SelectMany(o => o).Where(IsMember).ToList();
        var needed = families.Count > 0 ? families : holds || open[0].SetEquals(open[^1]) ? [] : open.SelectMany(o => o).ToList();
        return needed.Count == 0 ? null : $"nothing says what {string.Join(", ", needed.Select(s => Indices.Readable(s.Name.Text)).Distinct())} is";
    }

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

    // Of the variable itself, of what the text differentiates by and of constants more is known.
    private bool IsOpen(Symbol s, Nabla nabla) => !variables.Contains(s.Name) && !nabla.Variables.Contains(s) && (scope.Inferred.Contains(s) || IsMember(s))
        && !scope.Facts.Any(f => ReferenceEquals(f.Name, s)) && s.Derivative is null
        && (IsMember(s) || s.Name.Base is "ell" || (char.IsAsciiLetterUpper(s.Name.Base[0]) && !(s.Name.Base.Length == 1 && Constants.Contains(s.Name.Base[0], StringComparison.Ordinal))));

    private static bool IsMember(Symbol s) => s.Name.Indices is [{ Variable: { } i }] && Indices.IsBound(i);
}
