using System.Runtime.Intrinsics;

namespace MatrixDiff.Numeric.Kernels.Native;

/// <summary>The widest registers of the machine, and what depends on them.</summary>
internal static class Widest
{
    /// <summary>Has the machine registers of 512 bits?</summary>
    public static bool Is512 => Vector512.IsHardwareAccelerated;

    /// <summary>A class of kernels for a kind of number.</summary>
    public static Type Of(Type open, Type number) => Is512
        ? open.MakeGenericType(typeof(Lanes512<>).MakeGenericType(number), typeof(Vector512<>).MakeGenericType(number), number)
        : open.MakeGenericType(typeof(Lanes256<>).MakeGenericType(number), typeof(Vector256<>).MakeGenericType(number), number);

    /// <summary>The numbers of scratch of the managed product.</summary>
    public static long Scratch(Type number, int m, int n, int k) => (Is512, number == typeof(double)) switch
    {
        (true, true) => ManagedGemm<Lanes512<double>, Vector512<double>, double>.Scratch(m, n, k),
        (true, false) => ManagedGemm<Lanes512<float>, Vector512<float>, float>.Scratch(m, n, k),
        (false, true) => ManagedGemm<Lanes256<double>, Vector256<double>, double>.Scratch(m, n, k),
        (false, false) => ManagedGemm<Lanes256<float>, Vector256<float>, float>.Scratch(m, n, k),
    };

    /// <summary>The numbers of scratch of a factorization of an n×n matrix, or of the solution of c systems with it.</summary>
    public static long FactorScratch(Type number, int n, int c) => (Is512, number == typeof(double)) switch
    {
        (true, true) => Factors<Lanes512<double>, Vector512<double>, double>.Scratch(n, c),
        (true, false) => Factors<Lanes512<float>, Vector512<float>, float>.Scratch(n, c),
        (false, true) => Factors<Lanes256<double>, Vector256<double>, double>.Scratch(n, c),
        (false, false) => Factors<Lanes256<float>, Vector256<float>, float>.Scratch(n, c),
    };

    /// <summary>The numbers of a piece that is made before it is written past the caches: it stays in the first cache beside what it is made of.</summary>
    public const int Piece = 512;

    /// <summary>The scratch of a Kronecker product that is written so, of blocks of p rows; between pieces less than a register is left.</summary>
    public static long StreamedScratch(int p) => Math.Max(Piece, p) + 16;
}
