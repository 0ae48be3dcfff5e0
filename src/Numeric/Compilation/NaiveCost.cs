using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>
/// What an evaluation of expressions as they are written would cost: every node computed wherever it occurs, products from the left,
/// every matrix built, inverses by elimination.
/// </summary>
internal sealed record NaiveCost(double Operations, double Bytes)
{
    /// <summary>The cost of all results of a plan.</summary>
    public static NaiveCost Of(Plan plan, Extents extents)
    {
        var known = new Dictionary<Expr, NaiveCost>();
        var written = new WrittenOut(plan.Parameters, plan.Scope);
        return plan.Outputs.Select(o => Of(written.Expand(o.Expression), extents, known)).Aggregate(new NaiveCost(0, 0), (a, b) => a + b);
    }

    /// <summary>Both costs.</summary>
    public static NaiveCost operator +(NaiveCost a, NaiveCost b) => new(a.Operations + b.Operations, a.Bytes + b.Bytes);

    private static NaiveCost Of(Expr e, Extents extents, Dictionary<Expr, NaiveCost> known)
    {
        if (!known.TryGetValue(e, out var cost))
        {
            System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
            cost = new(Own(e, extents), extents.Bytes * (Count(e.Shape, extents) + e.Children.Sum(c => Count(c.Shape, extents))));
            known[e] = cost = e is Number or Symbol or Differential ? new(0, 0) : e.Children.Aggregate(cost, (sum, child) => sum + Of(child, extents, known));
        }

        return cost;
    }

    private static double Own(Expr e, Extents extents)
    {
        double count = Count(e.Shape, extents), side = extents.Of(e.Children.Count > 0 ? e.Children[0].Shape.Rows : e.Shape.Rows);
        return e switch
        {
            Sum s => s.Terms.Count * count,
            Product p => Chain(p, extents) + (p.Scalars.Count * count),
            Apply { Operator: MatrixPower { Exponent: var k } } => 2.0 * Math.Abs(k) * side * side * side,
            Apply { Operator: Determinant or LogDeterminant } => 2.0 / 3 * side * side * side,
            Apply a => Math.Max(count, a.Arguments.Sum(x => Count(x.Shape, extents))),
            _ => 0,
        };
    }

    private static double Chain(Product p, Extents extents)
    {
        double sum = 0;
        for (int i = 1; i < p.Chain.Count; i++)
        {
            sum += 2.0 * extents.Of(p.Chain[0].Shape.Rows) * extents.Of(p.Chain[i].Shape.Rows) * extents.Of(p.Chain[i].Shape.Columns);
        }

        return sum;
    }

    private static double Count(Shape shape, Extents extents) => (double)extents.Of(shape.Rows) * extents.Of(shape.Columns);
}
