using MatrixDiff.Numeric.Algorithms;
using MatrixDiff.Numeric.Compilation;
using MatrixDiff.Numeric.Kernels;
using MatrixDiff.Numeric.Witness;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Layers;
using MatrixDiff.Symbolic.Layers.Algorithms;
using MatrixDiff.Symbolic.Operators;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff;

/// <summary>
/// The Hessian of an objective of recurrences by all its variables at once. Variables without an index come first, then those of the steps:
/// x, W[1], b[1], W[2], …, each by its vec. The block of two variables is dim(u)×dim(v), derived once for all steps and checked; the matrix is symmetric.
/// </summary>
public sealed class LayeredHessian
{
    private readonly Scope scope;
    private readonly Algorithm algorithm;
    private readonly IReadOnlyList<Symbol> variables;
    private readonly string index, earlier;
    private readonly Dictionary<(Symbol, Symbol), LayerAnswer> blocks = [];

    internal LayeredHessian(Scope scope, Algorithm algorithm, IReadOnlyList<Symbol> variables)
    {
        (this.scope, this.algorithm, this.variables, index) = (scope, algorithm, variables, scope.Layers.Index);
        var taken = scope.Symbols.Keys.Select(n => n.Base).Concat(LayerSeeds.Limits(scope.Layers)).Append(index).ToHashSet();
        earlier = new[] { "k", "j", "i", "q", "r" }.Concat(Enumerable.Range(1, taken.Count + 1).Select(n => $"k_{n}")).First(n => !taken.Contains(n));
        foreach (var (v, j) in variables.Select((v, j) => (v, j)))
        {
            if (v.Name.Indices is not ([] or [{ Offset: 0 }]) || (IsOfSteps(v) && v.Name.Indices[0].Variable != index))
            {
                throw new NotDifferentiableException($"{v}: a variable has the index {index} or none");
            }

            foreach (var (u, i) in variables.Select((u, i) => (u, i)))
            {
                if (i <= j && IsOfSteps(u) == IsOfSteps(v))
                {
                    Derive(u, v);
                }

                if (IsOfSteps(v))
                {
                    Derive(IsOfSteps(u) ? Earlier(u) : u, v);
                }
            }
        }
    }

    /// <summary>
    /// The program for numbers of steps and sizes: that of the derivatives of the objective, which computes the matrix <c>hessian(J)</c> as well.
    /// </summary>
    /// <param name="sizes">All sizes by name: <c>L</c>, <c>n[0]</c>, <c>n[1]</c>, …</param>
    /// <param name="functions">Unknown elementwise functions by name and order of derivative: <c>("f[1]", 0)</c>.</param>
    /// <param name="backend">What computes products.</param>
    /// <exception cref="ArgumentException">A size or a function is missing.</exception>
    /// <exception cref="DerivationException">A line has no program.</exception>
    public LayeredProgram For(
        IReadOnlyDictionary<string, int> sizes,
        IReadOnlyDictionary<(string Name, int Order), Func<double, double>>? functions = null,
        NumericBackend backend = NumericBackend.Automatic) =>
        LayeredObjective.Planned(() =>
        {
            functions ??= new Dictionary<(string, int), Func<double, double>>();
            var program = new AlgorithmProgram(algorithm, sizes, functions, backend);
            var network = new UnrolledLayers(scope, LayerSeeds.Limits(scope.Layers).ToDictionary(n => n, n => Size.Of(sizes[n])));
            var all = Members(network, sizes);
            int total = all.Count == 0 ? 0 : all[^1].Start + all[^1].Count;
            var parts = new List<(double[] Block, Member Row, Member Column)>();
            for (int j = 0; j < all.Count; j++)
            {
                for (int i = 0; i <= j; i++)
                {
                    if (Block(network, all[i], all[j]) is { } value)
                    {
                        parts.Add((program.Add($"hessian({algorithm.Objective}, {all[i].Name}, {all[j].Name})", value, sizes, functions, backend), all[i], all[j]));
                    }
                }
            }

            program.Add(new Slot($"hessian({algorithm.Objective})", total, total), matrix => parts.ForEach(p => Write(p.Block, p.Row, p.Column, matrix, total)));
            return new LayeredProgram(program);
        });

    // A variable of one step, or of none (Step null), with its place in the vector of all.
    private sealed record Member(Symbol Variable, int? Step, string Name, int Start, int Count);

    private static bool IsOfSteps(Symbol v) => v.Name.Indices.Count > 0;

    private Symbol Earlier(Symbol v) => new IndexPut(new Dictionary<string, Size> { [index] = Size.Of(new Name(earlier)) }).In(v);

    private void Derive(Symbol u, Symbol v)
    {
        var answer = new LayerDeriver(scope, Layout.Gradient, DerivationKind.Hessian, algorithm.Objective).Run(ReferenceEquals(u, v) ? [v] : [u, v]);
        var report = LayerCheck.Check(answer, scope, seed: 0);
        blocks[(u, v)] = report.Passed ? answer : report.Samples == 0 ? throw new DerivationException($"The answer could not be checked: {report.Failure}")
            : throw new InvalidOperationException($"The block of {u} and {v} failed its check: {report.Failure}");
    }

    // The steps of a variable are those of its block with itself.
    private List<Member> Members(UnrolledLayers network, IReadOnlyDictionary<string, int> sizes)
    {
        var places = variables.Where(v => !IsOfSteps(v)).Select(v => (v, (int?)null))
            .Concat(variables.Where(IsOfSteps).SelectMany(v => network.Values(blocks[(v, v)].Range!).Select(at => (v, (int?)at))).OrderBy(p => p.Item2));
        var all = new List<Member>();
        foreach (var (v, at) in places)
        {
            var symbol = (Symbol)network.In(at is null ? v : At(v, at.Value));
            var count = symbol.Shape.Count.Evaluate(n => sizes.TryGetValue(n.Text, out int size) ? size : throw new ArgumentException($"The size {n.Text} is needed."));
            all.Add(new(v, at, symbol.Name.Text, all.Count == 0 ? 0 : all[^1].Start + all[^1].Count, count.TryToInt32(out int n) ? n : throw new ArgumentException($"The size {count} is too large.")));
        }

        return all;
    }

    private T At<T>(T e, int step, int? before = null) where T : Expr
    {
        var put = new Dictionary<string, Size> { [index] = Size.Of(step) };
        if (before is { } k)
        {
            put[earlier] = Size.Of(k);
        }

        return (T)new IndexPut(put).In((Expr)e);
    }

    // The formula of a block above the diagonal or on it; null where there is none.
    private Expr? Block(UnrolledLayers network, Member row, Member column)
    {
        bool joins = row.Step is not null && row.Step != column.Step;
        var answer = blocks[(joins ? Earlier(row.Variable) : row.Variable, column.Variable)];
        if (column.Step is not { } at)
        {
            return network.In(answer.Cases[0].Value);
        }

        // The index of the answer is the earlier one where it joins steps that both vary.
        bool byEarlier = answer.Outer is not null;
        var put = new IndexPut(new Dictionary<string, Size> { [index] = Size.Of(at) });
        int own = byEarlier ? row.Step!.Value : at;
        var found = answer.Cases.FirstOrDefault(c => network.Values(byEarlier ? put.In(c.From) : c.From, byEarlier ? put.In(c.To) : c.To).Contains(own));
        return found is null ? null : network.In(At(found.Value, at, joins ? row.Step : null));
    }

    private static void Write(double[] block, Member row, Member column, double[] matrix, int total)
    {
        for (int j = 0; j < column.Count; j++)
        {
            for (int i = 0; i < row.Count; i++)
            {
                double value = block[(j * row.Count) + i];
                matrix[((column.Start + j) * total) + row.Start + i] = value;
                matrix[((row.Start + i) * total) + column.Start + j] = value;
            }
        }
    }
}
