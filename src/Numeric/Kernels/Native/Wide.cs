using System.Runtime.Intrinsics;

namespace MatrixDiff.Numeric.Kernels.Native;

/// <summary>Kernels on doubles for whom the width of registers is no parameter: interpreted plans and functions of matrices.</summary>
internal static unsafe class Wide
{
    /// <summary>What OpenBLAS does unless something else is asked for.</summary>
    public static Libraries Automatic =>
        (NumericBackends.Resolve(NumericBackend.Automatic) == NumericBackend.OpenBlas ? Libraries.Products : 0) | (NumericBackends.HasOpenBlas ? Libraries.Factors : 0);

    /// <summary>op(A) op(B).</summary>
    public static void Product(double* r, double* a, double* b, int m, int n, int k, bool ta, bool tb, double* scratch, Libraries libraries)
    {
        if ((libraries & Libraries.Products) != 0)
        {
            OpenBlas.Multiply(r, Math.Max(m, 1), a, Math.Max(ta ? k : m, 1), ta, b, Math.Max(tb ? n : k, 1), tb, m, n, k);
        }
        else if (Widest.Is512)
        {
            Steps<Lanes512<double>, Vector512<double>, double>.ManagedProduct(r, a, b, m, n, k, ta ? 1 : 0, tb ? 1 : 0, 0, scratch);
        }
        else
        {
            Steps<Lanes256<double>, Vector256<double>, double>.ManagedProduct(r, a, b, m, n, k, ta ? 1 : 0, tb ? 1 : 0, 0, scratch);
        }
    }

    /// <summary>A B of n×n matrices, without packing.</summary>
    public static void SmallProduct(double* r, double* a, double* b, int n)
    {
        if (Widest.Is512)
        {
            SmallProducts<Lanes512<double>, Vector512<double>, double>.Multiply(r, a, b, n, n, n, 1, n);
        }
        else
        {
            SmallProducts<Lanes256<double>, Vector256<double>, double>.Multiply(r, a, b, n, n, n, 1, n);
        }
    }

    /// <summary>L U.</summary>
    public static void Lu(double* r, double* a, int n, double* scratch, Libraries libraries)
    {
        if (Widest.Is512)
        {
            Steps<Lanes512<double>, Vector512<double>, double>.Lu(r, a, n, Blas(libraries, n), scratch);
        }
        else
        {
            Steps<Lanes256<double>, Vector256<double>, double>.Lu(r, a, n, Blas(libraries, n), scratch);
        }
    }

    /// <summary>L L'.</summary>
    public static void Cholesky(double* r, double* a, int n, double* scratch, Libraries libraries)
    {
        if (Widest.Is512)
        {
            Steps<Lanes512<double>, Vector512<double>, double>.Cholesky(r, a, n, Blas(libraries, n), scratch);
        }
        else
        {
            Steps<Lanes256<double>, Vector256<double>, double>.Cholesky(r, a, n, Blas(libraries, n), scratch);
        }
    }

    /// <summary>A⁻¹ B or A⁻ᵀ B from L U.</summary>
    public static void SolveLu(double* r, double* lu, double* b, int n, int c, bool transposed, double* scratch, Libraries libraries)
    {
        if (Widest.Is512)
        {
            Steps<Lanes512<double>, Vector512<double>, double>.SolveLu(r, lu, b, n, c, transposed ? 1 : 0, Blas(libraries, n), scratch);
        }
        else
        {
            Steps<Lanes256<double>, Vector256<double>, double>.SolveLu(r, lu, b, n, c, transposed ? 1 : 0, Blas(libraries, n), scratch);
        }
    }

    /// <summary>A⁻¹ B from L L'.</summary>
    public static void SolveCholesky(double* r, double* l, double* b, int n, int c, double* scratch, Libraries libraries)
    {
        if (Widest.Is512)
        {
            Steps<Lanes512<double>, Vector512<double>, double>.SolveCholesky(r, l, b, n, c, Blas(libraries, n), scratch);
        }
        else
        {
            Steps<Lanes256<double>, Vector256<double>, double>.SolveCholesky(r, l, b, n, c, Blas(libraries, n), scratch);
        }
    }

    // Below a panel's size the managed code is all there is to do.
    private static int Blas(Libraries libraries, int n) => (libraries & Libraries.Factors) != 0 && n > Factors<Lanes256<double>, Vector256<double>, double>.Panel ? 1 : 0;
}
