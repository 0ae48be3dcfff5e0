using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Checking;

/// <summary>
/// Names that a text gives to the derivatives by what a recurrence defines, one for each value of the index: ∇_{z[l+1]} J = δ[l+1] says what
/// δ[l], δ[1] and δ[L] are, and ∇_{z[k]} z[l-1] = B[k,l-1] what B[k,l] is, since nothing in it depends on which l is meant.
/// </summary>
internal static class DerivativeFamilies
{
    /// <summary>Declares the names that formulas introduce so, with the shape that the derivative has at every value of the index.</summary>
    public static void Declare(Scope scope, IReadOnlyList<ReadStep> steps)
    {
        foreach (var (side, other) in steps.SelectMany(s => new[] { (s.Left, s.Right), (Left: s.Right, Right: s.Left) }))
        {
            if (StepSyntax.DerivativeOf(side) is var (order, of, wrt) && StepSyntax.NameOf(other) is { } name && !scope.Symbols.Keys.Any(n => n.Base == name.Base) && General(scope, order, of, wrt, name) is { } fact)
            {
                scope.Declare(fact.Name);
                scope.Inferred.Add(fact.Name);
            }
        }
    }

    /// <summary>Does a step name the derivatives of a family?</summary>
    public static bool IsNamed(Scope scope, ReadStep step) =>
        StepSyntax.DerivativeOf(step.Left) is var (order, of, wrt) && StepSyntax.NameOf(step.Right) is { } name && General(scope, order, of, wrt, name) is not null;

    /// <summary>Names the derivatives of a family; null where the equation is about one derivative alone, or the name has another shape.</summary>
    public static Symbol? Take(Scope scope, int order, Name of, Name wrt, Name name)
    {
        if (General(scope, order, of, wrt, name) is not { } fact || (scope.Symbols.TryGetValue(fact.Name.Name, out var known) && known.Shape != fact.Name.Shape))
        {
            return null;
        }

        fact = known is null ? fact : fact with { Name = known };
        scope.Declare(fact.Name);
        scope.Name(fact);
        return fact.Name;
    }

    // The fact at the index itself: of a number by a member of a family, or of a member by one of the same recurrences at another index.
    private static DerivativeFact? General(Scope scope, int order, Name of, Name wrt, Name name)
    {
        if (scope.Layers.Templates.Count == 0 || wrt.Indices is not [{ Variable: { } earlier } at] || !IsOpen(scope, earlier) || Member(scope, wrt, earlier) is not { } x)
        {
            return null;
        }

        if (of.Indices.Count == 0)
        {
            return name.Indices is [var only] && only.Equals(at) && scope.Symbols.TryGetValue(of, out var f) && f.IsScalar && Member(scope, wrt, scope.Layers.Index) is { } general
                ? new(f, general, order, Symbol.Of(new(name.Base, new LayerIndex(scope.Layers.Index, 0)), order == 1 ? general.Shape : new Shape(general.Shape.Count, general.Shape.Count))) : null;
        }

        return order == 1 && of.Indices is [{ Variable: { } later } there] && later != earlier && IsOpen(scope, later) && name.Indices.Count == 2 && name.Indices.Contains(at) && name.Indices.Contains(there)
            && Member(scope, of, later) is { } y
            ? new(y, x, 1, Symbol.Of(new(name.Base, [.. name.Indices.Select(i => new LayerIndex(i.Variable, 0))]), Scope.ShapeOfGradient(x.Shape, y.Shape))) : null;
    }

    private static bool IsOpen(Scope scope, string index) => !LayerSeeds.Limits(scope.Layers).Contains(index) && !scope.Dimensions.Contains(new Name(index));

    // What a recurrence defines, at an index.
    private static Symbol? Member(Scope scope, Name name, string index) => scope.Layers.Of(name.Base) is { } template
        ? new IndexPut(new Dictionary<string, Size> { [template.Range.Index] = Size.Of(new Name(index)) }).In(template.Left) : null;
}
