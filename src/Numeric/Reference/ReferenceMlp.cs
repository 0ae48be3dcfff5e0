using MathNet.Numerics.LinearAlgebra;

namespace MatrixDiff.Numeric.Reference;

/// <summary>
/// A multilayer perceptron at one sample, layers l = 1..L of sizes n[0..L], immutable:
/// <code>
/// a[0] = x
/// z[l] = W[l] a[l−1] + b[l]      W[l]: n[l]×n[l−1],  b[l], z[l], a[l]: n[l]
/// a[l] = f[l](z[l])              elementwise
/// J    = loss(a[L], y)           y: n[L]
/// </code>
/// It uses matrices only and none of the symbolic engine: formulas are checked against it.
/// Derivatives: <see cref="BackwardPass"/>, <see cref="ForwardMode"/>, <see cref="FiniteDifferences"/>.
/// </summary>
public sealed class ReferenceMlp
{
    private readonly Matrix<double>[] weights;
    private readonly Vector<double>[] biases;
    private readonly Activation[] activations;

    /// <summary>The network with W[1..L], b[1..L] and f[1..L] (each list starts with layer 1), at input x and target y. Arrays are copied.</summary>
    /// <exception cref="ArgumentException">No layer, lists of different lengths, or shapes that do not conform.</exception>
    public ReferenceMlp(
        IEnumerable<Matrix<double>> weights,
        IEnumerable<Vector<double>> biases,
        IEnumerable<Activation> activations,
        Loss loss,
        Vector<double> input,
        Vector<double> target)
    {
        this.weights = [.. weights.Select(w => w.Clone())];
        this.biases = [.. biases.Select(b => b.Clone())];
        this.activations = [.. activations];
        (Loss, Input, Target) = (loss, input.Clone(), target.Clone());
        if (this.weights.Length == 0 || this.biases.Length != Layers || this.activations.Length != Layers)
        {
            throw new ArgumentException("One weight matrix, bias and activation for each of at least one layer.");
        }

        for (int l = 1; l <= Layers; l++)
        {
            if (W(l).ColumnCount != Size(l - 1) || B(l).Count != Size(l))
            {
                throw new ArgumentException(
                    $"Layer {l}: W is {W(l).RowCount}×{W(l).ColumnCount}, b has {B(l).Count} entries, a[{l - 1}] has {Size(l - 1)}.");
            }
        }

        if (Target.Count != Size(Layers))
        {
            throw new ArgumentException($"The target has {Target.Count} entries, the output {Size(Layers)}.", nameof(target));
        }
    }

    /// <summary>L.</summary>
    public int Layers => weights.Length;

    /// <summary>J as a function of a[L] and y.</summary>
    public Loss Loss { get; }

    /// <summary>x = a[0].</summary>
    public Vector<double> Input { get; }

    /// <summary>y.</summary>
    public Vector<double> Target { get; }

    /// <summary>
    /// A network of sizes n[0..L], the same one for the same seed, away from every singularity and saturation:
    /// W and x are random, each z[l]ᵢ is drawn from (−2, 2) until |z[l]ᵢ| &gt; 0.05 (away from the kink of relu) and, at l = L,
    /// f(z) is inside the domain of the loss; b[l] = z[l] − W[l] a[l−1] makes it so. No layer is wholly dead (f′(z[l]) ≠ 0).
    /// The entries of y are drawn from (0.05, 0.95) until |1ᵀy − 1| &gt; 0.1, so that no formula that needs 1ᵀy = 1 passes.
    /// </summary>
    public static ReferenceMlp Random(IReadOnlyList<int> sizes, int seed, Activation hidden, Activation output, Loss loss)
    {
        var random = new Random(seed);
        double Uniform(double low, double high) => low + ((high - low) * random.NextDouble());
        int last = sizes.Count - 1;
        var input = Vector<double>.Build.Dense(sizes[0], _ => Uniform(-1, 1));
        var weights = new List<Matrix<double>>();
        var biases = new List<Vector<double>>();
        var activations = new List<Activation>();
        var a = input;
        for (int l = 1; l <= last; l++)
        {
            var f = l == last ? output : hidden;
            double scale = 1.5 / Math.Sqrt(sizes[l - 1]);
            var w = Matrix<double>.Build.Dense(sizes[l], sizes[l - 1], (_, _) => Uniform(-scale, scale));
            bool Good(double z) => Math.Abs(z) > 0.05 && (l < last || loss.Admits(f.Value(z)));
            double Draw()
            {
                double z = Uniform(-2, 2);
                return Good(z) ? z : Draw();
            }

            Vector<double> z;
            do
            {
                z = Vector<double>.Build.Dense(sizes[l], _ => Draw());
            }
            while (z.All(t => f.First(t) == 0));

            weights.Add(w);
            biases.Add(z - (w * a));
            activations.Add(f);
            a = z.Map(f.Value);
        }

        Vector<double> target;
        do
        {
            target = Vector<double>.Build.Dense(sizes[last], _ => Uniform(0.05, 0.95));
        }
        while (Math.Abs(target.Sum() - 1) <= 0.1);

        return new ReferenceMlp(weights, biases, activations, loss, input, target);
    }

    /// <summary>W[l], n[l]×n[l−1], for l = 1..L.</summary>
    public Matrix<double> W(int l) => weights[l - 1];

    /// <summary>b[l], for l = 1..L.</summary>
    public Vector<double> B(int l) => biases[l - 1];

    /// <summary>f[l], for l = 1..L.</summary>
    public Activation F(int l) => activations[l - 1];

    /// <summary>n[l], for l = 0..L.</summary>
    public int Size(int l) => l == 0 ? Input.Count : W(l).RowCount;

    /// <summary>The number of entries of a block.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The network has no such block.</exception>
    public int Dimension(Block block)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(block.Layer, block.Kind == BlockKind.A ? 0 : 1, nameof(block));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(block.Layer, Layers, nameof(block));
        return block.Kind == BlockKind.W ? Size(block.Layer) * Size(block.Layer - 1) : Size(block.Layer);
    }

    /// <summary>Every block: a[0], then vec W[l], b[l], z[l], a[l] for l = 1..L.</summary>
    public IEnumerable<Block> Blocks() =>
        Enumerable.Range(1, Layers)
            .SelectMany(l => new[] { Block.W(l), Block.B(l), Block.Z(l), Block.A(l) })
            .Prepend(Block.A(0));
}
