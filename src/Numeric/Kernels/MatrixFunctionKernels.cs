using MatrixDiff.Numeric.Kernels.Native;

namespace MatrixDiff.Numeric.Kernels;

/// <summary>Functions of a matrix for interpreted plans: <see cref="MatrixFunctions"/> with memory of their own.</summary>
internal static unsafe class MatrixFunctionKernels
{
    /// <summary>Xᵏ.</summary>
    /// <exception cref="ArithmeticException">X is singular and k negative, or k is no whole number.</exception>
    public static Dense Power(Dense x, double exponent)
    {
        var result = x.Like();
        fixed (double* r = result.Data, a = x.Data, scratch = new double[MatrixFunctions.PowerScratch(x.Rows)])
        {
            MatrixFunctions.Power(r, a, exponent, x.Rows, Wide.Automatic, scratch);
        }

        return result;
    }

    /// <summary>adj X, also of a singular X.</summary>
    public static Dense Adjugate(Dense x) => Of(&MatrixFunctions.Adjugate, x, MatrixFunctions.AdjugateScratch(x.Rows));

    /// <summary>X⁺; singular values up to max(m, n) ε times the greatest count as 0.</summary>
    public static Dense PseudoInverse(Dense x)
    {
        var result = Dense.New(x.Columns, x.Rows);
        fixed (double* r = result.Data, a = x.Data, scratch = new double[MatrixFunctions.PseudoInverseScratch(x.Rows, x.Columns)])
        {
            MatrixFunctions.PseudoInverse(r, a, x.Rows, x.Columns, Wide.Automatic, scratch);
        }

        return result;
    }

    /// <summary>exp X.</summary>
    public static Dense Exponential(Dense x) => Of(&MatrixFunctions.Exponential, x, MatrixFunctions.ExponentialScratch(x.Rows));

    /// <summary>The principal logarithm.</summary>
    /// <exception cref="ArithmeticException">There is none.</exception>
    public static Dense Logarithm(Dense x) => Of(&MatrixFunctions.Logarithm, x, MatrixFunctions.LogarithmScratch(x.Rows));

    /// <summary>The lower L with L L' = X, from the lower triangle of X.</summary>
    /// <exception cref="ArithmeticException">X is not positive definite.</exception>
    public static Dense Cholesky(Dense x) => Arrangements.Triangle(Factorization.Cholesky(x), lower: true);

    /// <summary>The derivative of exp in a direction.</summary>
    public static Dense ExponentialDerivative(Dense x, Dense direction) => Derivative(&MatrixFunctions.Exponential, x, direction, MatrixFunctions.ExponentialScratch);

    /// <summary>The derivative of the logarithm in a direction.</summary>
    /// <exception cref="ArithmeticException">There is no logarithm.</exception>
    public static Dense LogarithmDerivative(Dense x, Dense direction) => Derivative(&MatrixFunctions.Logarithm, x, direction, MatrixFunctions.LogarithmScratch);

    private static Dense Of(delegate*<double*, double*, int, Libraries, double*, void> f, Dense x, long length)
    {
        var result = x.Like();
        fixed (double* r = result.Data, a = x.Data, scratch = new double[length])
        {
            f(r, a, x.Rows, Wide.Automatic, scratch);
        }

        return result;
    }

    private static Dense Derivative(delegate*<double*, double*, int, Libraries, double*, void> f, Dense x, Dense direction, Func<int, long> length)
    {
        var result = x.Like();
        fixed (double* r = result.Data, a = x.Data, e = direction.Data, scratch = new double[MatrixFunctions.DerivativeScratch(x.Rows, length)])
        {
            MatrixFunctions.Derivative(f, r, a, e, x.Rows, Wide.Automatic, scratch);
        }

        return result;
    }
}
