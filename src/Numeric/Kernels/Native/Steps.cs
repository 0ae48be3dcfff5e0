using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MatrixDiff.Numeric.Kernels.Native;

/// <summary>
/// What compiled functions call: each method writes its first argument from the others. Matrices are by columns without gaps, m and n
/// their rows and columns; nothing is allocated. <c>scratch</c> is memory of the size that the method's row asks for.
/// </summary>
internal static unsafe partial class Steps<L, V, T>
    where L : struct, ILanes<V, T>
    where V : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>r := x, n numbers.</summary>
    public static void Copy(T* r, T* x, int n) => new ReadOnlySpan<T>(x, n).CopyTo(new Span<T>(r, n));

    /// <summary>r := x, n numbers, past the caches; what is written is seen by other threads after a fence.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Stream(T* r, T* x, int n)
    {
        int bytes = L.Count * sizeof(T), i = Math.Min(n, (int)(((nuint)bytes - ((nuint)r % (nuint)bytes)) % (nuint)bytes) / sizeof(T));
        Copy(r, x, i);
        for (; i + (4 * L.Count) <= n; i += 4 * L.Count)
        {
            L.Stream(L.Load(x + i), r + i);
            L.Stream(L.Load(x + i + L.Count), r + i + L.Count);
            L.Stream(L.Load(x + i + (2 * L.Count)), r + i + (2 * L.Count));
            L.Stream(L.Load(x + i + (3 * L.Count)), r + i + (3 * L.Count));
        }

        Copy(r + i, x + i, n - i);
    }

    /// <summary>n numbers so many times after each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Repeat(T* r, T* x, int n, int times)
    {
        for (int k = 0; k < times; k++, r += n)
        {
            for (int i = 0; i < n; i++)
            {
                r[i] = x[i];
            }
        }
    }

    /// <summary>r := x', x m×n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(T* r, T* x, int m, int n)
    {
        const int block = 16;
        for (int j0 = 0; j0 < n; j0 += block)
        {
            int j1 = Math.Min(j0 + block, n);
            for (int i0 = 0; i0 < m; i0 += block)
            {
                int i1 = Math.Min(i0 + block, m);
                for (int i = i0; i < i1; i++)
                {
                    T* line = r + ((long)i * n);
                    for (int j = j0; j < j1; j++)
                    {
                        line[j] = x[((long)j * m) + i];
                    }
                }
            }
        }
    }

    /// <summary>Columns of m numbers into columns that are further apart, or the other way round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CopyBlock(T* r, T* x, int m, int n, int stepR, int stepX)
    {
        for (int j = 0; j < n; j++, r += stepR, x += stepX)
        {
            Copy(r, x, m);
        }
    }

    /// <summary>Every step-th number, n of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CopyEvery(T* r, T* x, int n, int step)
    {
        for (int i = 0; i < n; i++)
        {
            r[i] = x[(long)i * step];
        }
    }

    /// <summary>The n×n matrix with x on its diagonal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Diagonal(T* r, T* x, int n)
    {
        new Span<T>(r, n * n).Clear();
        for (int i = 0; i < n; i++)
        {
            r[(long)i * (n + 1)] = x[i];
        }
    }

    /// <summary>X + diag(d), n×n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PlusDiagonal(T* r, T* x, T* d, int n)
    {
        Copy(r, x, n * n);
        for (int i = 0; i < n; i++)
        {
            r[(long)i * (n + 1)] += d[i];
        }
    }

    /// <summary>The entries on and below the diagonal (1) or on and above it (0), zeros elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Triangle(T* r, T* x, int m, int n, int lower)
    {
        for (int j = 0; j < n; j++, r += m, x += m)
        {
            int start = lower == 1 ? Math.Min(j, m) : 0, end = lower == 1 ? m : Math.Min(j + 1, m);
            new Span<T>(r, m).Clear();
            Copy(r + start, x + start, end - start);
        }
    }

    /// <summary>Rows of an m×n matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TakeRows(T* r, T* x, int[] rows, int m, int n)
    {
        for (int j = 0; j < n; j++, x += m)
        {
            foreach (int i in rows)
            {
                *r++ = x[i];
            }
        }
    }

    /// <summary>Columns of m numbers each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TakeColumns(T* r, T* x, int[] columns, int m)
    {
        foreach (int j in columns)
        {
            Copy(r, x + ((long)j * m), m);
            r += m;
        }
    }

    /// <summary>A ⊗ B, A m×n and B p×q, a column at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Kronecker(T* r, T* a, T* b, int m, int n, int p, int q)
    {
        for (int j = 0; j < n; j++)
        {
            for (int l = 0; l < q; l++, r += (long)m * p)
            {
                SmallProducts<L, V, T>.Outer(r, b + ((long)l * p), a + ((long)j * m), p, m);
            }
        }
    }

    /// <summary>
    /// The same, written past the caches: for a result larger than they are that saves reading what is overwritten. It is made in scratch, of
    /// <see cref="Widest.StreamedScratch"/> numbers, a few blocks of a column at a time, so that each line of memory is written once and as a whole.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void StreamedKronecker(T* r, T* a, T* b, int m, int n, int p, int q, T* scratch)
    {
        int line = L.Count * sizeof(T), blocks = Math.Max(1, Widest.Piece / Math.Max(p, 1));
        int held = 0, before = (int)((line - (int)((nuint)r % (nuint)line)) % line) / sizeof(T);
        for (long column = 0; column < (long)n * q; column++)
        {
            T* x = a + (column / q * m);
            T* y = b + (column % q * p);
            for (int i = 0; i < m; i += blocks)
            {
                int count = Math.Min(blocks, m - i);
                SmallProducts<L, V, T>.Outer(scratch + held, y, x + i, p, count);
                held += count * p;
                int first = Math.Min(before, held);
                Copy(r, scratch, first);
                r += first;
                before -= first;
                int at = first;
                for (; at + L.Count <= held; at += L.Count, r += L.Count)
                {
                    L.Stream(L.Load(scratch + at), r);
                }

                held -= at;
                Copy(scratch, scratch + at, held);
            }
        }

        Copy(r, scratch, held);
        if (Sse.IsSupported)
        {
            Sse.StoreFence();
        }
    }

    /// <summary>Running sums down each column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunningSums(T* r, T* x, int m, int n)
    {
        for (int j = 0; j < n; j++)
        {
            var sum = T.Zero;
            for (int i = 0; i < m; i++)
            {
                *r++ = sum += *x++;
            }
        }
    }
}
