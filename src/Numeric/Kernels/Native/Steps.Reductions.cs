using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MatrixDiff.Numeric.Kernels.Native;

/// <content>Sums, norms, and functions of whole columns.</content>
internal static unsafe partial class Steps<L, V, T>
{
    /// <summary>The sum of n numbers.</summary>
    public static void Sum(T* r, T* x, int n) => *r = TensorPrimitives.Sum(new ReadOnlySpan<T>(x, n));

    /// <summary>The mean of n numbers.</summary>
    public static void Mean(T* r, T* x, int n) => *r = TensorPrimitives.Sum(new ReadOnlySpan<T>(x, n)) / T.CreateTruncating(n);

    /// <summary>The greatest of n numbers.</summary>
    public static void Greatest(T* r, T* x, int n) => *r = TensorPrimitives.Max(new ReadOnlySpan<T>(x, n));

    /// <summary>The sum of magnitudes.</summary>
    public static void SumOfMagnitudes(T* r, T* x, int n) => *r = TensorPrimitives.SumOfMagnitudes(new ReadOnlySpan<T>(x, n));

    /// <summary>The sum of squares.</summary>
    public static void SumOfSquares(T* r, T* x, int n) => *r = SmallProducts<L, V, T>.Dot(x, x, n);

    /// <summary>The Euclidean norm, scaled where squares would overflow or vanish.</summary>
    public static void Norm(T* r, T* x, int n) => *r = NormOf(x, n);

    /// <summary>The trace of an m×m matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Trace(T* r, T* x, int m)
    {
        var sum = T.Zero;
        for (int i = 0; i < m; i++)
        {
            sum += x[(long)i * (m + 1)];
        }

        *r = sum;
    }

    /// <summary>log Σ eˣ of n numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LogSumExp(T* r, T* x, int n)
    {
        var greatest = GreatestOf(x, n);
        *r = T.IsInfinity(greatest) ? greatest : greatest + T.Log(SumOfExp(null, x, greatest, n));
    }

    /// <summary>Softmax of each column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Softmax(T* r, T* x, int m, int n)
    {
        for (int j = 0; j < n; j++, r += m, x += m)
        {
            var greatest = GreatestOf(x, m);
            var factor = T.One / SumOfExp(r, x, greatest, m);
            SmallProducts<L, V, T>.Outer(r, r, &factor, m, 1);
        }
    }

    /// <summary>Softmax of each row, the matrix turned in scratch of its size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RowSoftmax(T* r, T* x, int m, int n, T* scratch)
    {
        Transpose(scratch, x, m, n);
        Softmax(scratch, scratch, n, m);
        Transpose(r, scratch, n, m);
    }

    /// <summary>x − log Σ eˣ of each column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LogSoftmax(T* r, T* x, int m, int n)
    {
        for (int j = 0; j < n; j++, r += m, x += m)
        {
            T shift;
            LogSumExp(&shift, x, m);
            TensorPrimitives.Subtract(new ReadOnlySpan<T>(x, m), shift, new Span<T>(r, m));
        }
    }

    /// <summary>The same of each row, the matrix turned in scratch of its size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RowLogSoftmax(T* r, T* x, int m, int n, T* scratch)
    {
        Transpose(scratch, x, m, n);
        LogSoftmax(scratch, scratch, n, m);
        Transpose(r, scratch, n, m);
    }

    /// <summary>x over its norm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Normalize(T* r, T* x, int n)
    {
        var factor = T.One / NormOf(x, n);
        SmallProducts<L, V, T>.Outer(r, x, &factor, n, 1);
    }

    /// <summary>The sums of the rows of an m×n matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumsOfRows(T* r, T* x, int m, int n)
    {
        int i = 0;
        for (; i + (4 * L.Count) <= m; i += 4 * L.Count)
        {
            V s0 = L.Zero, s1 = L.Zero, s2 = L.Zero, s3 = L.Zero;
            T* column = x + i;
            for (int j = 0; j < n; j++, column += m)
            {
                s0 = L.Add(s0, L.Load(column));
                s1 = L.Add(s1, L.Load(column + L.Count));
                s2 = L.Add(s2, L.Load(column + (2 * L.Count)));
                s3 = L.Add(s3, L.Load(column + (3 * L.Count)));
            }

            L.Store(s0, r + i);
            L.Store(s1, r + i + L.Count);
            L.Store(s2, r + i + (2 * L.Count));
            L.Store(s3, r + i + (3 * L.Count));
        }

        for (; i < m; i += L.Count)
        {
            var mask = L.Mask(m - i);
            V s0 = L.Zero, s1 = L.Zero;
            T* column = x + i;
            int j = 0;
            for (; j + 2 <= n; j += 2, column += 2L * m)
            {
                s0 = L.Add(s0, L.LoadSome(column, mask));
                s1 = L.Add(s1, L.LoadSome(column + m, mask));
            }

            s0 = j < n ? L.Add(s0, L.LoadSome(column, mask)) : s0;
            L.StoreSome(L.Add(s0, s1), r + i, mask);
        }
    }

    /// <summary>The sums of the columns of an m×n matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumsOfColumns(T* r, T* x, int m, int n)
    {
        for (int j = 0; j < n; j++, x += m)
        {
            var sum = L.Zero;
            for (int i = 0; i < m; i += L.Count)
            {
                sum = L.Add(sum, i + L.Count <= m ? L.Load(x + i) : L.LoadSome(x + i, L.Mask(m - i)));
            }

            r[j] = L.Sum(sum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T GreatestOf(T* x, int n)
    {
        var lowest = L.All(T.NegativeInfinity);
        var greatest = lowest;
        int i = 0;
        for (; i + L.Count <= n; i += L.Count)
        {
            greatest = L.Max(greatest, L.Load(x + i));
        }

        if (i < n)
        {
            var mask = L.Mask(n - i);
            greatest = L.Max(greatest, L.Select(mask, L.LoadSome(x + i, mask), lowest));
        }

        return L.Greatest(greatest);
    }

    // Σ exp(x − shift); the terms are written to r where there is one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T SumOfExp(T* r, T* x, T shift, int n)
    {
        var sum = L.Zero;
        var less = L.All(shift);
        for (int i = 0; i < n; i += L.Count)
        {
            var mask = L.Mask(n - i);
            var e = L.Select(mask, L.Exp(L.Subtract(L.LoadSome(x + i, mask), less)), L.Zero);
            sum = L.Add(sum, e);
            if (r != null)
            {
                L.StoreSome(e, r + i, mask);
            }
        }

        return L.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T NormOf(T* x, int n)
    {
        var norm = T.Sqrt(SmallProducts<L, V, T>.Dot(x, x, n));
        bool safe = typeof(T) == typeof(double) ? norm > T.CreateTruncating(1e-150) && norm < T.CreateTruncating(1e150) : norm > T.CreateTruncating(1e-18) && norm < T.CreateTruncating(1e18);
        if (safe || n == 0)
        {
            return norm;
        }

        T greatest = T.Zero;
        for (int i = 0; i < n; i++)
        {
            greatest = T.Max(greatest, T.Abs(x[i]));
        }

        if (T.IsZero(greatest) || !T.IsFinite(greatest))
        {
            return greatest;
        }

        var sum = T.Zero;
        for (int i = 0; i < n; i++)
        {
            var part = x[i] / greatest;
            sum += part * part;
        }

        return greatest * T.Sqrt(sum);
    }
}
