using MathNet.Numerics.LinearAlgebra;

namespace MatrixDiff.Numeric.Reference;

/// <summary>
/// A loss J(a, y) of the output a = a[L] (p×1) and the target y (p×1): its value and ∇ₐJ (p×1) written by hand,
/// and, apart from them, its value on hyper-dual numbers.
/// </summary>
public abstract class Loss
{
    private Loss(string name) => Name = name;

    /// <summary>Binary cross entropy J = −yᵀ log a − (1−y)ᵀ log(1−a), for 0 &lt; a &lt; 1: ∇ₐJ = (a − y) ⊘ (a ⊙ (1−a)).</summary>
    public static Loss BinaryCrossEntropy { get; } = new BinaryCrossEntropyLoss();

    /// <summary>
    /// Softmax cross entropy J = −yᵀ log softmax(a): ∇ₐJ = (1ᵀy) softmax(a) − y, for any y.
    /// The softmax belongs to the loss: with <see cref="Activation.Identity"/> as the output activation, a[L] = z[L]
    /// and J = −yᵀ log softmax(z[L]).
    /// </summary>
    public static Loss SoftmaxCrossEntropy { get; } = new SoftmaxCrossEntropyLoss();

    /// <summary>Half squared error J = ½‖a − y‖²: ∇ₐJ = a − y.</summary>
    public static Loss HalfSquaredError { get; } = new HalfSquaredErrorLoss();

    /// <summary>Every loss.</summary>
    public static IReadOnlyList<Loss> All { get; } = [BinaryCrossEntropy, SoftmaxCrossEntropy, HalfSquaredError];

    /// <summary>The name, in lower case.</summary>
    public string Name { get; }

    /// <summary>J(a, y).</summary>
    public abstract double Value(Vector<double> a, Vector<double> y);

    /// <summary>∇ₐJ(a, y), p×1.</summary>
    public abstract Vector<double> Gradient(Vector<double> a, Vector<double> y);

    /// <summary>J(a, y) with the derivatives that a carries.</summary>
    public abstract HyperDual Value(IReadOnlyList<HyperDual> a, Vector<double> y);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Is a well inside the domain of one entry of the output, away from singularities?</summary>
    internal virtual bool Admits(double a) => true;

    private sealed class BinaryCrossEntropyLoss() : Loss("binary cross entropy")
    {
        public override double Value(Vector<double> a, Vector<double> y) =>
            -(y * a.PointwiseLog()) - ((1 - y) * (1 - a).PointwiseLog());

        public override Vector<double> Gradient(Vector<double> a, Vector<double> y) =>
            (a - y).PointwiseDivide(a.PointwiseMultiply(1 - a));

        public override HyperDual Value(IReadOnlyList<HyperDual> a, Vector<double> y)
        {
            HyperDual sum = 0;
            for (int i = 0; i < a.Count; i++)
            {
                sum -= (y[i] * HyperDual.Log(a[i])) + ((1 - y[i]) * HyperDual.Log(1 - a[i]));
            }

            return sum;
        }

        internal override bool Admits(double a) => a is > 0.1 and < 0.9;
    }

    private sealed class SoftmaxCrossEntropyLoss() : Loss("softmax cross entropy")
    {
        public override double Value(Vector<double> a, Vector<double> y) =>
            (y.Sum() * (a.Maximum() + Math.Log((a - a.Maximum()).PointwiseExp().Sum()))) - (y * a);

        public override Vector<double> Gradient(Vector<double> a, Vector<double> y)
        {
            var exp = (a - a.Maximum()).PointwiseExp();
            return (y.Sum() * exp / exp.Sum()) - y;
        }

        public override HyperDual Value(IReadOnlyList<HyperDual> a, Vector<double> y)
        {
            double shift = a.Max(x => x.V);
            HyperDual total = 0;
            foreach (var x in a)
            {
                total += HyperDual.Exp(x - shift);
            }

            HyperDual sum = 0;
            for (int i = 0; i < a.Count; i++)
            {
                sum -= y[i] * (a[i] - shift - HyperDual.Log(total));
            }

            return sum;
        }
    }

    private sealed class HalfSquaredErrorLoss() : Loss("half squared error")
    {
        public override double Value(Vector<double> a, Vector<double> y) => 0.5 * ((a - y) * (a - y));

        public override Vector<double> Gradient(Vector<double> a, Vector<double> y) => a - y;

        public override HyperDual Value(IReadOnlyList<HyperDual> a, Vector<double> y)
        {
            HyperDual sum = 0;
            for (int i = 0; i < a.Count; i++)
            {
                sum += 0.5 * (a[i] - y[i]) * (a[i] - y[i]);
            }

            return sum;
        }
    }
}
