using System.Runtime.InteropServices;

namespace MatrixDiff.Numeric.Kernels.Native;

/// <summary>
/// OpenBLAS where its shared library is found, called directly; with one thread unless told otherwise. Matrices are by columns.
/// </summary>
internal static unsafe partial class OpenBlas
{
    private const int ByColumns = 102, No = 111, Yes = 112, LowerHalf = 122;

    private static readonly nint Library = Open();
    private static readonly delegate* unmanaged<int, int, int, int, int, int, double, double*, int, double*, int, double, double*, int, void> Dgemm =
        (delegate* unmanaged<int, int, int, int, int, int, double, double*, int, double*, int, double, double*, int, void>)Find("cblas_dgemm");

    private static readonly delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void> Sgemm =
        (delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)Find("cblas_sgemm");

    private static readonly delegate* unmanaged<int, int, int, int, int, double, double*, int, double, double*, int, void> Dsyrk =
        (delegate* unmanaged<int, int, int, int, int, double, double*, int, double, double*, int, void>)Find("cblas_dsyrk");

    private static readonly delegate* unmanaged<int, int, int, int, int, float, float*, int, float, float*, int, void> Ssyrk =
        (delegate* unmanaged<int, int, int, int, int, float, float*, int, float, float*, int, void>)Find("cblas_ssyrk");

    private static readonly delegate* unmanaged<int, void> SetThreads = (delegate* unmanaged<int, void>)Find("openblas_set_num_threads");
    private static readonly delegate* unmanaged<int> GetThreads = (delegate* unmanaged<int>)Find("openblas_get_num_threads");
    private static readonly delegate* unmanaged<nint> Core = (delegate* unmanaged<nint>)Find("openblas_get_corename");

    static OpenBlas()
    {
        if (IsFound)
        {
            SetThreads(1);
        }
    }

    /// <summary>Is the library there, with all that is used of it?</summary>
    public static bool IsFound => Dgemm != null && Sgemm != null && Dsyrk != null && Ssyrk != null && SetThreads != null && GetThreads != null && Core != null;

    /// <summary>The threads of one product.</summary>
    public static int Threads
    {
        get => IsFound ? GetThreads() : 1;
        set
        {
            if (IsFound)
            {
                SetThreads(value);
            }
        }
    }

    /// <summary>The kind of processor that the library's kernels are for.</summary>
    public static string CoreName => IsFound ? Marshal.PtrToStringAnsi(Core()) ?? "" : "";

    /// <summary>Are its kernels for registers of 512 bits?</summary>
    public static bool Has512 => CoreName is "SkylakeX" or "Cooperlake" or "SapphireRapids" or "Zen4" or "Zen5" or "KNL";

    /// <summary>C := op(A) op(B), C m×n, k the inner size; where <paramref name="accumulate"/> is ±1, C ± op(A) op(B).</summary>
    public static void Multiply<T>(T* c, int ldc, T* a, int lda, bool transposeA, T* b, int ldb, bool transposeB, int m, int n, int k, int accumulate = 0)
        where T : unmanaged
    {
        int ta = transposeA ? Yes : No, tb = transposeB ? Yes : No;
        if (typeof(T) == typeof(double))
        {
            Dgemm(ByColumns, ta, tb, m, n, k, accumulate < 0 ? -1 : 1, (double*)a, lda, (double*)b, ldb, accumulate == 0 ? 0 : 1, (double*)c, ldc);
        }
        else
        {
            Sgemm(ByColumns, ta, tb, m, n, k, accumulate < 0 ? -1 : 1, (float*)a, lda, (float*)b, ldb, accumulate == 0 ? 0 : 1, (float*)c, ldc);
        }
    }

    /// <summary>The lower triangle of C := op(A) op(A)', C n×n, k the inner size.</summary>
    public static void Gram<T>(T* c, T* a, int lda, bool transposeA, int n, int k)
        where T : unmanaged
    {
        int t = transposeA ? Yes : No;
        if (typeof(T) == typeof(double))
        {
            Dsyrk(ByColumns, LowerHalf, t, n, k, 1, (double*)a, lda, 0, (double*)c, n);
        }
        else
        {
            Ssyrk(ByColumns, LowerHalf, t, n, k, 1, (float*)a, lda, 0, (float*)c, n);
        }
    }

    /// <summary>An exported function; null where there is none.</summary>
    public static nint Find(string name) => Library != 0 && NativeLibrary.TryGetExport(Library, name, out nint address) ? address : 0;

    private static nint Open()
    {
        foreach (string name in (string[])["libopenblas.so.0", "libopenblas.0.dylib", "libopenblas.dll"])
        {
            if (NativeLibrary.TryLoad(name, out nint library))
            {
                return library;
            }
        }

        return 0;
    }
}
