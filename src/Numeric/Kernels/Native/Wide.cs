using System.Runtime.Intrinsics;

namespace MatrixDiff.Numeric.Kernels.Native;

/// <summary>Kernels on doubles for interpreted plans: on the widest registers, products and factorizations by OpenBLAS where it is found.</summary>
internal static unsafe class Wide
{
    private static int Blas => NumericBackends.HasOpenBlas ? 1 : 0;

    /// <summary>op(A) op(B).</summary>
    public static void Product(double* r, double* a, double* b, int m, int n, int k, bool ta, bool tb, double* scratch)
    {
        if (Blas == 1)
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

    /// <summary>L U.</summary>
    public static void Lu(double* r, double* a, int n, double* scratch)
    {
        if (Widest.Is512)
        {
            Steps<Lanes512<double>, Vector512<double>, double>.Lu(r, a, n, Blas, scratch);
        }
        else
        {
            Steps<Lanes256<double>, Vector256<double>, double>.Lu(r, a, n, Blas, scratch);
        }
    }

    /// <summary>L L'.</summary>
    public static void Cholesky(double* r, double* a, int n, double* scratch)
    {
        if (Widest.Is512)
        {
            Steps<Lanes512<double>, Vector512<double>, double>.Cholesky(r, a, n, Blas, scratch);
        }
        else
        {
            Steps<Lanes256<double>, Vector256<double>, double>.Cholesky(r, a, n, Blas, scratch);
        }
    }

    /// <summary>A⁻¹ B or A⁻ᵀ B from L U.</summary>
    public static void SolveLu(double* r, double* lu, double* b, int n, int c, bool transposed, double* scratch)
    {
        if (Widest.Is512)
        {
            Steps<Lanes512<double>, Vector512<double>, double>.SolveLu(r, lu, b, n, c, transposed ? 1 : 0, Blas, scratch);
        }
        else
        {
            Steps<Lanes256<double>, Vector256<double>, double>.SolveLu(r, lu, b, n, c, transposed ? 1 : 0, Blas, scratch);
        }
    }

    /// <summary>A⁻¹ B from L L'.</summary>
    public static void SolveCholesky(double* r, double* l, double* b, int n, int c, double* scratch)
    {
        if (Widest.Is512)
        {
            Steps<Lanes512<double>, Vector512<double>, double>.SolveCholesky(r, l, b, n, c, Blas, scratch);
        }
        else
        {
            Steps<Lanes256<double>, Vector256<double>, double>.SolveCholesky(r, l, b, n, c, Blas, scratch);
        }
    }
}
