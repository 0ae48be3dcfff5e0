using MathNet.Numerics.LinearAlgebra;

namespace MatrixDiff.Numeric.Reference;

/// <summary>
/// Derivatives by central differences (F(x + h eⱼ) − F(x − h eⱼ)) / 2h of what <see cref="BackwardPass"/> computes,
/// with an error of order h² + ε/h. Blocks, shapes and layouts are those of <see cref="ForwardMode"/>.
/// </summary>
/// <param name="mlp">The network.</param>
/// <param name="step">The step h.</param>
public sealed class FiniteDifferences(ReferenceMlp mlp, double step = 1e-5)
{
    /// <summary>∇J by block x, from values of J: dim(x).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The network has no such block.</exception>
    public Vector<double> Gradient(Block x) =>
        Differences(1, x, pass => Vector<double>.Build.Dense(1, pass.Loss)).Row(0);

    /// <summary>∂²J/∂rows ∂columnsᵀ, from the backward pass's gradient by rows: dim(rows)×dim(columns).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The network has no such block.</exception>
    public Matrix<double> Hessian(Block rows, Block columns) =>
        Differences(mlp.Dimension(rows), columns, pass => pass.Gradient(rows));

    /// <summary>∂node/∂xᵀ, from values of the node: dim(node)×dim(x).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The network has no such block.</exception>
    public Matrix<double> Jacobian(Block node, Block x) =>
        Differences(mlp.Dimension(node), x, pass => pass.Value(node));

    private Matrix<double> Differences(int rows, Block x, Func<BackwardPass, Vector<double>> read)
    {
        var result = Matrix<double>.Build.Dense(rows, mlp.Dimension(x));
        for (int j = 0; j < result.ColumnCount; j++)
        {
            var above = read(new BackwardPass(mlp, new Nudge(x, j, step)));
            var below = read(new BackwardPass(mlp, new Nudge(x, j, -step)));
            result.SetColumn(j, (above - below) / (2 * step));
        }

        return result;
    }
}
