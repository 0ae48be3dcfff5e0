using System.Runtime.CompilerServices;

namespace MatrixDiff.Numeric.Kernels.Native;

/// <content>
/// The innermost loop: a tile of the result held in registers, <see cref="ITile.Registers"/> of rows by 8 columns, or 4 where there are 16 registers. Fewer rows stand in the
/// same places. What a tile does not have is left out when the method is translated for it.
/// </content>
internal static unsafe partial class ManagedGemm<L, V, T>
{
    /// <summary>The height of a tile.</summary>
    private interface ITile
    {
        /// <summary>Registers of rows, 1 to 3.</summary>
        static abstract int Registers { get; }
    }

    // A tile of so many registers of rows.
    private static void Tile(T* a, T* b, int depth, T* tile, int registers)
    {
        switch (registers)
        {
            case 3:
                Tile<Three>(a, b, depth, tile);
                break;
            case 2:
                Tile<Two>(a, b, depth, tile);
                break;
            default:
                Tile<One>(a, b, depth, tile);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<S>(T* a, T* b, int depth, T* result)
        where S : struct, ITile
    {
        V c00 = L.Zero, c10 = L.Zero, c20 = L.Zero;
        V c01 = L.Zero, c11 = L.Zero, c21 = L.Zero;
        V c02 = L.Zero, c12 = L.Zero, c22 = L.Zero;
        V c03 = L.Zero, c13 = L.Zero, c23 = L.Zero;
        V c04 = L.Zero, c14 = L.Zero, c24 = L.Zero;
        V c05 = L.Zero, c15 = L.Zero, c25 = L.Zero;
        V c06 = L.Zero, c16 = L.Zero, c26 = L.Zero;
        V c07 = L.Zero, c17 = L.Zero, c27 = L.Zero;
        for (int p = 0; p < depth; p++, a += 3 * L.Count, b += L.ManyRegisters ? 8 : 4)
        {
            V a0 = L.Load(a), a1 = S.Registers > 1 ? L.Load(a + L.Count) : a0, a2 = S.Registers > 2 ? L.Load(a + (2 * L.Count)) : a0;
            var b0 = L.All(b[0]);
            c00 = L.MultiplyAdd(a0, b0, c00);
            c10 = S.Registers > 1 ? L.MultiplyAdd(a1, b0, c10) : c10;
            c20 = S.Registers > 2 ? L.MultiplyAdd(a2, b0, c20) : c20;
            var b1 = L.All(b[1]);
            c01 = L.MultiplyAdd(a0, b1, c01);
            c11 = S.Registers > 1 ? L.MultiplyAdd(a1, b1, c11) : c11;
            c21 = S.Registers > 2 ? L.MultiplyAdd(a2, b1, c21) : c21;
            var b2 = L.All(b[2]);
            c02 = L.MultiplyAdd(a0, b2, c02);
            c12 = S.Registers > 1 ? L.MultiplyAdd(a1, b2, c12) : c12;
            c22 = S.Registers > 2 ? L.MultiplyAdd(a2, b2, c22) : c22;
            var b3 = L.All(b[3]);
            c03 = L.MultiplyAdd(a0, b3, c03);
            c13 = S.Registers > 1 ? L.MultiplyAdd(a1, b3, c13) : c13;
            c23 = S.Registers > 2 ? L.MultiplyAdd(a2, b3, c23) : c23;
            if (L.ManyRegisters)
            {
                var b4 = L.All(b[4]);
                c04 = L.MultiplyAdd(a0, b4, c04);
                c14 = S.Registers > 1 ? L.MultiplyAdd(a1, b4, c14) : c14;
                c24 = S.Registers > 2 ? L.MultiplyAdd(a2, b4, c24) : c24;
                var b5 = L.All(b[5]);
                c05 = L.MultiplyAdd(a0, b5, c05);
                c15 = S.Registers > 1 ? L.MultiplyAdd(a1, b5, c15) : c15;
                c25 = S.Registers > 2 ? L.MultiplyAdd(a2, b5, c25) : c25;
                var b6 = L.All(b[6]);
                c06 = L.MultiplyAdd(a0, b6, c06);
                c16 = S.Registers > 1 ? L.MultiplyAdd(a1, b6, c16) : c16;
                c26 = S.Registers > 2 ? L.MultiplyAdd(a2, b6, c26) : c26;
                var b7 = L.All(b[7]);
                c07 = L.MultiplyAdd(a0, b7, c07);
                c17 = S.Registers > 1 ? L.MultiplyAdd(a1, b7, c17) : c17;
                c27 = S.Registers > 2 ? L.MultiplyAdd(a2, b7, c27) : c27;
            }
        }

        Put<S>(result, 0, c00, c10, c20);
        Put<S>(result, 1, c01, c11, c21);
        Put<S>(result, 2, c02, c12, c22);
        Put<S>(result, 3, c03, c13, c23);
        if (L.ManyRegisters)
        {
            Put<S>(result, 4, c04, c14, c24);
            Put<S>(result, 5, c05, c15, c25);
            Put<S>(result, 6, c06, c16, c26);
            Put<S>(result, 7, c07, c17, c27);
        }
    }

    // A column of the tile.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<S>(T* result, int column, V c0, V c1, V c2)
        where S : struct, ITile
    {
        result += column * 3 * L.Count;
        L.Store(c0, result);
        if (S.Registers > 1)
        {
            L.Store(c1, result + L.Count);
        }

        if (S.Registers > 2)
        {
            L.Store(c2, result + (2 * L.Count));
        }
    }

    private struct Three : ITile
    {
        public static int Registers => 3;
    }

    private struct Two : ITile
    {
        public static int Registers => 2;
    }

    private struct One : ITile
    {
        public static int Registers => 1;
    }
}
