using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Symbolic.Layers.Algorithms;

/// <summary>Follows an algorithm line by line for numbers of steps, without values: what is read has been assigned before.</summary>
internal static class AlgorithmTrace
{
    private const int MostSteps = 4;

    /// <summary>Follows an algorithm for 1 to 4 steps.</summary>
    /// <exception cref="NotDifferentiableException">Something is used before it is computed, or never computed.</exception>
    public static void Check(Algorithm algorithm)
    {
        for (int steps = 1; steps <= MostSteps; steps++)
        {
            var assigned = new HashSet<string>();
            foreach (var (line, put) in Lines(algorithm, algorithm.Limits.ToDictionary(n => n, _ => steps)))
            {
                var missing = Rewrite.Symbols(line.Value).Select(put.In).Where(algorithm.IsComputed).Select(Text).FirstOrDefault(s => !assigned.Contains(s));
                string target = Text(Assignment.At(line.Target, put));
                if (missing is not null || (line.Adds && !assigned.Contains(target)))
                {
                    throw new NotDifferentiableException($"{target} needs {missing ?? target}, which is not computed before it");
                }

                assigned.Add(target);
            }
        }
    }

    /// <summary>The assignments in the order in which they are made for numbers of steps, each with the values of index and limits.</summary>
    public static IEnumerable<(Assignment Line, IndexPut Put)> Lines(Algorithm algorithm, IReadOnlyDictionary<string, int> limits, PassKind? only = null)
    {
        var values = limits.ToDictionary(p => p.Key, p => Size.Of(p.Value));
        int Number(Size size) => size.Evaluate(n => limits[n.Text]).TryToInt32(out int n) ? n : throw new NotDifferentiableException($"the limit {size} is no whole number");
        foreach (var step in algorithm.Passes.Where(p => only is null || p.Kind == only).SelectMany(p => p.Steps))
        {
            if (step is not Loop loop)
            {
                yield return (((Once)step).Line, new IndexPut(values));
                continue;
            }

            var range = Enumerable.Range(Number(loop.Range.From), Math.Max(0, Number(loop.Range.To) - Number(loop.Range.From) + 1));
            foreach (int at in loop.Descending ? range.Reverse() : range)
            {
                var put = new IndexPut(new Dictionary<string, Size>(values) { [loop.Range.Index] = Size.Of(at) });
                foreach (var line in loop.Lines.Where(l => Number(l.Range!.From) <= at && at <= Number(l.Range.To)))
                {
                    yield return (line, put);
                }
            }
        }
    }

    // An unnamed derivative is read as a symbol and assigned to as it was asked for.
    private static string Text(Expr e) => e switch
    {
        Symbol { Derivative: { } d } => $"grad({d.Of}, {d.Wrt})",
        Symbol s => s.Name.Text,
        _ => e.ToString()!,
    };
}
