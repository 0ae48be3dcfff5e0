using System.Runtime.CompilerServices;

namespace MatrixDiff.Numeric.Kernels.Native;

/// <content>The innermost loops: a tile of the result held in registers. Fewer rows stand in the same places.</content>
internal static unsafe partial class ManagedGemm<L, V, T>
{
    // 3 registers of rows by 8 columns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile8(T* a, T* b, int depth, T* result)
    {
        V c00 = L.Zero, c10 = L.Zero, c20 = L.Zero;
        V c01 = L.Zero, c11 = L.Zero, c21 = L.Zero;
        V c02 = L.Zero, c12 = L.Zero, c22 = L.Zero;
        V c03 = L.Zero, c13 = L.Zero, c23 = L.Zero;
        V c04 = L.Zero, c14 = L.Zero, c24 = L.Zero;
        V c05 = L.Zero, c15 = L.Zero, c25 = L.Zero;
        V c06 = L.Zero, c16 = L.Zero, c26 = L.Zero;
        V c07 = L.Zero, c17 = L.Zero, c27 = L.Zero;
        for (int p = 0; p < depth; p++, a += 3 * L.Count, b += 8)
        {
            V a0 = L.Load(a), a1 = L.Load(a + L.Count), a2 = L.Load(a + (2 * L.Count));
            var b0 = L.All(b[0]);
            c00 = L.MultiplyAdd(a0, b0, c00);
            c10 = L.MultiplyAdd(a1, b0, c10);
            c20 = L.MultiplyAdd(a2, b0, c20);
            var b1 = L.All(b[1]);
            c01 = L.MultiplyAdd(a0, b1, c01);
            c11 = L.MultiplyAdd(a1, b1, c11);
            c21 = L.MultiplyAdd(a2, b1, c21);
            var b2 = L.All(b[2]);
            c02 = L.MultiplyAdd(a0, b2, c02);
            c12 = L.MultiplyAdd(a1, b2, c12);
            c22 = L.MultiplyAdd(a2, b2, c22);
            var b3 = L.All(b[3]);
            c03 = L.MultiplyAdd(a0, b3, c03);
            c13 = L.MultiplyAdd(a1, b3, c13);
            c23 = L.MultiplyAdd(a2, b3, c23);
            var b4 = L.All(b[4]);
            c04 = L.MultiplyAdd(a0, b4, c04);
            c14 = L.MultiplyAdd(a1, b4, c14);
            c24 = L.MultiplyAdd(a2, b4, c24);
            var b5 = L.All(b[5]);
            c05 = L.MultiplyAdd(a0, b5, c05);
            c15 = L.MultiplyAdd(a1, b5, c15);
            c25 = L.MultiplyAdd(a2, b5, c25);
            var b6 = L.All(b[6]);
            c06 = L.MultiplyAdd(a0, b6, c06);
            c16 = L.MultiplyAdd(a1, b6, c16);
            c26 = L.MultiplyAdd(a2, b6, c26);
            var b7 = L.All(b[7]);
            c07 = L.MultiplyAdd(a0, b7, c07);
            c17 = L.MultiplyAdd(a1, b7, c17);
            c27 = L.MultiplyAdd(a2, b7, c27);
        }

        L.Store(c00, result);
        L.Store(c10, result + (1 * L.Count));
        L.Store(c20, result + (2 * L.Count));
        L.Store(c01, result + (3 * L.Count));
        L.Store(c11, result + (4 * L.Count));
        L.Store(c21, result + (5 * L.Count));
        L.Store(c02, result + (6 * L.Count));
        L.Store(c12, result + (7 * L.Count));
        L.Store(c22, result + (8 * L.Count));
        L.Store(c03, result + (9 * L.Count));
        L.Store(c13, result + (10 * L.Count));
        L.Store(c23, result + (11 * L.Count));
        L.Store(c04, result + (12 * L.Count));
        L.Store(c14, result + (13 * L.Count));
        L.Store(c24, result + (14 * L.Count));
        L.Store(c05, result + (15 * L.Count));
        L.Store(c15, result + (16 * L.Count));
        L.Store(c25, result + (17 * L.Count));
        L.Store(c06, result + (18 * L.Count));
        L.Store(c16, result + (19 * L.Count));
        L.Store(c26, result + (20 * L.Count));
        L.Store(c07, result + (21 * L.Count));
        L.Store(c17, result + (22 * L.Count));
        L.Store(c27, result + (23 * L.Count));
    }

    // 2 registers of rows by 8 columns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile8Of2(T* a, T* b, int depth, T* result)
    {
        V c00 = L.Zero, c10 = L.Zero;
        V c01 = L.Zero, c11 = L.Zero;
        V c02 = L.Zero, c12 = L.Zero;
        V c03 = L.Zero, c13 = L.Zero;
        V c04 = L.Zero, c14 = L.Zero;
        V c05 = L.Zero, c15 = L.Zero;
        V c06 = L.Zero, c16 = L.Zero;
        V c07 = L.Zero, c17 = L.Zero;
        for (int p = 0; p < depth; p++, a += 3 * L.Count, b += 8)
        {
            V a0 = L.Load(a), a1 = L.Load(a + L.Count);
            var b0 = L.All(b[0]);
            c00 = L.MultiplyAdd(a0, b0, c00);
            c10 = L.MultiplyAdd(a1, b0, c10);
            var b1 = L.All(b[1]);
            c01 = L.MultiplyAdd(a0, b1, c01);
            c11 = L.MultiplyAdd(a1, b1, c11);
            var b2 = L.All(b[2]);
            c02 = L.MultiplyAdd(a0, b2, c02);
            c12 = L.MultiplyAdd(a1, b2, c12);
            var b3 = L.All(b[3]);
            c03 = L.MultiplyAdd(a0, b3, c03);
            c13 = L.MultiplyAdd(a1, b3, c13);
            var b4 = L.All(b[4]);
            c04 = L.MultiplyAdd(a0, b4, c04);
            c14 = L.MultiplyAdd(a1, b4, c14);
            var b5 = L.All(b[5]);
            c05 = L.MultiplyAdd(a0, b5, c05);
            c15 = L.MultiplyAdd(a1, b5, c15);
            var b6 = L.All(b[6]);
            c06 = L.MultiplyAdd(a0, b6, c06);
            c16 = L.MultiplyAdd(a1, b6, c16);
            var b7 = L.All(b[7]);
            c07 = L.MultiplyAdd(a0, b7, c07);
            c17 = L.MultiplyAdd(a1, b7, c17);
        }

        L.Store(c00, result);
        L.Store(c10, result + (1 * L.Count));
        L.Store(c01, result + (3 * L.Count));
        L.Store(c11, result + (4 * L.Count));
        L.Store(c02, result + (6 * L.Count));
        L.Store(c12, result + (7 * L.Count));
        L.Store(c03, result + (9 * L.Count));
        L.Store(c13, result + (10 * L.Count));
        L.Store(c04, result + (12 * L.Count));
        L.Store(c14, result + (13 * L.Count));
        L.Store(c05, result + (15 * L.Count));
        L.Store(c15, result + (16 * L.Count));
        L.Store(c06, result + (18 * L.Count));
        L.Store(c16, result + (19 * L.Count));
        L.Store(c07, result + (21 * L.Count));
        L.Store(c17, result + (22 * L.Count));
    }

    // 1 register of rows by 8 columns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile8Of1(T* a, T* b, int depth, T* result)
    {
        V c00 = L.Zero;
        V c01 = L.Zero;
        V c02 = L.Zero;
        V c03 = L.Zero;
        V c04 = L.Zero;
        V c05 = L.Zero;
        V c06 = L.Zero;
        V c07 = L.Zero;
        for (int p = 0; p < depth; p++, a += 3 * L.Count, b += 8)
        {
            V a0 = L.Load(a);
            var b0 = L.All(b[0]);
            c00 = L.MultiplyAdd(a0, b0, c00);
            var b1 = L.All(b[1]);
            c01 = L.MultiplyAdd(a0, b1, c01);
            var b2 = L.All(b[2]);
            c02 = L.MultiplyAdd(a0, b2, c02);
            var b3 = L.All(b[3]);
            c03 = L.MultiplyAdd(a0, b3, c03);
            var b4 = L.All(b[4]);
            c04 = L.MultiplyAdd(a0, b4, c04);
            var b5 = L.All(b[5]);
            c05 = L.MultiplyAdd(a0, b5, c05);
            var b6 = L.All(b[6]);
            c06 = L.MultiplyAdd(a0, b6, c06);
            var b7 = L.All(b[7]);
            c07 = L.MultiplyAdd(a0, b7, c07);
        }

        L.Store(c00, result);
        L.Store(c01, result + (3 * L.Count));
        L.Store(c02, result + (6 * L.Count));
        L.Store(c03, result + (9 * L.Count));
        L.Store(c04, result + (12 * L.Count));
        L.Store(c05, result + (15 * L.Count));
        L.Store(c06, result + (18 * L.Count));
        L.Store(c07, result + (21 * L.Count));
    }

    // 3 registers of rows by 4 columns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4(T* a, T* b, int depth, T* result)
    {
        V c00 = L.Zero, c10 = L.Zero, c20 = L.Zero;
        V c01 = L.Zero, c11 = L.Zero, c21 = L.Zero;
        V c02 = L.Zero, c12 = L.Zero, c22 = L.Zero;
        V c03 = L.Zero, c13 = L.Zero, c23 = L.Zero;
        for (int p = 0; p < depth; p++, a += 3 * L.Count, b += 4)
        {
            V a0 = L.Load(a), a1 = L.Load(a + L.Count), a2 = L.Load(a + (2 * L.Count));
            var b0 = L.All(b[0]);
            c00 = L.MultiplyAdd(a0, b0, c00);
            c10 = L.MultiplyAdd(a1, b0, c10);
            c20 = L.MultiplyAdd(a2, b0, c20);
            var b1 = L.All(b[1]);
            c01 = L.MultiplyAdd(a0, b1, c01);
            c11 = L.MultiplyAdd(a1, b1, c11);
            c21 = L.MultiplyAdd(a2, b1, c21);
            var b2 = L.All(b[2]);
            c02 = L.MultiplyAdd(a0, b2, c02);
            c12 = L.MultiplyAdd(a1, b2, c12);
            c22 = L.MultiplyAdd(a2, b2, c22);
            var b3 = L.All(b[3]);
            c03 = L.MultiplyAdd(a0, b3, c03);
            c13 = L.MultiplyAdd(a1, b3, c13);
            c23 = L.MultiplyAdd(a2, b3, c23);
        }

        L.Store(c00, result);
        L.Store(c10, result + (1 * L.Count));
        L.Store(c20, result + (2 * L.Count));
        L.Store(c01, result + (3 * L.Count));
        L.Store(c11, result + (4 * L.Count));
        L.Store(c21, result + (5 * L.Count));
        L.Store(c02, result + (6 * L.Count));
        L.Store(c12, result + (7 * L.Count));
        L.Store(c22, result + (8 * L.Count));
        L.Store(c03, result + (9 * L.Count));
        L.Store(c13, result + (10 * L.Count));
        L.Store(c23, result + (11 * L.Count));
    }

    // 2 registers of rows by 4 columns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4Of2(T* a, T* b, int depth, T* result)
    {
        V c00 = L.Zero, c10 = L.Zero;
        V c01 = L.Zero, c11 = L.Zero;
        V c02 = L.Zero, c12 = L.Zero;
        V c03 = L.Zero, c13 = L.Zero;
        for (int p = 0; p < depth; p++, a += 3 * L.Count, b += 4)
        {
            V a0 = L.Load(a), a1 = L.Load(a + L.Count);
            var b0 = L.All(b[0]);
            c00 = L.MultiplyAdd(a0, b0, c00);
            c10 = L.MultiplyAdd(a1, b0, c10);
            var b1 = L.All(b[1]);
            c01 = L.MultiplyAdd(a0, b1, c01);
            c11 = L.MultiplyAdd(a1, b1, c11);
            var b2 = L.All(b[2]);
            c02 = L.MultiplyAdd(a0, b2, c02);
            c12 = L.MultiplyAdd(a1, b2, c12);
            var b3 = L.All(b[3]);
            c03 = L.MultiplyAdd(a0, b3, c03);
            c13 = L.MultiplyAdd(a1, b3, c13);
        }

        L.Store(c00, result);
        L.Store(c10, result + (1 * L.Count));
        L.Store(c01, result + (3 * L.Count));
        L.Store(c11, result + (4 * L.Count));
        L.Store(c02, result + (6 * L.Count));
        L.Store(c12, result + (7 * L.Count));
        L.Store(c03, result + (9 * L.Count));
        L.Store(c13, result + (10 * L.Count));
    }

    // 1 register of rows by 4 columns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4Of1(T* a, T* b, int depth, T* result)
    {
        V c00 = L.Zero;
        V c01 = L.Zero;
        V c02 = L.Zero;
        V c03 = L.Zero;
        for (int p = 0; p < depth; p++, a += 3 * L.Count, b += 4)
        {
            V a0 = L.Load(a);
            var b0 = L.All(b[0]);
            c00 = L.MultiplyAdd(a0, b0, c00);
            var b1 = L.All(b[1]);
            c01 = L.MultiplyAdd(a0, b1, c01);
            var b2 = L.All(b[2]);
            c02 = L.MultiplyAdd(a0, b2, c02);
            var b3 = L.All(b[3]);
            c03 = L.MultiplyAdd(a0, b3, c03);
        }

        L.Store(c00, result);
        L.Store(c01, result + (3 * L.Count));
        L.Store(c02, result + (6 * L.Count));
        L.Store(c03, result + (9 * L.Count));
    }
}
