using System.Numerics;
using System.Runtime.CompilerServices;

namespace MatrixDiff.Numeric.Kernels.Native;

/// <summary>
/// C := op(A) op(B) for matrices by columns, in tiles of registers over packed panels (Goto and van de Geijn, 2008). Panels lie
/// in memory that the caller gives.
/// </summary>
internal static unsafe partial class ManagedGemm<L, V, T>
    where L : struct, ILanes<V, T>
    where V : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Panels of A stay in the second cache, a sliver of B in the first.
    private const int Depth = 256;
    private const int RowTiles = 8;
    private const int PanelColumns = 1024;

    private static int TileRows => 3 * L.Count;

    private static int TileColumns => L.ManyRegisters ? 8 : 4;

    /// <summary>The numbers of memory that a product needs besides its operands.</summary>
    public static long Scratch(int m, int n, int k)
    {
        long depth = Math.Min(k, Depth);
        long rows = Up(Math.Min(m, RowTiles * TileRows), TileRows), columns = Up(Math.Min(n, PanelColumns), TileColumns);
        return (depth * (rows + columns)) + (TileRows * TileColumns);
    }

    /// <summary>
    /// C := op(A) op(B), C m×n with columns ldc apart, k the inner size; where <paramref name="accumulate"/> is ±1, C ± op(A) op(B). With
    /// <paramref name="lower"/> only tiles that meet the lower triangle.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(T* c, int ldc, T* a, int lda, bool transposeA, T* b, int ldb, bool transposeB, int m, int n, int k, T* scratch, int accumulate = 0, bool lower = false)
    {
        int mc = RowTiles * TileRows;
        T* tile = scratch;
        T* packedA = tile + (TileRows * TileColumns);
        T* packedB = packedA + (Math.Min(k, Depth) * Up(Math.Min(m, mc), TileRows));
        for (int j = 0; j < n; j += PanelColumns)
        {
            int columns = Math.Min(PanelColumns, n - j);
            for (int p = 0; p < k; p += Depth)
            {
                int depth = Math.Min(Depth, k - p);
                Pack(packedB, transposeB ? b + j + ((long)p * ldb) : b + p + ((long)j * ldb), ldb, !transposeB, columns, depth, TileColumns);
                for (int i = lower ? j / mc * mc : 0; i < m; i += mc)
                {
                    int rows = Math.Min(mc, m - i);
                    Pack(packedA, transposeA ? a + p + ((long)i * lda) : a + i + ((long)p * lda), lda, transposeA, rows, depth, TileRows);
                    Block(c + i + ((long)j * ldc), ldc, packedA, packedB, rows, columns, depth, tile, accumulate != 0 ? accumulate : p > 0 ? 1 : 0, lower ? i - j : int.MaxValue);
                }
            }
        }
    }

    // A panel of rows × depth in slivers of so many rows, each by depth; the last filled up with zeros.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(T* target, T* source, int stride, bool byDepth, int rows, int depth, int width)
    {
        for (int i = 0; i < rows; i += width, target += (long)width * depth)
        {
            int some = Math.Min(width, rows - i);
            if (some < width)
            {
                new Span<T>(target, width * depth).Clear();
            }

            if (byDepth)
            {
                Turn(target, source + ((long)i * stride), stride, some, depth, width);
            }
            else
            {
                for (int p = 0; p < depth; p++)
                {
                    T* line = source + i + ((long)p * stride);
                    T* to = target + (p * width);
                    for (int r = 0; r < some; r++)
                    {
                        to[r] = line[r];
                    }
                }
            }
        }
    }

    // A sliver from lines along the depth, a few numbers of each line at a time, so that what is read and written stays in the first cache.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Turn(T* target, T* source, int stride, int rows, int depth, int width)
    {
        int p = 0;
        for (; p + 8 <= depth; p += 8, source += 8, target += 8 * width)
        {
            T* line = source;
            for (int r = 0; r < rows; r++, line += stride)
            {
                T* to = target + r;
                T a = line[0], b = line[1], c = line[2], d = line[3];
                to[0] = a;
                to[width] = b;
                to[2 * width] = c;
                to[3 * width] = d;
                (a, b, c, d) = (line[4], line[5], line[6], line[7]);
                to[4 * width] = a;
                to[5 * width] = b;
                to[6 * width] = c;
                to[7 * width] = d;
            }
        }

        for (; p < depth; p++, source++, target += width)
        {
            for (int r = 0; r < rows; r++)
            {
                target[r] = source[(long)r * stride];
            }
        }
    }

    // diagonal: the column of C's diagonal in the first row of the block; tiles to the right of it are left out.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block(T* c, int ldc, T* packedA, T* packedB, int rows, int columns, int depth, T* tile, int accumulate, int diagonal)
    {
        for (int j = 0; j < columns; j += TileColumns)
        {
            T* b = packedB + ((long)j * depth);
            for (int i = 0; i < rows; i += TileRows)
            {
                if (diagonal != int.MaxValue && j > i + TileRows - 1 + diagonal)
                {
                    continue;
                }

                Tile(packedA + ((long)i * depth), b, depth, tile, (Math.Min(TileRows, rows - i) + L.Count - 1) / L.Count);
                Write(c + i + ((long)j * ldc), ldc, tile, Math.Min(TileRows, rows - i), Math.Min(TileColumns, columns - j), accumulate);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Write(T* c, int ldc, T* tile, int rows, int columns, int accumulate)
    {
        for (int j = 0; j < columns; j++, c += ldc, tile += TileRows)
        {
            int i = 0;
            for (; i + L.Count <= rows; i += L.Count)
            {
                var x = L.Load(tile + i);
                L.Store(Onto(x, accumulate == 0 ? x : L.Load(c + i), accumulate), c + i);
            }

            if (i < rows)
            {
                var mask = L.Mask(rows - i);
                var x = L.Load(tile + i);
                L.StoreSome(Onto(x, accumulate == 0 ? x : L.LoadSome(c + i, mask), accumulate), c + i, mask);
            }
        }
    }

    private static V Onto(V x, V c, int accumulate) => accumulate == 0 ? x : accumulate > 0 ? L.Add(c, x) : L.Subtract(c, x);

    private static int Up(int count, int multiple) => (count + multiple - 1) / multiple * multiple;
}
