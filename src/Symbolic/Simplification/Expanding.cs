using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Simplification;

/// <summary>Multiplies out where terms cancel: a ⊙ (1 − y) − (1 − a) ⊙ y = a − y.</summary>
internal static class Expanding
{
    private const int MostTerms = 48;
    private const double LargestNode = 600;

    /// <summary>The node multiplied out and factored again, if that is shorter.</summary>
    public static Expr? Apply(Expr e)
    {
        if (e is not (Sum or Product or Apply { Operator: Hadamard } or Apply { Operator: MatrixPower { Exponent: 2 } }) || TreeSize.Of(e) > LargestNode || !HasProductOfSums(e))
        {
            return null;
        }

        var terms = Distribute(e);
        if (terms is null || terms.Count > MostTerms)
        {
            return null;
        }

        var sum = Sum.Of(terms);
        double size = TreeSize.Of(e);
        for (int i = 0; i < 20; i++)
        {
            if (TreeSize.Of(sum) < size)
            {
                return sum;
            }

            if (Factoring.Apply(sum) is not { } shorter)
            {
                return null;
            }

            sum = shorter;
        }

        return null;
    }

    /// <summary>A sum with products of its terms multiplied out.</summary>
    public static Expr Flatten(Expr e) => Distribute(e) is { } terms ? Sum.Of(terms) : e;

    // A term by the rules of its factors, for as long as it becomes no longer.
    private static Expr Shortened(Expr term)
    {
        for (int i = 0; i < MostTerms && (KroneckerRules.Apply(term) ?? ChainRules.Apply(term) ?? ReductionRules.Apply(term)) is { } next
            && ChainRules.NoLonger(term, next) is not null; i++)
        {
            term = next;
        }

        return term;
    }

    private static bool HasProductOfSums(Expr e) => e switch
    {
        Sum s => s.Terms.Any(t => t is not Sum && HasProductOfSums(t)),
        Product p => p.Children.Any(c => c is Sum or Apply { Operator: Transpose, Argument: Sum } || HasProductOfSums(c)),
        Apply { Operator: Hadamard } h => h.Arguments.Any(a => a is Sum || HasProductOfSums(a)),
        Apply { Operator: MatrixPower { Exponent: 2 }, Argument: Sum } => true,
        _ => false,
    };

    private static List<Expr>? Distribute(Expr e)
    {
        switch (e)
        {
            case Sum s:
                return Concat(s.Terms.Select(Distribute));
            case Apply { Operator: Transpose, Argument: Sum s }:
                return Concat(s.Terms.Select(Distribute))?.ConvertAll(Make.Transpose);
            case Product p:
                return Cross(p.Children, f => Product.Of(p.Coefficient, f));
            case Apply { Operator: MatrixPower { Exponent: 2 }, Argument: Sum s }:
                return Cross([s, s], f => Product.Of(f));
            case Apply { Operator: Hadamard } h:
                return Cross(h.Arguments, f => Make.Hadamard([.. f]));
            default:
                return [e];
        }
    }

    private static List<Expr>? Concat(IEnumerable<List<Expr>?> parts)
    {
        var all = new List<Expr>();
        foreach (var part in parts)
        {
            if (part is null || all.Count + part.Count > MostTerms)
            {
                return null;
            }

            all.AddRange(part);
        }

        return all;
    }

    private static List<Expr>? Cross(IReadOnlyList<Expr> factors, Func<IReadOnlyList<Expr>, Expr> build)
    {
        var rows = new List<List<Expr>> { new() };
        foreach (var factor in factors)
        {
            var options = Distribute(factor);
            if (options is null || rows.Count * options.Count > MostTerms)
            {
                return null;
            }

            rows = [.. rows.SelectMany(row => options.Select(o => row.Append(o).ToList()))];
        }

        return rows.ConvertAll(r => Shortened(build(r)));
    }
}
