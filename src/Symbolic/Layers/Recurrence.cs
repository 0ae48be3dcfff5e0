using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Laws;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Layers;

/// <summary>The values From, …, To of an index variable; the limits are formulas without it.</summary>
internal sealed record LayerRange(string Index, Size From, Size To)
{
    /// <summary>The index variable as a size.</summary>
    public Size At { get; } = Size.Of(new Name(Index));

    /// <inheritdoc/>
    public override string ToString() => From.Equals(To) ? $"{Index} = {From}" : $"{Index} = {From}..{To}";
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

    /// <summary>For a second derivative of a system of states, the system.</summary>
    public LayerSystem? System { get; init; }

    /// <summary>The assumptions, as written, under which the name stands for the derivative.</summary>
    public IReadOnlyList<string> Assumed { get; init; } = [];
}

/// <summary>A name for what has a formula at every value of an index, or at none: ż[l], the derivative of z[l] along directions.</summary>
internal sealed record LayerFormula(Symbol Name, LayerRange? Range, IReadOnlyList<LayerCase> Cases)
{
    /// <summary>For a Gauss–Newton block: what it is a block of.</summary>
    public Symbol? Of { get; init; }

    /// <summary>For a Gauss–Newton block: by what.</summary>
    public Symbol? Wrt { get; init; }

    /// <summary>For a Gauss–Newton block: through which output.</summary>
    public Symbol? Output { get; init; }

    /// <summary>Does a recursion run from the last value down?</summary>
    public bool IsDownward => Cases.Count > 1 && Cases[1].From.Equals(Range!.To);

    /// <summary>The assumptions, as written, under which it was derived.</summary>
    public IReadOnlyList<string> Assumed { get; init; } = [];
}

/// <summary>An equation that is proved for every value of an index, under the assumptions as written.</summary>
internal sealed record LayerLaw(Statement Claim, LayerRange Range, IReadOnlyList<string> Assumed)
{
    /// <summary>The law at a value of the index, as something to be used in derivations: S' = S is the symmetry of S.</summary>
    public Assumption At(Size value)
    {
        var put = new IndexPut(new Dictionary<string, Size> { [Range.Index] = value });
        var (left, right) = (put.In(Claim.Left), put.In(Claim.Right));
        string text = $"{left} = {right}";
        return left is Apply { Operator: Transpose, Argument: Symbol s } && ReferenceEquals(s, right)
            ? new AssumedStructure(text, s, Attributes.Symmetric) { By = Catalogue.ProvedAbove } : new AssumedEquation(text, left, right) { By = Catalogue.ProvedAbove };
    }
}

/// <summary>A matrix that is proved to be positive semidefinite at every value of an index.</summary>
internal sealed record LayerProperty(Symbol Of, LayerRange Range, IReadOnlyList<string> Assumed)
{
    /// <summary>Is it so over the whole of another range?</summary>
    public bool Covers(LayerRange range) => (range.From - Range.From).Value is { Sign: >= 0 } && (Range.To - range.To).Value is { Sign: >= 0 };
}

/// <summary>A derivative that was derived for every value of an index, and the name that it was given, if it was given one.</summary>
internal sealed record LayerResult(LayerAnswer Answer, Symbol? Name);

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

    /// <summary>What was proved to be positive semidefinite.</summary>
    public List<LayerProperty> Properties { get; } = [];

    /// <summary>The index variable that all recurrences share.</summary>
    public string Index => Templates[0].Range.Index;

    /// <summary>The recurrence that defines a family, by the base of its names.</summary>
    public Template? Of(string family) => Templates.Find(t => t.Left.Name.Base == family);

    /// <summary>The recurrence that a symbol with an index is an instance of.</summary>
    public Template? Of(Symbol s) => s.Name.Indices.Count == 1 && s.Derivative is null ? Of(s.Name.Base) : null;

    /// <summary>
    /// The laws at a value of the index that lies among the steps wherever it is spoken of: l, l+1, the last one; l−1 where the
    /// law holds before the first step, too.
    /// </summary>
    public IEnumerable<Assumption> LawsAt(Size at)
    {
        int behind = Indices.AsIndex(at) is { Variable: not null, Offset: < 0 and var offset } ? offset : 0;
        return Laws.Where(l => (at - l.Range.From).Value is not { Sign: < 0 } && (l.Range.To - at).Value is not { Sign: < 0 } && Templates.TrueForAll(t => (t.Range.From + Size.Of(behind) - l.Range.From).Value is { Sign: >= 0 } && (l.Range.To - t.Range.To).Value is { Sign: >= 0 })).Select(l => l.At(at));
    }

    /// <summary>A copy that can be added to.</summary>
    public LayerModel Copy()
    {
        var copy = new LayerModel();
        copy.Templates.AddRange(Templates);
        copy.Facts.AddRange(Facts);
        copy.Formulas.AddRange(Formulas);
        copy.Results.AddRange(Results);
        copy.Laws.AddRange(Laws);
        copy.Properties.AddRange(Properties);
        return copy;
    }
}
