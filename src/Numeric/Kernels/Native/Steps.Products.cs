using System.Runtime.CompilerServices;

namespace MatrixDiff.Numeric.Kernels.Native;

/// <content>Products. In the names, a trailing letter says which factors are transposed: N none, T the first.</content>
internal static unsafe partial class Steps<L, V, T>
{
    /// <summary>x'y.</summary>
    public static void Dot(T* r, T* x, T* y, int n) => *r = SmallProducts<L, V, T>.Dot(x, y, n);

    /// <summary>x y', m×n.</summary>
    public static void Outer(T* r, T* x, T* y, int m, int n) => SmallProducts<L, V, T>.Outer(r, x, y, m, n);

    /// <summary>A x, A m×k.</summary>
    public static void TimesVectorN(T* r, T* a, T* x, int m, int k) => SmallProducts<L, V, T>.TimesVector(r, a, x, m, k);

    /// <summary>A'x, A k×m.</summary>
    public static void TimesVectorT(T* r, T* a, T* x, int m, int k) => SmallProducts<L, V, T>.TransposedTimesVector(r, a, x, m, k);

    /// <summary>op(A) op(B), m×n with the inner size k, without packing; scratch m·k where A is transposed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SmallProduct(T* r, T* a, T* b, int m, int n, int k, int transposeA, int transposeB, T* scratch)
    {
        if (transposeA == 1)
        {
            Transpose(scratch, a, k, m);
            a = scratch;
        }

        SmallProducts<L, V, T>.Multiply(r, a, b, m, n, k, transposeB == 1 ? n : 1, transposeB == 1 ? 1 : k);
    }

    /// <summary>op(A) op(B) by the managed kernel; of a symmetric one (1) half is computed and mirrored.</summary>
    public static void ManagedProduct(T* r, T* a, T* b, int m, int n, int k, int transposeA, int transposeB, int symmetric, T* scratch)
    {
        ManagedGemm<L, V, T>.Multiply(r, m, a, transposeA == 1 ? k : m, transposeA == 1, b, transposeB == 1 ? n : k, transposeB == 1, m, n, k, scratch, lower: symmetric == 1);
        if (symmetric == 1)
        {
            Mirror(r, n);
        }
    }

    /// <summary>op(A) op(B) by OpenBLAS.</summary>
    public static void BlasProduct(T* r, T* a, T* b, int m, int n, int k, int transposeA, int transposeB) =>
        OpenBlas.Multiply(r, m, a, transposeA == 1 ? k : m, transposeA == 1, b, transposeB == 1 ? n : k, transposeB == 1, m, n, k);

    /// <summary>A A', or A'A where A is transposed, n×n with the inner size k: one half computed and mirrored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ManagedGram(T* r, T* a, int n, int k, int transposeA, T* scratch)
    {
        int lda = transposeA == 1 ? k : n;
        ManagedGemm<L, V, T>.Multiply(r, n, a, lda, transposeA == 1, a, lda, transposeA != 1, n, n, k, scratch, lower: true);
        Mirror(r, n);
    }

    /// <summary>The same by OpenBLAS.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void BlasGram(T* r, T* a, int n, int k, int transposeA)
    {
        OpenBlas.Gram(r, a, transposeA == 1 ? k : n, transposeA == 1, n, k);
        Mirror(r, n);
    }

    /// <summary>The upper triangle of an n×n matrix from the lower one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Mirror(T* r, int n)
    {
        const int block = 16;
        for (int j0 = 0; j0 < n; j0 += block)
        {
            for (int i0 = j0; i0 < n; i0 += block)
            {
                for (int i = i0; i < Math.Min(i0 + block, n); i++)
                {
                    T* to = r + ((long)i * n);
                    for (int j = j0; j < Math.Min(j0 + block, i); j++)
                    {
                        to[j] = r[((long)j * n) + i];
                    }
                }
            }
        }
    }
}
