namespace MatrixDiff.Numeric.Kernels.Native;

/// <content>Factorizations of LAPACK, which the library has with it.</content>
internal static unsafe partial class OpenBlas
{
    private const int LeftSide = 141, UpperHalf = 121, NotUnit = 131, Unit = 132;

    private static readonly delegate* unmanaged<byte*, int*, void*, int*, int*, void> Dpotrf = Lapack("dpotrf_");
    private static readonly delegate* unmanaged<byte*, int*, void*, int*, int*, void> Spotrf = Lapack("spotrf_");
    private static readonly delegate* unmanaged<byte*, int*, void*, int*, int*, void> Dpotri = Lapack("dpotri_");
    private static readonly delegate* unmanaged<byte*, int*, void*, int*, int*, void> Spotri = Lapack("spotri_");
    private static readonly delegate* unmanaged<int*, int*, void*, int*, int*, int*, void> Dgetrf = (delegate* unmanaged<int*, int*, void*, int*, int*, int*, void>)Find("dgetrf_");
    private static readonly delegate* unmanaged<int*, int*, void*, int*, int*, int*, void> Sgetrf = (delegate* unmanaged<int*, int*, void*, int*, int*, int*, void>)Find("sgetrf_");

    private static readonly delegate* unmanaged<int, int, int, int, int, int, int, double, void*, int, void*, int, void> Dtrsm =
        (delegate* unmanaged<int, int, int, int, int, int, int, double, void*, int, void*, int, void>)Find("cblas_dtrsm");

    private static readonly delegate* unmanaged<int, int, int, int, int, int, int, float, void*, int, void*, int, void> Strsm =
        (delegate* unmanaged<int, int, int, int, int, int, int, float, void*, int, void*, int, void>)Find("cblas_strsm");

    /// <summary>Are the factorizations in the library?</summary>
    public static bool HasFactors => IsFound && Dpotrf != null && Spotrf != null && Dpotri != null && Spotri != null && Dgetrf != null && Sgetrf != null && Dtrsm != null && Strsm != null;

    /// <summary>A by the lower triangle of L with A = L L'; the number of the column that fails, or 0.</summary>
    public static int Cholesky<T>(T* a, int n)
        where T : unmanaged => Half(typeof(T) == typeof(double) ? Dpotrf : Spotrf, a, n);

    /// <summary>L by the lower triangle of (L L')⁻¹.</summary>
    public static int InverseOfCholesky<T>(T* l, int n)
        where T : unmanaged => Half(typeof(T) == typeof(double) ? Dpotri : Spotri, l, n);

    /// <summary>A by its factors L U, the rows that were exchanged counted from 1.</summary>
    public static void Lu<T>(T* a, int n, int* pivots)
        where T : unmanaged
    {
        int info;
        (typeof(T) == typeof(double) ? Dgetrf : Sgetrf)(&n, &n, a, &n, pivots, &info);
    }

    /// <summary>B := op(A)⁻¹ B for a triangular A.</summary>
    public static void Triangular<T>(T* a, int lda, bool lower, bool unit, bool transposed, T* b, int ldb, int n, int c)
        where T : unmanaged
    {
        int half = lower ? LowerHalf : UpperHalf, turn = transposed ? Yes : No, diagonal = unit ? Unit : NotUnit;
        if (typeof(T) == typeof(double))
        {
            Dtrsm(ByColumns, LeftSide, half, turn, diagonal, n, c, 1, a, lda, b, ldb);
        }
        else
        {
            Strsm(ByColumns, LeftSide, half, turn, diagonal, n, c, 1, a, lda, b, ldb);
        }
    }

    private static int Half(delegate* unmanaged<byte*, int*, void*, int*, int*, void> f, void* a, int n)
    {
        byte lower = (byte)'L';
        int info;
        f(&lower, &n, a, &n, &info);
        return info;
    }

    private static delegate* unmanaged<byte*, int*, void*, int*, int*, void> Lapack(string name) =>
        (delegate* unmanaged<byte*, int*, void*, int*, int*, void>)Find(name);
}
