using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;
using MatrixDiff.Numeric.Compilation;
using MatrixDiff.Numeric.Kernels;

namespace MatrixDiff;

/// <summary>
/// An objective as a function of one vector, as optimisers take it: the entries of the variables by columns, one variable after the
/// other. Nothing is allocated by a call; one thread at a time.
/// </summary>
public sealed class FlatObjective
{
    private readonly Objective objective;
    private readonly IReadOnlyDictionary<string, double[]> data;
    private readonly BoundFunction<double> function;
    private readonly Lazy<Bound> curvature;
    private readonly Bound bound;

    internal FlatObjective(Objective objective, IReadOnlyDictionary<string, int> sizes, IReadOnlyDictionary<string, double[]> data, NumericBackend backend)
    {
        (this.objective, this.data) = (objective, data);
        function = objective.Function.Bind<double>(sizes, backend);
        Parts = [.. objective.Variables.Select(v => function.Inputs.First(i => i.Name == v))];
        Count = Parts.Sum(p => p.Count);
        bound = new Bound(this, function);
        curvature = new(() => new Bound(this, objective.HessianProduct.Bind<double>(sizes, backend)));
    }

    /// <summary>The variables in order, with their shapes.</summary>
    public IReadOnlyList<Slot> Parts { get; }

    /// <summary>The length of the vector.</summary>
    public int Count { get; }

    /// <summary>The plan of value and gradient.</summary>
    public string Explain() => function.Explain();

    /// <summary>The vector of values of all variables, each by columns.</summary>
    /// <exception cref="KeyNotFoundException">A variable has no value.</exception>
    public double[] Pack(IReadOnlyDictionary<string, double[]> values)
    {
        double[] theta = new double[Count];
        int start = 0;
        foreach (var part in Parts)
        {
            values[part.Name].AsSpan(0, part.Count).CopyTo(theta.AsSpan(start));
            start += part.Count;
        }

        return theta;
    }

    /// <summary>The values of all variables in a vector.</summary>
    public IReadOnlyDictionary<string, Matrix<double>> Unpack(ReadOnlySpan<double> theta)
    {
        var values = new Dictionary<string, Matrix<double>>();
        foreach (var part in Parts)
        {
            values[part.Name] = Matrix<double>.Build.Dense(part.Rows, part.Columns, theta[..part.Count].ToArray());
            theta = theta[part.Count..];
        }

        return values;
    }

    /// <summary>The value at a point; the gradient is written.</summary>
    /// <exception cref="ArgumentException">A vector has the wrong length.</exception>
    public double ValueAndGradient(ReadOnlySpan<double> theta, Span<double> gradient)
    {
        Check(theta.Length, gradient.Length);
        bound.SetPoint(theta);
        bound.Run();
        bound.Gather(gradient, first: 1);
        return bound.Results[0][0];
    }

    /// <summary>H v at a point.</summary>
    /// <exception cref="ArgumentException">A vector has the wrong length.</exception>
    public void HessianProduct(ReadOnlySpan<double> theta, ReadOnlySpan<double> direction, Span<double> result)
    {
        Check(theta.Length, result.Length);
        Check(direction.Length, result.Length);
        curvature.Value.SetPoint(theta);
        curvature.Value.SetDirection(direction);
        curvature.Value.Run();
        curvature.Value.Gather(result, first: 0);
    }

    /// <summary>The objective for the minimisers of MathNet.Numerics (BFGS, conjugate gradients, …).</summary>
    public IObjectiveFunction ToMathNet() => ObjectiveFunction.Gradient(theta =>
    {
        double[] gradient = new double[Count];
        double value = ValueAndGradient(theta.AsArray() ?? theta.ToArray(), gradient);
        return (value, Vector<double>.Build.Dense(gradient));
    });

    private void Check(int length, int other)
    {
        if (length != Count || other != Count)
        {
            throw new ArgumentException($"Vectors of {Count} are needed, and {length} and {other} were given.");
        }
    }

    // A bound function over arrays of its own for the variables.
    private sealed class Bound
    {
        private readonly FlatObjective owner;
        private readonly BoundCall<double> call;
        private readonly Dictionary<string, double[]> own = [];
        private readonly double[]?[] points;
        private readonly double[]?[] directions;

        public Bound(FlatObjective owner, BoundFunction<double> f)
        {
            this.owner = owner;
            var varied = owner.Parts.SelectMany(p => new[] { p.Name, "dir_" + p.Name }).ToHashSet();
            foreach (var slot in f.Inputs.Where(i => varied.Contains(i.Name)))
            {
                own[slot.Name] = new double[slot.Count];
            }

            double[][] inputs = [.. f.Inputs.Select(i => own.TryGetValue(i.Name, out var mine) ? mine
                : owner.data.TryGetValue(i.Name, out var given) && given.Length == i.Count ? given
                : throw new ArgumentException($"{i.Name} is {i.Rows}×{i.Columns}, and {(owner.data.ContainsKey(i.Name) ? "an array of another length" : "nothing")} was given."))];
            points = [.. owner.Parts.Select(p => own.GetValueOrDefault(p.Name))];
            directions = [.. owner.Parts.Select(p => own.GetValueOrDefault("dir_" + p.Name))];
            Results = [.. f.Outputs.Select(o => new double[o.Count])];
            call = f.Over(inputs, Results);
        }

        public double[][] Results { get; }

        public void Run() => call.Run();

        public void SetPoint(ReadOnlySpan<double> theta) => Scatter(theta, points);

        public void SetDirection(ReadOnlySpan<double> direction) => Scatter(direction, directions);

        public void Gather(Span<double> target, int first)
        {
            for (int i = 0; i < owner.Parts.Count; i++)
            {
                Results[first + i].CopyTo(target);
                target = target[Results[first + i].Length..];
            }
        }

        // What a formula does not depend on has no array.
        private void Scatter(ReadOnlySpan<double> from, double[]?[] arrays)
        {
            for (int i = 0; i < arrays.Length; i++)
            {
                if (arrays[i] is { } array)
                {
                    from[..owner.Parts[i].Count].CopyTo(array);
                }

                from = from[owner.Parts[i].Count..];
            }
        }
    }
}
