using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MatrixDiff.Numeric.Kernels.Native;

/// <summary>Lanes in registers of 256 bits.</summary>
internal readonly unsafe struct Lanes256<T> : ILanes<Vector256<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Count => Vector256<T>.Count;

    public static bool ManyRegisters => false;

    public static Vector256<T> Zero => Vector256<T>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> All(T x) => Vector256.Create(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Mask(int count) =>
        Vector256.LessThan(Vector256.CreateSequence(T.Zero, T.One), Vector256.Create(T.CreateTruncating(count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(T* p) => Vector256.Load(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadSome(T* p, Vector256<T> mask)
    {
        if (Avx.IsSupported)
        {
            return typeof(T) == typeof(double) ? Avx.MaskLoad((double*)p, mask.AsDouble()).As<double, T>() : Avx.MaskLoad((float*)p, mask.AsSingle()).As<float, T>();
        }

        return LoadEach(p, mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<T> x, T* p) => x.Store(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSome(Vector256<T> x, T* p, Vector256<T> mask)
    {
        if (!Avx.IsSupported)
        {
            StoreEach(x, p, mask);
        }
        else if (typeof(T) == typeof(double))
        {
            Avx.MaskStore((double*)p, mask.AsDouble(), x.AsDouble());
        }
        else
        {
            Avx.MaskStore((float*)p, mask.AsSingle(), x.AsSingle());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Stream(Vector256<T> x, T* p)
    {
        if (!Avx.IsSupported)
        {
            x.Store(p);
        }
        else if (typeof(T) == typeof(double))
        {
            Avx.StoreAlignedNonTemporal((double*)p, x.AsDouble());
        }
        else
        {
            Avx.StoreAlignedNonTemporal((float*)p, x.AsSingle());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Add(Vector256<T> a, Vector256<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Subtract(Vector256<T> a, Vector256<T> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Multiply(Vector256<T> a, Vector256<T> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Divide(Vector256<T> a, Vector256<T> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MultiplyAdd(Vector256<T> a, Vector256<T> b, Vector256<T> c) => typeof(T) == typeof(double)
        ? Vector256.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>()
        : Vector256.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Max(Vector256<T> a, Vector256<T> b) => Vector256.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Abs(Vector256<T> x) => Vector256.Abs(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Sqrt(Vector256<T> x) => Vector256.Sqrt(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Exp(Vector256<T> x) => typeof(T) == typeof(double)
        ? Vector256.Exp(x.AsDouble()).As<double, T>()
        : Vector256.Exp(x.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Log(Vector256<T> x) => typeof(T) == typeof(double)
        ? Vector256.Log(x.AsDouble()).As<double, T>()
        : Vector256.Log(x.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Sin(Vector256<T> x) => typeof(T) == typeof(double)
        ? Vector256.Sin(x.AsDouble()).As<double, T>()
        : Vector256.Sin(x.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Cos(Vector256<T> x) => typeof(T) == typeof(double)
        ? Vector256.Cos(x.AsDouble()).As<double, T>()
        : Vector256.Cos(x.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Greater(Vector256<T> a, Vector256<T> b) => Vector256.GreaterThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Equal(Vector256<T> a, Vector256<T> b) => Vector256.Equals(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Select(Vector256<T> mask, Vector256<T> a, Vector256<T> b) => Vector256.ConditionalSelect(mask, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Lane(Vector256<T> x, int lane) => x.GetElement(lane);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector256<T> x) => Vector256.Sum(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Greatest(Vector256<T> x)
    {
        var half = Vector128.Max(x.GetLower(), x.GetUpper());
        var greatest = T.Max(half[0], half[1]);
        for (int i = 2; i < Vector128<T>.Count; i++)
        {
            greatest = T.Max(greatest, half[i]);
        }

        return greatest;
    }

    // Apart, since a method with memory on the stack is not inlined.
    private static Vector256<T> LoadEach(T* p, Vector256<T> mask)
    {
        T* copy = stackalloc T[Count];
        for (int i = 0; i < Count; i++)
        {
            copy[i] = T.IsZero(mask[i]) ? T.Zero : p[i];
        }

        return Vector256.Load(copy);
    }

    private static void StoreEach(Vector256<T> x, T* p, Vector256<T> mask)
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
