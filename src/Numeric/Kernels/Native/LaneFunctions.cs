using System.Numerics;
using System.Runtime.CompilerServices;

namespace MatrixDiff.Numeric.Kernels.Native;

/// <summary>Functions of numbers in lanes that are made of others, or computed lane by lane where there is no faster way.</summary>
internal static unsafe class LaneFunctions<L, V, T>
    where L : struct, ILanes<V, T>
    where V : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>log(1 + x) for 0 ≤ x ≤ 1: with u = 1 + x rounded, log(u) x/(u − 1) (Kahan).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LogOnePlus(V x)
    {
        var one = L.All(T.One);
        var u = L.Add(one, x);
        var less = L.Subtract(u, one);
        return L.Select(L.Equal(less, L.Zero), x, L.Divide(L.Multiply(L.Log(u), x), less));
    }

    /// <summary>tanh x: a rational function of x² below 0.625 (Cephes), 1 − 2/(e²ˣ + 1) beyond.</summary>
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

    /// <summary>tan x.</summary>
    public static V Tan(V x) => Each(x, &Scalar.Tan);

    /// <summary>arcsin x.</summary>
    public static V Asin(V x) => Each(x, &Scalar.Asin);

    /// <summary>arccos x.</summary>
    public static V Acos(V x) => Each(x, &Scalar.Acos);

    /// <summary>arctan x.</summary>
    public static V Atan(V x) => Each(x, &Scalar.Atan);

    /// <summary>sinh x.</summary>
    public static V Sinh(V x) => Each(x, &Scalar.Sinh);

    /// <summary>cosh x.</summary>
    public static V Cosh(V x) => Each(x, &Scalar.Cosh);

    /// <summary>erf x.</summary>
    public static V Erf(V x) => Each(x, &Scalar.Erf);

    /// <summary>x Φ(x).</summary>
    public static V Gelu(V x) => Each(x, &Scalar.Gelu);

    /// <summary>x to a power.</summary>
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

    /// <summary>An unknown function of each lane that the mask lets through.</summary>
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
