namespace MatrixDiff.Numeric.Kernels.Native;

/// <content>
/// What is done with factorizations (<see cref="Factors{L,V,T}"/>). A = P L U is held as n×(n+1): L below the diagonal, U above, and in the
/// last column the row with which each row was exchanged. A = L L' is held as n×n, of which the lower triangle counts. <c>blas</c> is 1
/// for OpenBLAS.
/// </content>
internal static unsafe partial class Steps<L, V, T>
{
    /// <summary>The factors L U of an n×n matrix.</summary>
    public static void Lu(T* r, T* a, int n, int blas, T* scratch)
    {
        Copy(r, a, n * n);
        T* pivots = r + ((long)n * n);
        if (blas == 1)
        {
            int* rows = (int*)scratch;
            OpenBlas.Lu(r, n, rows);
            for (int i = 0; i < n; i++)
            {
                pivots[i] = T.CreateTruncating(rows[i] - 1);
            }
        }
        else
        {
            Factors<L, V, T>.Lu(r, pivots, n, scratch);
        }
    }

    /// <summary>The lower factor of a positive definite n×n matrix, from its lower triangle.</summary>
    /// <exception cref="ArithmeticException">It is not positive definite.</exception>
    public static void Cholesky(T* r, T* a, int n, int blas, T* scratch)
    {
        Copy(r, a, n * n);
        bool done = blas == 1 ? OpenBlas.Cholesky(r, n) == 0 : Factors<L, V, T>.Cholesky(r, n, scratch);
        if (!done)
        {
            throw new ArithmeticException($"A {n}×{n} matrix is not positive definite and has no Cholesky factor.");
        }
    }

    /// <summary>log |det A| of L U.</summary>
    public static void LogDetLu(T* r, T* lu, int n) => *r = LogDiagonal(lu, n);

    /// <summary>log det A of L L'.</summary>
    public static void LogDetCholesky(T* r, T* l, int n) => *r = LogDiagonal(l, n) + LogDiagonal(l, n);

    /// <summary>det A of L U.</summary>
    public static void DetLu(T* r, T* lu, int n)
    {
        var product = T.One;
        for (int i = 0; i < n; i++)
        {
            var pivot = lu[(long)i * (n + 1)];
            product *= int.CreateTruncating(lu[((long)n * n) + i]) == i ? pivot : -pivot;
        }

        *r = product;
    }

    /// <summary>det A of L L'.</summary>
    public static void DetCholesky(T* r, T* l, int n)
    {
        var product = T.One;
        for (int i = 0; i < n; i++)
        {
            product *= l[(long)i * (n + 1)] * l[(long)i * (n + 1)];
        }

        *r = product;
    }

    /// <summary>A⁻¹ B, or A⁻ᵀ B, from L U; B n×c.</summary>
    /// <exception cref="ArithmeticException">A is singular.</exception>
    public static void SolveLu(T* r, T* lu, T* b, int n, int c, int transposed, int blas, T* scratch)
    {
        for (int i = 0; i < n; i++)
        {
            if (T.IsZero(lu[(long)i * (n + 1)]))
            {
                throw new ArithmeticException($"A {n}×{n} matrix is singular and has no inverse.");
            }
        }

        Copy(r, b, n * c);
        T* pivots = lu + ((long)n * n);
        if (transposed == 0)
        {
            Factors<L, V, T>.Exchange(r, pivots, n, c, false);
            Triangular(lu, true, true, false, r, n, c, blas, scratch);
            Triangular(lu, false, false, false, r, n, c, blas, scratch);
        }
        else
        {
            Triangular(lu, false, false, true, r, n, c, blas, scratch);
            Triangular(lu, true, true, true, r, n, c, blas, scratch);
            Factors<L, V, T>.Exchange(r, pivots, n, c, true);
        }
    }

    /// <summary>A⁻¹ B from L L'; B n×c.</summary>
    public static void SolveCholesky(T* r, T* l, T* b, int n, int c, int blas, T* scratch)
    {
        Copy(r, b, n * c);
        Triangular(l, true, false, false, r, n, c, blas, scratch);
        Triangular(l, true, false, true, r, n, c, blas, scratch);
    }

    /// <summary>A⁻¹, or A⁻ᵀ, from L U; the first n² of scratch hold I.</summary>
    /// <exception cref="ArithmeticException">A is singular.</exception>
    public static void InverseLu(T* r, T* lu, int n, int transposed, int blas, T* scratch)
    {
        Factors<L, V, T>.Identity(scratch, n);
        SolveLu(r, lu, scratch, n, n, transposed, blas, scratch + ((long)n * n));
    }

    /// <summary>A⁻¹ = (L⁻¹)'L⁻¹ from L L'; the first n² of scratch hold L⁻¹.</summary>
    public static void InverseCholesky(T* r, T* l, int n, int blas, T* scratch)
    {
        if (blas == 1)
        {
            Copy(r, l, n * n);
            _ = OpenBlas.InverseOfCholesky(r, n);
            Mirror(r, n);
        }
        else
        {
            T* products = scratch + ((long)n * n);
            Factors<L, V, T>.InverseOfLower(scratch, l, n, products);
            Factors<L, V, T>.GramOfLower(r, scratch, n, products);
            Mirror(r, n);
        }
    }

    private static void Triangular(T* a, bool lower, bool unit, bool transposed, T* b, int n, int c, int blas, T* scratch)
    {
        if (blas == 1 && n > Factors<L, V, T>.Panel && c > Factors<L, V, T>.Few)
        {
            OpenBlas.Triangular(a, n, lower, unit, transposed, b, n, n, c);
        }
        else
        {
            Factors<L, V, T>.Triangular(a, n, lower, unit, transposed, b, n, n, c, scratch);
        }
    }

    private static T LogDiagonal(T* a, int n)
    {
        var sum = T.Zero;
        for (int i = 0; i < n; i++)
        {
            sum += T.Log(T.Abs(a[(long)i * (n + 1)]));
        }

        return sum;
    }
}
