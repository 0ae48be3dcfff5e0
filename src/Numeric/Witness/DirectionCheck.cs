using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Witness;

/// <summary>
/// Checks products of a Hessian with directions: where every variable w has moved to w + εv, the product by w is the mixed
/// second derivative of the objective by w and ε, which automatic differentiation of the written-out recurrences gives.
/// </summary>
internal sealed class DirectionCheck
{
    private const int MostSteps = 4;
    private readonly IReadOnlyList<LayerDirection> along;
    private readonly Scope moved;
    private readonly Symbol step;

    /// <summary>A check in a document, in which the tangents have their names already.</summary>
    public DirectionCheck(Scope scope, IReadOnlyList<LayerDirection> along)
    {
        this.along = along;
        step = Symbol.Of(new Name(new[] { "ε", "ε_1", "ε_2" }.First(n => !scope.Symbols.ContainsKey(new Name(n)))), Shape.Scalar);
        moved = scope.Copy();
        foreach (var (symbol, definition) in scope.Definitions)
        {
            moved.Define(symbol, Moved(definition));
        }

        var layers = moved.Layers;
        Each(layers.Templates, t => t with { Right = Moved(t.Right) });
        Each(layers.Facts, f => f with { Cases = Moved(f.Cases) });
        Each(layers.Formulas, f => f with { Cases = Moved(f.Cases) });
    }

    /// <summary>Checks the products by variables at 1 to 4 steps of random small sizes.</summary>
    public LayerReport Check(Symbol of, IReadOnlyList<(Symbol Variable, LayerAnswer Answer)> products, int seed)
    {
        double worst = 0;
        int samples = 0, steps = 0;
        SizesTried? sizes = null;
        foreach (var network in UnrolledLayers.Choices(moved, MostSteps))
        {
            steps++;
            foreach (var (variable, value) in products.SelectMany(p => Values(p.Variable, p.Answer, network)))
            {
                var report = WitnessCheck.Check(DerivationKind.Hessian, Layout.Gradient, network.In(of), [variable, step], Make.Vec(value), network.Scope, 1, seed + (100 * steps) + samples);
                samples += report.Samples;
                sizes = SizesTried.Of(sizes, report.Sizes);
                worst = Math.Max(worst, report.MaxRelativeError);
                if (!report.Passed)
                {
                    return new(steps, samples, worst, false, $"{variable}: {report.Failure}");
                }
            }
        }

        return new(steps, samples, worst, samples > 0, samples > 0 ? null : WitnessCheck.NoPoint) { Sizes = sizes };
    }

    private IEnumerable<(Symbol Variable, Expr Value)> Values(Symbol variable, LayerAnswer answer, UnrolledLayers network) => answer.Range is { } range
        ? answer.Cases.SelectMany(c => network.Places(c, range).Select(p => (p.In(variable), p.In(Moved(c.Value)))))
        : [((Symbol)network.In(variable), network.In(Moved(answer.Cases[0].Value)))];

    private Expr Moved(Expr e) => Rewrite.BottomUp(e, n => n is Symbol { Derivative: null } s && along.FirstOrDefault(a => a.Variable.Name.Base == s.Name.Base && a.Variable.Name.Indices.Count == s.Name.Indices.Count) is { } direction
        ? Sum.Of(s, Product.Of(step, direction.Of(s))) : n);

    private List<LayerCase> Moved(IEnumerable<LayerCase> cases) => [.. cases.Select(c => c with { Value = Moved(c.Value) })];

    private static void Each<T>(List<T> list, Func<T, T> change)
    {
        for (int i = 0; i < list.Count; i++)
        {
            list[i] = change(list[i]);
        }
    }
}
