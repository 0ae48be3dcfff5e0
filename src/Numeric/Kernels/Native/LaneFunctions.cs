using System.Numerics;
using System.Runtime.CompilerServices;

namespace MatrixDiff.Numeric.Kernels.Native;

/// <summary>Functions of numbers in lanes that are made of others, or computed lane by lane where there is no faster way.</summary>
internal static unsafe class LaneFunctions<L, V, T>
    where L : struct, ILanes<V, T>
    where V : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>eˣ: apart, so that it is optimised from the first call on, whatever calls it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static V Exp(V x) => L.Exp(x);

    /// <summary>log x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static V Log(V x) => L.Log(x);

    /// <summary>sin x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static V Sin(V x) => L.Sin(x);

    /// <summary>cos x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static V Cos(V x) => L.Cos(x);

    /// <summary>
    /// log(1 + x) for 0 ≤ x ≤ 1: 2 artanh s with s = x/(2 + x) ≤ 1/3, and artanh(s)/s by a polynomial in s² (Chebyshev fit, error 5e-17).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LogOnePlus(V x)
    {
        var s = L.Divide(x, L.Add(Number(2), x));
        var z = L.Multiply(s, s);
        var even = L.Multiply(z, z);
        var p = L.MultiplyAdd(Number(0.088903819130566514469), z, Number(0.049403945243823931204));
        p = L.MultiplyAdd(p, even, L.MultiplyAdd(Number(0.067956527427899469179), z, Number(0.076818381244458171292)));
        p = L.MultiplyAdd(p, even, L.MultiplyAdd(Number(0.090914299002369554786), z, Number(0.11111095430673142019)));
        p = L.MultiplyAdd(p, even, L.MultiplyAdd(Number(0.14285714555828580111), z, Number(0.19999999997643800004)));
        p = L.MultiplyAdd(p, even, L.MultiplyAdd(Number(0.33333333333341287164), z, Number(0.99999999999999995579)));
        return L.Multiply(L.Add(s, s), p);
    }

    /// <summary>tanh x: a rational function of x² below 0.625 (Cephes), 1 − 2/(e²ˣ + 1) beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static V Tanh(V x)
    {
        var z = L.Multiply(x, x);
        var top = Polynomial(z, -9.64399179425052238628E-1, -9.92877231001918586564E1, -1.61468768441708447952E3);
        var bottom = Polynomial(z, 1, 1.12811678491632931402E2, 2.23548839060100448583E3, 4.84406305325125486048E3);
        var near = L.MultiplyAdd(L.Multiply(x, z), L.Divide(top, bottom), x);
        var a = L.Abs(x);
        var far = L.Subtract(L.All(T.One), L.Divide(Number(2), L.Add(L.Exp(L.Add(a, a)), L.All(T.One))));
        far = L.Select(L.Greater(L.Zero, x), L.Subtract(L.Zero, far), far);
        return L.Select(L.Greater(a, Number(0.625)), far, near);
    }

    /// <summary>−1, 0 or 1; NaN of NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sign(V x) => L.Select(L.Greater(x, L.Zero), L.All(T.One), L.Select(L.Greater(L.Zero, x), L.All(-T.One), x));

    /// <summary>1 above 0, 0 elsewhere; NaN of NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step(V x) => L.Select(L.Greater(x, L.Zero), L.All(T.One), L.Select(L.Equal(x, x), L.Zero, x));

    /// <summary>A lane in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LaneOf(V x, int lane) => L.All(L.Lane(x, lane));

    /// <summary>The greatest of the lanes that count, in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V GreatestOfColumn(V x, V mask) => L.All(L.Greatest(L.Select(mask, x, L.All(T.NegativeInfinity))));

    /// <summary>The sum of the lanes that count, in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SumOfColumn(V x, V mask) => L.All(L.Sum(L.Select(mask, x, L.Zero)));

    /// <summary>tan x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static V Tan(V x) => Each(x, &Scalar.Tan);

    /// <summary>arcsin x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static V Asin(V x) => Each(x, &Scalar.Asin);

    /// <summary>arccos x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static V Acos(V x) => Each(x, &Scalar.Acos);

    /// <summary>arctan x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static V Atan(V x) => Each(x, &Scalar.Atan);

    /// <summary>sinh x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static V Sinh(V x) => Each(x, &Scalar.Sinh);

    /// <summary>cosh x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static V Cosh(V x) => Each(x, &Scalar.Cosh);

    /// <summary>erf x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static V Erf(V x) => Each(x, &Scalar.Erf);

    /// <summary>x Φ(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static V Gelu(V x) => Each(x, &Scalar.Gelu);

    /// <summary>x to a power.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static V Power(V x, V exponent)
    {
        T* a = stackalloc T[L.Count];
        T* b = stackalloc T[L.Count];
        L.Store(x, a);
        L.Store(exponent, b);
        for (int i = 0; i < L.Count; i++)
        {
            a[i] = T.Pow(a[i], b[i]);
        }

        return L.Load(a);
    }

    /// <summary>An unknown function of the number that is in all lanes, in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static V CallOne(V x, Func<double, double> f)
    {
        T* a = stackalloc T[L.Count];
        L.Store(x, a);
        return L.All(T.CreateTruncating(f(double.CreateTruncating(*a))));
    }

    /// <summary>An unknown function of each lane that the mask lets through.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static V Call(V x, V mask, Func<double, double> f)
    {
        T* a = stackalloc T[L.Count];
        T* b = stackalloc T[L.Count];
        L.Store(x, a);
        L.Store(L.Select(mask, L.All(T.One), L.Zero), b);
        for (int i = 0; i < L.Count; i++)
        {
            a[i] = T.IsZero(b[i]) ? T.Zero : T.CreateTruncating(f(double.CreateTruncating(a[i])));
        }

        return L.Load(a);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static V Each(V x, delegate*<double, double> f)
    {
        T* a = stackalloc T[L.Count];
        L.Store(x, a);
        for (int i = 0; i < L.Count; i++)
        {
            a[i] = T.CreateTruncating(f(double.CreateTruncating(a[i])));
        }

        return L.Load(a);
    }

    private static V Polynomial(V x, double a, double b, double c) => L.MultiplyAdd(L.MultiplyAdd(Number(a), x, Number(b)), x, Number(c));

    private static V Polynomial(V x, double a, double b, double c, double d) => L.MultiplyAdd(Polynomial(x, a, b, c), x, Number(d));

    private static V Number(double x) => L.All(T.CreateTruncating(x));

    // Functions of Math as targets of pointers.
    private static class Scalar
    {
        public static double Tan(double x) => Math.Tan(x);

        public static double Asin(double x) => Math.Asin(x);

        public static double Acos(double x) => Math.Acos(x);

        public static double Atan(double x) => Math.Atan(x);

        public static double Sinh(double x) => Math.Sinh(x);

        public static double Cosh(double x) => Math.Cosh(x);

        public static double Erf(double x) => MathNet.Numerics.SpecialFunctions.Erf(x);

        public static double Gelu(double x) => Entrywise.Gelu(x);
    }
}
