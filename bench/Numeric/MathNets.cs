using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace MatrixDiff.Bench.Numeric;

/// <summary>The problems as one writes them with MathNet.Numerics, in operators, without a thought for buffers.</summary>
internal sealed class MathNets
{
    private readonly Matrix<double> x, y, w1, w2;
    private readonly Vector<double> b1, b2;
    private readonly bool sigmoid;

    public MathNets(HandNet<double> net, int m, int n, int p, int batch, bool sigmoid)
    {
        this.sigmoid = sigmoid;
        (x, y, w1, w2) = (Of(net.X, m, batch), Of(net.Y, p, batch), Of(net.W1, n, m), Of(net.W2, p, n));
        (b1, b2) = (Vector<double>.Build.Dense(net.B1), Vector<double>.Build.Dense(net.B2));
    }

    /// <summary>Loss and gradients of the net.</summary>
    public object Run()
    {
        var z1 = AddColumns(w1 * x, b1);
        var a1 = sigmoid ? z1.Map(SpecialFunctions.Logistic) : z1.Map(v => Math.Max(v, 0));
        var z2 = AddColumns(w2 * a1, b2);
        double loss;
        Matrix<double> d2;
        if (sigmoid)
        {
            loss = z2.Map(v => Math.Max(v, 0) + Math.Log(1 + Math.Exp(-Math.Abs(v)))).RowSums().Sum() - z2.PointwiseMultiply(y).RowSums().Sum();
            d2 = z2.Map(SpecialFunctions.Logistic) - y;
        }
        else
        {
            var shifted = Matrix<double>.Build.DenseOfColumnVectors(z2.EnumerateColumns().Select(c => c - c.Maximum()));
            var e = shifted.PointwiseExp();
            var s = e.ColumnSums();
            var totals = y.ColumnSums();
            loss = s.PointwiseLog().DotProduct(totals) - shifted.PointwiseMultiply(y).RowSums().Sum();
            d2 = (e * Matrix<double>.Build.DiagonalOfDiagonalVector(totals.PointwiseDivide(s))) - y;
        }

        var back = w2.TransposeThisAndMultiply(d2);
        var d1 = sigmoid ? back.PointwiseMultiply(a1.PointwiseMultiply(1 - a1)) : back.PointwiseMultiply(z1.Map(v => v > 0 ? 1.0 : 0.0, Zeros.Include));
        return (loss, d1.TransposeAndMultiply(x), d1.RowSums(), d2.TransposeAndMultiply(a1), d2.RowSums());
    }

    /// <summary>Gradient and Hessian of the logistic loss.</summary>
    public static Func<object> Logistic(double[] x, double[] w, double[] y, int rows, int n)
    {
        var (data, at, target) = (Of(x, rows, n), Vector<double>.Build.Dense(w), Vector<double>.Build.Dense(y));
        return () =>
        {
            var s = (data * at).Map(SpecialFunctions.Logistic);
            return (data.TransposeThisAndMultiply(s - target), data.TransposeThisAndMultiply(Matrix<double>.Build.DiagonalOfDiagonalVector(s.PointwiseMultiply(1 - s)) * data));
        };
    }

    /// <summary>The likelihood of a Gaussian process and its gradient.</summary>
    public static Func<object> Likelihood(double[] k, double[] y, int n)
    {
        var (kernel, target) = (Of(k, n, n), Vector<double>.Build.Dense(y));
        return () =>
        {
            var factor = kernel.Cholesky();
            var alpha = factor.Solve(target);
            return ((factor.DeterminantLn + target.DotProduct(alpha)) / 2, (factor.Solve(Matrix<double>.Build.DenseIdentity(n)) - alpha.OuterProduct(alpha)) / 2);
        };
    }

    /// <summary>(x x') ⊗ Q.</summary>
    public static Func<object> Block(double[] x, double[] q, int n)
    {
        var (v, factor) = (Vector<double>.Build.Dense(x), Of(q, n, n));
        return () => v.OuterProduct(v).KroneckerProduct(factor);
    }

    private static Matrix<double> AddColumns(Matrix<double> z, Vector<double> b) => z + Matrix<double>.Build.Dense(z.RowCount, z.ColumnCount, (i, _) => b[i]);

    private static Matrix<double> Of(double[] x, int m, int n) => Matrix<double>.Build.DenseOfColumnMajor(m, n, x);
}
