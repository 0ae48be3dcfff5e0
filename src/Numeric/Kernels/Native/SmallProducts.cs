using System.Numerics;
using System.Runtime.CompilerServices;

namespace MatrixDiff.Numeric.Kernels.Native;

/// <summary>Products of vectors, and of matrices too small for packing; matrices by columns without gaps.</summary>
internal static unsafe class SmallProducts<L, V, T>
    where L : struct, ILanes<V, T>
    where V : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>C := A B: C m×n, A m×k, entry (p, j) of B at p·rowStep + j·columnStep.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(T* c, T* a, T* b, int m, int n, int k, int rowStep, int columnStep)
    {
        int j = 0;
        for (; j + 4 <= n; j += 4)
        {
            Four(c + ((long)j * m), a, b + ((long)j * columnStep), m, k, rowStep, columnStep);
        }

        for (; j < n; j++)
        {
            One(c + ((long)j * m), a, b + ((long)j * columnStep), m, k, rowStep);
        }
    }

    /// <summary>y := A x, A m×k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TimesVector(T* y, T* a, T* x, int m, int k)
    {
        if (m <= 16 * L.Count)
        {
            One(y, a, x, m, k, 1);
            return;
        }

        int p = k % 4;
        if (p == 0)
        {
            new Span<T>(y, m).Clear();
        }
        else
        {
            One(y, a, x, m, p, 1);
        }

        for (; p < k; p += 4)
        {
            AddFour(y, a + ((long)p * m), x + p, m);
        }
    }

    /// <summary>y := A'x, A k×m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TransposedTimesVector(T* y, T* a, T* x, int m, int k)
    {
        int full = k - (k % L.Count);
        var mask = L.Mask(k - full);
        int j = 0;
        for (; j + 4 <= m; j += 4, a += 4L * k)
        {
            V s0 = L.Zero, s1 = L.Zero, s2 = L.Zero, s3 = L.Zero;
            for (int i = 0; i < full; i += L.Count)
            {
                var v = L.Load(x + i);
                s0 = L.MultiplyAdd(v, L.Load(a + i), s0);
                s1 = L.MultiplyAdd(v, L.Load(a + i + k), s1);
                s2 = L.MultiplyAdd(v, L.Load(a + i + (2L * k)), s2);
                s3 = L.MultiplyAdd(v, L.Load(a + i + (3L * k)), s3);
            }

            if (full < k)
            {
                var v = L.LoadSome(x + full, mask);
                s0 = L.MultiplyAdd(v, L.LoadSome(a + full, mask), s0);
                s1 = L.MultiplyAdd(v, L.LoadSome(a + full + k, mask), s1);
                s2 = L.MultiplyAdd(v, L.LoadSome(a + full + (2L * k), mask), s2);
                s3 = L.MultiplyAdd(v, L.LoadSome(a + full + (3L * k), mask), s3);
            }

            (y[j], y[j + 1], y[j + 2], y[j + 3]) = (L.Sum(s0), L.Sum(s1), L.Sum(s2), L.Sum(s3));
        }

        for (; j < m; j++, a += k)
        {
            y[j] = Dot(a, x, k);
        }
    }

    /// <summary>C := x y', C m×n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Outer(T* c, T* x, T* y, int m, int n)
    {
        int full = m - (m % L.Count);
        var mask = L.Mask(m - full);
        for (int j = 0; j < n; j++, c += m)
        {
            var factor = L.All(y[j]);
            for (int i = 0; i < full; i += L.Count)
            {
                L.Store(L.Multiply(factor, L.Load(x + i)), c + i);
            }

            if (full < m)
            {
                L.StoreSome(L.Multiply(factor, L.LoadSome(x + full, mask)), c + full, mask);
            }
        }
    }

    /// <summary>x'y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Dot(T* x, T* y, int n)
    {
        V s0 = L.Zero, s1 = L.Zero, s2 = L.Zero, s3 = L.Zero;
        int i = 0;
        for (; i + (4 * L.Count) <= n; i += 4 * L.Count)
        {
            s0 = L.MultiplyAdd(L.Load(x + i), L.Load(y + i), s0);
            s1 = L.MultiplyAdd(L.Load(x + i + L.Count), L.Load(y + i + L.Count), s1);
            s2 = L.MultiplyAdd(L.Load(x + i + (2 * L.Count)), L.Load(y + i + (2 * L.Count)), s2);
            s3 = L.MultiplyAdd(L.Load(x + i + (3 * L.Count)), L.Load(y + i + (3 * L.Count)), s3);
        }

        for (; i < n; i += L.Count)
        {
            var mask = L.Mask(n - i);
            s0 = L.MultiplyAdd(L.LoadSome(x + i, mask), L.LoadSome(y + i, mask), s0);
        }

        return L.Sum(L.Add(L.Add(s0, s1), L.Add(s2, s3)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One(T* c, T* a, T* b, int m, int k, int rowStep)
    {
        int i = 0;
        for (; i + (4 * L.Count) <= m; i += 4 * L.Count)
        {
            V s0 = L.Zero, s1 = L.Zero, s2 = L.Zero, s3 = L.Zero;
            T* column = a + i;
            for (int p = 0; p < k; p++, column += m)
            {
                var factor = L.All(b[(long)p * rowStep]);
                s0 = L.MultiplyAdd(factor, L.Load(column), s0);
                s1 = L.MultiplyAdd(factor, L.Load(column + L.Count), s1);
                s2 = L.MultiplyAdd(factor, L.Load(column + (2 * L.Count)), s2);
                s3 = L.MultiplyAdd(factor, L.Load(column + (3 * L.Count)), s3);
            }

            L.Store(s0, c + i);
            L.Store(s1, c + i + L.Count);
            L.Store(s2, c + i + (2 * L.Count));
            L.Store(s3, c + i + (3 * L.Count));
        }

        for (; i < m; i += L.Count)
        {
            var mask = L.Mask(m - i);
            var sum = L.Zero;
            T* column = a + i;
            for (int p = 0; p < k; p++, column += m)
            {
                sum = L.MultiplyAdd(L.All(b[(long)p * rowStep]), L.LoadSome(column, mask), sum);
            }

            L.StoreSome(sum, c + i, mask);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(T* c, T* a, T* b, int m, int k, int rowStep, int columnStep)
    {
        int i = 0;
        for (; i + (2 * L.Count) <= m; i += 2 * L.Count)
        {
            V s00 = L.Zero, s01 = L.Zero, s02 = L.Zero, s03 = L.Zero, s10 = L.Zero, s11 = L.Zero, s12 = L.Zero, s13 = L.Zero;
            T* column = a + i;
            T* row = b;
            for (int p = 0; p < k; p++, column += m, row += rowStep)
            {
                V a0 = L.Load(column), a1 = L.Load(column + L.Count);
                var factor = L.All(row[0]);
                s00 = L.MultiplyAdd(factor, a0, s00);
                s10 = L.MultiplyAdd(factor, a1, s10);
                factor = L.All(row[columnStep]);
                s01 = L.MultiplyAdd(factor, a0, s01);
                s11 = L.MultiplyAdd(factor, a1, s11);
                factor = L.All(row[2L * columnStep]);
                s02 = L.MultiplyAdd(factor, a0, s02);
                s12 = L.MultiplyAdd(factor, a1, s12);
                factor = L.All(row[3L * columnStep]);
                s03 = L.MultiplyAdd(factor, a0, s03);
                s13 = L.MultiplyAdd(factor, a1, s13);
            }

            T* to = c + i;
            L.Store(s00, to);
            L.Store(s10, to + L.Count);
            L.Store(s01, to + m);
            L.Store(s11, to + m + L.Count);
            L.Store(s02, to + (2L * m));
            L.Store(s12, to + (2L * m) + L.Count);
            L.Store(s03, to + (3L * m));
            L.Store(s13, to + (3L * m) + L.Count);
        }

        for (; i < m; i += L.Count)
        {
            var mask = L.Mask(m - i);
            V s0 = L.Zero, s1 = L.Zero, s2 = L.Zero, s3 = L.Zero;
            T* column = a + i;
            T* row = b;
            for (int p = 0; p < k; p++, column += m, row += rowStep)
            {
                var a0 = L.LoadSome(column, mask);
                s0 = L.MultiplyAdd(L.All(row[0]), a0, s0);
                s1 = L.MultiplyAdd(L.All(row[columnStep]), a0, s1);
                s2 = L.MultiplyAdd(L.All(row[2L * columnStep]), a0, s2);
                s3 = L.MultiplyAdd(L.All(row[3L * columnStep]), a0, s3);
            }

            T* to = c + i;
            L.StoreSome(s0, to, mask);
            L.StoreSome(s1, to + m, mask);
            L.StoreSome(s2, to + (2L * m), mask);
            L.StoreSome(s3, to + (3L * m), mask);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFour(T* y, T* a, T* x, int m)
    {
        V x0 = L.All(x[0]), x1 = L.All(x[1]), x2 = L.All(x[2]), x3 = L.All(x[3]);
        for (int i = 0; i < m; i += L.Count)
        {
            if (i + L.Count <= m)
            {
                var sum = L.MultiplyAdd(x0, L.Load(a + i), L.Load(y + i));
                sum = L.MultiplyAdd(x1, L.Load(a + i + m), sum);
                sum = L.MultiplyAdd(x2, L.Load(a + i + (2L * m)), sum);
                L.Store(L.MultiplyAdd(x3, L.Load(a + i + (3L * m)), sum), y + i);
            }
            else
            {
                var mask = L.Mask(m - i);
                var sum = L.MultiplyAdd(x0, L.LoadSome(a + i, mask), L.LoadSome(y + i, mask));
                sum = L.MultiplyAdd(x1, L.LoadSome(a + i + m, mask), sum);
                sum = L.MultiplyAdd(x2, L.LoadSome(a + i + (2L * m), mask), sum);
                L.StoreSome(L.MultiplyAdd(x3, L.LoadSome(a + i + (3L * m), mask), sum), y + i, mask);
            }
        }
    }
}
