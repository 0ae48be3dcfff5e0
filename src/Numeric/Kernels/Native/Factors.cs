using System.Numerics;
using System.Runtime.CompilerServices;

namespace MatrixDiff.Numeric.Kernels.Native;

/// <summary>Factorizations and triangular systems, by panels of columns whose effect on the rest is one product. Columns are <c>ld</c> apart.</summary>
internal static unsafe partial class Factors<L, V, T>
    where L : struct, ILanes<V, T>
    where V : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The columns of a panel.</summary>
    public const int Panel = 32;

    /// <summary>So many right sides are solved for one after the other: packing A for products with them would take longer than the products.</summary>
    public const int Few = 3;

    /// <summary>The numbers of scratch for an n×n matrix and c right sides.</summary>
    public static long Scratch(int n, int c) =>
        (Panel * Panel) + ((long)Panel * Math.Max(n, c)) + ManagedGemm<L, V, T>.Scratch(n, Math.Max(n, c), Panel);

    /// <summary>I(n).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Identity(T* r, int n)
    {
        new Span<T>(r, n * n).Clear();
        for (int i = 0; i < n; i++)
        {
            r[(long)i * (n + 1)] = T.One;
        }
    }

    /// <summary>A by L U with the greatest pivot of each column; a column without one is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Lu(T* a, T* pivots, int n, T* scratch)
    {
        for (int k = 0; k < n; k += Panel)
        {
            int end = Math.Min(k + Panel, n), rest = n - end;
            for (int j = k; j < end; j++)
            {
                pivots[j] = T.CreateTruncating(PivotColumn(a, n, j, end));
            }

            if (rest > 0)
            {
                T* right = a + k + ((long)end * n);
                Triangular(a + k + ((long)k * n), n, true, true, false, right, n, end - k, rest, scratch);
                ManagedGemm<L, V, T>.Multiply(right + end - k, n, a + end + ((long)k * n), n, false, right, n, false, rest, rest, end - k, scratch, -1);
            }
        }
    }

    /// <summary>The lower triangle of A by that of L with A = L L'; false where A is not positive definite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Cholesky(T* a, int n, T* scratch)
    {
        for (int k = 0; k < n; k += Panel)
        {
            int end = Math.Min(k + Panel, n), rest = n - end;
            for (int j = k; j < end; j++)
            {
                T* column = a + ((long)j * n);
                if (!(column[j] > T.Zero))
                {
                    return false;
                }

                column[j] = T.Sqrt(column[j]);
                Scale(column + j + 1, T.One / column[j], end - j - 1);
                for (int i = j + 1; i < end; i++)
                {
                    AddMultiple(a + i + ((long)i * n), column + i, -column[i], end - i);
                }
            }

            SolveFromRight(a + end + ((long)k * n), n, rest, a + k + ((long)k * n), n, end - k, transposed: true);

            // The lower triangle of what remains, less P P'.
            T* panel = a + end + ((long)k * n);
            ManagedGemm<L, V, T>.Multiply(a + end + ((long)end * n), n, panel, n, false, panel, n, true, rest, rest, end - k, scratch, -1, lower: true);
        }

        return true;
    }

    /// <summary>B := op(A)⁻¹ B for a triangular n×n matrix A and c right sides.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Triangular(T* a, int lda, bool lower, bool unit, bool transposed, T* b, int ldb, int n, int c, T* scratch)
    {
        bool forward = lower != transposed;
        if (c <= Few)
        {
            for (int j = 0; j < c; j++)
            {
                Small(a, lda, forward, unit, transposed, b + ((long)j * ldb), n);
            }

            return;
        }

        int blocks = (n + Panel - 1) / Panel;
        for (int block = 0; block < blocks; block++)
        {
            int k = (forward ? block : blocks - 1 - block) * Panel, w = Math.Min(Panel, n - k);
            T* diagonal = a + k + ((long)k * lda);
            for (int j = 0; j < c; j++)
            {
                Small(diagonal, lda, forward, unit, transposed, b + k + ((long)j * ldb), w);
            }

            int start = forward ? k + w : 0, rest = forward ? n - k - w : k;
            if (rest > 0)
            {
                T* beside = transposed ? a + k + ((long)start * lda) : a + start + ((long)k * lda);
                ManagedGemm<L, V, T>.Multiply(b + start, ldb, beside, lda, transposed, b + k, ldb, false, rest, c, w, scratch, -1);
            }
        }
    }

    /// <summary>The rows of B exchanged as pivots say, in their order or backwards.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Exchange(T* b, T* pivots, int n, int c, bool backwards)
    {
        for (int j = 0; j < c; j++, b += n)
        {
            for (int i = 0; i < n; i++)
            {
                int k = backwards ? n - 1 - i : i, p = int.CreateTruncating(pivots[k]);
                (b[k], b[p]) = (b[p], b[k]);
            }
        }
    }

    // One right side: by columns of A where they are not turned, by inner products with them where they are.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Small(T* a, int lda, bool forward, bool unit, bool transposed, T* x, int w)
    {
        for (int step = 0; step < w; step++)
        {
            int i = forward ? step : w - 1 - step;
            T* column = a + ((long)i * lda);
            int start = transposed == forward ? 0 : i + 1;
            int count = transposed ? (forward ? i : w - 1 - i) : (forward ? w - 1 - i : i);
            if (transposed)
            {
                x[i] -= SmallProducts<L, V, T>.Dot(column + start, x + start, count);
            }

            x[i] = unit ? x[i] : x[i] / column[i];
            if (!transposed)
            {
                AddMultiple(x + start, column + start, -x[i], count);
            }
        }
    }

    // Column j of L U within the columns up to end; the row of the pivot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int PivotColumn(T* a, int n, int j, int end)
    {
        T* column = a + ((long)j * n);
        int p = j;
        for (int i = j + 1; i < n; i++)
        {
            p = T.Abs(column[i]) > T.Abs(column[p]) ? i : p;
        }

        if (p != j)
        {
            for (int k = 0; k < n; k++)
            {
                T* line = a + ((long)k * n);
                (line[j], line[p]) = (line[p], line[j]);
            }
        }

        if (!T.IsZero(column[j]))
        {
            Scale(column + j + 1, T.One / column[j], n - j - 1);
            for (int k = j + 1; k < end; k++)
            {
                T* line = a + ((long)k * n);
                AddMultiple(line + j + 1, column + j + 1, -line[j], n - j - 1);
            }
        }

        return p;
    }

    private static void Scale(T* x, T factor, int n) => SmallProducts<L, V, T>.Outer(x, x, &factor, n, 1);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddMultiple(T* y, T* x, T factor, int n)
    {
        var f = L.All(factor);
        for (int i = 0; i < n; i += L.Count)
        {
            if (i + L.Count <= n)
            {
                L.Store(L.MultiplyAdd(f, L.Load(x + i), L.Load(y + i)), y + i);
            }
            else
            {
                var mask = L.Mask(n - i);
                L.StoreSome(L.MultiplyAdd(f, L.LoadSome(x + i, mask), L.LoadSome(y + i, mask)), y + i, mask);
            }
        }
    }
}
