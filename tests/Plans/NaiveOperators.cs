using MathNet.Numerics.LinearAlgebra;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Tests.Plans;

/// <summary>The operators by their definitions.</summary>
internal static class NaiveOperators
{
    /// <summary>The value of an operator at the values of its arguments.</summary>
    public static double[,] Apply(Apply node, double[][,] arguments, Naive naive)
    {
        var a = arguments[0];
        int rows = a.GetLength(0), columns = a.GetLength(1);
        double total = a.Cast<double>().Sum();
        return node.Operator switch
        {
            Transpose => Turn(a),
            Hadamard => arguments.Aggregate((x, y) => Naive.Zip(x, y, (s, t) => s * t)),
            Kronecker => arguments.Aggregate((x, y) => Naive.Make(
                x.GetLength(0) * y.GetLength(0),
                x.GetLength(1) * y.GetLength(1),
                (i, j) => x[i / y.GetLength(0), j / y.GetLength(1)] * y[i % y.GetLength(0), j % y.GetLength(1)])),
            DiagonalMatrix => Naive.Make(a.Length, a.Length, (i, j) => i == j ? Flat(a)[i] : 0),
            DiagonalPart => Naive.Make(rows, 1, (i, _) => a[i, i]),
            Tril => Naive.Make(rows, columns, (i, j) => i >= j ? a[i, j] : 0),
            Triu => Naive.Make(rows, columns, (i, j) => i <= j ? a[i, j] : 0),
            CumulativeSum => Naive.Make(rows, columns, (i, j) => Enumerable.Range(0, i + 1).Sum(k => a[k, j])),
            Vec => Column(Flat(a)),
            Unvec u => naive.Extent(u.Result.Rows) is var m ? Naive.Make(m, naive.Extent(u.Result.Columns), (i, j) => a[i + (j * m), 0]) : a,
            Vech => Column([.. from j in Enumerable.Range(0, rows) from i in Enumerable.Range(j, rows - j) select a[i, j]]),
            Hcat => arguments.Aggregate((x, y) => Naive.Make(rows, x.GetLength(1) + y.GetLength(1), (i, j) => j < x.GetLength(1) ? x[i, j] : y[i, j - x.GetLength(1)])),
            Vcat => arguments.Aggregate((x, y) => Naive.Make(x.GetLength(0) + y.GetLength(0), columns, (i, j) => i < x.GetLength(0) ? x[i, j] : y[i - x.GetLength(0), j])),
            Trace => Naive.Scalar(Enumerable.Range(0, rows).Sum(i => a[i, i])),
            Total => Naive.Scalar(total),
            Mean => Naive.Scalar(total / a.Length),
            Maximum => Naive.Scalar(a.Cast<double>().Max()),
            ElementwisePower p => Naive.Map(a, x => Math.Pow(x, p.Exponent.ToDouble())),
            GeneralPower => Power(a, arguments[1]),
            MatrixPower p => Library(a, x => p.Exponent < 0 ? x.Inverse().Power(-p.Exponent) : x.Power(p.Exponent)),
            SymbolicPower => Library(a, x => x.Power((int)arguments[1][0, 0])),
            Determinant => Naive.Scalar(Leibniz(a)),
            LogDeterminant => Naive.Scalar(Math.Log(Math.Abs(Leibniz(a)))),
            Adjugate => Naive.Make(rows, rows, (i, j) => ((i + j) % 2 == 0 ? 1 : -1) * Leibniz(Minor(a, j, i))),
            PseudoInverse => Library(a, x => x.PseudoInverse()),
            Frechet { Function.Name: var f } => Directional(x => f == "expm" ? Library(x, Series) : Symmetric(x, Math.Log), a, arguments[1]),
            SpectralFunction { Name: "expm" } => Library(a, Series),
            SpectralFunction { Name: "logm" } => Symmetric(a, Math.Log),
            SpectralFunction { Name: "chol" } => Library(a, x => x.Cholesky().Factor),
            DefinedReduction or VectorFunction => Defined(node.Operator.Name, a),
            ElementwiseOperator { Function.IsUnknown: true } o => Naive.Map(a, naive.Function(o.Function.Name.Text, o.Order)),
            ElementwiseOperator o => Naive.Map(a, x => NaiveFunctions.Value(o.Function.Name.Text, o.Order, x, s => naive.Value(s)[0, 0], o.Function.Slope)),
            var o => throw new NotSupportedException(o.Name),
        };
    }

    private static double[,] Defined(string name, double[,] a) => name switch
    {
        "norm1" => Naive.Scalar(a.Cast<double>().Sum(Math.Abs)),
        "norm2" or "normF" => Naive.Scalar(Math.Sqrt(a.Cast<double>().Sum(x => x * x))),
        "sumsq" => Naive.Scalar(a.Cast<double>().Sum(x => x * x)),
        "logsumexp" => Naive.Scalar(Math.Log(a.Cast<double>().Sum(Math.Exp))),
        "softmax" => Naive.Map(a, x => Math.Exp(x) / a.Cast<double>().Sum(Math.Exp)),
        "logsoftmax" => Naive.Map(a, x => x - Math.Log(a.Cast<double>().Sum(Math.Exp))),
        "normalize" => Naive.Map(a, x => x / Math.Sqrt(a.Cast<double>().Sum(y => y * y))),
        "rowsoftmax" => Naive.Make(a.GetLength(0), a.GetLength(1), (i, j) => Math.Exp(a[i, j]) / Enumerable.Range(0, a.GetLength(1)).Sum(k => Math.Exp(a[i, k]))),
        "colsoftmax" => Naive.Make(a.GetLength(0), a.GetLength(1), (i, j) => Math.Exp(a[i, j]) / Enumerable.Range(0, a.GetLength(0)).Sum(k => Math.Exp(a[k, j]))),
        _ => throw new NotSupportedException(name),
    };

    private static double[,] Power(double[,] x, double[,] c) => c.Length == 1 ? Naive.Map(x, v => Math.Pow(v, c[0, 0]))
        : x.Length == 1 ? Naive.Map(c, v => Math.Pow(x[0, 0], v))
        : Naive.Zip(x, c, Math.Pow);

    private static double[,] Turn(double[,] a) => Naive.Make(a.GetLength(1), a.GetLength(0), (i, j) => a[j, i]);

    private static double[] Flat(double[,] a) => [.. Turn(a).Cast<double>()];

    private static double[,] Column(double[] x) => Naive.Make(x.Length, 1, (i, _) => x[i]);

    private static double[,] Library(double[,] a, Func<Matrix<double>, Matrix<double>> f) => f(Matrix<double>.Build.DenseOfArray(a)).ToArray();

    // Differences, extrapolated.
    private static double[,] Directional(Func<double[,], double[,]> f, double[,] x, double[,] direction)
    {
        double[,] Central(double h) => Naive.Zip(
            f(Naive.Zip(x, direction, (s, t) => s + (h * t))), f(Naive.Zip(x, direction, (s, t) => s - (h * t))), (s, t) => (s - t) / (2 * h));
        return Naive.Zip(Central(0.01), Central(0.005), (s, t) => ((4 * t) - s) / 3);
    }

    // exp X = (Σ (X/2¹⁶)ᵏ/k!)^(2¹⁶)
    private static Matrix<double> Series(Matrix<double> x)
    {
        var small = x / 65536;
        var term = Matrix<double>.Build.DenseIdentity(x.RowCount);
        var sum = term;
        for (int k = 1; k < 12; k++)
        {
            term = term * small / k;
            sum += term;
        }

        for (int k = 0; k < 16; k++)
        {
            sum *= sum;
        }

        return sum;
    }

    private static double[,] Symmetric(double[,] a, Func<double, double> f) => Library(a, x =>
    {
        var evd = x.Evd(Symmetricity.Symmetric);
        return evd.EigenVectors * Matrix<double>.Build.DenseOfDiagonalVector(evd.EigenValues.Real().Map(f)) * evd.EigenVectors.Transpose();
    });

    private static double Leibniz(double[,] a) => a.Length == 0 ? 1
        : Enumerable.Range(0, a.GetLength(0)).Sum(j => (j % 2 == 0 ? 1 : -1) * a[0, j] * Leibniz(Minor(a, 0, j)));

    private static double[,] Minor(double[,] a, int row, int column) =>
        Naive.Make(a.GetLength(0) - 1, a.GetLength(1) - 1, (i, j) => a[i < row ? i : i + 1, j < column ? j : j + 1]);
}
