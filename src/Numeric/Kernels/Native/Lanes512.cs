using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MatrixDiff.Numeric.Kernels.Native;

/// <summary>Lanes in registers of 512 bits.</summary>
internal readonly unsafe struct Lanes512<T> : ILanes<Vector512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Count => Vector512<T>.Count;

    public static bool ManyRegisters => true;

    public static Vector512<T> Zero => Vector512<T>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> All(T x) => Vector512.Create(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Mask(int count) =>
        Vector512.LessThan(Vector512.CreateSequence(T.Zero, T.One), Vector512.Create(T.CreateTruncating(count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(T* p) => Vector512.Load(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LoadSome(T* p, Vector512<T> mask)
    {
        if (Avx512F.IsSupported)
        {
            return typeof(T) == typeof(double) ? Avx512F.MaskLoad((double*)p, mask.AsDouble(), Vector512<double>.Zero).As<double, T>() : Avx512F.MaskLoad((float*)p, mask.AsSingle(), Vector512<float>.Zero).As<float, T>();
        }

        return LoadEach(p, mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<T> x, T* p) => x.Store(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSome(Vector512<T> x, T* p, Vector512<T> mask)
    {
        if (!Avx512F.IsSupported)
        {
            StoreEach(x, p, mask);
        }
        else if (typeof(T) == typeof(double))
        {
            Avx512F.MaskStore((double*)p, mask.AsDouble(), x.AsDouble());
        }
        else
        {
            Avx512F.MaskStore((float*)p, mask.AsSingle(), x.AsSingle());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Stream(Vector512<T> x, T* p)
    {
        if (!Avx512F.IsSupported)
        {
            x.Store(p);
        }
        else if (typeof(T) == typeof(double))
        {
            Avx512F.StoreAlignedNonTemporal((double*)p, x.AsDouble());
        }
        else
        {
            Avx512F.StoreAlignedNonTemporal((float*)p, x.AsSingle());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Add(Vector512<T> a, Vector512<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Subtract(Vector512<T> a, Vector512<T> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Multiply(Vector512<T> a, Vector512<T> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Divide(Vector512<T> a, Vector512<T> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd(Vector512<T> a, Vector512<T> b, Vector512<T> c) => typeof(T) == typeof(double)
        ? Vector512.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>()
        : Vector512.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Max(Vector512<T> a, Vector512<T> b) => Vector512.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Abs(Vector512<T> x) => Vector512.Abs(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Sqrt(Vector512<T> x) => Vector512.Sqrt(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Exp(Vector512<T> x) => typeof(T) == typeof(double)
        ? (Avx512F.IsSupported ? Exponentials512.Exp(x.AsDouble()) : Vector512.Exp(x.AsDouble())).As<double, T>()
        : (Avx512F.IsSupported ? Exponentials512.Exp(x.AsSingle()) : Vector512.Exp(x.AsSingle())).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Log(Vector512<T> x) => typeof(T) == typeof(double)
        ? (Avx512F.IsSupported ? Exponentials512.Log(x.AsDouble()) : Vector512.Log(x.AsDouble())).As<double, T>()
        : Vector512.Log(x.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Sin(Vector512<T> x) => typeof(T) == typeof(double)
        ? Vector512.Sin(x.AsDouble()).As<double, T>()
        : Vector512.Sin(x.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Cos(Vector512<T> x) => typeof(T) == typeof(double)
        ? Vector512.Cos(x.AsDouble()).As<double, T>()
        : Vector512.Cos(x.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Greater(Vector512<T> a, Vector512<T> b) => Vector512.GreaterThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Equal(Vector512<T> a, Vector512<T> b) => Vector512.Equals(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Select(Vector512<T> mask, Vector512<T> a, Vector512<T> b) => Vector512.ConditionalSelect(mask, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Lane(Vector512<T> x, int lane) => x.GetElement(lane);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector512<T> x) => Vector512.Sum(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Greatest(Vector512<T> x) => Lanes256<T>.Greatest(Vector256.Max(x.GetLower(), x.GetUpper()));

    // Apart, since a method with memory on the stack is not inlined.
    private static Vector512<T> LoadEach(T* p, Vector512<T> mask)
    {
        T* copy = stackalloc T[Count];
        for (int i = 0; i < Count; i++)
        {
            copy[i] = T.IsZero(mask[i]) ? T.Zero : p[i];
        }

        return Vector512.Load(copy);
    }

    private static void StoreEach(Vector512<T> x, T* p, Vector512<T> mask)
    {
        for (int i = 0; i < Count; i++)
        {
            if (!T.IsZero(mask[i]))
            {
                p[i] = x[i];
            }
        }
    }
}
