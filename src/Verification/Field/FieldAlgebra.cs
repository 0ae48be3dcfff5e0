namespace MatrixDiff.Verification.Field;

/// <summary>Inverses, determinants and adjugates over the field, exact.</summary>
internal static class FieldAlgebra
{
    /// <summary>X⁻¹ by Gauss–Jordan elimination.</summary>
    /// <exception cref="UndefinedException">X is singular.</exception>
    public static FieldMatrix Inverse(FieldMatrix x)
    {
        int n = x.Rows;
        var a = Copy(x);
        var inverse = FieldMatrix.Identity(n);
        for (int k = 0; k < n; k++)
        {
            int p = Pivot(a, k);
            if (p < 0)
            {
                throw new UndefinedException("the inverse of a singular matrix");
            }

            Swap(a, k, p);
            Swap(inverse, k, p);
            ulong scale = Fp.Inverse(a[k, k]);
            for (int j = 0; j < n; j++)
            {
                a[k, j] = Fp.Multiply(a[k, j], scale);
                inverse[k, j] = Fp.Multiply(inverse[k, j], scale);
            }

            for (int i = 0; i < n; i++)
            {
                ulong factor = a[i, k];
                if (i == k || factor == 0)
                {
                    continue;
                }

                for (int j = 0; j < n; j++)
                {
                    a[i, j] = Fp.Subtract(a[i, j], Fp.Multiply(factor, a[k, j]));
                    inverse[i, j] = Fp.Subtract(inverse[i, j], Fp.Multiply(factor, inverse[k, j]));
                }
            }
        }

        return inverse;
    }

    /// <summary>det X, 0 for a singular matrix.</summary>
    public static ulong Determinant(FieldMatrix x)
    {
        int n = x.Rows;
        var a = Copy(x);
        ulong determinant = 1;
        for (int k = 0; k < n; k++)
        {
            int p = Pivot(a, k);
            if (p < 0)
            {
                return 0;
            }

            determinant = Fp.Multiply(p == k ? determinant : Fp.Negate(determinant), a[p, k]);
            Swap(a, k, p);
            ulong scale = Fp.Inverse(a[k, k]);
            for (int i = k + 1; i < n; i++)
            {
                ulong factor = Fp.Multiply(a[i, k], scale);
                for (int j = k; j < n && factor != 0; j++)
                {
                    a[i, j] = Fp.Subtract(a[i, j], Fp.Multiply(factor, a[k, j]));
                }
            }
        }

        return determinant;
    }

    /// <summary>adj X: the transposed cofactors.</summary>
    public static FieldMatrix Adjugate(FieldMatrix x)
    {
        ulong determinant = Determinant(x);
        if (determinant != 0)
        {
            return determinant * Inverse(x);
        }

        var result = new FieldMatrix(x.Rows, x.Rows);
        for (int i = 0; i < x.Rows; i++)
        {
            for (int j = 0; j < x.Rows; j++)
            {
                ulong minor = Determinant(Minor(x, i, j));
                result[j, i] = (i + j) % 2 == 0 ? minor : Fp.Negate(minor);
            }
        }

        return result;
    }

    /// <summary>X⁺ of a matrix of full rank: (X'X)⁻¹X' or X'(XX')⁻¹.</summary>
    public static FieldMatrix PseudoInverse(FieldMatrix x)
    {
        var t = x.Transposed();
        return x.Rows >= x.Columns ? Inverse(t * x) * t : t * Inverse(x * t);
    }

    private static FieldMatrix Minor(FieldMatrix x, int row, int column)
    {
        var result = new FieldMatrix(x.Rows - 1, x.Rows - 1);
        for (int j = 0; j < result.Columns; j++)
        {
            for (int i = 0; i < result.Rows; i++)
            {
                result[i, j] = x[i < row ? i : i + 1, j < column ? j : j + 1];
            }
        }

        return result;
    }

    private static int Pivot(FieldMatrix a, int column)
    {
        for (int i = column; i < a.Rows; i++)
        {
            if (a[i, column] != 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static void Swap(FieldMatrix a, int i, int k)
    {
        for (int j = 0; i != k && j < a.Columns; j++)
        {
            (a[i, j], a[k, j]) = (a[k, j], a[i, j]);
        }
    }

    private static FieldMatrix Copy(FieldMatrix x) => new(x.Rows, x.Columns, [.. x.Entries]);
}
