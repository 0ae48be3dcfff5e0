using System.Runtime.CompilerServices;

namespace MatrixDiff.Numeric.Kernels.Native;

/// <content>Inverses from a lower triangular factor, zeros skipped by blocks: (L L')⁻¹ = X'X with X = L⁻¹ takes n³/3 multiplications, as many additions.</content>
internal static unsafe partial class Factors<L, V, T>
{
    // Two tiles of rows of the product.
    private const int Block = 48;

    /// <summary>
    /// X := L⁻¹ with zeros above the diagonal, from the lower triangle of L, n×n: by columns of blocks from the last,
    /// [I; −X₂₂ L₂₁] L₁₁⁻¹. The scratch is that of a product of n×n matrices.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void InverseOfLower(T* x, T* l, int n, T* scratch)
    {
        Identity(x, n);
        for (int k = (n - 1) / Block * Block; k >= 0; k -= Block)
        {
            int end = Math.Min(k + Block, n), w = end - k;
            for (int i = end; i < n; i += Block)
            {
                int rows = Math.Min(Block, n - i);
                ManagedGemm<L, V, T>.Multiply(x + i + ((long)k * n), n, x + i + ((long)end * n), n, false, l + end + ((long)k * n), n, false, rows, w, i + rows - end, scratch, -1);
            }

            SolveFromRight(x + k + ((long)k * n), n, n - k, l + k + ((long)k * n), n, w, transposed: false);
        }
    }

    /// <summary>The lower triangle of X'X for a lower triangular n×n matrix X; what is above is not defined. The scratch is that of a product of n×n matrices.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void GramOfLower(T* r, T* x, int n, T* scratch)
    {
        for (int i = 0; i < n; i += Block)
        {
            int rows = Math.Min(Block, n - i);
            ManagedGemm<L, V, T>.Multiply(r + i, n, x + i + ((long)i * n), n, true, x + i, n, false, rows, i + rows, n - i, scratch);
        }
    }

    // P := P L⁻¹, or P L⁻ᵀ, for the lower triangle of a w×w matrix L and P with so many rows: by rows of a few registers, substituted column by column.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SolveFromRight(T* p, int ldp, int rows, T* l, int ldl, int w, bool transposed)
    {
        int i = 0;
        for (; i + (4 * L.Count) <= rows; i += 4 * L.Count)
        {
            SolveRows(p + i, ldp, l, ldl, w, transposed);
        }

        for (; i < rows; i += L.Count)
        {
            SolveSome(p + i, ldp, L.Mask(Math.Min(L.Count, rows - i)), l, ldl, w, transposed);
        }
    }

    // As many rows as four registers hold.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SolveRows(T* p, int ldp, T* l, int ldl, int w, bool transposed)
    {
        for (int step = 0; step < w; step++)
        {
            int j = transposed ? step : w - 1 - step;
            T* column = p + ((long)j * ldp);
            V x0 = L.Load(column), x1 = L.Load(column + L.Count), x2 = L.Load(column + (2 * L.Count)), x3 = L.Load(column + (3 * L.Count));
            for (int s = 0; s < step; s++)
            {
                int i = transposed ? s : w - 1 - s;
                var f = L.All(-(transposed ? l[j + ((long)i * ldl)] : l[i + ((long)j * ldl)]));
                T* known = p + ((long)i * ldp);
                x0 = L.MultiplyAdd(f, L.Load(known), x0);
                x1 = L.MultiplyAdd(f, L.Load(known + L.Count), x1);
                x2 = L.MultiplyAdd(f, L.Load(known + (2 * L.Count)), x2);
                x3 = L.MultiplyAdd(f, L.Load(known + (3 * L.Count)), x3);
            }

            var pivot = L.All(T.One / l[j + ((long)j * ldl)]);
            L.Store(L.Multiply(x0, pivot), column);
            L.Store(L.Multiply(x1, pivot), column + L.Count);
            L.Store(L.Multiply(x2, pivot), column + (2 * L.Count));
            L.Store(L.Multiply(x3, pivot), column + (3 * L.Count));
        }
    }

    // The rows of a mask.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SolveSome(T* p, int ldp, V mask, T* l, int ldl, int w, bool transposed)
    {
        for (int step = 0; step < w; step++)
        {
            int j = transposed ? step : w - 1 - step;
            T* column = p + ((long)j * ldp);
            var x = L.LoadSome(column, mask);
            for (int s = 0; s < step; s++)
            {
                int i = transposed ? s : w - 1 - s;
                x = L.MultiplyAdd(L.All(-(transposed ? l[j + ((long)i * ldl)] : l[i + ((long)j * ldl)])), L.LoadSome(p + ((long)i * ldp), mask), x);
            }

            L.StoreSome(L.Multiply(x, L.All(T.One / l[j + ((long)j * ldl)])), column, mask);
        }
    }
}
