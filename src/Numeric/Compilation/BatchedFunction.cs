using System.Numerics;

namespace MatrixDiff.Numeric.Compilation;

/// <summary>
/// A bound function of one sample, called for each sample of a batch: some arguments are arrays of one sample after the other, the rest are the same
/// for all, and results are one after the other. A call allocates nothing in steady state; threads may call at the same time, on parts of a batch
/// as well.
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
public sealed class BatchedFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BoundFunction<T> function;
    private readonly int[] steps;

    internal BatchedFunction(BoundFunction<T> function, IReadOnlyList<string> batched)
    {
        this.function = function;
        if (batched.FirstOrDefault(n => function.Inputs.All(i => i.Name != n)) is { } unknown)
        {
            throw new ArgumentException($"{unknown} is no argument; arguments are {string.Join(", ", function.Inputs.Select(i => i.Name))}.");
        }

        steps = [.. function.Inputs.Select(i => batched.Contains(i.Name) ? i.Count : 0), .. function.Outputs.Select(o => o.Count)];
    }

    /// <summary>The results of <paramref name="count"/> samples from <paramref name="first"/> on, each read and written at its place.</summary>
    /// <exception cref="ArgumentException">An array is missing or too short.</exception>
    /// <exception cref="ArithmeticException">A matrix of a sample is singular, or not positive definite; what came before it is written.</exception>
    public void Run(ReadOnlySpan<T[]> inputs, ReadOnlySpan<T[]> outputs, int first, int count) => function.Run(inputs, outputs, steps, first, count);
}
