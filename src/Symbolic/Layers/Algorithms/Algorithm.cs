using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Layers.Algorithms;

/// <summary>The parts of an algorithm by what they compute, in the order in which they run.</summary>
internal enum PassKind
{
    /// <summary>The recurrences and the objective.</summary>
    Forward,

    /// <summary>First derivatives.</summary>
    Backward,

    /// <summary>Second derivatives.</summary>
    SecondOrder,

    /// <summary>Derivatives along directions: what moves, upwards, and what that does to gradients, downwards.</summary>
    Directional,
}

/// <summary>target ← value, or target ← target + value.</summary>
/// <param name="Target">A symbol, or a derivative that has no name, at the index where there is one.</param>
/// <param name="Value">What it becomes.</param>
/// <param name="Range">For which values of the index; null: once.</param>
/// <param name="Adds">Is the value added to what the target is?</param>
internal sealed record Assignment(Expr Target, Expr Value, LayerRange? Range, bool Adds)
{
    /// <summary>The value without its sign, and the sign: is it subtracted where it is added?</summary>
    public (bool Minus, Expr Term) Signed => Product.Split(Value) is var (coefficient, core) && Adds && coefficient.Sign < 0 ? (true, Product.Of(-coefficient, core)) : (false, Value);

    /// <summary>The target at a value of the index.</summary>
    public static Expr At(Expr target, IndexPut put) => target is Apply { Operator: Nabla nabla } a
        ? Apply.Raw(new Nabla(nabla.Kind, put.In(nabla.Result), [.. nabla.Variables.Select(put.In)]), put.In(a.Argument))
        : put.In(target);
}

/// <summary>A step of a pass.</summary>
internal abstract record AlgorithmStep;

/// <summary>An assignment that is made once.</summary>
internal sealed record Once(Assignment Line) : AlgorithmStep;

/// <summary>Assignments that are made for each value of the index, upwards or downwards, each for the values of its own range alone.</summary>
internal sealed record Loop(LayerRange Range, bool Descending, IReadOnlyList<Assignment> Lines) : AlgorithmStep;

/// <summary>Steps that run one after the other.</summary>
internal sealed record Pass(PassKind Kind, IReadOnlyList<AlgorithmStep> Steps)
{
    /// <summary>All assignments, as they are written.</summary>
    public IEnumerable<Assignment> Lines => Steps.SelectMany(s => s is Loop loop ? loop.Lines : [((Once)s).Line]);
}

/// <summary>A quantity of one pass that a later one reads: at every value of its index, or at the last (or first) alone.</summary>
internal sealed record Kept(Symbol Quantity, LayerRange? Range, PassKind From, IReadOnlyList<PassKind> By);

/// <summary>
/// The computation of an objective and of derivatives of it, as passes over the steps of its recurrences, in which nothing is used before it
/// is computed.
/// </summary>
internal sealed class Algorithm
{
    /// <summary>What is differentiated.</summary>
    public required Symbol Objective { get; init; }

    /// <summary>The passes, those with nothing to do left out.</summary>
    public required IReadOnlyList<Pass> Passes { get; init; }

    /// <summary>What is put in: symbols as they occur, those with the index at the index itself, each with the values that are used.</summary>
    public required IReadOnlyList<AlgorithmInput> Inputs { get; init; }

    /// <summary>What is asked for, with the values of the index for which there is one.</summary>
    public required IReadOnlyList<(Expr Target, LayerRange? Range)> Results { get; init; }

    /// <summary>What passes leave for later ones.</summary>
    public required IReadOnlyList<Kept> Kept { get; init; }

    /// <summary>The index of the recurrences.</summary>
    public required string Index { get; init; }

    /// <summary>The assumptions under which the derivatives hold.</summary>
    public required IReadOnlyList<string> Assumptions { get; init; }

    /// <summary>Is a symbol computed, and not put in?</summary>
    public required Func<Symbol, bool> IsComputed { get; init; }

    /// <summary>The variables in the limits of loops.</summary>
    public IReadOnlyList<string> Limits => [.. Passes.SelectMany(p => p.Steps).OfType<Loop>().SelectMany(l => l.Range.From.Names.Concat(l.Range.To.Names)).Select(n => n.Base).Distinct()];
}

/// <summary>A symbol that is put in; of a family the member at the index, and the values of the index at which it is read.</summary>
internal sealed record AlgorithmInput(Symbol Symbol, LayerRange? Range)
{
    /// <summary>A range that holds the values of both.</summary>
    public static LayerRange Union(LayerRange a, LayerRange b) =>
        new(a.Index, Least(a.From, b.From, a), Least(Size.Zero - a.To, Size.Zero - b.To, a) is var to ? Size.Zero - to : a.To);

    /// <summary>Do limits differ by numbers, so that it is known which are the outer ones?</summary>
    public static bool AreComparable(LayerRange a, LayerRange b) => (a.From - b.From).Value is not null && (a.To - b.To).Value is not null;

    private static Size Least(Size a, Size b, LayerRange range) => (a - b).Value is { } difference ? (difference.Sign <= 0 ? a : b)
        : throw new NotDifferentiableException($"the limits {a} and {b} of {range.Index} can't be compared");
}
