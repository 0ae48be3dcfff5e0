using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Plans;

/// <summary>Expressions with sums or products over an index whose limits are names: a plan is made of them for numbers.</summary>
internal sealed class Ranges
{
    private readonly IReadOnlyList<Expr> results;
    private readonly IReadOnlyList<Symbol> parameters;

    private Ranges(IReadOnlyList<Expr> results, IReadOnlyList<Symbol> parameters, IReadOnlyList<string> names) =>
        (this.results, this.parameters, Names) = (results, parameters, names);

    /// <summary>The names that limits and indices are made of.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The ranges of expressions; null where all limits are numbers.</summary>
    public static Ranges? Of(IReadOnlyList<Expr> results, IReadOnlyList<Symbol> parameters)
    {
        var nodes = Rewrite.Nodes(results);
        string[] limits = [.. nodes.OfType<Apply>().Select(a => a.Operator).OfType<IIndexed>().SelectMany(r => r.From.Names.Concat(r.To.Names))
            .Where(n => n.Indices.Count == 0 && !Indices.IsBound(n.Text)).Select(n => n.Text).Distinct()];
        if (limits.Length == 0)
        {
            return null;
        }

        // The j of x[j] beside the x[i] of a sum is a number as well.
        var families = nodes.OfType<Symbol>().Where(s => s.Name.Indices is [{ Variable: { } v }] && Indices.IsBound(v)).Select(s => s.Name.Base).ToHashSet();
        var others = nodes.OfType<Symbol>().Where(s => families.Contains(s.Name.Base)).SelectMany(s => s.Name.Indices).Select(i => i.Variable).OfType<string>().Where(v => !Indices.IsBound(v));
        return new(results, parameters, [.. limits.Concat(others).Distinct()]);
    }

    /// <summary>The plan for numbers by name, of which other sizes may be part.</summary>
    /// <exception cref="ArgumentException">A name is missing, or a range has no number of values or too many.</exception>
    public Plan At(IReadOnlyDictionary<string, int> numbers)
    {
        if (Names.FirstOrDefault(n => !numbers.ContainsKey(n)) is { } missing)
        {
            throw new ArgumentException($"The limit {missing} is not given.");
        }

        // Sizes that are no limits stay as they are: a matrix does not become a vector because it has one row.
        var put = new IndexPut(Names.ToDictionary(n => n, n => Size.Of(numbers[n])));
        Expr[] written = [.. results.Select(put.In)];
        try
        {
            return Plan.Of(written, [.. parameters.Where(p => !p.Name.Indices.Any(i => i.Variable is { } v && Indices.IsBound(v))).Select(put.In)]);
        }
        catch (PlanException) when (written.Any(e => Rewrite.Contains(e, n => n is Apply { Operator: IIndexed } a && Unrolled.Terms(a) is null && !Indices.Free(a).Any())))
        {
            throw new ArgumentException($"A sum or product over an index has no range of at most {Unrolled.MostTerms} values at {string.Join(", ", Names.Select(n => $"{n} = {numbers[n]}"))}.");
        }
    }
}
