using MatrixDiff.Numeric.Kernels.Native;

namespace MatrixDiff.Numeric.Kernels;

/// <summary>
/// Factorizations for solutions, inverses and determinants. P A = L U with the greatest pivot of each column is held as n×(n+1), the
/// rows that were exchanged in the last column; A = L L' for a positive definite A as n×n.
/// </summary>
internal static unsafe class Factorization
{
    /// <summary>L U of a square matrix.</summary>
    public static Dense Lu(Dense a)
    {
        var result = Dense.New(a.Rows, a.Rows + 1);
        fixed (double* r = result.Data, x = a.Data, scratch = Scratch(a.Rows, a.Rows))
        {
            Wide.Lu(r, x, a.Rows, scratch, Wide.Automatic);
        }

        return result;
    }

    /// <summary>L L' of a positive definite matrix, from its lower triangle.</summary>
    /// <exception cref="ArithmeticException">It is not positive definite.</exception>
    public static Dense Cholesky(Dense a)
    {
        var result = Dense.New(a.Rows, a.Rows);
        fixed (double* r = result.Data, x = a.Data, scratch = Scratch(a.Rows, a.Rows))
        {
            Wide.Cholesky(r, x, a.Rows, scratch, Wide.Automatic);
        }

        return result;
    }

    /// <summary>A⁻¹ B or A⁻ᵀ B.</summary>
    /// <exception cref="ArithmeticException">A is singular.</exception>
    public static Dense Solve(Dense factors, Dense b, bool positive, bool transposed)
    {
        var result = Dense.New(b.Rows, b.Columns);
        fixed (double* r = result.Data, f = factors.Data, x = b.Data, scratch = Scratch(b.Rows, b.Columns))
        {
            if (positive)
            {
                Wide.SolveCholesky(r, f, x, b.Rows, b.Columns, scratch, Wide.Automatic);
            }
            else
            {
                Wide.SolveLu(r, f, x, b.Rows, b.Columns, transposed, scratch, Wide.Automatic);
            }
        }

        return result;
    }

    /// <summary>det A.</summary>
    public static double Determinant(Dense factors, bool positive)
    {
        double product = 1;
        for (int i = 0; i < factors.Rows; i++)
        {
            product *= positive ? factors[i, i] * factors[i, i] : factors[i, factors.Rows] == i ? factors[i, i] : -factors[i, i];
        }

        return product;
    }

    /// <summary>log |det A|, −∞ for a singular matrix.</summary>
    public static double LogDeterminant(Dense factors, bool positive)
    {
        double sum = 0;
        for (int i = 0; i < factors.Rows; i++)
        {
            sum += (positive ? 2 : 1) * Math.Log(Math.Abs(factors[i, i]));
        }

        return sum;
    }

    private static double[] Scratch(int n, int c) => new double[Widest.FactorScratch(typeof(double), n, c)];
}
