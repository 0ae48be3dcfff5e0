using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Layers;

/// <summary>Where quantities of recurrences begin: initial values, and the first steps of parameters.</summary>
internal static class LayerSeeds
{
    /// <summary>The recurrences whose initial value is a symbol, or moves with it.</summary>
    public static IReadOnlyList<Template> Of(Scope scope, Symbol v) => [.. scope.Layers.Templates.Where(t => t.At(t.Range.From - Size.One).Left is var first
        && (ReferenceEquals(first, v) || (scope.Definitions.TryGetValue(first, out var d) && new Dependence(scope, [v]).On(d))))];

    /// <summary>The variables in the limits of ranges.</summary>
    public static IReadOnlyList<string> Limits(LayerModel model) =>
        [.. model.Templates.SelectMany(t => t.Range.From.Names.Concat(t.Range.To.Names)).Where(n => n.Indices.Count == 0).Select(n => n.Base).Distinct()];

    /// <summary>The first value of the index at which a family acts on another one; it acts up to <paramref name="last"/> at least.</summary>
    /// <exception cref="NotDifferentiableException">It does not act on it, or not at all steps.</exception>
    public static Size First(LayerModel model, string family, string goal, Size last)
    {
        var ranges = model.Of(family) is { } own ? [own.Range]
            : new LayerGraph(model, [goal]).Consumers(family).Select(c => (model.Of(c.Family)!.Range, c.Lag)).Select(c => c.Range with { From = c.Range.From - Size.Of(c.Lag), To = c.Range.To - Size.Of(c.Lag) }).Distinct().ToList();
        return ranges switch
        {
            [] => throw new NotDifferentiableException($"{goal} does not depend on {family}"),
            [var one] when (one.To - last).Value is { Sign: >= 0 } => one.From,
            _ => throw new NotDifferentiableException($"{family} acts on {goal} over other ranges than all steps: {string.Join(" and ", ranges)}"),
        };
    }
}
