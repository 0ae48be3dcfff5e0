using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Layers.Algorithms;

/// <summary>A use of a quantity: so many steps from the index, or at a value of its own (null).</summary>
internal readonly record struct Use(string Key, int? Offset);

/// <summary>Something that an algorithm computes: once, or at every value of the index by the formula for that value.</summary>
internal sealed class Quantity
{
    /// <summary>What it is known by; of a family the base of its names.</summary>
    public required string Key { get; init; }

    /// <summary>The place in the order of passes: by derivatives.</summary>
    public PassKind Pass { get; set; }

    /// <summary>What is assigned to.</summary>
    public required Expr Target { get; init; }

    /// <summary>The values of the index; null for what is computed once.</summary>
    public LayerRange? Range { get; init; }

    /// <summary>The formulas; of what is computed once, one.</summary>
    public required IReadOnlyList<LayerCase> Cases { get; init; }

    /// <summary>Is the value added to the target?</summary>
    public bool Adds { get; init; }

    /// <summary>What must have been assigned before, whether it is read or not.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>What it uses of other quantities.</summary>
    public List<Use> Uses { get; } = [];

    /// <summary>The assignments: base cases first.</summary>
    public IEnumerable<Assignment> Lines => Cases.OrderBy(c => Range is null || !c.IsSingle || Cases.Count == 1 ? 1 : 0).Select(c => new Assignment(
        Range is not null && c.IsSingle && Cases.Count > 1 ? Assignment.At(Target, new IndexPut(new Dictionary<string, Size> { [Range.Index] = c.From })) : Target,
        c.Value,
        Range is null ? null : new(Range.Index, c.From, c.To),
        Adds));

    /// <summary>How far from the index a symbol with an index stands in a case; null for a value of its own.</summary>
    public static int? OffsetOf(Symbol s, string index, LayerCase found)
    {
        var at = s.Derivative is { } d ? d.Wrt.Name.Indices : s.Name.Indices;
        return at is [var i] && i.Variable == index ? i.Offset
            : at is [var j] && found.IsSingle && (Indices.AsSize(j) - found.From).Value is { } by && by.TryToInt32(out int offset) ? offset
            : null;
    }
}
