using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MatrixDiff.Numeric.Kernels.Native;

/// <summary>
/// eˣ and log x of a register at a time with the scaling instructions of AVX-512, within one unit in the last place everywhere, subnormal
/// numbers, infinities and NaN included. Half the latency of the library's, which matters where a vector is no longer than a register.
/// </summary>
internal static class Exponentials512
{
    private const double Log2High = 0.69314718055994529, Log2Low = 2.3190468138462996e-17;

    /// <summary>
    /// eˣ = 2ⁿ eʳ with n = ⌊x/log 2⌉ and |r| ≤ log 2/2: eʳ = 1 + r + r² q(r), q of degree 10 (Chebyshev fit, relative error 2.3e-19).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x)
    {
        // Both instructions return their second operand where one is NaN.
        x = Avx512F.Max(All(-1000.0), Avx512F.Min(All(1000.0), x));
        var shift = All(6755399441055744.0);
        var n = Fma(x, All(1.4426950408889634074), shift) - shift;
        var r = Avx512F.FusedMultiplyAddNegated(n, All(Log2High), x);
        r = Avx512F.FusedMultiplyAddNegated(n, All(Log2Low), r);
        var r2 = r * r;
        var r4 = r2 * r2;
        var q0 = Fma(All(0.16666666666666670991), r, All(0.5));
        var q2 = Fma(All(0.0083333333333261351258), r, All(0.041666666666666669755));
        var q4 = Fma(All(0.00019841269874820625271), r, All(0.0013888888888883748305));
        var q6 = Fma(All(2.755725540020642443e-6), r, All(0.000024801587325547741216));
        var q8 = Fma(All(2.0914686968086877233e-9), r2, Fma(All(2.5105217004720745164e-8), r, All(2.7557273643110295328e-7)));
        var q = Fma(Fma(q8, r4, Fma(q6, r2, q4)), r4, Fma(q2, r2, q0));
        return Avx512F.Scale(All(1.0) + Fma(q, r2, r), n);
    }

    /// <summary>eˣ of sixteen floats, in the same way with q of degree 5 (relative error 2.2e-10).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        x = Avx512F.Max(All(-200f), Avx512F.Min(All(200f), x));
        var shift = All(12582912f);
        var n = Fma(x, All(1.44269504088896f), shift) - shift;
        var r = Avx512F.FusedMultiplyAddNegated(n, All(0.693147182464599609375f), x);
        r = Avx512F.FusedMultiplyAddNegated(n, All(-1.90465429995776804525e-9f), r);
        var r2 = r * r;
        var q0 = Fma(All(0.16666666681623231402f), r, All(0.50000000134658092001f));
        var q2 = Fma(All(0.0083333109254809008349f), r, All(0.041666464925285905408f));
        var q4 = Fma(All(0.00019890990824673653848f), r, All(0.001393364999630925043f));
        var q = Fma(Fma(q4, r2, q2), r2, q0);
        return Avx512F.Scale(All(1f) + Fma(q, r2, r), n);
    }

    /// <summary>
    /// log x = k log 2 + log m with ¾ ≤ m &lt; 3/2, f = m − 1 and s = f/(2 + f): log(1 + f) = f − (f²/2 − s (f²/2 + R)) with R = 2 (artanh(s)/s − 1) by
    /// the polynomial in s² of <see cref="LaneFunctions{L,V,T}.LogOnePlus"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> x)
    {
        // The mantissa in [¾, 3/2), NaN of negative numbers, 1 of zeros and infinities.
        const byte interval = 0x0F;
        var m = Avx512F.GetMantissa(x, interval);
        var k = Avx512F.GetExponent(x);
        k = Vector512.ConditionalSelect(Vector512.LessThan(m, All(1.0)), k + All(1.0), k);
        var f = m - All(1.0);
        var s = f / (m + All(1.0));
        var z = s * s;
        var z2 = z * z;
        var p1 = Fma(All(0.14285714555828580111), z, All(0.19999999997643800004));
        var p3 = Fma(All(0.090914299002369554786), z, All(0.11111095430673142019));
        var p5 = Fma(All(0.067956527427899469179), z, All(0.076818381244458171292));
        var p7 = Fma(All(0.088903819130566514469), z, All(0.049403945243823931204));
        var p = Fma(Fma(p7, z2, p5), z2 * z2, Fma(p3, z2, p1));
        var r = z * Fma(p, z, All(0.33333333333341287164));
        var half = All(0.5) * f * f;
        return Fma(k, All(Log2High), f - (half - Fma(s, half + (r + r), k * All(Log2Low))));
    }

    private static Vector512<double> All(double x) => Vector512.Create(x);

    private static Vector512<float> All(float x) => Vector512.Create(x);

    private static Vector512<float> Fma(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Avx512F.FusedMultiplyAdd(a, b, c);

    private static Vector512<double> Fma(Vector512<double> a, Vector512<double> b, Vector512<double> c) => Avx512F.FusedMultiplyAdd(a, b, c);
}
