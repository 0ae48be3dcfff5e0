using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Layers;

/// <summary>The values From, …, To of an index variable; the limits are formulas without it.</summary>
internal sealed record LayerRange(string Index, Size From, Size To)
{
    /// <summary>The index variable as a size.</summary>
    public Size At { get; } = Size.Of(new Name(Index));

    /// <inheritdoc/>
    public override string ToString() => $"{Index} = {From}..{To}";
}

/// <summary>The values of two indices, those of the earlier one depending on the later one: 1 ≤ k &lt; l ≤ L.</summary>
internal sealed record LayerPair(LayerRange Earlier, LayerRange Later);

/// <summary>A definition for every value of an index: <c>z[l] = W[l] a[l-1] + b[l]</c>, l = From, …, To.</summary>
/// <param name="Left">The family that is defined, at the index itself: <c>z[l]</c>.</param>
/// <param name="Right">What it is, in terms of families at the index or one before it.</param>
/// <param name="Range">For which values.</param>
internal sealed record Template(Symbol Left, Expr Right, LayerRange Range)
{
    /// <summary>The definition at a value of the index.</summary>
    public (Symbol Left, Expr Right) At(Size value)
    {
        var put = new IndexPut(new Dictionary<string, Size> { [Range.Index] = value });
        return (put.In(Left), put.In(Right));
    }
}

/// <summary>The formula of a quantity for the values From, …, To of the index; one value is a base case.</summary>
internal sealed record LayerCase(Size From, Size To, Expr Value)
{
    /// <summary>Is it the formula of one value?</summary>
    public bool IsSingle => From.Equals(To);
}

/// <summary>A name for what was derived at every value of an index: ∇_{z[l]} J = δ[l], with the formulas that it was found by.</summary>
/// <param name="Fact">The derivative that is named, at the index itself.</param>
/// <param name="Range">For which values it has a name.</param>
/// <param name="Cases">The recursion and its base cases.</param>
internal sealed record LayerFact(DerivativeFact Fact, LayerRange Range, IReadOnlyList<LayerCase> Cases)
{
    /// <summary>For a derivative between two steps, ∇_{z[k]} z[l] = B[k,l], the values of l; <see cref="Range"/> is that of k then, whose limits can depend on l.</summary>
    public LayerRange? Outer { get; init; }

    /// <summary>The assumptions, as written, under which the name stands for the derivative.</summary>
    public IReadOnlyList<string> Assumed { get; init; } = [];
}

/// <summary>A name for what has a formula at every value of an index, or at none: ż[l], the derivative of z[l] along directions.</summary>
internal sealed record LayerFormula(Symbol Name, LayerRange? Range, IReadOnlyList<LayerCase> Cases);

/// <summary>A derivative that was derived for every value of an index, and the name that it was given, if it was given one.</summary>
internal sealed record LayerResult(LayerAnswer Answer, Symbol? Name);

/// <summary>An equation that is proved for every value of an index.</summary>
internal sealed record LayerLaw(Statement Claim, LayerRange Range);

/// <summary>What a document says and has found of quantities with an index: recurrences, and the names of their derivatives.</summary>
internal sealed class LayerModel
{
    /// <summary>The recurrences in the order in which they are computed at one value of the index.</summary>
    public List<Template> Templates { get; } = [];

    /// <summary>The named derivatives, in the order in which they were derived.</summary>
    public List<LayerFact> Facts { get; } = [];

    /// <summary>What has a name and formulas beside the recurrences and the derivatives.</summary>
    public List<LayerFormula> Formulas { get; } = [];

    /// <summary>The derivatives that were derived, named or not, in order.</summary>
    public List<LayerResult> Results { get; } = [];

    /// <summary>What was proved by induction.</summary>
    public List<LayerLaw> Laws { get; } = [];

    /// <summary>The index variable that all recurrences share.</summary>
    public string Index => Templates[0].Range.Index;

    /// <summary>The recurrence that defines a family, by the base of its names.</summary>
    public Template? Of(string family) => Templates.Find(t => t.Left.Name.Base == family);

    /// <summary>The recurrence that a symbol with an index is an instance of.</summary>
    public Template? Of(Symbol s) => s.Name.Indices.Count == 1 && s.Derivative is null ? Of(s.Name.Base) : null;

    /// <summary>A copy that can be added to.</summary>
    public LayerModel Copy()
    {
        var copy = new LayerModel();
        copy.Templates.AddRange(Templates);
        copy.Facts.AddRange(Facts);
        copy.Formulas.AddRange(Formulas);
        copy.Results.AddRange(Results);
        copy.Laws.AddRange(Laws);
        return copy;
    }
}
