using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Layers.Algorithms;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Algorithms;

/// <summary>Σ over each range of a formula in the sizes at the index, and what is added once.</summary>
internal sealed record StepTotal(IReadOnlyList<(LayerRange Range, Size Each)> Sums, Size Rest)
{
    /// <summary>Is there nothing?</summary>
    public bool IsZero => Sums.Count == 0 && Rest.Equals(Size.Zero);

    /// <summary>The number for sizes by name.</summary>
    public double Evaluate(IReadOnlyDictionary<string, int> sizes)
    {
        var limits = new IndexPut(sizes.Where(s => !s.Key.Contains('[', StringComparison.Ordinal)).ToDictionary(s => s.Key, s => Size.Of(s.Value)));
        double Number(Size size) => limits.In(size).Evaluate(n => sizes[n.Text]).ToDouble();
        return Number(Rest) + Sums.Sum(s => Enumerable.Range((int)Number(s.Range.From), Math.Max(0, (int)(Number(s.Range.To) - Number(s.Range.From)) + 1))
            .Sum(at => Number(new IndexPut(new Dictionary<string, Size> { [s.Range.Index] = Size.Of(at) }).In(s.Each))));
    }
}

/// <summary>What an algorithm takes, line by line and in all, as formulas in the sizes and the number of steps.</summary>
internal sealed class AlgorithmCost
{
    private readonly Dictionary<Assignment, Work> lines = [];
    private readonly Algorithm algorithm;

    /// <summary>The cost of an algorithm.</summary>
    /// <exception cref="Plans.PlanException">A line has no program.</exception>
    public AlgorithmCost(Algorithm algorithm)
    {
        this.algorithm = algorithm;
        foreach (var line in algorithm.Passes.SelectMany(p => p.Lines))
        {
            lines[line] = Work.Of(line.Value);
        }
    }

    /// <summary>What is not counted: functions of matrices.</summary>
    public IReadOnlyList<string> Others => [.. lines.Values.SelectMany(w => w.Others).Distinct()];

    /// <summary>The work of one line, once.</summary>
    public Work Of(Assignment line) => lines[line];

    /// <summary>The multiplications of a pass in all.</summary>
    public StepTotal Multiplications(Pass pass) => Total(pass.Lines.Select(l => (lines[l].Multiplications, l.Range)));

    /// <summary>The values of functions of one number of a pass in all.</summary>
    public StepTotal Functions(Pass pass) => Total(pass.Lines.Select(l => (lines[l].Functions, l.Range)));

    /// <summary>How many numbers a pass leaves for those after it.</summary>
    public StepTotal Memory(PassKind from) => Total(algorithm.Kept.Where(k => k.From == from).Select(k => (k.Quantity.Shape.Count, k.Range)));

    // What varies with the index stands behind Σ; the rest is multiplied by the number of steps.
    private static StepTotal Total(IEnumerable<(Size Count, LayerRange? Range)> parts)
    {
        var sums = new List<(LayerRange, Size)>();
        var rest = Size.Zero;
        foreach (var group in parts.GroupBy(p => p.Range))
        {
            var sum = group.Aggregate(Size.Zero, (s, p) => s + p.Count);
            if (group.Key is not { } range)
            {
                rest += sum;
                continue;
            }

            if (range.From.Equals(range.To))
            {
                rest += new IndexPut(new Dictionary<string, Size> { [range.Index] = range.From }).In(sum);
                continue;
            }

            if (Indices.Has(sum, range.Index))
            {
                sums.Add((range, sum));
            }
            else
            {
                rest += (range.To - range.From + Size.One) * sum;
            }
        }

        return new(sums, rest);
    }
}
