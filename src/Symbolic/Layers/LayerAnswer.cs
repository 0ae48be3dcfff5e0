using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;

namespace MatrixDiff.Symbolic.Layers;

/// <summary>
/// A derivation that is one part of an answer for all values of an index, and what it is about in words; the arguments of the
/// words are formulas: expressions, lists of them, ranges and sizes.
/// </summary>
internal sealed record LayerPart(FormattableString Lead, Derivation Derivation)
{
    /// <summary>The name of one use of a variable that is used more than once.</summary>
    public FormattableString? Naming { get; init; }

    /// <summary>What the names of parts of the objective mean.</summary>
    public FormattableString? Remark { get; init; }

    /// <summary>How the answer comes from the result, where it is not the result itself.</summary>
    public FormattableString? After { get; init; }
}

/// <summary>A derivative of an objective by something that belongs to every step.</summary>
internal sealed record LayerAnswer
{
    /// <summary>Gradient, Jacobian or Hessian.</summary>
    public required DerivationKind Kind { get; init; }

    /// <summary>The layout of the answer.</summary>
    public required Layout Layout { get; init; }

    /// <summary>What was differentiated.</summary>
    public required Symbol Of { get; init; }

    /// <summary>The variables, with the index in their names where they have one.</summary>
    public required IReadOnlyList<Symbol> Variables { get; init; }

    /// <summary>What stands on the left: ∇_{z[l]} J.</summary>
    public required Expr Asked { get; init; }

    /// <summary>The derivations in order.</summary>
    public required IReadOnlyList<LayerPart> Parts { get; init; }

    /// <summary>The formulas, from the recursion to the base case; one case without a range where the answer has no index.</summary>
    public required IReadOnlyList<LayerCase> Cases { get; init; }

    /// <summary>The values of the index, if the answer has one.</summary>
    public LayerRange? Range { get; init; }

    /// <summary>For what joins two steps, the values of the later index; the limits of <see cref="Range"/> can depend on it.</summary>
    public LayerRange? Outer { get; init; }

    /// <summary>Does it join steps that lie any number of steps apart, so that it has no place in a pass over the steps?</summary>
    public bool Joins { get => field || Outer is not null; init; }

    /// <summary>For a second derivative of what J sees from one step on: the states of that step, of which it is a function, whatever they are computed from.</summary>
    public IReadOnlyList<Symbol> Free { get; init; } = [];

    /// <summary>For a Gauss–Newton block, the output o in (∇_v o)(∇²_o J)(∇_v o)'.</summary>
    public Symbol? Output { get; init; }

    /// <summary>The assumptions that were used.</summary>
    public IReadOnlyList<string> Assumptions => [.. Parts.SelectMany(p => p.Derivation.Assumptions).Distinct()];
}
