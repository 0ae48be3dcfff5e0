using MatrixDiff.Numeric.Algorithms;
using MatrixDiff.Numeric.Compilation;
using MatrixDiff.Symbolic.Layers.Algorithms;

namespace MatrixDiff;

/// <summary>
/// The passes of a layered objective for given sizes, over arrays of their own: write into the arrays of what is put in, run, read the arrays
/// of what is computed, all by columns. A run allocates nothing; one thread at a time.
/// </summary>
public sealed class LayeredProgram
{
    private readonly AlgorithmProgram program;

    internal LayeredProgram(AlgorithmProgram program) => this.program = program;

    /// <summary>What is put in: <c>x</c>, <c>W[1]</c>, ….</summary>
    public IReadOnlyList<Slot> Inputs => program.Inputs;

    /// <summary>What is computed: the recurrences and the objective (<c>z[1]</c>, <c>J</c>), named derivatives (<c>δ[1]</c>) and others (<c>grad(J, W[1])</c>).</summary>
    public IReadOnlyList<Slot> Computed => program.Computed;

    /// <summary>The entries of what is put in or computed.</summary>
    /// <exception cref="ArgumentException">There is nothing of that name.</exception>
    public double[] this[string name] => program[name];

    /// <summary>The recurrences and the objective.</summary>
    public void Forward() => program.Run(PassKind.Forward);

    /// <summary>The forward pass, and first derivatives.</summary>
    public void Gradients() => program.Run(PassKind.Backward);

    /// <summary>All passes.</summary>
    public void Run() => program.Run(PassKind.SecondOrder);
}
