using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Numeric.Plans;

/// <summary>
/// What is written out before lowering: defined symbols, derivatives of known functions (σ'' by its closed form), and
/// functions that have no kernel of their own (the leaky ReLU, x times its slope), and forms that would overflow.
/// </summary>
internal sealed class WrittenOut(IReadOnlyList<Symbol> parameters, Scope? scope)
{
    private readonly HashSet<Symbol> open = [.. parameters];

    /// <summary>The expression written out.</summary>
    public Expr Expand(Expr e) => Rewrite.BottomUp(e, n => n switch
    {
        Symbol s when scope is not null && !open.Contains(s) && scope.Definitions.TryGetValue(s, out var definition) => Define(s, definition),
        Apply { Operator: ElementwiseOperator { Function: var f, Order: var k } o } a when k > 0 || !ElementwiseCatalogue.All.ContainsKey(f.Name.Text) => Function(o, a),
        Apply { Operator: IIndexed } a when Unrolled.Terms(a) is { } terms => Expand(terms),
        _ => StableForms.Of(n),
    });

    private Expr Define(Symbol symbol, Expr definition)
    {
        // A symbol that is defined by itself stays.
        open.Add(symbol);
        var expanded = Expand(definition);
        open.Remove(symbol);
        return expanded;
    }

    private Expr Function(ElementwiseOperator o, Apply a)
    {
        if (o.Function.IsUnknown)
        {
            return a;
        }

        if ((o.Written(a.Argument) ?? o.WithoutPrimes(a.Argument)) is { } written)
        {
            return Expand(written);
        }

        // The leaky ReLU is linear on each side of 0: f(x) = f'(x) x.
        return o.Function.Slope is not null
            ? Make.Hadamard(Expand(o.Function.First!(a.Argument, a)), a.Argument)
            : throw new PlanException($"{o.Name} has no kernel");
    }
}
