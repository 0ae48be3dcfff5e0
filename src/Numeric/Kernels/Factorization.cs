using System.Numerics.Tensors;

namespace MatrixDiff.Numeric.Kernels;

/// <summary>P A = L U with the greatest pivot of each column, for solutions, inverses and determinants.</summary>
internal sealed class Factorization
{
    private readonly Dense lu;
    private readonly int[] pivots;
    private readonly int sign;

    /// <summary>The factorization of a square matrix.</summary>
    public Factorization(Dense a)
    {
        lu = a.Copy();
        int n = a.Rows;
        pivots = new int[n];
        sign = 1;
        for (int k = 0; k < n; k++)
        {
            int p = k;
            for (int i = k + 1; i < n; i++)
            {
                p = Math.Abs(lu[i, k]) > Math.Abs(lu[p, k]) ? i : p;
            }

            pivots[k] = p;
            if (p != k)
            {
                sign = -sign;
                for (int j = 0; j < n; j++)
                {
                    var column = lu.Column(j);
                    (column[k], column[p]) = (column[p], column[k]);
                }
            }

            double pivot = lu[k, k];
            if (pivot == 0)
            {
                continue;
            }

            var below = lu.Column(k)[(k + 1)..];
            for (int i = 0; i < below.Length; i++)
            {
                below[i] /= pivot;
            }

            for (int j = k + 1; j < n; j++)
            {
                var column = lu.Column(j)[(k + 1)..];
                TensorPrimitives.MultiplyAdd(below, -lu[k, j], column, column);
            }
        }
    }

    /// <summary>det A.</summary>
    public double Determinant
    {
        get
        {
            double product = sign;
            for (int i = 0; i < lu.Rows; i++)
            {
                product *= lu[i, i];
            }

            return product;
        }
    }

    /// <summary>log |det A|, −∞ for a singular matrix.</summary>
    public double LogDeterminant
    {
        get
        {
            double sum = 0;
            for (int i = 0; i < lu.Rows; i++)
            {
                sum += Math.Log(Math.Abs(lu[i, i]));
            }

            return sum;
        }
    }

    /// <summary>A⁻¹ B.</summary>
    /// <exception cref="ArithmeticException">A is singular.</exception>
    public Dense Solve(Dense b)
    {
        int n = lu.Rows;
        for (int k = 0; k < n; k++)
        {
            if (lu[k, k] == 0)
            {
                throw new ArithmeticException($"A {n}×{n} matrix is singular and has no inverse.");
            }
        }

        var x = b.Copy();
        for (int j = 0; j < x.Columns; j++)
        {
            var column = x.Column(j);
            for (int k = 0; k < n; k++)
            {
                (column[k], column[pivots[k]]) = (column[pivots[k]], column[k]);
            }

            for (int k = 0; k < n; k++)
            {
                TensorPrimitives.MultiplyAdd(lu.Column(k)[(k + 1)..], -column[k], column[(k + 1)..], column[(k + 1)..]);
            }

            for (int k = n - 1; k >= 0; k--)
            {
                column[k] /= lu[k, k];
                TensorPrimitives.MultiplyAdd(lu.Column(k)[..k], -column[k], column[..k], column[..k]);
            }
        }

        return x;
    }
}
